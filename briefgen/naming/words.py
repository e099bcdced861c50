"""The words that the search for names knows, from the data files beside it, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefgen.naming.fold import plain

FOLDER = Path(__file__).parent / "words"
WHOLE = "-"
FILES = ("titles", "particles", "saying", "being", "timing", "exclaiming", "capital", "function")


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words, each kind in the file of its name, whose first line says what it is for."""

    titles: frozenset[str]
    particles: frozenset[str]
    saying: frozenset[str]
    capital: frozenset[str]
    function: frozenset[str]
    being: frozenset[str]
    timing: frozenset[str]
    exclaiming: frozenset[str]
    common: frozenset[str]


@cache
def words() -> Words:
    """The words of all the files."""
    listed = {name: frozenset(_words(name)) for name in FILES}
    common = frozenset(_words("common")).union(*(listed[name] for name in FILES[-3:]))
    return Words(**listed, common=common)


@cache
def endings() -> dict[str, frozenset[str]]:
    """What a name ends in, and the endings that take its place; behind `-`, a whole name's."""
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
