"""Tell a body from another whose name differs in its head alone: institute, board, commission."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.claims.mention import Name
from briefgen.claims.names.find import Search
from briefgen.claims.names.index import is_gap
from briefgen.claims.names.tokens import WORD, folded
from briefgen.claims.names.words import has_words, small_words, words_of

# The most words that a name has before and behind the word that was looked for.
FARTHEST = 5
# How far around a word, in characters, its head may stand without a capital.
NEAR = 60
# The most places of a word that are looked at.
MOST_PLACES = 200


def is_another_body(words: Sequence[str], name: Name, search: Search) -> bool:
    """Tell whether a text has the words of a body's name only beside another head.

    A source with `Fisheries Policy Institute` doesn't have a Fisheries Policy Foundation. Heads
    that writers exchange, such as ministry and department, say nothing, nor do texts in another
    language, where a head is translated.
    """
    language = search.index.language or search.language
    if search.is_foreign or not has_words(language):
        return False
    heads = words_of(language).heads
    capitals = {folded(found[0]) for found in WORD.finditer(name.whole) if found[0][0].isupper()}
    typed = capitals & heads
    numbers = search.numbers(words[0])[:MOST_PLACES] if typed else []
    runs = [(_run(number, search), _near(number, search)) for number in numbers]
    return any(
        all(head not in run and head not in near for run, near in runs)
        and any(run & heads - typed for run, _ in runs)
        for head in typed
    )


def _run(number: int, search: Search) -> set[str]:
    """Collect the words with capitals that make one name with a word, and that word."""
    index, small = search.index, small_words()
    first = last = number
    while first and number - first < FARTHEST and is_gap(index.gap(first), small):
        first -= 1
    end = min(number + FARTHEST, len(index.places) - 1)
    while last < end and is_gap(index.gap(last + 1), small):
        last += 1
    return {word.removesuffix("'s") for word in index.words[first : last + 1]}


def _near(number: int, search: Search) -> set[str]:
    """Collect the words around a word, with and without capitals."""
    start, end = search.index.places[number]
    around = search.index.text[max(0, start - NEAR) : end + NEAR]
    return {folded(found[0]).removesuffix("s") for found in WORD.finditer(around)}
