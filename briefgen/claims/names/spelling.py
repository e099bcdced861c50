"""Tell which spellings of a word of a name are the same: with endings, or from another script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefgen.claims.names.words import has_words, known_forenames, words_of

# What is left of a word without its ending.
SHORTEST_STEM = 4
# How names are written that come from other scripts: Sergei and Sergey, Lavrov and Lavroff, Dmitry
# and Dmitri, Muhammad and Mohammed, Müller and Mueller.
SOUNDS = (
    ("ae", "a"), ("oe", "o"), ("ue", "u"),
    ("off$|of$", "ov"), ("eff$|ef$|yov$|iov$", "ev"), ("kh", "h"), ("mohamm?[ae]d", "muhammad"),
    ("[iyj]+(?=[aeou])", "i"), ("(?<=[a-z])(?:ii|iy|ij|yi|yj|y|j)", "i"), ("ei|ey|ej|ay|aj", "ei"),
    ("ie$|i+$", "i"),
)  # fmt: skip
# And in other languages: Lawrow and Poutine, Juschtschenko, Gorbatchev, Chruschtschow.
FOREIGN = (
    ("gue", "ge"), ("gui", "gi"), ("ou", "u"), ("ow$", "ov"), ("ew$|jow$", "ev"),
    ("schtsch|chtch|shch|sch|ch(?=ch)", "sh"), ("tsch|tch", "ch"), ("zh", "j"), ("ph", "f"),
    ("ck", "k"), ("w", "v"), ("c(?=[aou])", "k"), ("x", "ks"), ("ine$", "in"),
)  # fmt: skip
SHORTEST_SOUND = 4


def variants(word: str, language: str) -> Iterator[str]:
    """Yield the forms in which a folded word of a name may stand in a text of a language."""
    yield word
    if word.endswith("s") and len(word) > SHORTEST_STEM:
        yield word[:-1]
    yield word + "s"
    if not has_words(language):
        return
    for ending in words_of(language).endings:
        yield word + ending
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST_STEM:
            yield stem
            # Russian has endings on both: Лаврова and Лаврову.
            if not ending.isascii():
                yield from (stem + other for other in words_of(language).endings)


@lru_cache(maxsize=65_536)
def sound(word: str, *, is_foreign: bool = False) -> str:
    """Give a folded word as all transcriptions of it have it in common.

    `is_foreign` is for those of other languages. Within a language a spelling counts for more.
    """
    if len(word) < SHORTEST_SOUND or not word.isascii():
        return word
    for pattern, by in (*(FOREIGN if is_foreign else ()), *SOUNDS):
        word = re.sub(pattern, by, word)
    return word


def is_same_forename(typed: str, read: str) -> bool:
    """Tell whether two folded forenames can be of one person: S. and Sergei, Alex and Alexander."""
    if typed == read or sound(typed) == sound(read):
        return True
    short, long = sorted((typed, read), key=len)
    are_forenames = short in known_forenames() and long in known_forenames()
    return long.startswith(short) and (len(short) == 1 or (are_forenames and len(short) > 2))
