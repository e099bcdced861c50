"""Finds what stands behind the number of a note on a page: the text, and the place in it.

A page names each number by an id such as `cite.2.3`, the third citation of the second source. Which
sentence has it follows from the order in which the view printed them, so the page needs nothing
added to it. Portions that a page prints twice have numbers at one of the two alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from markupsafe import Markup

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path, dotted
from briefgen.markdown.reading import contents
from briefgen.model import Brief, Figure, walk
from briefgen.model.fields import fields_of
from briefgen.view.data import View

# The ids of the numbers in a field of the view, in the order in which they are read.
NUMBER = regex(r'id="(cite\.\d+\.\d+)"')
# The fields of the view whose text has another name in the brief.
TYPED_AS = {"html": "text"}


@record
class Reference:
    """A note's number on a page: the source that it stands for, and the text that cites it.

    `at` is the offset of the citation in the text at `path`. It is None where the source is named
    beside the text, in `sources`: then the whole text rests on it.
    """

    source: str
    path: Path
    at: int | None = None


def references_of(brief: Brief, view: View) -> dict[str, Reference]:
    """Map the ids of all numbers of notes in a view to what they stand behind."""
    entries = {dotted(path): (path, entry) for path, entry in walk(brief)}
    sources = {str(note.number): note.source.removeprefix("sources.") for note in view.notes}
    found: dict[str, Reference] = {}
    for place, name, ids in _numbers(view):
        path, entry = entries[place]
        own = TYPED_AS.get(name, name)
        keys = {field: key for field, key, _ in fields_of(type(entry))}
        # What is cited beside a text belongs to all of it.
        text = getattr(entry, own, None) if name != "cited" else None
        cites = (each.start for each in contents(text or "") if each.kind == "cite")
        typed = own if text else "caption" if isinstance(entry, Figure) else "text"
        for number in ids:
            source = sources[number.split(".")[1]]
            found[number] = Reference(source, (*path, keys.get(typed, typed)), next(cites, None))
    return found


def _numbers(thing: Any, place: str = "") -> Iterator[tuple[str, str, list[str]]]:
    """List the fields with numbers of notes: where their entry stands, their name, the ids."""
    if isinstance(thing, tuple):
        for each in thing:
            yield from _numbers(each, place)
    elif is_dataclass(thing):
        place = getattr(thing, "source", place)
        for field in fields(thing):
            value = getattr(thing, field.name)
            if not isinstance(value, Markup):
                yield from _numbers(value, place)
            elif ids := NUMBER.findall(value):
                yield place, field.name, ids
