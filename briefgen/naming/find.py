"""Where a text names somebody who must not be named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from briefgen.model import Attribution
from briefgen.naming.fold import folded
from briefgen.naming.unnamed import Unnamed

Written = Literal["prose", "code"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where somebody is named: the words, by offsets into the text, whose name, on what terms.

    `sure` is false where the words could be something else: a name that is a word as well.
    """

    start: int
    end: int
    words: str
    key: str
    terms: Attribution
    sure: bool = True


def named_in(text: str, unnamed: Sequence[Unnamed], written: Written) -> tuple[Hit, ...]:
    """Where a text names somebody of `unnamed`, in the order of the text.

    `prose` is running text, plain or in Markdown. `code` is ids, addresses, names of files and
    metadata, where capitals mean nothing.
    """
    found = [hit for person in unnamed for hit in _hits(text, person, written)]
    return tuple(sorted(found, key=lambda hit: (hit.start, hit.end, hit.key)))


def _hits(text: str, person: Unnamed, written: Written) -> Iterator[Hit]:
    plain = folded(text)
    reached = 0
    for found in _pattern(person).finditer(plain.text):
        start, end = plain.at[found.start()], plain.at[found.end() - 1] + 1
        is_whole = found[0] in person.whole or " " in found[0]
        if start >= reached and (written == "code" or is_whole or text[start].isupper()):
            reached = end
            yield Hit(start, end, text[start:end], person.key, person.terms)


@lru_cache(maxsize=64)
def _pattern(person: Unnamed) -> re.Pattern[str]:
    """The whole names, and before shorter ones the parts of a double name together."""
    alone = "|".join(map(_spaced, person.alone))
    several = [rf"(?:{alone})(?:[\s-]+(?:{alone}))*"] if alone else []
    return re.compile(rf"(?<!\w)(?:{'|'.join([*map(_spaced, person.whole), *several])})(?!\w)")


def _spaced(name: str) -> str:
    return r"[\s*_~`-]+".join(map(re.escape, name.split()))
