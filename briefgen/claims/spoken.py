"""Tell in which language a text is, by its script and its common words."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from briefgen.evidence.language import hits, languages_by_word, script_of
from briefgen.evidence.turning.lexicon import common_words, said, turning_words
from briefgen.evidence.words import words
from briefgen.ground.regexes import regex

# How many characters at the start of a text tell its language.
SAMPLE = 20_000
# Of the words at the start of a text, the share that are common ones of its language: in English
# and German 25 to 35 per cent. Of Spanish words up to 22 per cent are common ones of French.
START, PLAINLY = 4_000, 0.25
WORD = regex(r"[^\W\d_]+")
# A language with at least this share of the common words of the likeliest may be the text's, too.
# A Spanish text has half as many words that are common in French as in Spanish.
NEARLY = 0.6
# Fewer common words tell nothing.
FEWEST = 4


def language_of(text: str, language: str) -> str:
    """Tell the language of a text: `language`, with its region, where that may be, or a bare code.

    Where nothing tells, it is `language` as well.
    """
    own = language.partition("-")[0]
    if _is_plainly(own, text[:START]):
        return language
    best, counted = _told(text[:SAMPLE])
    return language if best in ("", own) or counted[own] > NEARLY * counted[best] else best


def likeliest(text: str) -> str:
    """Tell the language that a text is most likely in, as a bare code; empty if nothing tells."""
    best, counted = _told(text[:SAMPLE])
    return best if not counted or counted[best] >= FEWEST else ""


def _is_plainly(language: str, start: str) -> bool:
    """Tell by the start of a text that it is in a language, without a look at any other."""
    spoken, common = WORD.findall(start.lower()), common_words(language)
    return sum(word in common for word in spoken) > PLAINLY * len(spoken)


@lru_cache(maxsize=64)
def _told(sample: str) -> tuple[str, Counter[str]]:
    """Give the likeliest language, empty where nothing tells, and the common words of each."""
    script = script_of(sample)
    known = turning_words(script)
    if len(known) == 1:  # a script of one language, such as Thai
        return known[0].language, Counter()
    counted: Counter[str] = hits(said(sample, words(sample)), _languages_by_word(script))
    return max(counted, key=lambda each: (counted[each], each), default=""), counted


@cache
def _languages_by_word(script: str) -> dict[str, tuple[str, ...]]:
    return languages_by_word({each.language: each.common for each in turning_words(script)})
