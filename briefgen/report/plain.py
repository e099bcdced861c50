"""Diagnostics as plain data: what the terminal says of each, in its parts, for other readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.span import Span
from briefgen.report.terminal import visible

AROUND = 160


def plain(found: Diagnostic, lines: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """One diagnostic. `lines` holds the lines of each file; `place` is None where it has none."""
    return {
        "rule": found.rule,
        "severity": found.severity,
        "message": visible(found.message),
        "hint": visible(found.hint),
        "place": _place(found.span, lines),
        "related": [
            {"message": visible(each.message), "place": _place(each.span, lines)}
            for each in found.related
        ],
    }


def _place(span: Span | None, lines: Mapping[str, Sequence[str]]) -> dict[str, Any] | None:
    """Where it is, and the line that was typed in three parts: before, marked and behind."""
    if span is None:
        return None
    known = lines.get(span.file, ())
    line = known[span.line - 1] if 0 < span.line <= len(known) else None
    return {
        "file": visible(span.file),
        "line": span.line,
        "column": span.column,
        "typed": None if line is None else _parts(line, span),
    }


def _parts(line: str, span: Span) -> list[str]:
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = max(end, start + 1)
    before, marked, behind = line[:start], line[start:end], line[end:]
    cut = f"…{before[-AROUND:]}" if len(before) > AROUND else before
    more = f"{behind[:AROUND]}…" if len(behind) > AROUND else behind
    return [visible(part.replace("\t", " ")) for part in (cut, marked or " ", more)]
