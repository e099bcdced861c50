"""Remembers what was found of a sentence, for the next time that its brief is checked.

While a brief is written, a save changes a sentence or two, and seldom a copy. What is remembered
holds no text of a copy, only offsets. Of a long brief it may be kept between runs, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from typing import Any, get_args

from briefgen.claims.own import own_times
from briefgen.claims.statements import Statement
from briefgen.evidence.claim import Found, Kind, Looked, Place
from briefgen.evidence.gather import Evidence
from briefgen.ground.keeping import store_in_use
from briefgen.model import Brief

# The most sentences that are remembered for one state of what they are compared with.
MOST = 20_000
# The fewest sentences of a long brief; with fewer, reading them again is as quick as recalling.
LONG = 500
# The share of new sentences from which on those of a brief are kept anew.
NEW = 0.05
# The fields of a brief that hold its sentences. What a sentence mentions, and whether a source has
# it, depends on none of the others, but for the days and hours of meetings.
SENTENCES = frozenset(
    {"title", "serial", "bottom_line", "objectives", "programme", "agenda", "background", "press"}
)

# The words of a sentence, what it cites, and where it starts in its text.
Asked = tuple[str, tuple[str, ...], int]
# What was looked for in it, and its passages.
Known = tuple[tuple[Looked, ...], tuple[Place, ...]]


class Remembered:
    """What is known of the sentences of a brief.

    It is nothing where people, sources or copies are others than before.
    """

    def __init__(self, brief: Brief, evidence: Evidence, count: int) -> None:
        self._state = _state(brief, evidence)
        self._known = _known(self._state)
        self._store = store_in_use() if count >= LONG else None
        self._asked: list[Asked] = []
        self._new = 0
        if len(self._known) > MOST:
            self._known.clear()
        if self._store and not self._known:
            # Whoever can write to the store may have put anything there.
            with suppress(ValueError, TypeError, KeyError):
                self._known.update(_read(self._store.get(self._state) or [], evidence))

    def get(self, statement: Statement) -> Known | None:
        """Give what is known of a sentence; None where it is new."""
        asked = statement.words, statement.cited, statement.start
        self._asked.append(asked)
        return self._known.get(asked)

    def add(self, statement: Statement, found: Known) -> None:
        """Remember what was found of a new sentence."""
        self._known[statement.words, statement.cited, statement.start] = found
        self._new += 1

    def keep(self) -> None:
        """Keep the sentences that were asked for, if many of them are new."""
        if self._store and self._new >= NEW * len(self._asked):
            # Another thread of a preview may have had some forgotten.
            found = ((asked, self._known.get(asked)) for asked in dict.fromkeys(self._asked))
            value = [_written(asked, each) for asked, each in found if each]
            self._store.keep(self._state, value)


@lru_cache(maxsize=8)
def _known(_state: str) -> dict[Asked, Known]:
    return {}


def _state(brief: Brief, evidence: Evidence) -> str:
    """Sum up all that sentences are compared with: the rest of the brief, and the copies."""
    rest = {name: value for name, value in vars(brief).items() if name not in SENTENCES}
    copies = {name: read.capture.sha256 for name, read in evidence.captures.items()}
    return sha256(repr((rest, copies, [*own_times(brief)])).encode()).hexdigest()


def _written(asked: Asked, known: Known) -> list[Any]:
    words, cited, start = asked
    looked, passages = known
    found = [
        [
            each.kind,
            each.text,
            each.start,
            each.end,
            each.state,
            each.at and _place(each.at),
            each.instead and _place(each.instead),
            each.elsewhere,
        ]
        for each in looked
    ]
    return [words, list(cited), start, found, [_place(each) for each in passages]]


def _place(place: Place) -> list[Any]:
    return [place.source, place.start, place.end]


def _read(value: list[Any], evidence: Evidence) -> Iterator[tuple[Asked, Known]]:
    """Read what `_written` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    longest = {name: len(read.capture.text) for name, read in evidence.captures.items()}

    def place(given: list[Any]) -> Place:
        source, start, end = given
        if not 0 <= int(start) <= int(end) <= longest[source]:
            raise ValueError
        return Place(source, int(start), int(end))

    def looked(given: list[Any]) -> Looked:
        kind, text, start, end, state, at, instead, elsewhere = given
        if kind not in get_args(Kind) or state not in get_args(Found):
            raise ValueError
        at, instead = at and place(at), instead and place(instead)
        return Looked(kind, str(text), int(start), int(end), state, at, instead, bool(elsewhere))

    for words, cited, start, found, passages in value:
        asked = str(words), tuple(map(str, cited)), int(start)
        yield asked, (tuple(map(looked, found)), tuple(map(place, passages)))
