"""Read the words that the search for names knows: a file a language, and one of countries."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from briefgen.claims.names.tokens import folded
from briefgen.ground.tables import table_at, table_in
from briefgen.naming.forenames import forenames

FOLDER = Path(__file__).parent
LANGUAGES = FOLDER / "languages"
COUNTRIES = FOLDER / "countries.toml"


# A tuple: to make a dataclass of so many fields takes a millisecond.
class Words(NamedTuple):
    """Hold the folded words of a language, each list as the file of English describes it."""

    capitals: str
    titles: frozenset[str]
    generic: frozenset[str]
    topics: frozenset[str]
    bodies: frozenset[str]
    heads: frozenset[str]
    exchanged: tuple[frozenset[str], ...]
    parts: frozenset[str]
    opening: frozenset[str]
    acting: frozenset[str]
    bare: frozenset[str]
    small: frozenset[str]
    before_places: frozenset[str]
    particles: frozenset[str]
    ours: frozenset[str]
    surnames: frozenset[str]
    common_endings: frozenset[str]
    also_forenames: frozenset[str]
    places: frozenset[str]
    endings: tuple[str, ...]

    def is_generic(self, word: str) -> bool:
        """Tell whether a folded word is no name by itself, in the singular or the plural."""
        return (
            any(
                each in words
                for each in (word, word.removesuffix("s"))
                for words in (self.generic, self.topics, self.titles)
            )
            or word in self.opening
        )


class Alias(NamedTuple):
    """One of the names of a country or an organisation in a language.

    `words` are folded; one that ends in a star stands for all words that begin so. `is_acronym`
    says that it has capitals alone, `is_seat` that it is the place of a government.
    """

    words: tuple[str, ...]
    is_acronym: bool
    is_seat: bool


class Aliases(NamedTuple):
    """Hold all names of countries and organisations in a language: by code, and by their words."""

    by_code: dict[str, tuple[Alias, ...]]
    by_words: dict[tuple[str, ...], tuple[str, ...]]
    # Names with a star, by the first letter.
    starred: dict[str, tuple[tuple[Alias, str], ...]]
    longest: int

    def codes(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """List the codes of those who have a name of these folded words."""
        found = list(self.by_words.get(words, ()))
        for alias, code in self.starred.get(words[0][:1], ()) if words else ():
            if len(alias.words) == len(words) and all(map(fits, alias.words, words)):
                found.append(code)
        return tuple(found)


def fits(wanted: str, word: str) -> bool:
    """Tell whether a word of a list, maybe with a star, stands for a folded word."""
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


@cache
def has_words(language: str) -> bool:
    """Tell whether there are words of a language, given by its tag."""
    return (LANGUAGES / f"{primary(language)}.toml").is_file()


def primary(language: str) -> str:
    """Give the language of a tag without its region: `en` of `en-GB`."""
    return language.partition("-")[0].lower()


@cache
def words_of(language: str) -> Words:
    """Read the words of a language, by its tag; there must be a file of it."""
    code = primary(language)
    if code != language:
        return words_of(code)
    data = _file(code)
    apart = ("capitals", "endings", "exchanged")
    lists = {key: _folded(text) for key, text in data.items() if key not in apart}
    endings = tuple(map(folded, data["endings"].split()))
    exchanged = tuple(map(_folded, data["exchanged"].splitlines()))
    return Words(capitals=data["capitals"], endings=endings, exchanged=exchanged, **lists)


@cache
def _file(code: str) -> dict[str, str]:
    return table_at(LANGUAGES / f"{code}.toml")


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(folded, words.split()))


def _of_all_languages(key: str) -> frozenset[str]:
    """Fold one list of each language; the others of most languages are never asked for."""
    return _folded(" ".join(_file(path.stem)[key] for path in LANGUAGES.glob("*.toml")))


@cache
def small_words() -> frozenset[str]:
    """Collect the words that stand inside names, of all languages: a name may be in another."""
    return _of_all_languages("small")


@cache
def known_forenames() -> frozenset[str]:
    """Collect the forenames that are known, folded."""
    lists = (names for table in forenames().values() for names in table.values())
    return _folded(" ".join(lists)) | _of_all_languages("also_forenames")


@cache
def aliases(language: str) -> Aliases:
    """Read the names of countries and organisations in a language; empty for one that has none."""
    code = primary(language)
    if code != language:
        return aliases(code)
    # Only the table of the language: reading all of them takes several milliseconds.
    _, _, table = COUNTRIES.read_text("utf-8").partition(f"\n[{code}]\n")
    data = table_in(table.partition("\n[")[0])
    by_code = {code: tuple(_aliases(text)) for code, text in data.items()}
    by_words: dict[tuple[str, ...], list[str]] = {}
    starred: dict[str, list[tuple[Alias, str]]] = {}
    for code, names in by_code.items():
        for alias in names:
            if "*" in "".join(alias.words):
                starred.setdefault(alias.words[0][0], []).append((alias, code))
            else:
                by_words.setdefault(alias.words, []).append(code)
    longest = max((len(each.words) for names in by_code.values() for each in names), default=0)
    return Aliases(
        by_code,
        {words: tuple(codes) for words, codes in by_words.items()},
        {first: tuple(found) for first, found in starred.items()},
        longest,
    )


def _aliases(text: str) -> list[Alias]:
    """Read a line of names: those of the country, and behind `;` the seats of its government."""
    names, _, seats = text.partition(";")
    found = []
    for part, is_seat in ((names, False), (seats, True)):
        for name in map(str.strip, part.split(",")):
            if words := tuple(map(_folded_but_star if "*" in name else folded, name.split())):
                is_acronym = name.isupper() and name.isalpha() and len(name) > 1
                found.append(Alias(words, is_acronym, is_seat))
    return found


def _folded_but_star(word: str) -> str:
    return folded(word.rstrip("*")) + "*" * word.endswith("*")
