"""Endnotes: a number for each source in the order of reading, with links both ways.

Endnotes rather than footnotes: the engine's footnotes come out unlinked.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.model import Source
from briefgen.view.data import Note, Reference
from briefgen.view.words import day


class Notes:
    """The citations of one packet, collected while the view is built from its first line on."""

    def __init__(self, sources: dict[str, Source], language: str) -> None:
        self._sources = sources
        self._language = language
        self._back: dict[str, list[str]] = {}

    def cite(self, name: str) -> Reference:
        """A new reference to a source."""
        back = self._back.setdefault(name, [])
        number = list(self._back).index(name) + 1
        back.append(f"cite.{number}.{len(back) + 1}")
        return Reference(number, f"#note.{number}", back[-1])

    def cite_all(self, names: Iterable[str]) -> tuple[Reference, ...]:
        """A new reference to each of several sources."""
        return tuple(self.cite(name) for name in names)

    def cite_html(self, name: str) -> str:
        """A new reference as HTML, for a citation inside a text."""
        return str(self.cite(name).html)

    def notes(self) -> tuple[Note, ...]:
        """The notes of all that was cited, in order."""
        numbered = enumerate(self._back.items(), 1)
        return tuple(self._note(number, name, back) for number, (name, back) in numbered)

    def _note(self, number: int, name: str, back: list[str]) -> Note:
        source = self._sources[name]
        return Note(
            number=number,
            id=f"note.{number}",
            title=source.title,
            author=source.author or "",
            publisher=source.publisher or "",
            published=day(source.published, self._language),
            accessed=day(source.accessed, self._language),
            url=source.url or "",
            state="" if source.state == "live" else source.state,
            back=tuple(back),
        )
