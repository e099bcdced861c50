"""Where in the brief each text of a page was typed.

A page says of its parts which portion they are, by ids, and nothing of lines: it is what a build
writes. So the words that were clicked are looked for in the portion around them, and further out
only for what is typed once and printed in many places, as names are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import islice
from typing import Any
from unicodedata import normalize

from markupsafe import Markup

from briefgen.ground.span import Path, Span, dotted
from briefgen.load.document import Document
from briefgen.markdown.reading import printed_lines
from briefgen.model import (
    Brief,
    Item,
    Meeting,
    Party,
    Person,
    Position,
    Quote,
    Source,
    anchors,
    is_markdown,
)
from briefgen.model import texts as texts_of
from briefgen.model import walk as walk_through
from briefgen.view.data import Day, DayOfMeetings, PointGroup, View
from briefgen.view.labels import labels_of

SECTIONS: dict[str, Path] = {
    "section.programme": ("programme",),
    "section.press": ("press",),
    "section.people": ("people",),
    "section.background": ("background",),
    "section.notes": ("sources",),
    "section.items": ("agenda",),
    "section.contents": ("agenda",),
    "section.evidence": ("sources",),
    "section.cover": (),
}
# The labels that stand over what is typed under a key.
HEADINGS: dict[str, str] = {
    "bottom-line.title": "bottom_line",
    "objectives.title": "objectives",
    "item.objective": "objective",
    "glance.title": "agenda",
    "contents.title": "agenda",
    "programme.title": "programme",
    "positions.title": "positions",
    "quotes.title": "quotes",
    "background.title": "background",
    "item.background": "background",
    "press.title": "press",
    "press.lines": "lines",
    "press.questions": "questions",
    "people.title": "people",
    "notes.title": "sources",
    "evidence.title": "sources",
    "evidence.resting": "sources",
    "rests-on.sources": "sources",
    "cover.where": "programme",
    "cover.when": "programme",
    "cover.as-of": "as_of",
    "cover.from": "owner",
    "cover.cleared-by": "cleared_by",
}
# The field from which a field of the view is made, where it isn't that of the same name.
MADE_FROM: dict[str, tuple[str, ...]] = {
    "date": ("date", "meeting"),
    "time": ("start",),
    "home_time": ("zone",),
    "people": ("with",),
    "terms": ("attribution",),
    "original_language_name": ("translated_from",),
    "where": ("programme",),
    "when": ("programme",),
}
# Entries whose names are printed in many places.
NAMED = (Party, Person, Meeting, Item, Source)
NAMES = ("name", "title", "described_as")
# What is made of them stands where they are typed, too.
PERSONS = ("speaker", "role")
# Shorter words than that stand in others by chance.
LEAST = 4
# Of more texts than that around a click, and of more places with the same words, none is compared.
MOST = 20


@dataclass(frozen=True, slots=True)
class Origin:
    """Something that is read, folded, and the place where it was typed.

    `owner` is the path of the portion, person or source in which it stands; `at` the offset into
    the text at `path`, None for what is made from a field; `row` the words of a table's row.
    """

    words: str
    path: Path
    owner: Path
    at: int | None = None
    row: str = ""
    is_name: bool = False
    is_heading: bool = False


def folded(text: str) -> str:
    """The letters and digits of a text, without case, accents, and all that a printer sets."""
    return "".join(char for char in normalize("NFKD", text).casefold() if char.isalnum())


class Origins:
    """What is read of one brief, and where it was typed."""

    def __init__(self, document: Document, brief: Brief, view: View | None = None) -> None:
        self.document = document
        self.labels = labels_of(brief.language)
        self.ids: dict[str, Path] = SECTIONS | {each.id: each.path for each in anchors(brief)}
        self.entries = dict(walk_through(brief))
        self.paths = {dotted(path): path for path in self.entries}
        own = (Person, Source, Party)
        owners = (path for path, entry in self.entries.items() if isinstance(entry, own))
        self.owners = {(), *self.ids.values(), *owners}
        self.all = [*self._typed(brief), *self._headings()]
        if view:
            self.all += self._made(view)
            self.ids |= {note.id: self.paths[note.source] for note in view.notes}
        self.by_words: dict[str, list[Origin]] = defaultdict(list)
        self.by_owner: dict[Path, list[Origin]] = defaultdict(list)
        for each in self.all:
            self.by_words[each.words].append(each)
            self.by_owner[each.owner].append(each)

    def find(
        self, ids: Iterable[str], read: Iterable[str] = (), around: Iterable[str] = ()
    ) -> Span | None:
        """The place of what was read, None where nothing is known of it.

        `ids` are those around it, `read` its words, the fewest first, and `around` the words of
        what it stands in, from the inside out.
        """
        known = [self.ids[each] for each in ids if each in self.ids]
        scopes = list(dict.fromkeys(each for scope in known for each in self._scopes(scope)))
        own = _unlike(map(folded, islice(read, MOST)))
        words = _unlike([*own, *map(folded, islice(around, MOST))])
        found = self._whole(words, scopes or [()]) or self._part(own, words, scopes or [()])
        if found:
            return self._span(found)
        return self._start(scopes[0]) if scopes else None

    def find_on_paper(self, read: Iterable[str], page: str) -> Span | None:
        """The place of a line of a page, on which nothing says what portion it is of.

        `read` is what stands at the point and on its line, `page` all that is on the page: of
        several places the one is meant whose neighbours are there as well.
        """
        words = _unlike(map(folded, read))
        words = _unlike([*words, *(text.lstrip("0123456789") for text in words)])
        same = (self.by_words.get(text) or [] for text in words)
        found = next(filter(None, same), None)
        found = found and ([each for each in found if each.at is not None] or found)
        found = found or next(filter(None, map(self._on_paper, words)), None)
        return self._span(self._nearest(found, (folded(page),))) if found else None

    def _on_paper(self, text: str) -> list[Origin]:
        """What has a text inside, else the longest that is inside it."""
        if len(text) < LEAST:
            return []
        if around := [each for each in self.all if text in each.words]:
            least = min(len(each.words) for each in around)
            return [each for each in around if len(each.words) == least]
        inside = [each for each in self.all if each.words in text and len(each.words) >= LEAST]
        most = max((len(each.words) for each in inside), default=0)
        return [each for each in inside if len(each.words) == most and 3 * most > len(text)]

    def _scopes(self, scope: Path) -> tuple[Path, ...]:
        """A portion, and the person or the party whose name is printed with it."""
        entry = self.entries.get(scope)
        if isinstance(entry, Quote):
            return scope, ("people", entry.speaker)
        return (scope, ("parties", scope[-1])) if isinstance(entry, Position) else (scope,)

    def _start(self, scope: Path) -> Span:
        if not scope:
            return self.document.key_span(("title",))
        is_section = scope in SECTIONS.values()
        return self.document.key_span(scope) if is_section else self.document.value_span(scope)

    def _span(self, found: Origin) -> Span:
        if found.at is None:
            return self.document.key_span(found.path)
        return self.document.part_span(found.path, found.at, found.at + 1)

    def _whole(self, words: Sequence[str], scopes: Sequence[Path]) -> Origin | None:
        """What is read as a whole: a text, or a paragraph or a cell of it, a date, a name."""
        ranked = [
            (rank, at, each)
            for at, text in enumerate(words)
            for each in self.by_words.get(text, ())
            if (rank := self._rank(each, scopes))
        ]
        if not ranked:
            return None
        best = min(found[:2] for found in ranked)
        return self._nearest([found[2] for found in ranked if found[:2] == best], words)

    def _rank(self, origin: Origin, scopes: Sequence[Path]) -> tuple[int, int] | None:
        """How likely an origin is meant; the lowest is. What is typed goes before what is made."""
        is_made = origin.at is None
        if origin.owner in scopes:
            return 3 if is_made else 1, scopes.index(origin.owner)
        if origin.is_name:
            return 2, 0
        if _starts(origin.path, scopes[0]):
            return 4, int(is_made)
        return None

    def _part(
        self, read: Sequence[str], words: Sequence[str], scopes: Sequence[Path]
    ) -> Origin | None:
        """What is read as a part of something longer, or has it as a part."""
        own = [self.by_owner[scope] for scope in scopes]
        inside = [each for each in self.all if scopes[0] and _starts(each.path, scopes[0])]
        for text in read:
            # Of the words around those that were clicked, another part could be found.
            least = 0.0 if text == read[0] else 0.5
            for origins, share in (*((each, least) for each in own), (inside, max(least, 0.25))):
                if found := self._part_of(origins, text, share, words):
                    return found
            if found := self._named(text, scopes[0]):
                return found
        return None

    def _part_of(
        self, origins: list[Origin], text: str, share: float, words: Sequence[str]
    ) -> Origin | None:
        """The first thing that a text has in it, and at least a share of it; else what has it."""
        held = [
            each
            for each in origins
            if each.words in text and not each.is_heading and len(each.words) >= share * len(text)
            if len(each.words) >= LEAST or 2 * len(each.words) > len(text)
        ]
        if held:
            first = min(_from(each, text) for each in held)
            return self._nearest([each for each in held if _from(each, text) == first], words)
        if len(text) < LEAST:
            return None
        around = [each for each in origins if each.at is not None and text in each.words]
        return min(around, key=lambda each: len(each.words), default=None)

    def _named(self, text: str, scope: Path) -> Origin | None:
        """The first name in other words that are printed on the cover, or over a list."""
        if scope not in SECTIONS.values():
            return None
        names = [each for each in self.all if each.is_name and len(each.words) >= LEAST]
        found = [each for each in names if each.words in text]
        return min(found, key=lambda each: _from(each, text), default=None)

    def _nearest(self, origins: Sequence[Origin], words: Sequence[str]) -> Origin:
        """Of several with the same words, the one whose neighbours are read around it too."""
        if len(origins) == 1:
            return origins[0]
        rows = [each for each in origins if each.row]
        found = [each for each in rows if each.row in words] or [
            each for each in rows if any(each.row in text for text in words)
        ]
        return max((found or origins)[:MOST], key=lambda each: self._neighbours(each, words))

    def _neighbours(self, origin: Origin, words: Sequence[str]) -> int:
        beside = {
            each.words for each in self.by_owner[origin.owner] if each.path[:-1] == origin.path[:-1]
        }
        return sum(1 for each in beside if any(each in text for text in words))

    def _typed(self, brief: Brief) -> Iterator[Origin]:
        for path, text, entry, name in texts_of(brief):
            if name == "id":
                continue
            owner = self._owner(path)
            is_name = isinstance(entry, NAMED) and name in NAMES
            yield Origin(folded(text), path, owner, 0, is_name=is_name)
            if is_markdown(entry, name):
                for line in printed_lines(text.strip()):
                    row = folded(line.row)
                    yield Origin(folded(line.words), path, owner, line.at, row)
                    if row:
                        yield Origin(row, path, owner, line.at, row)

    def _headings(self) -> Iterator[Origin]:
        keys: Mapping[str, list[str]] = defaultdict(list)
        for label, key in HEADINGS.items():
            keys[key].append(self.labels.say(label, sources=""))
        for path in self.document.marks:
            for heading in keys.get(str(path[-1]), ()) if path else ():
                yield Origin(folded(heading), path, self._owner(path), is_heading=True)

    def _made(self, thing: Any, path: Path = ()) -> Iterator[Origin]:
        """What the view makes of fields: dates, times, lengths, and names that ids stand for."""
        if isinstance(thing, tuple):
            for each in thing:
                yield from self._made(each, path)
        elif isinstance(thing, PointGroup):
            first = self.paths[thing.points[0].source]
            yield Origin(folded(thing.title), first, self._owner(first), is_heading=True)
            yield from self._made(thing.points, path)
        elif isinstance(thing, DayOfMeetings):
            first = self.paths[thing.meetings[0].source]
            yield Origin(folded(thing.date.text), (*first, "date"), first)
            yield from self._made(thing.meetings, path)
        elif is_dataclass(thing):
            is_typed = isinstance(thing, View) or hasattr(thing, "source")
            path = self.paths.get(getattr(thing, "source", ""), path)
            # Where a day is both when it was said and until when it was true, the former is read.
            for name in sorted((field.name for field in fields(thing)), key="as_of".__eq__):
                if is_typed or not _words(getattr(thing, name)):
                    yield from self._made_of(name, getattr(thing, name), path)

    def _made_of(self, name: str, value: Any, path: Path) -> Iterator[Origin]:
        if words := _words(value):
            made = [(*path, each) for each in MADE_FROM.get(name, (name,))]
            typed = next((each for each in made if each in self.document.marks), None)
            if typed and name not in PERSONS:
                said = self.labels.say("rests-on.as-of", date=words) if name == "as_of" else words
                for each in dict.fromkeys((words, said)):
                    yield Origin(folded(each), typed, self._owner(typed))
        elif not isinstance(value, Day):
            yield from self._made(value, path)

    def _owner(self, path: Path) -> Path:
        while path not in self.owners:
            path = path[:-1]
        return path


def _unlike(words: Iterable[str]) -> list[str]:
    """Those that are left without the empty ones and those that were there before."""
    return list(dict.fromkeys(filter(None, words)))


def _from(origin: Origin, text: str) -> tuple[int, int]:
    """From where in a text an origin is read; the longer goes first."""
    return text.find(origin.words), -len(origin.words)


def _starts(path: Path, scope: Path) -> bool:
    return path[: len(scope)] == scope


def _words(value: Any) -> str:
    """The words of a field of the view that is one text; none of what is typed as it is read."""
    if isinstance(value, Day):
        return value.text
    if isinstance(value, str) and not isinstance(value, Markup):
        return value
    if isinstance(value, tuple) and value and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return ""
