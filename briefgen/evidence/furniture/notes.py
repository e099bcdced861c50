"""The numbers of notes, behind the words that they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.evidence.folding import Change
from briefgen.evidence.furniture.lines import Line
from briefgen.ground.regexes import regex

# Behind a word of three letters, or its full stop: `m²` and `H₂O` have fewer.
WORD_END = r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_][.,;:!?”’\"')»]))"
RAISED = regex(rf"(?=[¹²³⁰⁴⁵⁶⁷⁸⁹]){WORD_END}[¹²³⁰⁴⁵⁶⁷⁸⁹]{{1,3}}(?:[,\u2009 ]?[¹²³⁰⁴⁵⁶⁷⁸⁹]{{1,3}})*")
BRACKETED = regex(r"(?<=[\w.,;:!?”’\"')»\]])\[(\d{1,3}|\^[^\[\]\s]{1,30})\]")
CLINGING = regex(rf"(?=\d){WORD_END}(\d{{1,3}})(?![\w%])(?![.,:/-]\d)")
# A note itself: `[1] See…`, `[^1]: See…`, `1. See…`, `1 See…` at the start of a line.
NOTE = regex(r"[ \t]*(?:\[(\^?[^\[\]\s]{1,30})\]:?|(\d{1,3})[.)]?)[ \t]+(?=\S)")


def raised_notes(lines: list[Line]) -> Iterator[Change]:
    """Find raised figures behind three letters or more; behind fewer they may be powers (`m²`)."""
    for line in lines:
        if not line.text.isascii():
            for found in RAISED.finditer(line.text):
                yield line.start + found.start(), line.start + found.end(), ""


def bracketed_notes(lines: list[Line]) -> Iterator[Change]:
    """Find numbers in brackets behind words, if a note has that number, or they count up.

    A bracket with one number alone may be the writer's own: a year, a share, a paragraph.
    """
    notes = {found[1] for line in lines if "[" in line.text and (found := NOTE.match(line.text))}
    marks = [
        (found[1], line.start + found.start(), line.start + found.end())
        for line in lines
        if "[" in line.text
        for found in BRACKETED.finditer(line.text)
    ]
    numbers = [int(number) for number, *_ in marks if number.isdecimal()]
    counts = len(set(numbers)) > 1 and numbers == sorted(numbers)
    for number, start, end in marks:
        if number in notes or (counts and number.isdecimal()):
            yield start, end, ""


def clinging_notes(lines: list[Line]) -> Iterator[Change]:
    """Find numbers right behind a word, `word1`, if they count from 1 and the text has their notes.

    They were raised figures, and lost their height when a page was copied.
    """
    last = {found[2]: line.start for line in lines if (found := NOTE.match(line.text)) and found[2]}
    if "1" not in last:
        return
    expected = 1
    for line in lines:
        for found in CLINGING.finditer(line.text):
            if int(found[1]) == expected and last.get(found[1], -1) > line.start:
                yield line.start + found.start(), line.start + found.end(), ""
                expected += 1
