"""Read the lexicons, the words that turn the sense in each language, and look words up in them.

A file in `words/` is named after its language and found by being there. It has a key a line and its
phrases behind it, parted by commas; a line that starts with a space goes on. `script` is one of
`evidence/language.py`; `common` are everyday words by which the language is told, and `letters`
those that no other language of its script has. `clause_end` and `unspaced` are there or not, as
`TurningWords` tells. In a phrase `*` stands for any letters and `?` for one; `^` says that it only
counts at the start of a clause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Literal

from briefgen.evidence.folding import fold
from briefgen.evidence.words import words
from briefgen.ground.records import record

FOLDER = Path(__file__).parent / "words"
START = "^"

Key = Literal["negations", "restrictions", "conditions", "numbers", "units", "joins", "harmless"]


@record
class Phrases:
    """Phrases in lower case: `first` by their first word, `patterns` if that is a pattern."""

    first: dict[str, list[tuple[str, ...]]]
    patterns: tuple[tuple[str, ...], ...]

    def longest(self, said: Sequence[str], at: int, *, is_start: bool = False) -> int:
        """Count the words of the longest phrase that starts at a word; 0 where none does."""
        plain = self.first.get(said[at], ())
        at_start = self.first.get(START + said[at], ()) if is_start else ()
        fitting = (each for each in (*plain, *at_start, *self.patterns) if _fits(each, said, at))
        return max(map(len, fitting), default=0)


@record
class TurningWords:
    """The words of one language that turn the sense.

    `language` is its code, the name of its file. `common` and `letters` tell the language. With
    `at_end` a negation may stand at the end of its clause, far behind the words that it turns.
    `joins` are words with which another clause starts, `harmless` phrases, such as `not only`, that
    hold a word of the lists but turn nothing.
    """

    language: str
    script: str
    common: frozenset[str]
    letters: frozenset[str]
    at_end: bool
    is_unspaced: bool
    entries: dict[str, str]
    # Each is the only one of its kind; comparing all that they hold would take long.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def phrases(self, key: Key) -> Phrases:
        """Give one of the lists of phrases; each is parsed when it is first asked for."""
        return _phrases(self.entries.get(key, ""))


def said(text: str, places: Iterable[tuple[int, int]]) -> list[str]:
    """List the words at some places of a text as they are looked up: in lower case."""
    # In lower case a Turkish İ is an i with a dot above, which no list has.
    return [text[start:end].replace("İ", "i").lower() for start, end in places]


@cache
def turning_words(script: str) -> tuple[TurningWords, ...]:
    """Read the lexicons of the languages that are written in a script."""
    files = ((path.stem, _entries(path)) for path in sorted(FOLDER.glob("*.txt")))
    return tuple(_turning_words(*each) for each in files if each[1]["script"] == script)


@cache
def common_words(language: str) -> frozenset[str]:
    """Read the everyday words of one language, by its code; empty for one without a lexicon."""
    path = FOLDER / f"{language}.txt"
    is_there = language.isalpha() and path.is_file()
    return _turning_words(language, _entries(path)).common if is_there else frozenset()


def _entries(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8").replace("\n ", "").splitlines()
    return {key: value for key, _, value in (line.partition(": ") for line in lines)}


def _turning_words(language: str, entries: dict[str, str]) -> TurningWords:
    # A negation tells its language as well as any common word.
    common, negations = (frozenset(_split(entries.get(k, ""))) for k in ("common", "negations"))
    return TurningWords(
        language=language,
        script=entries["script"],
        common=common | {phrase for phrase in negations if phrase.isalpha()},
        letters=frozenset(fold(entries.get("letters", "")).text),
        at_end="clause_end" in entries,
        is_unspaced="unspaced" in entries,
        entries=entries,
    )


def _split(value: str) -> list[str]:
    """The phrases of a list, folded as the texts are."""
    return [phrase.strip() for phrase in fold(value).text.split(",") if phrase.strip()]


@cache
def _phrases(value: str) -> Phrases:
    first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    patterns = []
    for phrase in _split(value):
        parts = tuple(_parts(phrase))
        if "*" in parts[0]:
            patterns.append(parts)
        else:
            first[parts[0]].append(parts)
    return Phrases(dict(first), tuple(patterns))


def _parts(phrase: str) -> Iterator[str]:
    """The words of a phrase; a pattern stays as it is."""
    for word in phrase.split():
        start, bare = (START, word[1:]) if word.startswith(START) else ("", word)
        if "*" in bare:
            yield bare
        else:
            each = said(bare, words(bare))
            yield start + each[0]
            yield from each[1:]


def _fits(phrase: tuple[str, ...], text: Sequence[str], at: int) -> bool:
    if at + len(phrase) > len(text):
        return False
    return all(
        fnmatchcase(word, part) if "*" in part else word == part.lstrip(START)
        for word, part in zip(text[at : at + len(phrase)], phrase, strict=True)
    )
