"""Finds out whether a style sheet would make a reader's browser load anything, and where.

A page that loads something tells another server that it is being read, when, and from where. The
sheet is read as a browser reads it (CSS Syntax Level 3): addresses in comments and texts don't
count, and a name counts even if it is spelled with escapes.
"""

from __future__ import annotations

import re
from typing import Any

from briefgen.ground.regexes import regex

# An escaped letter of a name: `\75rl(` is `url(` (CSS Syntax 3, section 4.3.7).
ESCAPED = regex(r"\\(?:([0-9a-f]{1,6})(?:\r\n|\s)?|([g-z]))", re.IGNORECASE)
# Every sheet that loads anything has one of these signs. Most sheets have none, and then needn't be
# parsed, which takes seconds for a sheet of megabytes.
SIGNS = regex(
    r"""@import|url\(\s*+(?!["']?(?:data:|\#))|(?:image-set|image|src)\(""", re.IGNORECASE
)
# Functions that take an address as a plain string (CSS Images 4, CSS Values 4). They are refused
# whatever is in them.
FETCHING = ("image-set", "image", "src")
# How an address begins that loads nothing: data, and places of the same page.
HERE = ("data:", "#")
# The most characters of an address that a message shows.
SHOWN = 80


def asked_for(sheet: str) -> tuple[str, int] | None:
    """Find the first thing that a sheet would load: its text and its line, from 1; None if none."""
    if not SIGNS.search(ESCAPED.sub(_letter, sheet)):
        return None
    from briefgen.look import css

    for node in css.everything(css.components(sheet)):
        if _asks(node):
            return _shown(node), node.source_line
    return None


def _letter(found: re.Match[str]) -> str:
    """Return the letter that an escape stands for; the escape itself if it is no ASCII name's."""
    # CSS allows escapes beyond the last code point, 0x10FFFF, for which chr would raise.
    letter = chr(min(int(found[1], 16), 0x10FFFF)) if found[1] else found[2]
    return letter if letter.isascii() and (letter.isalnum() or letter == "-") else found[0]


def _asks(node: Any) -> bool:
    """Tell whether a token of tinycss2 makes a browser load something."""
    match node.type:
        case "at-keyword":
            return bool(node.lower_value == "import")
        case "url":
            return not _is_here(node.value)
        # CSS says to ignore a `url(` with a fault in it. A browser may yet read it otherwise.
        case "error":
            return bool(node.kind == "bad-url")
        # url("…") is a function in tinycss2, and url(…) without marks a token of its own.
        case "function" if node.lower_name == "url":
            first = next((each for each in node.arguments if each.type != "whitespace"), None)
            return first is None or first.type != "string" or not _is_here(first.value)
        case "function":
            return node.lower_name.removeprefix("-webkit-") in FETCHING
    return False


def _is_here(address: str) -> bool:
    return address.strip().lower().startswith(HERE)


def _shown(node: Any) -> str:
    """Write a token that loads something for a message, cut to `SHOWN` characters."""
    match node.type:
        case "at-keyword":
            return "@import"
        case "url":
            said = f"url({node.value})"
        case "function":
            texts = (each.value for each in node.arguments if each.type == "string")
            said = f"{node.lower_name}({next(texts, '…')})"
        case _:
            said = "url(…)"
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
