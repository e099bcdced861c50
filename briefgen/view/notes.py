"""Numbers the sources as endnotes, in the order of reading, with links to the notes and back.

They are endnotes because WeasyPrint can set footnotes, but not with links between a footnote and
its place in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy

from markupsafe import Markup

from briefgen.ground.regexes import regex
from briefgen.markdown.links import CITE, encoded
from briefgen.markdown.markup import COMMA as PLAIN_COMMA
from briefgen.model import Source
from briefgen.view.data import Note, Passage
from briefgen.view.label import Label
from briefgen.view.labels import Labels, lang
from briefgen.view.passages import RestOf
from briefgen.view.words import day

# The word joiner (U+2060) keeps the number on the line of the word before it. Screen readers read
# the unseen word before the number.
REFERENCE = Markup(
    '\u2060<sup class="noteref"><a role="doc-noteref" href="#note.{number}" id="{id}">'
    '<span class="unseen"{lang}>{note} </span>{number}</a></sup>'
)
COMMA = Markup(PLAIN_COMMA)  # noqa: S704 - a constant
# A citation as the last thing in a text, but for signs such as a full stop.
CITE_AT_END = regex(CITE.pattern + r"\W*\Z")


class Notes:
    """The citations of one packet, collected while its view is made from top to bottom."""

    def __init__(
        self,
        sources: dict[str, Source],
        labels: Labels,
        published: Callable[[Source, str | None], Label],
    ) -> None:
        self._sources = sources
        self._published = published
        self._labels = labels
        self._note_word = labels.say("notes.note")
        self._back: dict[str, list[str]] = {}
        self._passages: dict[str, list[Passage]] = {}
        self._numbers: dict[str, int] = {}

    def in_second(self, sources: dict[str, Source], labels: Labels) -> Notes:
        """Give the same notes for the text in the second language, which goes on with the numbers.

        `sources` are those of that text; some may be cited there alone.
        """
        self._sources = {**sources, **self._sources}
        notes = copy(self)
        notes._note_word = labels.say("notes.note")
        return notes

    def cite(self, name: str, rest_of: RestOf) -> Markup:
        """Make a new reference to a source: its number, as a link to its note.

        The first reference to a source gives it the next number. The link has the role
        `doc-noteref` (DPUB-ARIA 1.1). `rest_of` tells the passage that the note links to.
        """
        back = self._back.setdefault(name, [])
        number = self._numbers.setdefault(name, len(self._back))
        back.append(f"cite.{number}.{len(back) + 1}")
        if rest := rest_of(name):
            passage = Passage(len(back), rest.href, rest.words)
            self._passages.setdefault(name, []).append(passage)
        word = self._note_word
        return REFERENCE.format(number=number, id=back[-1], lang=lang(word), note=word)

    def cite_all(self, names: Iterable[str], rest_of: RestOf, *, after: str = "") -> Markup:
        """Make a new reference to each of several sources, with commas between them.

        `after` is the text before them, in Markdown. If it ends with a citation, that source isn't
        cited again.
        """
        ending = CITE.findall(after)[-1:] if CITE_AT_END.search(after) else []
        links = [self.cite(name, rest_of) for name in names if name not in ending]
        # The comma in front separates the first number from the one that ends the text.
        return (COMMA if ending and links else Markup()) + COMMA.join(links)

    def number(self, name: str) -> int:
        """Find the number of a source's note; 0 if nothing has cited it yet."""
        return self._numbers.get(name, 0)

    @property
    def cited(self) -> tuple[str, ...]:
        """List the ids of the sources that were cited, in the order of their notes."""
        return tuple(self._back)

    def notes(self) -> tuple[Note, ...]:
        """List the notes of all sources that were cited, in the order of their numbers."""
        numbered = enumerate(self._back.items(), 1)
        return tuple(self._note(number, name, back) for number, (name, back) in numbered)

    def _note(self, number: int, name: str, back: list[str]) -> Note:
        source = self._sources[name]
        return Note(
            source=f"sources.{name}",
            number=number,
            id=f"note.{number}",
            title=self._published(source, source.title),
            author=self._published(source, source.author),
            publisher=self._published(source, source.publisher),
            published=day(source.published, self._labels.language),
            accessed=day(source.accessed, self._labels.language),
            url=source.url or "",
            href=encoded(source.url or ""),
            # Only the other states need a word: gone, withdrawn, superseded.
            state=self._labels.of("notes", "" if source.state == "live" else source.state),
            back=tuple(back),
            passages=tuple(self._passages.get(name, ())),
        )
