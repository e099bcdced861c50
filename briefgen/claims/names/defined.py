"""Find what the acronyms of a text stand for, where it says so in brackets."""

from __future__ import annotations

from itertools import islice

from briefgen.claims.names.tokens import acronym, is_acronym, tokens_of
from briefgen.claims.names.words import small_words
from briefgen.ground.regexes import regex

# A definition: some words, and behind them in brackets the acronym that stands for them.
DEFINED = regex(r"\(([^\W\d_]{2,10})\)")
# The most characters before such a bracket in which its words are looked for.
WIDEST_DEFINED = 160
# The most brackets that are looked at; a report defines fewer acronyms.
MOST_DEFINED = 2_000


def definitions(text: str) -> dict[str, tuple[str, ...]]:
    """Read which words an acronym in brackets stands for: `small and medium enterprises (SMEs)`."""
    found = {}
    for bracket in islice(DEFINED.finditer(text), MOST_DEFINED):
        if is_acronym(bracket[1]):
            short = acronym(bracket[1]).lower()
            before = tokens_of(text[max(0, bracket.start() - WIDEST_DEFINED) : bracket.start()])
            words = [token.low for token in before]
            if meant := _initials_of(words, short):
                found[short] = meant
    return found


def _initials_of(words: list[str], short: str) -> tuple[str, ...]:
    """Give the last of the words, as many as an acronym has letters, if they begin with these."""
    small, at = small_words(), len(words)
    for letter in reversed(short):
        at -= 1
        while at >= 0 and words[at] in small and words[at][:1] != letter:
            at -= 1
        if at < 0 or words[at][:1] != letter:
            return ()
    return tuple(words[at:])
