"""Tell in which language a text is, by its script and its common words."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from briefgen.evidence.language import hits, languages_by_word, script_of
from briefgen.evidence.turning.lexicon import said, turning_words
from briefgen.evidence.words import words

# How many characters at the start of a text tell its language.
SAMPLE = 20_000
# A language with at least this share of the common words of the likeliest may be the text's, too.
# A Spanish text has half as many words that are common in French as in Spanish.
NEARLY = 0.6
# Fewer common words tell nothing.
FEWEST = 4


def language_of(text: str, language: str) -> str:
    """Tell the language of a text: `language`, with its region, where that may be, or a bare code.

    Where nothing tells, it is `language` as well.
    """
    best, counted = _told(text[:SAMPLE])
    own = language.partition("-")[0]
    return language if best in ("", own) or counted[own] > NEARLY * counted[best] else best


def likeliest(text: str) -> str:
    """Tell the language that a text is most likely in, as a bare code; empty if nothing tells."""
    best, counted = _told(text[:SAMPLE])
    return best if counted[best] >= FEWEST or not counted else ""


@lru_cache(maxsize=64)
def _told(sample: str) -> tuple[str, Counter[str]]:
    """Give the likeliest language, empty where nothing tells, and the common words of each."""
    known = turning_words(script_of(sample))
    if len(known) == 1:  # a script of one language, such as Thai
        return known[0].language, Counter()
    spoken = said(sample, words(sample))
    by_word = languages_by_word({each.language: each.common for each in known})
    counted: Counter[str] = hits(spoken, by_word)
    return max(counted, key=lambda each: (counted[each], each), default=""), counted
