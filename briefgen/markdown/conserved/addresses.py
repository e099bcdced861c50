"""Finds where the address and the title of a link end, which aren't printed.

Without a regular expression: a link's address may hold brackets, and its title anything.
"""

from __future__ import annotations

import re

from briefgen.ground.regexes import regex

# ASCII punctuation, before which a backslash is a mark (CommonMark, section 2.4).
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
# White space in a link's address and title, over several lines of a quotation if need be.
GAP = regex(r"(?:[ \t]|\n[ \t>]*)*")
POINTED = regex(r"<(?:\\.|[^<>\n\\])*>")
BLANK = regex(r"[ \t]*(?=\n|\Z)")
# Possessive, so that a quotation mark without its pair is given up at once.
TITLE = regex(r"\"(?:\\.|[^\"\\])*+\"|'(?:\\.|[^'\\])*+'|\((?:\\.|[^()\\])*+\)", re.DOTALL)


def link_end(text: str, at: int) -> int:
    """Find the end of the brackets that hold a link's address and title; -1 if there is none."""
    at = _gap_end(text, at + 1)
    found = POINTED.match(text, at)
    at = found.end() if found else _address_end(text, at)
    behind = _gap_end(text, at)
    # A title needs white space before it (CommonMark, section 6.3).
    if behind > at and (found := TITLE.match(text, behind)):
        behind = _gap_end(text, found.end())
    return behind + 1 if text[behind : behind + 1] == ")" else -1


def definition_end(text: str, at: int) -> int:
    """Find the end of the address and title that start at `at`, behind `[label]:`; -1 if none."""
    start = _gap_end(text, at)
    found = POINTED.match(text, start)
    end = found.end() if found else _address_end(text, start)
    if end == start:
        return -1
    behind = _gap_end(text, end)
    titled = TITLE.match(text, behind) if behind > end else None
    # What looks like a title and has words behind it isn't one, and the address may end its line
    # before it all the same (CommonMark, section 4.7).
    for each in (titled.end() if titled else None, end):
        if each is not None and (blank := BLANK.match(text, each)):
            return blank.end()
    return -1


def _gap_end(text: str, at: int) -> int:
    found = GAP.match(text, at)
    return found.end() if found else at


def _address_end(text: str, at: int) -> int:
    """Find where an address ends: at white space, or at a `)` whose `(` isn't in the address."""
    start, depth = at, 0
    while at < len(text):
        char = text[at]
        if char.isspace() or (char == ")" and not depth):
            break
        depth += (char == "(") - (char == ")")
        at += 2 if char == "\\" and text[at + 1 : at + 2] in PUNCTUATION else 1
    return start if depth else at
