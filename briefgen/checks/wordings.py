"""Read how each language words a likelihood, an aim that can't be missed, and who isn't named.

A language is a file in `words/`, found by being there. In its phrases `*` stands for any letters,
`{a|b}` for one of several words, and a space for any white space. In other languages the rules
that read these words find nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.tables import table_at
from briefgen.model.languages import primary

FOLDER = Path(__file__).parent / "words"
# Signs of a phrase: a choice, any letters, a gap, an apostrophe; all others stand for themselves.
SIGN = regex(r"\{(?P<choice>[^}]*)\}|(?P<sign>[*' ])|(?P<plain>[^{*' ]+)")
MEANING = {"*": r"\w*", "'": "['’]", " ": r"\s+"}
WORD = regex(r"[^\W_]+")
NOTHING = regex(r"(?!)")


@record
class Wordings:
    """The expressions of one language; those of a language without a file match nothing.

    `likelihood` finds words of likelihood, and `on_scale` tells whether the whole of them is one of
    the scale, whose steps `scale` lists for a message. `vague_start` matches at the start of an
    objective, and `vague_end` is searched for at its end. `unspecific` are the words, in small
    letters, of descriptions that describe nobody.
    """

    likelihood: re.Pattern[str] = NOTHING
    on_scale: re.Pattern[str] = NOTHING
    scale: str = ""
    confidence: re.Pattern[str] = NOTHING
    vague_start: re.Pattern[str] = NOTHING
    vague_end: re.Pattern[str] | None = None
    unspecific: frozenset[str] = frozenset()


def parts_of(text: str) -> list[str]:
    """List the words of a text in small letters; what an apostrophe or a hyphen joins is apart."""
    return [found.casefold() for found in WORD.findall(text)]


@cache
def wordings(language: str) -> Wordings:
    """Read the wordings of a language, by its tag."""
    first = primary(language)
    path = FOLDER / f"{first}.toml"
    if not (first.isalpha() and path.is_file()):
        return Wordings()
    return _made_of(table_at(path))


def _made_of(table: dict[str, Any]) -> Wordings:
    likely, aims = table["likelihood"], table["objectives"]
    lead = f"(?:{_any(aims['lead'])}\\s*)?" if aims["lead"] else ""
    starts = [_any(aims["begins"])]
    if aims["verbs"]:
        between = rf"(?:{_any(aims['between'])}\s*)*"
        starts.append(rf"{_any(aims['verbs'])}\s+{between}{_any(aims['things'])}")
    return Wordings(
        likelihood=_words(_any([*likely["off"], *likely["on"]])),
        on_scale=_words(rf"{_any(likely['on'])}\Z"),
        scale=likely["say"],
        confidence=_words(_any(likely["confidence"])),
        vague_start=_words(f"{lead}(?:{'|'.join(starts)})"),
        vague_end=_words(rf"{_any(aims['ends'])}[.!]?\s*\Z") if aims["ends"] else None,
        unspecific=frozenset(parts_of(" ".join(table["descriptions"]["unspecific"]))),
    )


def _words(pattern: str) -> re.Pattern[str]:
    """Make an expression that begins and ends at the edge of a word."""
    closing = "" if pattern.endswith(r"\Z") else r"(?!\w)"
    return regex(rf"(?<!\w)(?:{pattern}){closing}", re.IGNORECASE)


def _any(phrases: Iterable[str]) -> str:
    """Make the pattern of any of several phrases, of which the longest counts."""
    return f"(?:{'|'.join(map(_pattern, sorted(phrases, key=len, reverse=True)))})"


def _pattern(phrase: str) -> str:
    """Make the pattern of one phrase."""
    words = []
    for found in SIGN.finditer(phrase):
        if found["choice"]:
            words.append(_any(found["choice"].split("|")))
        else:
            words.append(MEANING.get(found["sign"] or "", re.escape(found["plain"] or "")))
    return "".join(words)
