"""Go through a brief: every entry, every text and everything with an id, each with its path.

Whoever asks about "every sentence" uses these functions, so that all find the same.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from briefgen.ground.records import record
from briefgen.ground.span import Path
from briefgen.model.agenda import Item
from briefgen.model.brief import Brief, Fact
from briefgen.model.entry import Entry
from briefgen.model.fields import fields_of, groups_of_texts
from briefgen.model.figure import Figure
from briefgen.model.portion import Anchored, Portion
from briefgen.model.programme import Meeting
from briefgen.model.remarks import Remark
from briefgen.model.sections import Section


@record
class Anchor:
    """A thing with an id, and its path in the brief; `given` if the writer typed the id."""

    path: Path
    id: str
    entry: Anchored
    given: bool


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Entry]]:
    """Yield every entry of a brief with its path, from the outside in, in the model's order."""
    if isinstance(value, Entry):
        yield path, value
        for name, key, _ in fields_of(type(value)):
            held = getattr(value, name)
            if isinstance(held, (Entry, tuple, dict)):
                yield from walk(held, (*path, key))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from walk(entry, (*path, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from walk(entry, (*path, key))


def texts(brief: Brief) -> Iterator[tuple[Path, str, Entry, str]]:
    """Yield every text that is printed: its path, its words, its entry, the name of its field.

    An entry's own `id` is among them, because it is part of the page's addresses; ids that refer to
    others are not. Where somebody may be named by an id or by a name, only a name is.
    """
    for path, entry in walk(brief):
        for name, key, holds in fields_of(type(entry)):
            value = getattr(entry, name)
            is_reference = holds == "id" or (holds == "who" and value in brief.people)
            if isinstance(value, str) and (not is_reference or name == "id"):
                yield (*path, key), value, entry, name


def printed_keys(brief: Brief) -> Iterator[tuple[Path, str]]:
    """Yield the keys that are printed as the writer typed them, each with the path of its value.

    That are those which may be any text, such as labels of facts and names of offices, and the
    names of sections without a title.
    """
    for path, entry in walk(brief):
        for name in groups_of_texts(type(entry)):
            key = next(key for field, key, _ in fields_of(type(entry)) if field == name)
            yield from (((*path, key, each), each) for each in getattr(entry, name))
    for key, section in brief.sections.items():
        if section.title is None:
            yield ("sections", key), key.replace("-", " ").replace("_", " ")


def anchors(brief: Brief) -> Iterator[Anchor]:
    """Yield everything with an id, in the brief's order: portions, items, meetings and figures.

    An id that isn't given is made from the item, the kind of thing and its first words, so that it
    stays the same when the order changes. If it is taken already, it gets a number.
    """
    entries = [(path, entry) for path, entry in walk(brief) if isinstance(entry, Anchored)]
    free = _Free(entry.id for _, entry in entries if entry.id)
    item = ""
    for path, entry in entries:
        made = entry.id or free.take(_made_id(path, entry, item if path[0] == "agenda" else ""))
        item = made if isinstance(entry, Item) else item
        yield Anchor(path, made, entry, entry.id is not None)


class _Free:
    """Gives out ids that are free; those that a writer typed are taken from the start."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        # The last number by name, so that for a thousand equal texts the search doesn't start at 2.
        self._next: Counter[str] = Counter()

    def take(self, name: str) -> str:
        """Take an id: the name itself if it is free, else `name-2`, `name-3` and so on."""
        free = name
        while free in self._taken:
            self._next[name] += 1
            free = f"{name}-{self._next[name] + 1}"
        self._taken.add(free)
        return free


def appearances(brief: Brief) -> Iterator[tuple[Path, str]]:
    """Yield the path and the id wherever a field names a person who is printed there.

    Speakers of quotes aren't among them. Of `with`, whose ids may be those of parties, all are
    yielded; of a field that may hold a name as well, only ids of people.
    """
    yield ("principal",), brief.principal
    for path, entry in walk(brief):
        if isinstance(entry, Item):
            yield from (((*path, "lead", at), name) for at, name in enumerate(entry.leads))
        if isinstance(entry, Remark) and entry.speaker:
            yield (*path, "speaker"), entry.speaker
        if isinstance(entry, Item | Meeting):
            yield from (((*path, "with", at), name) for at, name in enumerate(entry.with_))
        for name, key, holds in fields_of(type(entry)):
            value = getattr(entry, name) if holds == "who" else None
            if value in brief.people:
                yield (*path, key), str(value)


def pictures(brief: Brief) -> Iterator[tuple[Path, str]]:
    """Yield each picture that a brief names: the path of the field, and the file.

    First those of the agenda, then those of people.
    """
    for at, item in enumerate(brief.agenda):
        for number, figure in enumerate(item.figures):
            yield ("agenda", at, "figures", number, "file"), figure.file
    for key, person in brief.people.items():
        if person.picture:
            yield ("people", key, "picture"), person.picture


def slug(text: str, words: int = 6) -> str:
    """Make an id of the first words of a text: small letters and digits, hyphens between."""
    # Composed first (NFC): however its accents are typed, a text has one id. A vowel sign of Hindi
    # or Arabic is no letter, but doesn't end a word.
    composed = unicodedata.normalize("NFC", text).lower()
    found = "".join(
        each if each.isalnum() or unicodedata.category(each)[0] == "M" else " " for each in composed
    ).split()
    return "-".join(found[:words]) or "untitled"


def _made_id(path: Path, entry: Anchored, item: str) -> str:
    """Make an id from the item, the kind of thing, and its date, key or first words."""
    if isinstance(entry, Item):
        return slug(entry.title)
    if isinstance(entry, Section):
        return str(path[-1])
    kind = _kind(path)
    if isinstance(entry, Meeting):
        last = f"{entry.date.isoformat()}-{slug(entry.title)}"
    elif isinstance(entry, Fact):  # its label may be any text
        last = slug(str(path[-1]))
    elif isinstance(path[-1], str):  # the only one of its kind; or the party of a position
        last = "" if path[-1].replace("_", "-") == kind else path[-1]
    elif isinstance(entry, Figure):
        last = slug(entry.alt or "")
    else:
        # A question may have no answer, and is told by its own words then; an option has a title.
        said = getattr(entry, "text", "") if isinstance(entry, Portion) else ""
        last = slug(said or getattr(entry, "question", "") or getattr(entry, "title", ""))
    return "-".join(part for part in (item, kind, last) if part)


def _kind(path: Path) -> str:
    """Name the kind of the thing at a path: `point` for `agenda[0].points[2]`."""
    words = [step for step in path if isinstance(step, str)]
    # The last word of such a path is the id of the party.
    if words[0] == "agenda" and words[1:2] == ["positions"]:
        return "position"
    if words[0] == "facts":
        return "fact"
    return words[-1].replace("_", "-").removesuffix("s")
