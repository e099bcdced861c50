"""Tell which spellings of a word of a name are the same: with endings, or from another script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefgen.claims.names.words import has_words, known_forenames, words_of
from briefgen.ground.regexes import regex

# What is left of a word without its ending.
SHORTEST_STEM = 4
# What is written in two ways in any language: Müller and Mueller.
UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
# How names are written that come from other scripts: Sergei and Sergey, Lavrov and Lavroff, Dmitry
# and Dmitri, Muhammad and Mohammed.
SOUNDS = (
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
# How such names look. Others are spelt in one way within a language: Crosby is no Crosbie.
TRANSCRIBED = regex(
    r"(?:ov|off|of|ev|eff|ef|[oei]va|sk[yij]+|sky?aya|tsk[yij]+|ich|itch|enko|chuk|yan|dze|shvili)$"
    r"|kh|zh|shch|mohamm?[ae]d|muhammad|^(?:abd|ahm|mahm|huss|hass|yous)"
)
# Russian forenames, which have one of many endings: Sergei, Dmitriy, Yuri.
RUSSIAN = regex(
    r"(?:serg|andr|aleks|alex|nikol|dmitr|yur|vital|vasil|grigor|y?evgen|genn?ad|anatol|arkad|valer|"
    r"georg|timof|matv|mikh|yul|natal|xen|ksen|anastas|mar|zelensk)[a-z]{0,2}[yij]+a?$"
)


def variants(word: str, language: str, *, is_person: bool = False) -> Iterator[str]:
    """Yield the forms in which a folded word of a name may stand in a text of a language.

    A person's name has no endings of an adjective: Berger isn't somebody from Berg.
    """
    yield word
    if word.endswith("s") and len(word) > SHORTEST_STEM:
        yield word[:-1]
    yield word + "s"
    if not has_words(language):
        return
    for ending in words_of(language).endings:
        if is_person and ending.isascii():
            continue
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

    `is_foreign` is for those of other languages. Within a language only names that come from
    another script have several spellings.
    """
    if len(word) < SHORTEST_SOUND or not word.isascii():
        return word
    is_transcribed = is_foreign or TRANSCRIBED.search(word) or RUSSIAN.match(word)
    for pattern, by in (
        *(FOREIGN if is_foreign else ()),
        *UMLAUTS,
        *(SOUNDS if is_transcribed else ()),
    ):
        word = re.sub(pattern, by, word)
    return word


def is_same_forename(typed: str, read: str) -> bool:
    """Tell whether two folded forenames can be of one person: S. and Sergei, Alex and Alexander."""
    if typed == read or sound(typed) == sound(read):
        return True
    short, long = sorted((typed, read), key=len)
    are_forenames = short in known_forenames() and long in known_forenames()
    return long.startswith(short) and (len(short) == 1 or (are_forenames and len(short) > 2))
