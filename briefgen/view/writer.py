"""Writes the texts of one brief as they are printed; all sections of the view use it.

One object serves all sections, because the numbers of the notes run through them: the first text
that cites a source gives it its number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from markupsafe import Markup

from briefgen.evidence.gather import Evidence
from briefgen.ground.span import Path, dotted
from briefgen.kinds import PaperKind
from briefgen.kinds.translated import own_labels
from briefgen.markdown import markup
from briefgen.markdown.marks import between_of
from briefgen.model import Background, Brief, Portion, Quote, Source, anchors, permitted
from briefgen.model.fields import words_key
from briefgen.model.languages import is_same
from briefgen.view import data, words
from briefgen.view.label import Label
from briefgen.view.labels import labels_of
from briefgen.view.notes import Notes
from briefgen.view.passages import Passages
from briefgen.view.printed import printed

Typed = TypeVar("Typed")
Viewed = TypeVar("Viewed")


class Writer:
    """Writes a brief's texts for the sections of its view.

    The order of calls matters: each citation may add a note.
    """

    def __init__(self, brief: Brief, evidence: Evidence, kind: PaperKind | None = None) -> None:
        self.brief = brief
        self.kind = kind or PaperKind()
        self.language = brief.language
        # Twelve hours are the clock of the kind's own language: 01:15 PM is no time in Croatian.
        is_own = self.kind.clock != 12 or is_same(self.kind.language, brief.language)
        self.clock = self.kind.clock if is_own else 0
        self.own_labels = own_labels(brief.language, self.kind)
        self.labels = labels_of(brief.language, self.own_labels)
        self.notes = Notes(brief.sources, self.labels, self.published)
        self.passages = Passages(brief, evidence)
        self.places = {place.path: place for place in anchors(brief)}
        self.meetings = {met.id: met for met in brief.programme if met.id}
        self._names = Counter(map(permitted.name_shown, brief.people.values()))

    def printed(self, text: str | None) -> str:
        """Write a text that isn't Markdown; an empty text for None."""
        return printed(text, self.language)

    def published(self, source: Source, text: str | None) -> Label:
        """Write what a source is called, or who made it, in the language of the source."""
        language = source.language or self.language
        is_own = is_same(language, self.language)
        return Label(printed(text, language), "" if is_own else language)

    def inline(self, path: Path, text: str | None, *, cites: bool = True) -> Markup:
        """Write the text at a path, in Markdown without paragraphs, as HTML; empty for None.

        Its citations are left out unless it `cites`.
        """
        if not text:
            return Markup()
        citing = self._citing(path, text) if cites else None
        html = markup.inline_html(text, citing, language=self.language)
        return Markup(html)  # noqa: S704 - made by markup.py

    def prose(self, path: Path, text: str) -> Markup:
        """Write the text at a path, in Markdown of several paragraphs, as HTML."""
        html = markup.html(text, self._citing(path, text), language=self.language)
        return Markup(html)  # noqa: S704 - made by markup.py

    def day(self, when: date | None) -> data.Day:
        """Write a date; an empty `Day` for None."""
        return words.day(when, self.language, self.kind.dates)

    def said(self, path: Path, portion: Portion) -> data.Said:
        """Make the view of a portion of one paragraph."""
        return data.Said(**self.said_fields(path, portion))

    def paragraphs(self, path: Path, portion: Portion) -> dict[str, Any]:
        """Make the fields of a portion of several paragraphs, for a subclass of `Said`."""
        return self.said_fields(path, portion, markup.html)

    def background(self, path: Path, background: Background | None) -> data.Said | None:
        """Make the view of a portion with paragraphs, headings and tables; None for None."""
        if background is None:
            return None
        return data.Said(**self.said_fields(path, background, markup.html))

    def said_fields(
        self, path: Path, portion: Portion, to_html: Callable[..., str] = markup.inline_html
    ) -> dict[str, Any]:
        """Make the fields that every portion has in the view, for `Said` and its subclasses."""
        # Citations inside the text come before those of the whole portion, as they are read.
        at = (*path, words_key(type(portion)))
        html = to_html(portion.text, self._citing(at, portion.text), language=self.language)
        bare = to_html(portion.text, anchors=False, language=self.language)
        return {
            "source": dotted(path),
            "id": self.places[path].id,
            "html": Markup(html),  # noqa: S704 - made by markup.py
            "bare": Markup(bare),  # noqa: S704 - made by markup.py
            "cited": self.notes.cite_all(
                portion.cited, self.passages.cited_by(at), after=portion.text
            ),
            "as_of": self.day(portion.as_of),
        }

    def _citing(self, path: Path, text: str) -> Callable[[str], Markup]:
        """Make the function that makes the references in a text, called in their order."""
        rest_of = self.passages.cited_in(path, text)
        return lambda name: self.notes.cite(name, rest_of)

    def each(
        self, path: Path, entries: Iterable[Typed], viewed: Callable[[Writer, Path, Typed], Viewed]
    ) -> tuple[Viewed, ...]:
        """Make the view of each entry of a list by calling `viewed` with the entry and its path."""
        return tuple(viewed(self, (*path, at), entry) for at, entry in enumerate(entries))

    def party(self, key: str | None) -> str:
        """Write the name of a party; an empty text for None."""
        return self.printed(self.brief.parties[key].name) if key else ""

    def person(self, key: str) -> str:
        """Write a person's name, with the office if two people in the brief have the same name."""
        name = permitted.name_shown(self.brief.people[key])
        return self.with_office(key) if self._names[name] > 1 else self.printed(name)

    def who(self, typed: str | None) -> str:
        """Write who it is: the name of the person with that id, or else the name as it was typed.

        An empty text for None.
        """
        return self.person(typed) if typed in self.brief.people else self.printed(typed)

    def with_office(self, key: str) -> str:
        """Write the name of a person with the office, or of a party.

        Who is met (`with`) can be either.
        """
        if key not in self.brief.people:
            return self.party(key)
        person = self.brief.people[key]
        name, office = permitted.name_shown(person), permitted.role_shown(person)
        return self.printed(between_of(self.language).with_office(name, office))

    def speaker(self, quote: Quote) -> str:
        """Write who is quoted, on the quote's terms: the name, or the description."""
        return self.printed(permitted.speaker_shown(self.brief, quote))


def as_typed(text: str, *_cite: Any, language: str = "", **_options: bool) -> str:
    """Write a quote's words as HTML; they aren't Markdown, and the page quotes them.

    It takes the parameters of `markup.inline_html`, in whose place it is passed, and ignores most.
    """
    return str(Markup.escape(printed(text, language, inside=True)))
