"""What an unquoted text of YAML means: a number, a date, a switch, nothing, or the text itself.

Apart from the reader, which keeps such a text as it was typed: the field that it stands in decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

NULL = re.compile(r"(?:null|Null|NULL|~|)\Z")
INTEGER = re.compile(r"[-+]?[0-9]+\Z")
NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# In this order: every whole number is a number as well.
CORE: tuple[tuple[re.Pattern[str], Callable[[str], int | float | date]], ...] = (
    (INTEGER, int),
    (re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z"), lambda text: int(text, 0)),
    (NUMBER, float),
    (DATE, date.fromisoformat),
)
BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Plain(str):
    """An unquoted scalar as it was typed.

    What it means is up to the field that it stands in: `010` is a serial number in a text and ten
    in a count, and `no` is Norway.
    """

    __slots__ = ()


def core(text: str) -> bool | int | float | date | str:
    """Find the value of an unquoted scalar by the core schema of YAML 1.2 (section 10.3.2).

    A date is one as well, which the core schema doesn't know. A day that isn't in the calendar
    stays text, for the field to say what is wrong with it.
    """
    if text in BOOLEAN:
        return BOOLEAN[text]
    for pattern, kind in CORE:
        if pattern.match(text):
            try:
                return kind(text)
            except ValueError:
                break
    return str(text)
