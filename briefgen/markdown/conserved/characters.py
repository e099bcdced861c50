"""Tells of a character whether it is visible, and of an entity what it stands for."""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import html5
from unicodedata import category

from briefgen.ground.regexes import regex

# As many digits as CommonMark allows (section 2.5), and a name as long as the longest of HTML.
ENTITY = regex(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{0,30}));")


@lru_cache(maxsize=4096)
def shows(char: str) -> bool:
    """Tell whether a character is visible: neither white space nor a mark of zero width."""
    return category(char)[0] not in "ZC"


def value_of(entity: re.Match[str]) -> str:
    """Look up what an entity stands for (CommonMark, section 2.5); empty where it has no meaning.

    U+FFFD stands for a number that is no character.
    """
    if entity[3]:
        return html5.get(f"{entity[3]};", "")
    number = int(entity[1]) if entity[1] else int(entity[2], 16)
    is_none = number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF
    return "\ufffd" if is_none else chr(number)
