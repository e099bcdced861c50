"""Describes findings as plain data for programs: the JSON reports and the preview's panel.

All use this module, so that they say the same of a finding. `docs/reference/reports.md` documents
the keys. It promises that a key never changes its meaning; new keys may be added.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.positions import offsets_of
from briefgen.ground.span import Span
from briefgen.report.pages import address
from briefgen.report.terminal import visible

# The characters that are kept of a line before and behind the marked words. Longer lines are cut
# there: a brief can be a single line.
AROUND = 160
# For each file, the offsets at which its lines start.
Starts = Mapping[str, Sequence[int]]


def said(found: Diagnostic) -> str:
    """Write a finding in one line, without its place: what is wrong, and the way out."""
    return visible(f"{found.message} {found.hint}".strip())


def dumped(value: object) -> str:
    """Write a value as JSON in one line."""
    # Only ASCII, because the encoding of standard output depends on the system. In a log, GitHub
    # obeys what begins with `##[` (`workflow`); escaped, it is the same to a reader of JSON.
    return json.dumps(value, ensure_ascii=True).replace("##[", "#\\u0023[")


def plain(found: Diagnostic, starts: Starts) -> dict[str, Any]:
    """Describe one finding with the keys of docs/reference/reports.md.

    A finding without a place has None there. If `starts` lacks a file, its offsets are None.
    """
    return {
        "rule": found.rule,
        "url": address(found.rule),
        "severity": found.severity,
        "message": visible(found.message),
        "hint": visible(found.hint),
        # The edit's text isn't passed through `visible`: a program puts exactly this text into the
        # file. What a terminal shows is the hint.
        "edit": found.edit and {"place": _place(found.edit.span, starts), "text": found.edit.text},
        "place": _place(found.span, starts),
        "related": [
            {"message": visible(each.message), "place": _place(each.span, starts)}
            for each in found.related
        ],
    }


def with_lines(described: dict[str, Any], lines: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Add to each place of a described finding its line, and return the same dict.

    The line is under `typed`, in three parts: the text before the marked words, the marked words,
    and the text behind them. It is None if the line isn't known. So a program can show the line
    without reading the file.
    """
    places = [described["place"], *(each["place"] for each in described["related"])]
    for place in filter(None, places):
        known = {visible(file): typed for file, typed in lines.items()}.get(place["file"], ())
        number = place["line"]
        line = known[number - 1] if 0 < number <= len(known) else None
        place["typed"] = None if line is None else _parts(line, place)
    return described


def _place(span: Span | None, starts: Starts) -> dict[str, Any] | None:
    if span is None:
        return None
    start, end = offsets_of(span, starts.get(span.file, ())) or (None, None)
    return {
        "file": visible(span.file),
        "path": visible(span.path),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "start": start,
        "end": end,
    }


def _parts(line: str, place: Mapping[str, Any]) -> list[str]:
    """Split a line into the text before the marked words, the marked words, and the text behind."""
    start = place["column"] - 1
    # A place of several lines is marked to the end of its first.
    end = place["end_column"] - 1 if place["end_line"] == place["line"] else len(line)
    end = max(end, start + 1)
    before, marked, behind = line[:start], line[start:end], line[end:]
    cut = f"…{before[-AROUND:]}" if len(before) > AROUND else before
    more = f"{behind[:AROUND]}…" if len(behind) > AROUND else behind
    # Something has to be marked, even at the end of a line.
    return [visible(part.replace("\t", " ")) for part in (cut, marked or " ", more)]
