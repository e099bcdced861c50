"""What a rule is given: the brief, where its parts stand in the file, and its files."""

from __future__ import annotations

import pathlib
from collections.abc import Callable, Iterator
from dataclasses import field
from functools import cached_property
from itertools import chain

from briefgen.attribution import evidence_of
from briefgen.checks.names.drawn import drawn_namings
from briefgen.checks.names.typed import Naming, namings_in
from briefgen.evidence.gather import Evidence
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.records import record
from briefgen.ground.span import Path, Span
from briefgen.ground.travel import FieldsAlone
from briefgen.kinds import PaperKind
from briefgen.load.document import Document
from briefgen.look import Look
from briefgen.look.fonts import Face, own_faces
from briefgen.markdown.reading import Construct, contents
from briefgen.model import (
    Anchor,
    Brief,
    Entry,
    Item,
    Meeting,
    Person,
    anchors,
    is_markdown,
    texts,
    walk,
)
from briefgen.naming import Unnamed, unnamed_of

RuleFunction = Callable[["Case"], Iterator[Diagnostic]]


@record
class MarkdownField:
    """One text in Markdown: its path, its words, and the links, headings and more in it."""

    path: Path
    text: str
    entry: Entry
    field: str
    contents: tuple[Construct, ...]


@record
class Case(FieldsAlone):
    """One brief to be checked, and what is worked out of it once for all rules.

    `folder` is the brief's own, in which its files are. `look` holds the style that it will be
    printed in. `figures_uncited` is how many figures may cite nothing, None for any number. `kind`
    is the kind of paper, and `to` the kinds of outputs that are wanted. When a case travels to
    another process, only these fields go with it (`FieldsAlone`).
    """

    brief: Brief
    document: Document
    folder: pathlib.Path
    look: Look = field(default_factory=Look)
    figures_uncited: int | None = None
    kind: PaperKind = field(default_factory=PaperKind)
    to: tuple[str, ...] = ()

    @property
    def is_second(self) -> bool:
        """Whether this is the text of a brief in its second language."""
        from briefgen.load.laid_over import LaidOver  # most papers have no second text

        return isinstance(self.document, LaidOver)

    def value(self, path: Path) -> Span:
        """Get the place of a value."""
        return self.document.value_span(path)

    def key(self, path: Path) -> Span:
        """Get the place of a key."""
        return self.document.key_span(path)

    def part(self, path: Path, start: int, end: int) -> Span:
        """Get the place of a part of a text, by offsets into it."""
        return self.document.part_span(path, start, end)

    def backslash(self, path: Path) -> str:
        """Say how to type the backslash that makes a sign stand for itself.

        In double quotation marks YAML takes one away.
        """
        mark = self.document.marks.get(self.document.typed(path))
        return "two backslashes" if mark and mark.style == '"' else "a backslash"

    @cached_property
    def entries(self) -> tuple[tuple[Path, Entry], ...]:
        """List every entry with its path."""
        return tuple(walk(self.brief))

    @cached_property
    def texts(self) -> tuple[tuple[Path, str, Entry, str], ...]:
        """List every text with its path, the entry it is in and the name of its field."""
        return tuple(texts(self.brief))

    @cached_property
    def markdown(self) -> tuple[MarkdownField, ...]:
        """List every text in Markdown, looked into once."""
        return tuple(
            MarkdownField(path, text, entry, field, contents(text))
            for path, text, entry, field in self.texts
            if is_markdown(entry, field)
        )

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """List everything that has an id, given or made."""
        return tuple(anchors(self.brief))

    @cached_property
    def items(self) -> tuple[tuple[Path, Item, int | None], ...]:
        """List every item with its path, and the place of its meeting in the programme, from 0."""
        brief = self.brief
        return tuple(
            (("agenda", at), item, brief.meeting_at(item)) for at, item in enumerate(brief.agenda)
        )

    def meeting(self, at: int | None) -> Meeting | None:
        """Get the meeting at a place in the programme."""
        return None if at is None else self.brief.programme[at]

    def people(self, *references: str | None) -> Iterator[Person]:
        """Yield the people who have one of the ids; unknown ids are passed over."""
        found = (self.brief.people.get(reference or "") for reference in references)
        return (person for person in found if person)

    @cached_property
    def own_faces(self) -> tuple[Face, ...]:
        """List the fonts of the user's styles; those that are shipped aren't among them."""
        return own_faces(self.look.folders)

    @cached_property
    def extras(self) -> frozenset[str]:
        """Name the extras of briefgen whose fonts are installed."""
        from briefgen.look.extras import EXTRAS, state_of

        return frozenset(extra for extra in EXTRAS if state_of(extra) == "installed")

    @cached_property
    def evidence(self) -> Evidence:
        """Read the captures of the sources, and compare the quotes and their speakers with them."""
        return evidence_of(self.brief, self.folder)

    @cached_property
    def unnamed(self) -> Unnamed:
        """Find everybody who must not be named."""
        return unnamed_of(self.brief)

    @cached_property
    def namings(self) -> tuple[Naming, ...]:
        """List where the brief names somebody who must not be named, or perhaps does."""
        drawn = drawn_namings(self.brief, self.document, self.folder, self.unnamed)
        return (*namings_in(self.brief, self.document, self.unnamed), *drawn)

    @cached_property
    def citations(self) -> dict[str, list[Span]]:
        """List the places that cite a source, in the order of the file, by the source's id."""
        found: dict[str, list[Span]] = {}
        for path, entry in self.entries:
            if source := getattr(entry, "source", None):
                found.setdefault(source, []).append(self.value((*path, "source")))
            # The brief's own `sources` are the sources themselves, and cite nothing.
            for at, name in enumerate(getattr(entry, "sources", ()) if path else ()):
                found.setdefault(name, []).append(self.value((*path, "sources", at)))
        for text in self.markdown:
            for each in text.contents:
                if each.kind == "cite":
                    span = self.part(text.path, each.start, each.end)
                    found.setdefault(each.value, []).append(span)
        # Fields came first and citations in texts second; the reader wants the order of the file.
        for spans in found.values():
            spans.sort(key=lambda span: (span.line, span.column))
        return found

    @cached_property
    def cited(self) -> frozenset[str]:
        """Collect the ids of all sources that something rests on."""
        named = chain.from_iterable(getattr(entry, "cited", ()) for _, entry in self.entries)
        inside = (f.value for text in self.markdown for f in text.contents if f.kind == "cite")
        return frozenset(chain(named, inside))
