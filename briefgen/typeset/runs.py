"""Addresses, numbers and words too long for a line are marked, so that a sheet says how they break.

An address breaks anywhere and gets no hyphen: whoever types it off the paper would type that too.
A long word may be hyphenated, and breaks anywhere where no hyphen fits. A number in a table doesn't
break: it would be another number.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from briefgen.typeset.finish.node import RUN

# Letters. A shorter word stays whole in a column of a table that is squeezed.
LONG_ADDRESS = 24
LONG_WORD = 36
WORD = re.compile(r"\S+")
ADDRESS = re.compile(r"://|\w@\w|^\W*www\.\w")
# Whatever tells a name of a file, a key or a number from a word.
NO_WORD = re.compile(r"[\d/\\_%&=#~+<>|.:]")
CELLS = {"td", "th"}
# More than any number has, with its unit and a note.
LONGEST_NUMBER = 40
UNREAD = {"style", "script", "title", "svg", "template", RUN}


def mark_runs(root: Any) -> None:
    """Put an element around each long run of a page, in place. Words and their order stay."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in UNREAD or "}" in element.tag:
            continue
        if element.tag in CELLS and _is_number("".join(element.itertext())):
            element.set("data-number", "")
            continue
        # Backwards, because what is put in moves what follows.
        for at, kid in reversed(list(enumerate(element, 1))):
            if found := _cut(kid.tail or ""):
                kid.tail, runs = found
                element[at:at] = runs
        if found := _cut(element.text or ""):
            element.text, runs = found
            element[0:0] = runs


def _is_number(words: str) -> bool:
    words = words.strip()
    return (  # with its unit and its note, in digits of any script
        len(words) <= LONGEST_NUMBER
        and any(map(str.isdigit, words))
        and not any(map(str.isalpha, words))
    )


def _cut(text: str) -> tuple[str, list[Element]] | None:
    """The words before the first run, and the runs with what follows each; None without any."""
    if len(text) < len("a@b"):
        return None
    before, end = "", 0
    runs: list[Element] = []
    for found in WORD.finditer(text):
        kind = _kind(found[0])
        if not kind:
            continue
        between = text[end : found.start()]
        if runs:
            runs[-1].tail = between
        else:
            before = between
        run = Element(RUN, {"class": kind})
        run.text = found[0]
        runs.append(run)
        end = found.end()
    if not runs:
        return None
    runs[-1].tail = text[end:]
    return before, runs


def _kind(word: str) -> str:
    """`address` or `word`, where it has to be able to break; else nothing."""
    if ADDRESS.search(word):
        return "address"
    if len(word) >= LONG_ADDRESS and NO_WORD.search(word[1:-1]):
        return "address"
    return "word" if len(word) >= LONG_WORD else ""
