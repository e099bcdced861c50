"""Find the runs of words in a line that are in another direction or script than the line.

This is what Unicode's bidirectional algorithm makes of a plain text (UAX 9, rules W7, N0 and N1),
but for numbers with a sign, telephone numbers and codes such as 2019-IR-05, which it turns round.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from functools import cache

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.model.languages import RIGHT_TO_LEFT, direction_of, script_of
from briefgen.model.letters import HOLDS, LETTER, RANGES, RIGHT, language_of_letters, own_scripts

# What stands in a line for other things, as long as these: a tag, an element as small as the number
# of a note, an element that stands by itself, an entity such as `&amp;`.
TAG, SIGN, APART, ENTITY = "\0\1\2\3"
# Between two names they divide them: each name is a run of its own.
DIVIDING = f";·|،؛{APART}"
FAR_LEFT = "".join(RANGES[script] for script in RANGES if script not in RIGHT_TO_LEFT)
RIGHT_LETTER = f"[{RIGHT}]"
LEFT_LETTER = rf"(?:[^\W\d_{RIGHT}]|[\u0300-\u036f{FAR_LEFT}])"
# Digits and signs that belong to the letters behind them, as in 5G and 2019-IR-05, and before them.
BEFORE = r"(?<![a-zA-Z0-9])(?:[@#](?=[^\W_])|[0-9][0-9./:_+-]{0,40})?"
# The numbers right behind a run belong to it (W7), as in Article 5 and 2216 (2015), but not those
# behind a comma: `KALLERGI, 8 September` names a day.
BEHIND = (
    r"(?:[ \u00a0]?[./:_+\u2212–-]?(?:[0-9]+(?:[.,:/–-][0-9]+)*|\([0-9]+(?:[.,:/–-][0-9]+)*\)))*"
    r"(?:[%‰°#™®©²³+/]+(?!\w))?"
)
# Numbers that would be turned round in a line from right to left: those of telephones, those with
# hyphens (behind an Arabic letter: W2, W4) or spaces, and those with a sign.
NUMBERS = regex(
    r"(?<![\w+])(?=[+0(](?:[+()]{0,3}[0-9][ \u00a0\u202f()./-]{0,2}){7})"
    r"[+0(][0-9()]{0,20}(?:[ \u00a0\u202f./-]?[0-9()]{1,20}){0,20}"
    r"|(?<![\w.,-])(?!(?:19|20)[0-9]{2}-(?:19|20)[0-9]{2}(?![\w-]))"
    r"(?:[0-9]{1,20}(?:-[0-9]{1,20}){2,20}|[0-9]{3,20}-[0-9]{3,20})(?![\w-])"
    r"|(?<![\w.,])[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?!\w)"
    r"|(?<![\w)\]/.,%+\u2013-])[+\u2212±≈~≤≥-][0-9]+(?:[.,:][0-9]+)*%?"
)
# An address of the web, which holds signs and numbers anywhere, and where lines may end in it.
ADDRESS = regex(rf"(?:[a-zA-Z][a-zA-Z0-9+.-]{{1,20}}://|www\.)(?:[!-;=?-~]|[{TAG}{ENTITY}])+")
CLOSING = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»"}
NUMBER_BEHIND = regex(r"[ \u00a0][0-9]+(?:[.,:/-][0-9]+)*(?=\s*(?:[”»’)\]]|\Z))")
# What stands between the words of a name or of a text in a script of the line's own direction.
BETWEEN = rf"[ \u00a0\u200b-\u200f'’.\u3000-\u3003\u3008-\u3011・，！？（）\u0964{TAG}-]"
# What a run doesn't begin or end with; but a sentence that is all in its direction has its end.
TRIMMED = f" \n\t\r\u00a0\u2060-–—,:/.!?…“”„‘’«»‹›()[]\"'{DIVIDING}{SIGN}{TAG}{ENTITY}"
ENDS = ".!?…"
# What stands behind an address, and not at its end.
UNADDRESSED = f".,:;!?)]}}*\"'{TAG}{ENTITY}"
# The spaces between the words of what is a sentence, and not a name.
LEAST_OF_SENTENCE = 3


@record
class Run:
    """A run of words: where it starts and ends, its direction and its language."""

    start: int
    end: int
    direction: str
    language: str


def runs_of(line: str, direction: str, language: str) -> list[Run]:
    """List the runs of a line, in their order; the line has a direction and a language."""
    runs: list[Run] = []
    start = 0
    for part in line.split(APART):
        is_whole = part == line
        found = _found(part, direction, language, is_whole=is_whole) if part.strip(TRIMMED) else ()
        for at, end, turned in sorted(found):
            of = _language(part[at:end], turned, language)
            runs.append(Run(start + at, start + end, turned, of))
        start += len(part) + 1
    return runs


def _language(words: str, direction: str, language: str) -> str:
    """Tell the language of a run: that of the element around it, where it is written so.

    Empty for numbers, which are in any.
    """
    if not LETTER.search(words):
        return ""
    said = language_of_letters(words)
    script = said.removeprefix("und-") if said.startswith("und-") else script_of(said)
    own = own_scripts(language)
    is_written_so = script in own or ("" in own and script in ("Latn", "Cyrl", ""))
    return language if is_written_so and direction_of(language) == direction else said


def _found(
    text: str, direction: str, language: str, *, is_whole: bool
) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and direction of each run of a text, in no order, none in another.

    `is_whole` tells that nothing else stands in the line.
    """
    own, other, run = _patterns(direction)
    opposite = "ltr" if direction == "rtl" else "rtl"
    taken: list[tuple[int, int]] = []  # in order
    if other.search(text):
        if own.search(text):
            taken = [_whole_run(text, found, direction) for found in run.finditer(text)]
        else:
            taken = [_all_of(text, is_whole=is_whole)]
    yield from ((start, end, opposite) for start, end in taken)
    for number in NUMBERS.finditer(text) if direction == "rtl" else ():
        if _is_free(*number.span(), taken):
            insort(taken, number.span())
            yield *number.span(), "ltr"
    far = _far(direction, own_scripts(language))
    for found in far.finditer(text):
        if _is_free(*found.span(), taken):
            yield *found.span(), direction


