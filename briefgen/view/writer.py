"""The texts of one brief as they are printed: what all sections of the view are written with.

Apart from the sections, because the numbers of the notes run through all of them: whoever writes a
text with citations first gives its sources their numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from markupsafe import Markup

from briefgen.ground.span import Path, dotted
from briefgen.markdown import markup
from briefgen.markdown.curling import curled
from briefgen.model import Background, Brief, Portion, Quote, anchors, permitted
from briefgen.view import data, words
from briefgen.view.labels import labels_of
from briefgen.view.notes import Notes
from briefgen.view.printed import is_english, printed

Typed = TypeVar("Typed")
Viewed = TypeVar("Viewed")


class Writer:
    """What a section asks for the texts of a brief. Its notes grow with each citation."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.language = brief.language
        self.labels = labels_of(brief.language)
        self.notes = Notes(brief.sources, self.labels, self.printed)
        self.places = {place.path: place for place in anchors(brief)}
        self.meetings = {met.id: met for met in brief.programme if met.id}
        self._is_curled = is_english(brief.language)
        self._names = Counter(map(permitted.name_shown, brief.people.values()))

    def printed(self, text: str | None) -> str:
        """Write a text that isn't Markdown; nothing where there is none."""
        return printed(text, self.language)

    def inline(self, text: str | None) -> Markup:
        """Write a text in Markdown that stands inside of a line."""
        if not text:
            return Markup()
        html = markup.inline_html(text, self.notes.cite, curly=self._is_curled)
        return Markup(html)  # noqa: S704 - made by markup.py

    def day(self, when: date | None) -> data.Day:
        """Write a date; an empty one where there is none."""
        return words.day(when, self.language)

    def said(self, path: Path, portion: Portion) -> data.Said:
        """Write a portion of one paragraph."""
        return data.Said(**self.said_fields(path, portion))

    def background(self, path: Path, background: Background | None) -> data.Said | None:
        """Write a portion of several paragraphs, with headings and tables; None for none."""
        if background is None:
            return None
        return data.Said(**self.said_fields(path, background, markup.html))

    def said_fields(
        self, path: Path, portion: Portion, to_html: Callable[..., str] = markup.inline_html
    ) -> dict[str, Any]:
        """Write the fields that every portion has in the view."""
        # Notes inside of the text are numbered before those of the whole: so they are read.
        html = to_html(portion.text, self.notes.cite, curly=self._is_curled)
        bare = to_html(portion.text, anchors=False, curly=self._is_curled)
        return {
            "source": dotted(path),
            "id": self.places[path].id,
            "html": Markup(html),  # noqa: S704 - made by markup.py
            "bare": Markup(bare),  # noqa: S704 - made by markup.py
            "cited": self.notes.cite_all(portion.cited, after=portion.text),
            "as_of": self.day(portion.as_of),
        }

    def each(
        self, path: Path, entries: Iterable[Typed], viewed: Callable[[Writer, Path, Typed], Viewed]
    ) -> tuple[Viewed, ...]:
        """View the entries of a list in its order, each with the path at which it stands."""
        return tuple(viewed(self, (*path, at), entry) for at, entry in enumerate(entries))

    def party(self, key: str | None) -> str:
        """Write the name of a party; nothing where there is none."""
        return self.printed(self.brief.parties[key].name) if key else ""

    def person(self, key: str) -> str:
        """Write a person's name, with the office where two in the brief have the same name."""
        name = permitted.name_shown(self.brief.people[key])
        return self.with_office(key) if self._names[name] > 1 else self.printed(name)

    def with_office(self, key: str) -> str:
        """Write the name of a person or a party, a person's with the office."""
        if key not in self.brief.people:
            return self.party(key)
        person = self.brief.people[key]
        shown = permitted.name_shown(person), permitted.role_shown(person)
        return self.printed(", ".join(filter(None, shown)))

    def speaker(self, quote: Quote) -> str:
        """Write who is quoted, on the quote's terms: the name, or the description."""
        return self.printed(permitted.speaker_shown(self.brief, quote))


def as_typed(text: str, *_cite: Any, curly: bool = False, **_options: bool) -> str:
    """Write a quote's words as they are; they are not Markdown. Called as `inline_html` is."""
    return str(Markup.escape(curled(text) if curly else text))
