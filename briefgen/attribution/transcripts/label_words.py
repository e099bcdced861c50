"""The words that stand in speakers' labels, of all languages together, as data files hold them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from briefgen.attribution.forenames import forenames_of_labels

FOLDER = Path(__file__).parent / "words"
APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´\"”“״׳"))


@dataclass(frozen=True, slots=True)
class LabelWords:
    """Folded words by what they are in a label. `headings` are what no speaker is called."""

    asking: frozenset[str]
    answering: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
    groups: frozenset[str]
    askers: frozenset[str]
    headings: frozenset[str]
    small: frozenset[str]
    suffixes: frozenset[str]
    surnames: frozenset[str]
    forenames: frozenset[str]
    nicknames: dict[str, frozenset[str]]


@lru_cache(maxsize=4096)
def unaccented(text: str) -> str:
    """A text without case, accents and apostrophes, on one line."""
    letters = unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
    kept = "".join(sign for sign in letters if unicodedata.category(sign) != "Mn")
    return " ".join(unicodedata.normalize("NFC", kept).casefold().split())


@cache
def label_words() -> LabelWords:
    """The words of all the files, read once."""
    found: dict[str, set[str]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        if path.stem != "nicknames":
            for line in _lines(path):
                key, _, listed = line.partition(":")
                found.setdefault(key, set()).update(unaccented(word) for word in listed.split(","))
    kinds = {key: frozenset(held - {""}) for key, held in found.items()}
    return LabelWords(
        **kinds, forenames=frozenset(map(unaccented, forenames_of_labels())), nicknames=_nicknames()
    )


def _nicknames() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _lines(FOLDER / "nicknames.txt"):
        group = frozenset(map(unaccented, line.split()))
        for name in group:
            found[name] = found.get(name, frozenset()) | group
    return found


def _lines(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
