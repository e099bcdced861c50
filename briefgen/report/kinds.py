"""List kinds of paper for people, a line each, and for programs as JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from briefgen.builds.kinds_there import KindsThere
from briefgen.kinds import PaperKind
from briefgen.kinds.paper_kind import Column
from briefgen.report.terminal import visible

# The width of the column of names; longer ones make it wider.
WIDTH = 16
# What a field is called in JSON, where a program's reader would call it otherwise.
CALLED = {
    "is_numbered": "numbered",
    "has_boxes": "boxes",
    "has_lines": "lines",
    "is_beside": "side_by_side",
    "is_needed": "needed",
    "is_own": "own",
}


def listing(there: KindsThere) -> str:
    """List all kinds with a line each: the name, what it is called, and what it is for."""
    width = max((WIDTH, *(len(kind.name) for kind in there.kinds)))
    return "\n".join(_line(kind, width, there.default) for kind in there.kinds)


def _line(kind: PaperKind, width: int, default: str) -> str:
    marks = {
        "default": kind.name == default,
        "yours": kind.is_own,
        "weak model": bool(kind.weak),
    }
    said = ", ".join(mark for mark, holds in marks.items() if holds)
    about = f"{kind.title}. {kind.about}" if kind.about else kind.title
    return visible(f"{kind.name.ljust(width)}  {about}{f' ({said})' if said else ''}")


def as_json(there: KindsThere) -> str:
    """Write all kinds as a JSON array, with all that is known of each."""
    each = [_object(kind, there.default) for kind in there.kinds]
    return json.dumps(each, ensure_ascii=False, indent=2)


def _object(kind: PaperKind, default: str) -> dict[str, Any]:
    """Give all fields of a kind but its folders, which are of this machine."""
    found = {
        CALLED.get(each.name, each.name): getattr(kind, each.name)
        for each in fields(kind)
        if each.name != "folders"
    }
    limits = [{"part": each.part, "most": each.most, "unit": each.unit} for each in kind.limits]
    pairs = {
        "labels": _labels(kind),
        "rules": dict(kind.rules),
        "limits": limits,
        "columns": [_column(each) for each in kind.columns],
    }
    return {**found, **pairs, "default": kind.name == default}


def _column(column: Column) -> dict[str, Any]:
    found = {
        CALLED.get(each.name, each.name): getattr(column, each.name) for each in fields(column)
    }
    return {**found, "values": dict(column.values)}


def _labels(kind: PaperKind) -> dict[str, Any]:
    """Group the labels of a kind as its file has them: those of other languages below their tag."""
    found: dict[str, Any] = {}
    for each in kind.labels:
        home = found if each.language == kind.language else found.setdefault(each.language, {})
        home[each.typed] = dict(each.forms) or each.text
    return found
