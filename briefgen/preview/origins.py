"""Lists the words that are printed on the pages of a brief, with the places where they were typed.

The ids of a page tell the portion of each of its parts, but no lines: the page is what a build
writes, and nothing is added to it for the preview. So all words that are printed are gathered from
the brief and its view, and `inverse_search` looks in it for the words that were clicked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any
from unicodedata import normalize

from markupsafe import Markup

from briefgen.ground.records import record
from briefgen.ground.span import Path, dotted
from briefgen.load.document import Document
from briefgen.markdown.reading import printed_lines
from briefgen.model import (
    Brief,
    Item,
    Meeting,
    Party,
    Person,
    Source,
    anchors,
    is_markdown,
    printed_keys,
)
from briefgen.model import texts as texts_of
from briefgen.model import walk as walk_through
from briefgen.view.data import Day, DayOfMeetings, PointGroup, View
from briefgen.view.labels import labels_of

# The ids of the page's sections, which belong to no portion. `()` is the brief as a whole.
SECTIONS: dict[str, Path] = {
    "section.decision": ("decision",),
    "section.remarks": ("remarks",),
    "section.actions": ("actions",),
    "section.programme": ("programme",),
    "section.questions": ("questions",),
    "section.press": ("press",),
    "section.people": ("people",),
    "section.background": ("background",),
    "section.clearances": ("clearances",),
    "section.annexes": ("annexes",),
    "section.contacts": ("contacts",),
    "section.notes": ("sources",),
    "section.items": ("agenda",),
    "section.contents": ("agenda",),
    "section.evidence": ("sources",),
    "section.cover": (),
}
# For each label that is a heading, the key of the brief whose text is below it.
HEADINGS: dict[str, str] = {
    "bottom-line.title": "bottom_line",
    "decision.title": "decision",
    "decision.by": "by",
    "decision.otherwise": "otherwise",
    "decision.in-favour": "offices",
    "decision.opposed": "offices",
    "decision.outcome": "outcome",
    "options.title": "options",
    "options.recommended": "recommended",
    "options.for": "for",
    "options.against": "against",
    "options.cost": "cost",
    "options.risk": "risk",
    "remarks.title": "remarks",
    "actions.title": "actions",
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
    "questions.title": "questions",
    "questions.if-pressed": "if_pressed",
    "press.questions": "questions",
    "press.notes": "notes",
    "people.title": "people",
    "notes.title": "sources",
    "evidence.title": "sources",
    "evidence.resting": "sources",
    "rests-on.sources": "sources",
    "cover.where": "programme",
    "cover.when": "programme",
    "cover.from": "owner",
    "cover.cleared-by": "cleared_by",
    "handling.draft": "draft",
    "routing.number": "number",
    "routing.to": "to",
    "routing.from": "from",
    "routing.through": "through",
    "routing.copy": "copy",
    "routing.desk": "owner",
    "routing.cleared-by": "cleared_by",
    "routing.received": "received",
    "routing.considered": "considered",
    "clearances.title": "clearances",
    "contacts.title": "contacts",
    "annexes.title": "annexes",
}
# The fields of the brief from which a field of the view is made, if its name differs.
MADE_FROM: dict[str, tuple[str, ...]] = {
    "pages": ("file",),
    "sender": ("from",),
    "copied": ("copy",),
    "date": ("date", "meeting"),
    "time": ("start",),
    "home_time": ("zone",),
    "people": ("with",),
    "met": ("with",),
    "halved": ("minutes",),
    "terms": ("attribution",),
    "who": ("for",),
    "original_language_name": ("translated_from",),
    "where": ("programme",),
    "when": ("programme",),
    "state": ("state", "due"),
    "length": ("minutes", "pace"),
}
# Entries whose names are typed once and printed in many places.
NAMED = (Party, Person, Meeting, Item, Source)
NAMES = ("name", "title", "described_as")
# Fields of the view that are texts of a person: they are found where that person was typed.
PERSONS = ("speaker", "role")


@record
class Origin:
    """Words that are printed, folded, and the place where they were typed.

    `owner` is the path of the portion, person or source in which it stands. `at` is the offset into
    the text at `path`; None for words that the view makes of a field, and for labels. `row` holds
    the words of the whole row, if this is a cell of a table.
    """

    words: str
    path: Path
    owner: Path
    at: int | None = None
    row: str = ""
    is_name: bool = False
    is_heading: bool = False


def folded(text: str) -> str:
    """Keep the letters and digits of a text, without case and accents.

    All else may differ between the typed and the printed text: quotation marks are curled, markup
    is gone, and PDFs break lines and hyphenate.
    """
    return "".join(char for char in normalize("NFKD", text).casefold() if char.isalnum())


class Origins:
    """The origins of one brief: `all` in order, the same `by_words` and `by_owner`.

    `ids` maps the ids of a page to paths, `entries` maps paths to the entries of the brief.
    """

    def __init__(self, document: Document, brief: Brief, view: View | None = None) -> None:
        self.document = document
        self.labels = labels_of(brief.language, view.kind.labels if view else ())
        self.ids: dict[str, Path] = SECTIONS | {each.id: each.path for each in anchors(brief)}
        self.entries = dict(walk_through(brief))
        self.paths = {dotted(path): path for path in self.entries}
        owning = (Person, Source, Party)
        owners = (path for path, entry in self.entries.items() if isinstance(entry, owning))
        self.owners = {(), *self.ids.values(), *owners}
        self.all = [*self._typed(brief), *self._headings()]
        if view:
            self.all += self._made(view)
            self.ids |= {note.id: self.paths[note.source] for note in view.notes}
            self.all += [
                Origin(
                    folded(each.title),
                    ("sections", each.key),
                    ("sections", each.key),
                    is_heading=True,
                )
                for each in view.sections
            ]
        self.by_words: dict[str, list[Origin]] = defaultdict(list)
        self.by_owner: dict[Path, list[Origin]] = defaultdict(list)
        for each in self.all:
            self.by_words[each.words].append(each)
            self.by_owner[each.owner].append(each)

    def _typed(self, brief: Brief) -> Iterator[Origin]:
        """Gather each text as a whole, and of Markdown each line that a page keeps."""
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

        for path, key in printed_keys(brief):
            yield Origin(folded(key), path, self._owner(path), is_heading=True)

    def _headings(self) -> Iterator[Origin]:
        keys: Mapping[str, list[str]] = defaultdict(list)
        for label, key in HEADINGS.items():
            keys[key].append(self.labels.say(label, sources=""))
        for path in self.document.marks:
            for heading in keys.get(str(path[-1]), ()) if path else ():
                yield Origin(folded(heading), path, self._owner(path), is_heading=True)

    def _made(self, thing: Any, path: Path = ()) -> Iterator[Origin]:
        """Gather what the view makes of fields: dates, times, lengths, names that ids stand for."""
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
            # What has no source of its own belongs to the thing around it: only what is in it can
            # lead anywhere.
            is_typed = isinstance(thing, View) or hasattr(thing, "source")
            path = self.paths.get(getattr(thing, "source", ""), path)
            # Where a day is both when it was said and until when it was true, the former is read.
            for name in sorted((field.name for field in fields(thing)), key="as_of".__eq__):
                if is_typed or not _words(getattr(thing, name)):
                    yield from self._made_of(name, getattr(thing, name), path)

    def _made_of(self, name: str, value: Any, path: Path) -> Iterator[Origin]:
        """Gather what the view makes of one field."""
        if words := _words(value):
            made = [(*path, each) for each in MADE_FROM.get(name, (name,))]
            # A lone entry of a list may be typed without its dash.
            typed = next((each for each in made if self.document.is_typed(each)), None)
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


def _words(value: Any) -> str:
    """Read a field of the view that is one text; empty for others, and for Markup."""
    if isinstance(value, Day):
        return value.text
    if isinstance(value, str) and not isinstance(value, Markup):
        return value
    if isinstance(value, tuple) and value and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return ""
