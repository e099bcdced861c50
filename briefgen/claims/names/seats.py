"""Find what is named for a place: a university, and a politician's state in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from briefgen.claims.names.index import Index
from briefgen.claims.names.tokens import WORD, folded
from briefgen.ground.regexes import regex
from briefgen.ground.tables import table_at

STATES = Path(__file__).parent / "states.toml"
# A university in a sentence, and all of them in a text; PDFs break the word.
OWN = "university of "
UNIVERSITY = regex(
    r"\bUniver[\xad\u2010-]?\s?sit(?:y|ies)\s{1,3}of\s{1,3}(?:the\s{1,3})?(?=[^\W\d_a-z])"
)
# How far from the word another may stand, in characters, and still name it: a Marsk university.
NEAR = 60
MOST_PLACES = 200


def is_of_another(whole: str, words: Sequence[str], index: Index) -> bool:
    """Tell whether a sentence has a University of some place, and a text only those of others."""
    low = whole.lower()
    if OWN not in low:
        return False
    behind = [folded(found[0]) for found in WORD.finditer(low.partition(OWN)[2])]
    behind = behind[1:] if behind[:1] == ["the"] else behind
    if behind[: len(words)] != list(words):
        return False
    near = _near_universities(index.text)
    return bool(near) and not near & set(words)


@lru_cache(maxsize=4)
def _near_universities(text: str) -> frozenset[str]:
    """Gather the folded words near each university that is named for a place.

    None where a text speaks of a university in another way, too: that may be any.
    """
    if re.search(r"\b[Uu]niversity\b(?!\s{1,3}of\b)", text):
        return frozenset()
    found = islice(UNIVERSITY.finditer(text), MOST_PLACES)
    around = (text[max(0, each.start() - NEAR) : each.end() + NEAR] for each in found)
    return frozenset(folded(word[0]) for near in around for word in WORD.finditer(near))


@cache
def _states() -> dict[str, str]:
    data: dict[str, str] = table_at(STATES)
    return data


def abbreviated(words: Sequence[str], index: Index) -> tuple[int, int] | None:
    """Find a state of the USA as newspapers shorten it: (R-Neb.), Lincoln, Neb."""
    if (short := _states().get(" ".join(words))) is None:
        return None
    found = re.search(rf"(?<=[-\u2010\u2011, ]){re.escape(short)}", index.text)
    return found.span() if found else None
