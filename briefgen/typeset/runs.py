"""Mark long addresses, long words and numbers in the HTML, so that a style sheet can break them.

An address ("run" `address`) may break anywhere and gets no hyphen: a reader who types it off the
paper would type the hyphen too. A long word may be hyphenated, and breaks anywhere if it has no
place for a hyphen. A number in a table doesn't break, because each half would look like a number;
a Korean word doesn't, because it is read as one, nor a Chinese number from what it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from briefgen.ground.regexes import regex
from briefgen.typeset.finish.node import RUN

# From so many code points on, a name with signs in it, or a word, may break. Shorter ones stay
# whole, even in a narrow column.
LONG_ADDRESS = 24
LONG_WORD = 36
# Scripts that are written without spaces between words: Thai and its neighbours, Chinese, Japanese.
# A line of these may break in many places, and a sentence is no long word.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U000323af"
)
WORD = regex(rf"[^\s{UNSPACED}]+")
# A Korean word: the engine would break it at any syllable, but readers expect it whole. One that is
# as long as a narrow column is wide may break.
HANGUL = regex(r"[\uac00-\ud7a3]")
LONGEST_KOREAN = 10
# What a Chinese or Japanese number counts is in the line of the number: 2 名. Nor has the last line
# of a text two letters alone.
COUNTER = regex(r"[\u4e00-\u9fff]")
COUNTED = regex(r"\d[\d,.]{0,7}\Z")
LAST = regex(r"[\u3040-\u30ff\u4e00-\u9fff]{3}[\u3001-\u301f\uff01-\uff1f]{0,2}[\s\u2060]*\Z")
# A URL or an e-mail address, which may break whatever its length is.
ADDRESS = regex(r"://|\w@\w|^\W*www\.\w")
# The signs by which the name of a file, a key or a number differs from a word.
NO_WORD = regex(r"[\d/\\_%&=#~+<>|.:]")
CELLS = {"td", "th"}
# The most code points of a cell that is one number: enough for its unit and the mark of a note.
LONGEST_NUMBER = 40
# Elements without text of the page, and runs that are marked already.
UNREAD = {"style", "script", "title", "svg", "template", RUN}


def mark_runs(root: Any) -> None:
    """Put an element `run` around each long word of a page, in place; mark cells of numbers.

    The words and their order stay the same.
    """
    for element in list(root.iter()):
        # The tag of a comment is a function, and that of an element of SVG has its namespace in
        # braces.
        if not isinstance(element.tag, str) or element.tag in UNREAD or "}" in element.tag:
            continue
        if element.tag in CELLS and _is_number("".join(element.itertext())):
            element.set("data-number", "")
            continue
        # Backwards, because inserting an element moves those behind it.
        is_last = True
        for at, kid in reversed(list(enumerate(element, 1))):
            behind = kid.tail or ""
            if found := _cut(behind, is_last=is_last):
                kid.tail, runs = found
                element[at:at] = runs
            # The number of a note, and the stop behind it, stand by the letters before them.
            is_last = is_last and kid.tag == "sup" and not any(map(str.isalnum, behind))
        if found := _cut(element.text or "", is_last=is_last):
            element.text, runs = found
            element[0:0] = runs


def _is_number(words: str) -> bool:
    """Tell whether a cell holds a number: digits of any script, signs, but no letters."""
    words = words.strip()
    return (
        len(words) <= LONGEST_NUMBER
        and any(map(str.isdigit, words))
        and not any(map(str.isalpha, words))
    )


def _cut(text: str, *, is_last: bool) -> tuple[str, list[Element]] | None:
    """Split a text into the words before the first run, and the runs; None if it has no run.

    The words after a run are its `tail`, as ElementTree keeps them. With `is_last`, the text is the
    last of its element.
    """
    if len(text) < len("a@b"):
        return None
    before, end = "", 0
    runs: list[Element] = []
    for start, stop, kind in _runs_of(text, is_last=is_last):
        between = text[end:start]
        if runs:
            runs[-1].tail = between
        else:
            before = between
        run = Element(RUN, {"class": kind})
        run.text = text[start:stop]
        runs.append(run)
        end = stop
    if not runs:
        return None
    runs[-1].tail = text[end:]
    return before, runs


def _runs_of(text: str, *, is_last: bool) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of each run, in order."""
    stop = 0
    for found in WORD.finditer(text):
        if kind := _kind_of_run(found[0]):
            stop = found.end()
            yield found.start(), stop, kind
        elif COUNTER.match(text, found.end()) and (number := COUNTED.search(found[0])):
            stop = found.end() + 1
            yield found.start() + number.start(), stop, "whole"
    if is_last and (last := LAST.search(text)) and last.start() >= stop:
        yield *last.span(), "whole"


def _kind_of_run(word: str) -> str:
    """Tell how a word may break: `address`, `word`, or `whole` if it may not; empty if plain."""
    if ADDRESS.search(word):
        return "address"
    if len(word) >= LONG_ADDRESS and NO_WORD.search(word[1:-1]):
        return "address"
    if len(word) >= LONG_WORD:
        return "word"
    return "whole" if 1 < len(word) <= LONGEST_KOREAN and HANGUL.search(word) else ""
