"""Read the words that the search for names knows, once, from the files in `words/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from briefgen.ground.records import record
from briefgen.naming.fold import plain

FOLDER = Path(__file__).parent / "words"
# In endings.txt this stands for no ending: what follows is put behind the whole name.
WHOLE = "-"
FILES = (
    "titles", "offices", "particles", "saints", "joining", "saying", "being", "opening",
    "articles", "timing", "lookalikes", "exclaiming", "capital", "function",
    "spanning", "planning", "clauses", "acting", "qualifying", "small", "behind", "placing",
)  # fmt: skip


@record
class Words:
    """Hold folded words, each kind from the file of its name, whose first line says its purpose.

    `common` are names that are also words, by the code of their language.
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
        """Tell whether a name is also an everyday word: of one language, or of any by default."""
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
        if line.startswith("= "):  # the languages that have the words of the lines below
            languages = line[2:].split()
            continue
        for language in languages:
            found.setdefault(language, set()).update(map(plain, line.split()))
    common = {language: frozenset(listed) for language, listed in found.items()}
    return Words(**{name: frozenset(_words_of_file(name)) for name in FILES}, common=common)


@cache
def clitics() -> tuple[str, ...]:
    """List the articles and prepositions that are joined to the name behind them, longest first."""
    return tuple(sorted(_words_of_file("clitics"), key=len, reverse=True))


@cache
def endings() -> dict[str, frozenset[str]]:
    """Read the endings of names, by the end of the name that each replaces.

    Those under `""` replace nothing: they are put behind the whole name.
    """
    found: dict[str, set[str]] = {}
    for line in _lines("endings"):
        old, _, new = line.partition(":")
        key = "" if old == WHOLE else plain(old)
        found.setdefault(key, set()).update(map(plain, new.split()))
    return {old: frozenset(new) for old, new in found.items()}


def _words_of_file(name: str) -> list[str]:
    """List the folded words of one file."""
    return [plain(word) for line in _lines(name) for word in line.split()]


def _lines(name: str) -> list[str]:
    """List the lines of a file that are neither empty nor a comment."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
