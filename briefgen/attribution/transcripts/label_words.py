"""Read the words that stand in speakers' labels, all languages together.

A label is too short to tell its language, and a transcript may mix languages: in the European
Parliament everybody speaks their own.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from briefgen.ground.records import record
from briefgen.naming.forenames import forenames_of_labels

FOLDER = Path(__file__).parent / "words"
NICKNAMES = FOLDER / "nicknames.txt"
# Removed from words before comparing: an apostrophe, and what is typed or scanned in its place.
APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´\"”“״׳"))


@record
class LabelWords:
    """Hold folded words, by what they do in a label.

    `asking` and `answering` stand for whoever asks or answers (Q, Antwort), `askers` are people who
    ask by trade, `groups` several people at once, `small` the words between others (of, der).
    `suffixes` and `surnames` are Chinese, Japanese and Korean. `headings` look like labels and are
    none (Date, Photo). `nicknames` has, for each given name, the names that can stand for it.
    """

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
    """Fold a text for comparison: no case, accents or apostrophes, and single spaces.

    Labels come in capitals, and capitals often come without accents: PRESIDENTE LOPEZ.
    """
    if text.isascii():  # nothing to take apart
        return " ".join(text.translate(APOSTROPHES).casefold().split())
    letters = unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
    kept = "".join(sign for sign in letters if unicodedata.category(sign) != "Mn")
    return " ".join(unicodedata.normalize("NFC", kept).casefold().split())


@cache
def label_words() -> LabelWords:
    """Read the words of all the files in `words/`, joined by their kind."""
    found: dict[str, set[str]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        if path != NICKNAMES:
            for line in _lines(path):
                key, _, listed = line.partition(":")
                found.setdefault(key, set()).update(unaccented(word) for word in listed.split(","))
    kinds = {key: frozenset(held - {""}) for key, held in found.items()}
    nicknames: dict[str, frozenset[str]] = {}
    for line in _lines(NICKNAMES):
        group = frozenset(map(unaccented, line.split()))
        for name in group:
            # Sasha is short for Alexander as well as for Alexandra.
            nicknames[name] = nicknames.get(name, frozenset()) | group
    forenames = frozenset(map(unaccented, forenames_of_labels()))
    return LabelWords(**kinds, forenames=forenames, nicknames=nicknames)


def _lines(path: Path) -> list[str]:
    """List the lines of a file that are neither empty nor a comment."""
    lines = path.read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
