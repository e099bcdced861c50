"""Tell the language around a place in a text, and so which words turn the sense there."""

from __future__ import annotations

from functools import cache

from briefgen.evidence.language import hits, languages_by_word, letters_of
from briefgen.evidence.turning.lexicon import TurningWords, said, turning_words
from briefgen.evidence.words import words

# How many characters around a place are looked at; and how many next to it, which come first.
AROUND, NEXT_TO = 600, 60
# A language with at least this share of the most common words may be the one, too.
NEARLY = 0.85
# How many common words next to a place are enough to tell the language.
ENOUGH = 3


def languages_at(text: str, start: int, end: int) -> tuple[TurningWords, ...]:
    """Find the lexicons for a stretch of a folded text: of one language, or of several alike.

    Its own words decide, or else those around it: a foreign sentence may stand in a report.
    The result is empty where no common word of any language stands around.
    """
    end = min(end, start + AROUND)
    within, near, around = (
        text[max(0, start - reach) : end + reach] for reach in (0, NEXT_TO, AROUND)
    )
    counts = letters_of(near)
    script = max(counts, key=lambda each: counts[each])
    # Japanese is written with Chinese characters and kana, Chinese never with kana.
    found = turning_words("Kana" if script == "Han" and counts["Kana"] else script)
    if len(found) < 2:
        return found
    for stretch in (within, near):
        likeliest, most = _likeliest(found, stretch)
        if len(likeliest) == 1 and most >= ENOUGH:
            return likeliest
    return _likeliest(found, around)[0]


def _likeliest(found: tuple[TurningWords, ...], text: str) -> tuple[tuple[TurningWords, ...], int]:
    """Find the languages with the most common words in a text, and the number of those words."""
    spoken = said(text, words(text))
    counted = hits(spoken, _by_word(found))
    # A letter that only one language has counts as much as a common word: ß, ї. Danish and
    # Norwegian, or Croatian and Serbian, stay alike, and both lexicons apply.
    scores = [
        counted[each] + sum(not each.letters.isdisjoint(word) for word in spoken if each.letters)
        for each in found
    ]
    most = max(scores)
    pairs = zip(found, scores, strict=True)
    return tuple(each for each, score in pairs if score and score >= most * NEARLY), most


@cache
def _by_word(found: tuple[TurningWords, ...]) -> dict[str, tuple[TurningWords, ...]]:
    return languages_by_word({each: each.common for each in found})
