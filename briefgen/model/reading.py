"""Going through a brief: every entry, every text and every portion, with its path.

Apart, so that what is asked of "every sentence" has one way of finding them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic.fields import FieldInfo

from briefgen.ground.span import Path
from briefgen.model.agenda import Item
from briefgen.model.brief import Brief
from briefgen.model.entry import Entry
from briefgen.model.figure import Figure
from briefgen.model.portion import Anchored, Portion
from briefgen.model.programme import Meeting
from briefgen.model.scalars import Kind, as_typed


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that has an id, with its path in the brief. `given`: the writer typed the id."""

    path: Path
    id: str
    entry: Anchored
    given: bool


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Entry]]:
    """Every entry of a brief with its path, from the outside in, in the order of the model."""
    if isinstance(value, Entry):
        yield path, value
        for name, alias, _ in _fields(type(value)):
            held = getattr(value, name)
            if isinstance(held, (Entry, tuple, dict)):
                yield from walk(held, (*path, alias))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from walk(entry, (*path, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from walk(entry, (*path, key))


def texts(brief: Brief) -> Iterator[tuple[Path, str, Entry, str]]:
    """Every text that is printed: its path, its words, the entry it is in, the name of its field.

    A thing's own `id` is among them, as part of the page's addresses; ids that refer are not.
    """
    for path, entry in walk(brief):
        for name, alias, holds in _fields(type(entry)):
            value = getattr(entry, name)
            if isinstance(value, str) and (holds != "id" or name == "id"):
                yield (*path, alias), value, entry, name


def is_markdown(entry: Entry, name: str) -> bool:
    """Whether the field holds Markdown, rather than text that is printed as typed."""
    return any(field == name and holds == "markdown" for field, _, holds in _fields(type(entry)))


def is_words(kind: type[Entry], name: str) -> bool:
    """Whether a field holds words as they are typed, rather than an id, a date or one of a list."""
    field = kind.model_fields[name]
    return any(mark.read is as_typed for mark in _kinds(field))


def field_at(path: Path) -> tuple[type[Entry], str] | None:
    """The field of the format that a single value at a path is for; the short one of an entry."""
    kind: type[Entry] = Brief
    name = ""
    for step in path:
        if isinstance(step, int):
            continue
        found = next((field for field in _fields(kind) if field[1] == step), None)
        name = found[0] if found else kind.short
        inside = _entry_in(kind.model_fields[name].annotation) if found else None
        if inside:
            kind, name = inside, inside.short
    return (kind, name) if name else None


def anchors(brief: Brief) -> Iterator[Anchor]:
    """Everything that has an id: portions, items, meetings and figures, in the brief's order.

    An id that isn't given is made from the item, the kind of thing and its first words, so that
    it stays the same when the order changes. Where that is taken already, it is numbered.
    """
    entries = [(path, entry) for path, entry in walk(brief) if isinstance(entry, Anchored)]
    free = _Free(entry.id for _, entry in entries if entry.id)
    item = ""
    for path, entry in entries:
        inside = item if path[0] == "agenda" else ""
        made = entry.id or free.take(_derived(path, entry, inside))
        item = made if isinstance(entry, Item) else item
        yield Anchor(path, made, entry, entry.id is not None)


class _Free:
    """The ids that can still be made: those that are typed anywhere are taken from the start."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: Counter[str] = Counter()

    def take(self, name: str) -> str:
        """The name itself, or with the first number from 2 on that is free."""
        free = name
        while free in self._taken:
            self._next[name] += 1
            free = f"{name}-{self._next[name] + 1}"
        self._taken.add(free)
        return free


def slug(text: str, words: int = 6) -> str:
    """The first words of a text as an id: lower case, letters and digits, hyphens between."""
    found = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())
    return "-".join(found[:words]) or "untitled"


def _derived(path: Path, entry: Anchored, item: str) -> str:
    if isinstance(entry, Item):
        return slug(entry.title)
    kind = _kind(path)
    if isinstance(entry, Meeting):
        last = f"{entry.date.isoformat()}-{slug(entry.title)}"
    elif isinstance(path[-1], str):
        last = "" if path[-1].replace("_", "-") == kind else path[-1]
    else:
        last = slug(_words_of(entry))
    return "-".join(part for part in (item, kind, last) if part)


def _words_of(entry: Anchored) -> str:
    """The words of a thing from which an id can be made."""
    if isinstance(entry, Figure):
        return entry.alt or ""
    return entry.text if isinstance(entry, Portion) else ""


def _kind(path: Path) -> str:
    """The word for the thing at a path: `point` for `agenda[0].points[2]`."""
    words = [step for step in path if isinstance(step, str)]
    if words[0] == "agenda" and words[1:2] == ["positions"]:
        return "position"
    return words[-1].replace("_", "-").removesuffix("s")


@cache
def _fields(kind: type[Entry]) -> tuple[tuple[str, str, str], ...]:
    """Of each field its name, the key it is typed under, and what it holds: text, markdown, id."""
    return tuple(
        (name, field.alias or name, _holds(field)) for name, field in kind.model_fields.items()
    )


def _holds(field: FieldInfo) -> str:
    kinds = [mark.holds for mark in _kinds(field)]
    return kinds[0] if kinds else ""


def _kinds(field: FieldInfo) -> list[Kind]:
    """What is said of the values of a field, where it holds single ones."""
    optional = [m for part in get_args(field.annotation) for m in getattr(part, "__metadata__", ())]
    return [mark for mark in (*field.metadata, *optional) if isinstance(mark, Kind)]


def _entry_in(annotation: Any) -> type[Entry] | None:
    """The class of the entries that an annotation names, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    return next(filter(None, map(_entry_in, get_args(annotation))), None)
