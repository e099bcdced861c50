"""Which language the words around a place are in: whose words turn the sense there."""

from __future__ import annotations

import re
from collections import Counter

from briefgen.evidence.turning.lexicon import TurningWords, said, turning_words
from briefgen.evidence.words import words

# The letters of each script that there are words for.
SCRIPTS = {
    "Latin": re.compile("[A-Za-z\u00aa-\u024f\u1e00-\u1eff]"),
    "Cyrillic": re.compile("[\u0400-\u052f]"),
    "Greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "Hebrew": re.compile("[\u0590-\u05ff]"),
    "Arabic": re.compile("[\u0600-\u06ff]"),
    "Devanagari": re.compile("[\u0900-\u097f]"),
    "Thai": re.compile("[\u0e00-\u0e7f]"),
    "Hangul": re.compile("[\uac00-\ud7a3]"),
    "Kana": re.compile("[\u3040-\u30ff]"),
    "Han": re.compile("[\u3400-\u9fff]"),
}
# As many characters around a place are looked at, and those next to it before.
AROUND, NEXT_TO = 600, 60
# The language has the most common words; one with nearly as many may be meant as well.
NEARLY = 0.85
# So many common words next to a place tell the language.
ENOUGH = 3


def languages_at(text: str, start: int, end: int) -> tuple[TurningWords, ...]:
    """The lexicons for a stretch of a folded text: of one language, or of several alike.

    Its own words decide, or else those around it: a foreign sentence may stand in a report.
    None where no common word of any language stands around.
    """
    end = min(end, start + AROUND)
    within, near, around = (
        text[max(0, start - reach) : end + reach] for reach in (0, NEXT_TO, AROUND)
    )
    found = turning_words(_script(near))
    if len(found) < 2:
        return found
    for stretch in (within, near):
        likeliest, hits = _likeliest(found, stretch)
        if len(likeliest) == 1 and hits >= ENOUGH:
            return likeliest
    return _likeliest(found, around)[0]


def _likeliest(found: tuple[TurningWords, ...], text: str) -> tuple[tuple[TurningWords, ...], int]:
    """The languages of which most words are common in a text, and how many of them there are."""
    counts = Counter(said(text, words(text)))
    scores = [_score(lexicon, counts) for lexicon in found]
    most = max(scores)
    pairs = zip(found, scores, strict=True)
    return tuple(each for each, score in pairs if score and score >= most * NEARLY), most


def _script(text: str) -> str:
    """The script of most letters; among Chinese characters any kana tells Japanese."""
    counts = {script: len(letters.findall(text)) for script, letters in SCRIPTS.items()}
    script = max(counts, key=lambda each: counts[each])
    return "Kana" if script == "Han" and counts["Kana"] else script


def _score(lexicon: TurningWords, counts: Counter[str]) -> int:
    """How many words are common in a language, or have a letter that only it has."""
    common = sum(counts[word] for word in lexicon.common)
    if not lexicon.letters:
        return common
    return common + sum(
        count for word, count in counts.items() if not lexicon.letters.isdisjoint(word)
    )
