"""Leave out findings that only follow from the removal of faulty parts of a brief.

The rules run on the valid part of a brief. There a quote whose `source` is misspelt seems to have
none, and a source that only an invalid item cites seems unused. Where a finding may be of that
kind, it is kept back until the other faults are mended: a false finding costs more trust than one
that comes with the next check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from briefgen.checks.early import value_at
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path, Span, dotted
from briefgen.ground.suggest import nearest
from briefgen.load.document import Document
from briefgen.model.fields import entry_at, keys_of
from briefgen.model.scalars import ID

# For each rule, the fields of an entry whose loss can cause its finding. The tuple is empty for
# a rule that looks at one value alone. For a rule that isn't listed, it may be any field.
CITING = ("source", "sources")
TIMES = ("start", "end", "minutes", "date", "zone")
RESTS: dict[str, tuple[str, ...]] = {
    "missing-glyph": (),
    "text-changed": (),
    "cell-without-column": (),
    "yaml-bounds": (),
    "heading-order": (),
    "empty-heading": (),
    "bad-link": (),
    "empty-link": (),
    "cut-by-comment": (),
    "cut-by-comma": (),
    "column-value": (),
    "second-text-missing": (),
    "fixed-zone": (),
    "vague-objective": (),
    "confidence-with-likelihood": (),
    "likelihood-off-scale": (),
    "picture-missing": (),
    "capture-missing": (),
    "annex-missing": (),
    "annex-unsearched": ("attribution",),
    "tab-taken": ("tab",),
    "embargo-without-zone": ("zone", "embargo"),
    "clearance-outdated": ("state", "on"),
    # A paper only gets shorter by what is taken.
    "past-limit": (),
    "clearance-missing": ("state", "on", "clearances", "handling"),
    "review-overdue": (),
    "accessed-before-published": (),
    "said-after-published": (),
    "item-past-meeting": (),
    "name-on-background": (),
    "figure-not-in-source": (),
    "name-not-in-source": (),
    "several-recommended": (),
    "ask-of-kind": (),
    "done-later": (),
    "open-and-closed": (),
    "decision-overdue": ("outcome",),
    "action-overdue": ("state", "closed_on"),
    "remarks-over-time": ("pace",),
    "item-without-objective": ("objective", "procedural"),
    "quote-without-source": CITING,
    "position-without-source": ("basis", *CITING),
    "point-without-context": ("kind", "they_say", "why"),
    "question-without-answer": ("answer", "redirect", "for"),
    "person-without-name": ("name", "described_as"),
    "vague-description": ("name", "described_as", "attribution"),
    "alt-missing": ("alt",),
    "capture-unpinned": ("sha256",),
    "source-without-copy": ("capture",),
    "minutes-against-end": TIMES,
    "end-before-start": TIMES,
    "time-skipped": TIMES,
    "time-twice": TIMES,
}
# The same for all rules whose name starts with `quote-`, if they aren't listed.
OF_QUOTES = ("speaker", "prefix", "suffix", "translated_from", "attribution", *CITING)
# Rules that compare several entries, and the fields whose loss anywhere can cause a finding.
VOICES = ("people", "capture", "translated_from")
OF_SOURCES = ("title", "author", "publisher", "published", "accessed", "language")
COMPARED = {
    "items-overlap": ("programme", "meeting", "date", "start", "minutes", "zone"),
    "item-past-meeting": ("meeting", "date", "end", "zone"),
    "item-outside-programme": ("meeting", "date"),
    "time-skipped": ("zone", "date"),
    "time-twice": ("zone", "date"),
    "unknown-option": ("options",),
    "nothing-to-choose": ("options",),
    "duplicate-id": ("id",),
    "too-many-points": ("kind",),
    "named-and-unnamed": ("people",),
    "name-on-background": ("people",),
    "vague-description": ("people",),
    "quote-of-another-speaker": VOICES,
    "quote-across-speakers": VOICES,
    "quote-reported-only": VOICES,
    "quote-not-in-source": ("capture",),
    "figure-not-in-source": OF_SOURCES,
    "name-not-in-source": ("people", "parties", *OF_SOURCES),
    "anonymous-without-capture": ("capture",),
    "source-gone": ("capture",),
}
# For each rule about an id that leads nowhere, the groups in which the id may be.
LISTED = {
    "unknown-person": ("people", "parties"),
    "unknown-party": ("parties",),
    "unknown-source": ("sources",),
    "unknown-meeting": ("programme",),
}
# Rules about the meeting of an item. If its meeting was taken, the item can seem to be in another.
HELD = ("item-past-meeting", "item-outside-programme")
WORD = regex(r"[^\W_]+")
# What a finding names in its message.
NAMED = regex(r"`([^`]+)`")


def without_following(
    document: Document, taken: Iterable[Path], found: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield the findings about the rest of a document that don't follow from what was taken."""
    gone = _Gone(document, tuple(taken))
    return (each for each in found if not gone.explains(each))


