"""Findings as plain data, for programs: the JSON format and the panel of the preview.

Apart from the formats, because both are to say the same of a finding. `docs/report.md` has what
each key holds; a key may be added there, and none changes its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, Edit
from briefgen.ground.positions import offsets_of
from briefgen.ground.span import Span
from briefgen.report.terminal import visible

# Characters of a long line that are shown before and behind the words that are marked.
AROUND = 160
Starts = Mapping[str, Sequence[int]]


def plain(found: Diagnostic, starts: Starts) -> dict[str, Any]:
    """Describe one finding. `starts` holds the offsets at which the lines of each file start.

    A place is None where the finding has none. The offsets of a file without `starts` are None.
    """
    return {
        "rule": found.rule,
        "severity": found.severity,
        "message": visible(found.message),
        "hint": visible(found.hint),
        "edit": _edit(found.edit, starts),
        "place": _place(found.span, starts),
        "related": [
            {"message": visible(each.message), "place": _place(each.span, starts)}
            for each in found.related
        ],
    }


def with_lines(described: dict[str, Any], lines: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Add to each place of a finding the line that was typed, in three parts: before, marked and
    behind; None where the line isn't known. A program that shows the line needs no file for it.
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


def _edit(edit: Edit | None, starts: Starts) -> dict[str, Any] | None:
    # The text is exact: a program is to type it. Whoever prints it has it in the hint as well.
    return {"place": _place(edit.span, starts), "text": edit.text} if edit else None


def _parts(line: str, place: Mapping[str, Any]) -> list[str]:
    start = place["column"] - 1
    end = place["end_column"] - 1 if place["end_line"] == place["line"] else len(line)
    end = max(end, start + 1)
    before, marked, behind = line[:start], line[start:end], line[end:]
    cut = f"…{before[-AROUND:]}" if len(before) > AROUND else before
    more = f"{behind[:AROUND]}…" if len(behind) > AROUND else behind
    return [visible(part.replace("\t", " ")) for part in (cut, marked or " ", more)]
