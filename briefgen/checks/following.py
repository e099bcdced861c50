"""Findings that only follow from what was taken away of a brief with faults: nobody made them.

A quote whose `source` is misspelt seems to have none, and a source that only an invalid item cites
seems unused. What can't be told for certain to be more than that is left out, until the fault that
was found is mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefgen.diagnostics import Diagnostic
from briefgen.load import Document
from briefgen.model.scalars import ID
from briefgen.source import Path, Span, dotted

# Rules that look at one value, whatever else is in its entry.
ALONE = frozenset(
    {
        *("missing-glyph", "text-changed", "cell-without-column", "yaml-bounds", "heading-order"),
        *(
            "bad-link",
            "cut-by-comment",
            "fixed-zone",
            "vague-objective",
            "confidence-with-likelihood",
        ),
        *("likelihood-off-scale", "picture-missing", "capture-missing", "review-overdue"),
        *(
            "unknown-person",
            "unknown-party",
            "unknown-source",
            "unknown-meeting",
            "item-past-meeting",
        ),
    }
)
# Rules that compare, and the fields without which they can find what isn't there.
VOICES = ("people", "capture", "translated_from")
COMPARED = {
    "items-overlap": ("programme", "meeting", "date", "start", "minutes", "zone"),
    "item-past-meeting": ("meeting", "date", "end", "zone"),
    "item-outside-programme": ("meeting", "date"),
    "time-skipped": ("zone", "date"),
    "time-twice": ("zone", "date"),
    "duplicate-id": ("id",),
    "too-many-points": ("kind",),
    "named-and-unnamed": ("people",),
    "name-on-background": ("people",),
    "vague-description": ("people",),
    "quote-of-another-speaker": VOICES,
    "quote-across-speakers": VOICES,
    "quote-reported-only": VOICES,
    "quote-not-in-source": ("capture",),
    "anonymous-without-capture": ("capture",),
    "source-gone": ("capture",),
}
# Of each rule about a name the fields that list such names.
LISTED = {
    "unknown-person": ("people", "parties"),
    "unknown-party": ("parties",),
    "unknown-source": ("sources",),
    "unknown-meeting": ("programme",),
}
# Rules on the meeting that an item is held in: without one, it can seem to be held in another.
HELD = ("item-past-meeting", "item-outside-programme")
WORD = re.compile(r"[^\W_]+")


def without_following(
    document: Document, taken: Iterable[Path], found: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """The findings about what is left of a document that don't follow from what was taken."""
    gone = _Gone(document, tuple(taken))
    return (each for each in found if not gone.explains(each))


@dataclass(frozen=True)
class _Gone:
    """What was taken away from a document, by the paths that it had."""

    document: Document
    taken: tuple[Path, ...]

    def explains(self, found: Diagnostic) -> bool:
        """Whether a finding may be there only because of it."""
        rule, path = found.rule, self._path(found.span) if found.span else ()
        if not path or rule == "unused-allow" or self._took(*COMPARED.get(rule, ())):
            return True
        if rule in LISTED:
            return self._was_listed(found)
        if rule == "unused-source":
            return self._was_cited(str(path[-1]))
        if rule == "dead-anchor":
            return self._was_named(found)
        if rule in HELD and self._took_a_meeting:
            return True
        return rule not in ALONE and self._lacks_field(path)

    def _took(self, *fields: str) -> bool:
        """Whether one of these fields was taken, or something inside one."""
        return any(field in each for each in self.taken for field in fields)

    def _path(self, span: Span) -> Path:
        """The path of what a finding is about; empty where that isn't told, or is the whole."""
        if span == self.document.value_span(()):
            return ()
        if span.path:
            return self._by_name.get(span.path, ())
        return self._by_key.get((span.line, span.column), ())

    @cached_property
    def _by_name(self) -> dict[str, Path]:
        return {dotted(path): path for path in self.document.marks}

    @cached_property
    def _by_key(self) -> dict[tuple[int, int], Path]:
        marks = self.document.marks.items()
        return {(mark.key.line, mark.key.column): path for path, mark in marks if mark.key}

    def _value(self, path: Path) -> Any:
        try:
            return self.document.value(path)
        except (KeyError, IndexError, TypeError):
            return None  # it wasn't there, or was given twice

    def _lacks_field(self, path: Path) -> bool:
        """Whether the entry that a path is in lost one of its own fields."""
        is_entry = isinstance(path[-1], int) or isinstance(self._value(path), dict)
        entry = path if is_entry else path[:-1]
        return any(
            each[: len(entry)] == entry
            and len(each) > len(entry)
            and all(isinstance(step, int) for step in each[len(entry) + 1 :])
            and not isinstance(self._value(each), dict)
            for each in self.taken
        )

    def _was_listed(self, found: Diagnostic) -> bool:
        """Whether a name is that of something taken, or of something whose name is wrong."""
        name, names = self._underlined(found).strip("\"'"), LISTED[found.rule]
        listed = [each for home in names for each in self._names(home)]
        return name in listed or not all(ID.match(each) for each in listed)

    def _names(self, home: str) -> list[str]:
        """The ids of a group as they were typed; one that is none where they can't be read."""
        if home not in self.document.data:  # it may be there under another name
            return [""] if any(len(each) == 1 for each in self.taken) else []
        held = self.document.data[home]
        if isinstance(held, dict) and home != "programme":
            return [str(key) for key in held]
        if home != "programme":
            return [] if held is None else [""]
        entries = held if isinstance(held, list) else [held]
        return [str(each.get("id", "a")) if isinstance(each, dict) else "" for each in entries]

    def _was_cited(self, name: str) -> bool:
        """Whether something that was taken may rest on a source."""
        cites = {"source", "sources"}
        return any(
            (cites.intersection(each[-2:]) and each[0] != "sources")
            or name in str(self._value(each) or "")
            or len(each) == 1
            for each in self.taken
        )

    def _was_named(self, found: Diagnostic) -> bool:
        """Whether an id may be that of something taken: most are made of its words."""
        words = set(WORD.findall(self._underlined(found).casefold()))
        return any(
            words.intersection(WORD.findall(str(self._value(each)).casefold()))
            for each in self.taken
        )

    def _underlined(self, found: Diagnostic) -> str:
        span = found.span
        line = self.document.lines[span.line - 1] if span else ""
        return line[span.column - 1 : span.end_column - 1] if span else ""

    @cached_property
    def _took_a_meeting(self) -> bool:
        """Whether a meeting is gone as a whole."""
        return any(
            each[0] == "programme" and all(isinstance(step, int) for step in each[1:])
            for each in self.taken
        )
