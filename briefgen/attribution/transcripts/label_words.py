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
    return " ".join(_without_accents(text).split())


def _without_accents(text: str) -> str:
    """Fold a text but for its spaces, as quickly for a list of words as for one of them."""
    if text.isascii():  # nothing to take apart
        return text.translate(APOSTROPHES).casefold()
    letters = unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
    accents = {ord(sign) for sign in set(letters) if unicodedata.category(sign) == "Mn"}
    kept = letters.translate(dict.fromkeys(accents))
    return unicodedata.normalize("NFC", kept).casefold()


@cache
def label_words() -> LabelWords:
    """Read the words of all the files in `words/`, joined by their kind."""
    found: dict[str, set[str]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        if path != NICKNAMES:
            for line in _lines(path):
                key, _, listed = line.partition(":")
                # One at a time, each word would take as long as a whole line.
                listed_words = _without_accents(listed).split(",")
                found.setdefault(key, set()).update(" ".join(each.split()) for each in listed_words)
    kinds = {key: frozenset(held - {""}) for key, held in found.items()}
    nicknames: dict[str, frozenset[str]] = {}
    for line in _lines(NICKNAMES):
        group = frozenset(_without_accents(line).split())
        for name in group:
            # Sasha is short for Alexander as well as for Alexandra.
            nicknames[name] = nicknames.get(name, frozenset()) | group
    forenames = frozenset(_without_accents(" ".join(forenames_of_labels())).split())
    return LabelWords(**kinds, forenames=forenames, nicknames=nicknames)


def _lines(path: Path) -> list[str]:
    """List the lines of a file that are neither empty nor a comment."""
    lines = path.read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
