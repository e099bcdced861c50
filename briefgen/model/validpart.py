"""Find the part of a document that is a valid brief, where another part isn't.

Rules need a typed brief, and whoever misspelt a field should see at once what else is wrong. So
faulty entries are taken away, one by one, until the rest is valid. Nothing is filled in but the few
fields that every brief needs; findings about those are left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic_core import ValidationError

from briefgen.ground.records import record
from briefgen.ground.span import Path
from briefgen.load.document import Document
from briefgen.model import Brief
from briefgen.model.fields import entry_at, field_named

# How often the rest is validated again: an entry from which something was taken may then lack a
# field.
MOST_LOOKS = 12
# With more faults the rules don't run. Every fault is compared with every finding, which takes
# time; and whoever has so many mends these first.
MOST_TAKEN = 100
# The fields that hold groups under ids of the writer's choice.
GROUPS = ("parties", "people", "sources", "positions")
# Values for required fields of a brief that were taken away. `without_following` leaves out what
# rules say about them.
STAND_INS: dict[str, Any] = {
    "briefgen": 1,
    "title": "A",
    "as_of": "0001-01-01",
    "principal": "a",
    "people": {},
}


@record
class ValidPart:
    """The brief that is left, its document, and the paths of what was taken away.

    `document` says for each path in the rest where it was typed; `taken` are paths in the whole
    document. The two differ if an entry of a list is gone, since those behind it move up.
    """

    brief: Brief
    document: Document
    taken: frozenset[Path]


def valid_part(document: Document) -> ValidPart | None:
    """Get what is left of a document without its faults; None if no valid brief is left."""
    if not isinstance(document.data, dict):
        return None
    taken: set[Path] = set()
    for _ in range(MOST_LOOKS):
        origins: dict[Path, Path] = {}
        left = _without_taken(document.data, (), (), taken, origins)
        # Required fields of the brief itself are replaced.
        left |= {
            path[0]: STAND_INS[path[0]] for path in taken if path[0] in STAND_INS and len(path) == 1
        }
        try:
            brief = Brief.model_validate(left)
        except ValidationError as error:
            found = {
                _to_take(document, _in_document(fault["loc"], origins), fault["type"])
                for fault in error.errors(include_url=False, include_context=False)
                # pydantic counts only valid entries, so that a list with a fault can seem empty.
                if fault["type"] != "too_short" or not fault["input"]
            }
            taken, before = taken | found, len(taken)
            # Nothing more could be taken, or it was too much.
            if not before < len(taken) <= MOST_TAKEN:
                return None
        else:
            marks = {
                path: document.marks[typed]
                for path, typed in origins.items()
                if typed in document.marks
            }
            return ValidPart(brief, replace(document, data=left, marks=marks), frozenset(taken))
    return None


def _without_taken(
    value: Any, now: Path, typed: Path, taken: set[Path], origins: dict[Path, Path]
) -> Any:
    """Copy a value without what is taken.

    `origins` gets the path that each part had in the document.
    """
    origins[now] = typed
    if isinstance(value, dict):
        return {
            key: _without_taken(held, (*now, key), (*typed, key), taken, origins)
            for key, held in value.items()
            if (*typed, key) not in taken
        }
    if isinstance(value, list):
        kept = [at for at in range(len(value)) if (*typed, at) not in taken]
        return [
            _without_taken(value[at], (*now, number), (*typed, at), taken, origins)
            for number, at in enumerate(kept)
        ]
    return value


def _in_document(path: Path, origins: dict[Path, Path]) -> Path:
    """Find the path in the document of something that is faulty in the rest."""
    known = next(length for length in range(len(path), -1, -1) if path[:length] in origins)
    return (*origins[path[:known]], *path[known:])


def _to_take(document: Document, path: Path, kind: str) -> Path:
    """Find what to take away for a fault: the smallest part that a brief can be without."""
    if path[-1] == "[key]":
        return path[:-1]
    if kind == "missing" and len(path) > 1:
        path = path[:-1]
    path = path if len(path) == 1 else document.typed(path)
    while len(path) > 1 and not _can_go(path):
        path = path[:-1]
    return path


def _can_go(path: Path) -> bool:
    """Tell whether the entry that holds the thing at a path can be without it."""
    last, above = path[-1], path[:-1]
    if isinstance(last, int) or above[-1] in GROUPS:
        return True
    field = field_named(entry_at(above), last)
    return field is None or not field.is_required()
