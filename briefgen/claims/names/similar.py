"""Find what a text has instead of a name: for the message about one that is missing."""

from __future__ import annotations

import re
from itertools import islice

from briefgen.claims.mention import Name
from briefgen.claims.names.find import Search
from briefgen.claims.names.index import CODE_JOINT, Index
from briefgen.claims.names.replaced import replaced
from briefgen.claims.names.tokens import folded

# From here on, of 100, two words are alike.
ALIKE = 75
SHORTEST = 4
MOST_CODES = 20_000


def similar(name: Name, index: Index, language: str = "") -> tuple[int, int] | None:
    """Find a namesake, a word that is spelt nearly so, or a code of the same letters."""
    if name.kind == "code":
        return _code(name.words[0], index)
    if name.kind in ("country", "acronym", "body"):
        return None
    search = Search(index, language)
    if name.kind == "run":
        found = replaced(name, search)
        return (index.places[found[0]][0], index.places[found[1]][1]) if found else None
    words = [folded(word) for word in name.words]
    found = search.namesake((words[0], words[-1])) if len(words) > 1 else None
    if found is None:
        # A forename that the text has tells nothing: it is the surname that is another.
        other = [word for word in words if word not in index.at] or words
        found = _spelt_alike(max(other, key=len), index)
    if found is None and len(words) > 1:
        # Somebody with the same forename.
        numbers = search.numbers(words[0])[:1]
        found = (numbers[0], min(numbers[0] + 1, len(index.places) - 1)) if numbers else None
    return (index.places[found[0]][0], index.places[found[1]][1]) if found else None


def _code(typed: str, index: Index) -> tuple[int, int] | None:
    letters = re.match(r"[^\W\d_]*", typed.lower())
    head = letters[0] if letters else ""
    own = CODE_JOINT.sub("", typed).lower()
    for code, at in islice(index.codes.items(), MOST_CODES):
        if head and code != own and code.startswith(head) and code[len(head) :].isdigit():
            return at, at + len(typed)
    return None


def _spelt_alike(word: str, index: Index) -> tuple[int, int] | None:
    # Inside: most briefs have no name that is missing.
    from rapidfuzz import fuzz, process

    choices = [each for each in index.by_letter.get(word[:1], ()) if len(each) >= SHORTEST]
    found = process.extractOne(word, choices, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return (index.at[found[0]][0],) * 2 if found else None
