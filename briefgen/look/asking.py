"""Whether a style sheet makes its reader's browser ask for anything, and where.

A page that asks tells somebody else that it is read, when and by whom. The sheet is read as a
browser reads it (CSS Syntax Level 3), so that comments and texts ask for nothing, and a name asks
however it is spelled.
"""

from __future__ import annotations

import re
from typing import Any

# Letters of a name, which can be spelled by a backslash as well (CSS Syntax, section 4.3.7).
ESCAPED = re.compile(r"\\(?:([0-9a-f]{1,6})(?:\r\n|\s)?|([g-z]))", re.IGNORECASE)
# What can't be missing where a sheet asks for anything. Most sheets have none of it, and reading a
# sheet of megabytes takes seconds.
SIGNS = re.compile(
    r"""@import|url\(\s*+(?!["']?(?:data:|\#))|(?:image-set|image|src)\(""", re.IGNORECASE
)
# Functions whose texts are addresses; `url` has its own rule (CSS Images 4, CSS Values 4).
FETCHING = ("image-set", "image", "src")
# What is in the page already: data, and places of the page.
HERE = ("data:", "#")
SHOWN = 80


def asked_for(sheet: str) -> tuple[str, int] | None:
    """Find the first thing that a sheet asks for, and its line from 1 on; None if there is none."""
    if not SIGNS.search(ESCAPED.sub(_letter, sheet)):
        return None
    from briefgen.look import css

    for node in css.everything(css.components(sheet)):
        if _asks(node):
            return _shown(node), node.source_line
    return None


def _letter(found: re.Match[str]) -> str:
    """Give the letter that is spelled by a backslash, where one in a name can be meant."""
    letter = chr(min(int(found[1], 16), 0x10FFFF)) if found[1] else found[2]
    return letter if letter.isascii() and (letter.isalnum() or letter == "-") else found[0]


def _asks(node: Any) -> bool:
    match node.type:
        case "at-keyword":
            return bool(node.lower_value == "import")
        case "url":
            return not _is_here(node.value)
        case "error":  # another reader may find an address where this one finds none
            return bool(node.kind == "bad-url")
        case "function" if node.lower_name == "url":
            first = next((each for each in node.arguments if each.type != "whitespace"), None)
            return first is None or first.type != "string" or not _is_here(first.value)
        case "function":
            return node.lower_name.removeprefix("-webkit-") in FETCHING
    return False


def _is_here(address: str) -> bool:
    return address.strip().lower().startswith(HERE)


def _shown(node: Any) -> str:
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
