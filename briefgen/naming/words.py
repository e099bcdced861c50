"""The words that the search for names knows, from the data files beside it, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefgen.naming.fold import plain

FOLDER = Path(__file__).parent / "words"
WHOLE = "-"
FILES = (
    "titles", "offices", "particles", "saints", "joining", "saying", "being", "opening",
    "articles", "timing", "lookalikes", "exclaiming", "capital", "function",
    "spanning", "planning", "clauses", "acting", "qualifying", "small", "behind", "placing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words, each kind in the file of its name, whose first line says what it is for.

    `common` are words as well as names, by the code of their language.
    """

    titles: frozenset[str]
    offices: frozenset[str]
    particles: frozenset[str]
    saints: frozenset[str]
    joining: frozenset[str]
    saying: frozenset[str]
    being: frozenset[str]
    opening: frozenset[str]
    articles: frozenset[str]
    timing: frozenset[str]
    lookalikes: frozenset[str]
    exclaiming: frozenset[str]
    capital: frozenset[str]
    function: frozenset[str]
    spanning: frozenset[str]
    planning: frozenset[str]
    clauses: frozenset[str]
    acting: frozenset[str]
    qualifying: frozenset[str]
    small: frozenset[str]
    behind: frozenset[str]
    placing: frozenset[str]
    common: dict[str, frozenset[str]]

    def are_common(self, word: str, language: str = "") -> bool:
        """Tell whether a word is one of a language, or of any where none is named."""
        lists = self.common.values() if not language else (self.common.get(language, frozenset()),)
        return word in self.exclaiming | self.capital | self.function or any(
            word in each for each in lists
        )


@cache
def words() -> Words:
    """Read the words of all the files."""
    found: dict[str, set[str]] = {}
    languages: list[str] = []
    for line in _lines("common"):
        if line.startswith("= "):  # the languages of the lines below: a word is one in several
            languages = line[2:].split()
            continue
        for language in languages:
            found.setdefault(language, set()).update(map(plain, line.split()))
    common = {language: frozenset(listed) for language, listed in found.items()}
    return Words(**{name: frozenset(_words(name)) for name in FILES}, common=common)


@cache
def clitics() -> tuple[str, ...]:
    """List what is written in front of a name and with it, the longest first."""
    return tuple(sorted(_words("clitics"), key=len, reverse=True))


@cache
def endings() -> dict[str, frozenset[str]]:
    """Get the endings by what of a name they take the place of; by `""`, those put behind it."""
    found: dict[str, set[str]] = {}
    for line in _lines("endings"):
        old, _, new = line.partition(":")
        key = "" if old == WHOLE else plain(old)
        found.setdefault(key, set()).update(map(plain, new.split()))
    return {old: frozenset(new) for old, new in found.items()}


def _words(name: str) -> list[str]:
    return [plain(word) for line in _lines(name) for word in line.split()]


def _lines(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