@record
class _Gone:
    """What was taken away from a document, by the paths that it had there."""

    document: Document
    taken: tuple[Path, ...]

    def explains(self, found: Diagnostic) -> bool:
        """Tell whether a finding may be there only because of what was taken."""
        rule, path = found.rule, self._path(found.span) if found.span else ()
        if not path:
            return RESTS.get(rule) != () or found.span == self.document.value_span(())
        compared = COMPARED.get(rule, ())
        if any(field in each for each in self.taken for field in compared):
            return True
        by_name = {"unused-source": self._was_cited, "dead-anchor": self._was_named}
        if asked := self._was_listed if rule in LISTED else by_name.get(rule):
            return asked(found)
        if rule in HELD and self._took_a_meeting:
            return True
        if rule == "needed-by-kind":
            return self._was_needed(found)
        rests = RESTS.get(rule, OF_QUOTES if rule.startswith("quote-") else None)
        return any(self._may_rest_on(each, path, rests) for each in self.taken)

    def _path(self, span: Span) -> Path:
        """Find the path that a finding is about; empty where it has none, or is about the whole."""
        if span.path or span == self.document.value_span(()):
            return self._by_name.get(span.path, ())
        return self._by_key.get((span.line, span.column), ())

    @cached_property
    def _by_name(self) -> dict[str, Path]:
        """List all paths by the way in which findings write them."""
        return {dotted(path): path for path in self.document.marks}

    @cached_property
    def _by_key(self) -> dict[tuple[int, int], Path]:
        """List all paths by the line and column of their key."""
        marks = self.document.marks.items()
        return {(mark.key.line, mark.key.column): path for path, mark in marks if mark.key}

    def _may_rest_on(self, taken: Path, path: Path, rests: tuple[str, ...] | None) -> bool:
        """Tell whether the loss of `taken` can cause a finding of a rule at `path`.

        That is so if the entry at `path` lost one of the fields `rests`, which the rule looks at. A
        field that the format doesn't know may be a misspelling of any of them; beside the many
        fields of the brief itself, only of one that is like it.
        """
        is_entry = isinstance(path[-1], int) or isinstance(value_at(self.document, path), dict)
        entry = path if is_entry else path[:-1]
        field, inside = taken[len(entry) : len(entry) + 1], taken[len(entry) + 1 :]
        if taken[: len(entry)] != entry or not field or not isinstance(field[0], str):
            return False
        if inside and (
            isinstance(value_at(self.document, taken), dict) or isinstance(inside[-1], str)
        ):
            return False  # another entry was taken, together with all findings about it
        is_unknown = field[0] not in keys_of(entry_at(entry))
        if not entry and rests:
            is_unknown = is_unknown and bool(nearest(field[0], rests))
        return rests is None or field[0] in rests or (bool(rests) and is_unknown)

    def _was_needed(self, found: Diagnostic) -> bool:
        """Tell whether what a kind needs was taken, or was typed under a name like it."""
        needed = NAMED.findall(found.message)
        gone = {str(step) for each in self.taken for step in each}
        return any(name in gone or nearest(name, gone) for name in needed)

    def _was_listed(self, found: Diagnostic) -> bool:
        """Tell whether the id that a finding calls unknown may belong to something taken.

        It does if something with that id was taken; it may if the id of something taken can't be
        read.
        """
        name = self._underlined(found).strip("\"'")
        gone = [each for home in LISTED[found.rule] for each in self._names_gone[home]]
        return name in gone or not all(ID.match(each) for each in gone)

    @cached_property
    def _names_gone(self) -> dict[str, list[str]]:
        """List the ids taken from each group; one that can't be read is in it as an invalid id."""
        return {home: list(self._gone_from(home)) for homes in LISTED.values() for home in homes}

    def _gone_from(self, home: str) -> Iterator[str]:
        """Yield the ids taken from one group; an empty one stands for ids that can't be read."""
        if home not in self.document.data:  # the group may be there under a misspelt name
            typed = (str(each[0]) for each in self.taken if len(each) == 1)
            yield from ("" for each in typed if nearest(each, [home]))
        for each in self.taken if home in self.document.data else ():
            if each[0] != home:
                continue
            if home == "programme":
                yield from self._meeting_gone(each)
            else:
                yield from () if len(each) > 2 else (str(each[1]) if len(each) > 1 else "",)

    def _meeting_gone(self, taken: Path) -> Iterator[str]:
        """Yield the id of a meeting that was taken, or whose `id` was."""
        path = taken[:-1] if taken[-1] == "id" else taken
        held = value_at(self.document, path)
        for meeting in held if isinstance(held, list) else [held]:
            if isinstance(meeting, dict) and meeting.get("id") is not None:
                yield str(meeting["id"])

    def _was_cited(self, found: Diagnostic) -> bool:
        """Tell whether something taken may cite the source that a finding calls unused."""
        name = self._underlined(found)
        return self._took_a_citation or any(name in text for text in self._texts_taken)

    @cached_property
    def _took_a_citation(self) -> bool:
        """Tell whether a field was taken that cites a source."""
        cites = [each for each in self.taken if set(CITING).intersection(each[-2:])]
        return any(each[0] != "sources" for each in cites)

    @cached_property
    def _texts_taken(self) -> tuple[str, ...]:
        """List everything that was taken as text, for searching words in it.

        A list or group becomes its Python form, which still has all words.
        """
        return tuple(str(value_at(self.document, each) or "") for each in self.taken)

    def _was_named(self, found: Diagnostic) -> bool:
        """Tell whether the id that a dead link leads to may be the id of something taken.

        Most ids are made of words of their entry, so one word in common is enough.
        """
        return not self._words_taken.isdisjoint(WORD.findall(self._underlined(found).casefold()))

    @cached_property
    def _words_taken(self) -> frozenset[str]:
        return frozenset(
            word for text in self._texts_taken for word in WORD.findall(text.casefold())
        )

    def _underlined(self, found: Diagnostic) -> str:
        """Give the words that a finding underlines, in its first line."""
        span = found.span
        line = self.document.lines[span.line - 1] if span else ""
        return line[span.column - 1 : span.end_column - 1] if span else ""

    @cached_property
    def _took_a_meeting(self) -> bool:
        """Tell whether a meeting is gone as a whole."""
        return any(
            each[0] == "programme" and all(isinstance(step, int) for step in each[1:])
            for each in self.taken
        )
