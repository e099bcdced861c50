"""Words that turn the sense and were left out next to a cut: the words are true, the quote not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.evidence.folding import Folded
from briefgen.evidence.marks import Marked
from briefgen.evidence.passages import Chain, is_own

NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|hardly|cannot|\w+n't|unless|except"
    r"|deny|denies|denied|refused?|false|wrong"
    r"|nicht|kein\w*|nie|niemals|ne|n'(?=\w)|pas|jamais|aucune?|rien|sans|nunca|ningun[oa]?"
    r"|не|нет|ни|никогда|без|δεν|μη)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\d[\d.,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|"
    r"million|billion|half|third|quarter|percent|per cent)\b",
    re.IGNORECASE,
)
# What a number counts: `5` for `5 million` is another number.
UNIT = re.compile(
    r" ?(%|‰|percent\b|per\ cent\b|dozen\b|hundred\b|thousand\b|million\b|billion\b|trillion\b)",
    re.IGNORECASE,
)
NEAR = 6


@dataclass(frozen=True, slots=True)
class Drop:
    """A word that turns the sense and was left out next to a cut: `word`, and what was dropped.

    `part` is the number of the part before the cut, -1 where it is before the first.
    """

    word: str
    dropped: str
    part: int


def drops(source: Folded, quote: Marked, chain: Chain) -> Iterator[Drop]:
    """Negations and numbers that were left out next to a cut, inside the quote or at its ends."""
    for number, gap in enumerate(quote.gaps):
        dropped = source.text[chain[number][1] : chain[number + 1][0]]
        if gap.kind == "sic" or is_own(gap, dropped):
            continue
        word = _turning(dropped)
        if word and not (gap.kind == "insertion" and word.casefold() in gap.typed.casefold()):
            yield Drop(word, dropped.strip(), number)
    yield from _before(source.text, chain[0][0])
    yield from _behind(source.text, chain[-1][1], len(chain) - 1)


def _turning(dropped: str) -> str:
    """The negation, or else the number, among the words next to a cut."""
    words = dropped.split()
    near = dropped if len(words) <= 2 * NEAR else " ".join((*words[:NEAR], "…", *words[-NEAR:]))
    found = NEGATION.search(near) or NUMBER.search(near)
    return found[0] if found else ""


def _before(text: str, start: int) -> Iterator[Drop]:
    before = text[max(0, start - 40) : start].split()[-2:]
    if before and before[-1][-1:].isalnum() and (word := NEGATION.search(" ".join(before))):
        yield Drop(word[0], " ".join(before), -1)


def _behind(text: str, end: int, part: int) -> Iterator[Drop]:
    behind = text[end : end + 40]
    if text[end - 1 : end].isdigit() and (unit := UNIT.match(behind)):
        yield Drop(unit[1], unit[0].strip(), part)
    elif behind[:1] == " " and text[end - 1 : end].isalnum():
        first = " ".join(behind.split()[:1])
        if word := NEGATION.match(first):
            yield Drop(word[0], first, part)