def _is_free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    behind = bisect_left(taken, (end, end))
    return not behind or taken[behind - 1][1] <= start


@cache
def _patterns(direction: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Make the patterns of a letter in a direction, of one in the other, and of a run of these."""
    left, right = re.compile(LEFT_LETTER), re.compile(RIGHT_LETTER)
    if direction == "rtl":
        middle = rf"(?:[^{RIGHT}{DIVIDING}]*{LEFT_LETTER})?"
        return right, left, re.compile(BEFORE + LEFT_LETTER + middle + BEHIND)
    middle = rf"(?:(?:(?!{LEFT_LETTER})[^{DIVIDING}])*{RIGHT_LETTER})?"
    return left, right, re.compile(RIGHT_LETTER + middle)


@cache
def _far(direction: str, own: tuple[str, ...]) -> re.Pattern[str]:
    """Make the pattern of words in scripts of a line's direction that aren't its language's own."""
    far = [
        RANGES[script]
        + ("".join(RANGES[each] for each in HOLDS.get(script, ()) if each not in own))
        for script in RANGES
        if script not in own and (script in RIGHT_TO_LEFT) == (direction == "rtl")
    ]
    return re.compile("|".join(rf"[{letters}](?:{BETWEEN}*[{letters}])*" for letters in far))


def _whole_run(text: str, found: re.Match[str], direction: str) -> tuple[int, int]:
    """Give the start and end of a run with what else belongs to it."""
    start, end = found.start(), _closed(text, *found.span())
    for address in ADDRESS.finditer(text, start) if direction == "rtl" else ():
        if address.start() < end < address.end():
            end = max(end, start + len(text[start : address.end()].rstrip(UNADDRESSED)))
    if direction == "ltr" and (number := NUMBER_BEHIND.match(text, end)):
        # Of a phrase, not of the line: `met NAME 3 times` has a letter behind it.
        end = number.end()
    return start, end


def _closed(text: str, start: int, end: int) -> int:
    """Give the end of a run with the brackets behind it that it opens (N0)."""
    open_ones: list[str] = []
    for char in text[start:end]:
        if char in CLOSING:
            open_ones.append(CLOSING[char])
        elif open_ones and char == open_ones[-1]:
            open_ones.pop()
    while open_ones and text[end:].lstrip(TAG)[:1] == open_ones[-1]:
        end = text.index(open_ones.pop(), end) + 1
    return end


def _all_of(text: str, *, is_whole: bool) -> tuple[int, int]:
    """Give start and end of a text that is all in the other direction, with its marks.

    Quotation marks and brackets around it are those of the line.
    """
    bare = text.strip(TRIMMED)
    start = text.index(bare)
    end = _closed(text, start, start + len(bare))
    if is_whole or bare.count(" ") >= LEAST_OF_SENTENCE:
        while (mark := text[end:].lstrip(TAG)[:1]) and mark in ENDS:
            end = text.index(mark, end) + 1
    return start, end
