"""Look a name up in a text: each kind of name in the ways in which a source may have it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from briefgen.claims.mention import Name
from briefgen.claims.names import seats
from briefgen.claims.names.find import Search
from briefgen.claims.names.index import CODE_JOINT, Index
from briefgen.claims.names.known import Known, Somebody
from briefgen.claims.names.tokens import WORD, acronym, folded
from briefgen.claims.names.words import (
    Alias,
    aliases,
    fits,
    has_words,
    known_forenames,
    primary,
    words_of,
)
from briefgen.ground.regexes import regex

Place = tuple[int, int]
# From here on initials are an acronym that hardly fits by chance.
FEWEST_INITIALS = 3
MOST_INITIALS = 10
# A forename and a surname.
MOST_SHORT = 2
# How far a word without a capital may be from `ministry`, in characters, and how many such words
# are looked at.
NEAR_BODY = 25
MOST_NEAR = 200
# A word of an alias may begin a compound or have an ending of up to so many letters.
LONGEST_PHRASE_GAP = r"[\s\-\u2010\u2011]+"


def look_up(name: Name, index: Index, language: str, known: Known) -> Place | None:
    """Find where a text has a name, in any way that means the same; `language` is the brief's."""
    search = Search(index, language, name.kind == "person")
    words = [folded(word) for word in name.words]
    if name.opens and len(words) > 1 and words[0] in index.small:
        words = words[1:]
    if not is_cased(name.words[0]):
        return _literal(name.words[0], index, known)
    if name.kind == "code":
        return _code(name.words[0], index)
    if name.kind == "run":
        return _span(search.in_any_order(words), index) or _phrase(words, index)
    is_other = seats.is_of_another(name.whole, words, index)
    if name.kind == "country":
        found = _country(tuple(words), name, index, language) or seats.abbreviated(words, index)
        return None if is_other else found
    found = None
    if name.kind == "acronym":
        found = _acronym(name.words[0], search)
    elif name.kind == "body":
        found = _body(words, search)
    else:
        found = _words(words, name, search)
    found = found or _by_initials(name, words, index) or _as_called(words, search, known)
    return None if is_other else found


def is_cased(word: str) -> bool:
    """Tell whether a word has letters in a script with capitals."""
    return word.lower() != word.upper()


def _literal(name: str, index: Index, known: Known) -> Place | None:
    """Find a name in a script without capitals as it is written, or what else is said for it."""
    for each in (name, *known.others.get(name, ())):
        at = index.text.find(each)
        if at >= 0:
            return at, at + len(each)
    return None


def _span(found: tuple[int, int] | None, index: Index) -> Place | None:
    return (index.places[found[0]][0], index.places[found[1]][1]) if found else None


def _words(words: Sequence[str], name: Name, search: Search) -> Place | None:
    """Find the name of a person, a place or a firm by its words."""
    index = search.index
    if any(len(word) == 1 for word in words[:-1]):
        return _span(_with_initials(words, search), index)
    found = search.together(words)
    if not found and len(words) == 1:
        parts = [folded(part) for part in re.split(r"[-\u2010\u2011]", name.words[-1]) if part]
        if len(parts) > 1:
            found = search.together(parts)
        if not found and name.kind != "person":
            return index.place_of_small(words[0])
    if found or len(words) == 1:
        return _span(found, index)
    # Nord Pipe may be the Nord pipe; a person's name always has its capitals.
    literal = None if name.kind == "person" else _phrase(words, index)
    return literal or _span(_several(words, name, search), index)


def _with_initials(words: Sequence[str], search: Search) -> tuple[int, int] | None:
    """Find S. Orlov and John F. Holm: initials stand for any name that begins so, or for none."""
    longer = [word for word in words if len(word) > 1]
    found = search.together(longer) if len(longer) > 1 else None
    return found or search.by_surname((words[0], words[-1]))


def _several(words: Sequence[str], name: Name, search: Search) -> tuple[int, int] | None:
    """Find a name of several words in another order, or by a part of it."""
    is_person = name.kind == "person" or words[0] in known_forenames()
    if "&" in name.whole:
        return None  # all of Holm & Berg, or none
    found = search.reversed(words)
    if not found and is_person:
        return _person(words, search)
    telling = [word for at, word in enumerate(words) if _tells(word, search, is_first=not at)]
    if not found and telling and len(telling) < len(words):
        found = search.together(telling)
    found = found or search.in_any_order(words)
    if not found and not any(map(search.is_generic, words)):
        found = search.by_surname((words[0], words[-1]))
        if not found and not search.is_part(words[0]):
            found = search.by_first(words)
    return found


def _tells(word: str, search: Search, *, is_first: bool) -> bool:
    """Tell whether a word has to be near the others: Pipe needn't, where the text has pipes."""
    if search.is_generic(word):
        return search.is_part(word)
    small = search.index.small
    return is_first or not any(form in small for form in (word, word + "s", word.removesuffix("s")))


def _person(words: Sequence[str], search: Search) -> tuple[int, int] | None:
    """Find a person with fewer names than were typed."""
    found = None
    if len(words) > MOST_SHORT:
        found = search.together((words[0], words[-1]))
        if not found and words[1] not in known_forenames():
            # Two surnames are typed, as in Spanish, and one is read, or both without the forename.
            found = search.without_last(words[:2]) or search.together(words[1:])
    return found or search.by_surname((words[0], words[-1]))


