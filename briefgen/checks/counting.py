"""Count words, lines and things of a brief, as a kind of paper limits them."""

from __future__ import annotations

from math import ceil
from typing import Any

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path
from briefgen.markdown.counting import WORD
from briefgen.model import Entry, Portion, walk
from briefgen.model.fields import fields_of, is_words

# The letters of a line, for limits in lines: as on a typed page, whatever the page's own size is.
LETTERS = 80
# What a text has that isn't printed as words: citations, and where links lead.
UNPRINTED = regex(r"\[\^[\w-]+\]|\]\([^()\s]*\)|\]\[[^\[\]]*\]", needs="]")
# Parts of a paper that don't count to its words: what goes with it, and what it rests on.
APART = ("annexes", "sources", "people", "parties")


@record
class Counted:
    """How much something has of a unit, and where.

    `text` is the path of the one text in which was counted, empty for several; `starts` are the
    offsets of its words, and `end` is behind the last of them. `is_list` is true for entries.
    """

    number: int
    path: Path
    text: Path = ()
    starts: tuple[int, ...] = ()
    end: int = 0
    is_list: bool = False


def counted(value: Any, path: Path, unit: str) -> Counted:
    """Count the words or lines of a value, or for another unit its entries.

    Of a portion only its own text counts, of a group all that is printed of it.
    """
    if unit not in ("words", "lines"):
        is_list = isinstance(value, tuple)
        return Counted(len(value) if isinstance(value, (tuple, dict)) else 1, path, is_list=is_list)
    found = list(_texts(value, path))
    if unit == "lines":
        number = sum(_lines(text) for _, text in found)
    else:
        number = sum(len(_words(text)) for _, text in found)
    if len(found) != 1:
        return Counted(number, path)
    at, text = found[0]
    spans = _words(text)
    end = spans[-1][1] if spans else 0
    return Counted(number, path, at, tuple(start for start, _ in spans), end)


def _texts(value: Any, path: Path) -> list[tuple[Path, str]]:
    """List the texts that count, with their paths."""
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, Portion):
        # An answer is the text of a question.
        key = next(key for name, key, _ in fields_of(type(value)) if name == "text")
        return [((*path, key), value.text)]
    if isinstance(value, (tuple, dict)):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return [each for step, entry in pairs for each in _texts(entry, (*path, step))]
    return [
        ((*at, key), text)
        for at, entry in walk(value, path)
        if path or not at or at[0] not in APART
        for key, text in _of_entry(entry)
    ]


def _of_entry(entry: Entry) -> list[tuple[str, str]]:
    """List the texts of an entry itself that are printed, by their keys."""
    return [
        (key, text)
        for name, key, holds in fields_of(type(entry))
        if holds in ("text", "markdown")
        and is_words(type(entry), name)
        and isinstance(text := getattr(entry, name), str)
    ]


def _words(text: str) -> list[tuple[int, int]]:
    """List the offsets of the words of a text: where each begins, and behind its end."""
    # Blanked and not taken out, so that offsets stay those of the text.
    printed = UNPRINTED.sub(lambda found: " " * len(found[0]), text)
    return [found.span() for found in WORD.finditer(printed)]


def _lines(text: str) -> int:
    """Count the lines of a text: those that are typed, each broken at so many letters."""
    printed = UNPRINTED.sub("", text)
    paragraphs = [" ".join(each.split()) for each in printed.split("\n\n")]
    return sum(ceil(len(each) / LETTERS) for each in paragraphs)