def _country(words: tuple[str, ...], name: Name, index: Index, language: str) -> Place | None:
    """Find a country or a body by any of its names, in the language of the brief or the text."""
    codes = aliases(language).codes(words)
    own = [each for code in codes for each in aliases(language).by_code[code]]
    is_seat = any(alias.is_seat for alias in own if _is_alias(alias, words))
    for table in dict.fromkeys((primary(language), index.language or primary(language))):
        for code in codes:
            for alias in aliases(table).by_code.get(code, ()):
                if is_seat and name.is_place and not alias.is_seat:
                    continue
                if place := _alias(alias, index, language):
                    return place
    return None


def _is_alias(alias: Alias, words: tuple[str, ...]) -> bool:
    return len(alias.words) == len(words) and all(map(fits, alias.words, words))


def _alias(alias: Alias, index: Index, language: str) -> Place | None:
    words = alias.words
    if alias.is_acronym:
        number = index.acronyms.get(words[0].upper())
        return None if number is None else index.places[number]
    if len(words) == 1:
        return _starred(words[0], index) if words[0].endswith("*") else _plain(words[0], index)
    if any(word.endswith("*") for word in words):
        return _phrase([word.rstrip("*") for word in words], index, ending=r"\w*")
    found = Search(index, language).together(words)
    return _span(found, index) or _phrase(words, index)


def _plain(word: str, index: Index) -> Place | None:
    numbers = index.at.get(word) or index.at.get(word + "s")
    return index.places[numbers[0]] if numbers else index.place_of_small(word)


def _starred(word: str, index: Index) -> Place | None:
    """Find a word that begins as one with a star does."""
    every, head = index.sorted_words, word[:-1]
    at = bisect_left(every, head)
    return _plain(every[at], index) if at < len(every) and every[at].startswith(head) else None


def _phrase(words: Sequence[str], index: Index, ending: str = "") -> Place | None:
    """Find words behind each other, whatever their capitals."""
    # Most are ruled out without a search for all the ways in which they could be written.
    if not ending and not index.has_phrase(words):
        return None
    pattern = LONGEST_PHRASE_GAP.join(re.escape(word) + ending for word in words)
    found = re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", index.text, re.IGNORECASE)
    return found.span() if found else None


def _code(typed: str, index: Index) -> Place | None:
    """Find S-400 as S400 or S 400, and in the plural."""
    key = CODE_JOINT.sub("", typed).lower()
    key = key.removesuffix("s")
    for form in (key, key + "s"):
        if (at := index.codes.get(form)) is not None:
            return at, at + len(typed)
    # A letter behind is a version: F-16C for F-16.
    at = next(
        (index.codes[key + letter] for letter in "abcdefgm" if key + letter in index.codes), -1
    )
    return None if at < 0 else (at, at + len(typed) + 1)


def _acronym(typed: str, search: Search) -> Place | None:
    """Find an acronym, or the words that it stands for."""
    index, short = search.index, acronym(typed)
    if (number := index.acronyms.get(short)) is not None:
        return index.places[number]
    if numbers := index.at.get(short.lower()):
        return index.places[numbers[0]]
    if len(short) >= FEWEST_INITIALS and (first := index.spelling(short)) is not None:
        return index.places[first][0], index.places[first + len(short) - 1][1]
    words = index.defined.get(short.lower())
    return (_phrase(words, index) if words else None) or index.spelt_out(short.lower())


def _by_initials(name: Name, words: Sequence[str], index: Index) -> Place | None:
    """Find the acronym of a name: OECD for the whole of what it stands for."""
    capitals = [found[0] for found in WORD.finditer(name.whole) if found[0][0].isupper()]
    if name.kind == "person" or len(capitals) < FEWEST_INITIALS:
        return None
    first = next((n for n, word in enumerate(capitals) if folded(word) == words[0]), 0)
    letters = "".join(word[0] for word in capitals[:MOST_INITIALS])
    for start in range(min(first, len(letters)) + 1):
        for end in range(len(letters), max(start + FEWEST_INITIALS, first + 1) - 1, -1):
            if (number := index.acronyms.get(letters[start:end])) is not None:
                return index.places[number]
    return None


def _body(words: Sequence[str], search: Search) -> Place | None:
    """Find the telling words of a ministry: with capitals, or near the word for such a body."""
    places = []
    for word in words:
        numbers = search.numbers(word)
        place = search.index.places[numbers[0]] if numbers else _near_body(word, search)
        if place is None:
            return None
        places.append(place)
    return places[0]


def _near_body(word: str, search: Search) -> Place | None:
    index = search.index
    language = index.language or search.language
    literal = index.small.get(word)
    if literal is None or not has_words(language):
        return None
    words = words_of(language)
    whole = regex(rf"(?<![^\W_]){re.escape(literal)}(?![^\W_])")
    for number, found in enumerate(whole.finditer(index.text)):
        if number >= MOST_NEAR:
            break
        around = index.text[max(0, found.start() - NEAR_BODY) : found.end() + NEAR_BODY]
        near = {folded(each[0]) for each in WORD.finditer(around)}
        if not near.isdisjoint(words.bodies) or not near.isdisjoint(words.titles):
            return found.span()
    return None


def _as_called(words: Sequence[str], search: Search, known: Known) -> Place | None:
    """Find somebody of the brief by what else the brief calls them, or by the office."""
    own = set(words)
    for somebody in known.somebody:
        if any(own <= set(called) for called in somebody.called):
            for called in _others(somebody, own):
                found = search.together(called) if len(called) == 1 else None
                place = _span(found, search.index) or _phrase(called, search.index)
                if place:
                    return place
    return None


def _others(somebody: Somebody, own: set[str]) -> Iterator[tuple[str, ...]]:
    for called in somebody.called:
        # A part of the name itself would find a namesake.
        if not own & set(called):
            yield called
    if len(somebody.role) > 1:
        yield somebody.role
