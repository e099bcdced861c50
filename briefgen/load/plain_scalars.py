"""Tells what an unquoted scalar of YAML means: a number, a date, true or false, null, or text.

Apart from the reader, which keeps unquoted scalars as they were typed: the type of the field in
which one stands decides how it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from briefgen.ground.regexes import regex

NULL = regex(r"(?:null|Null|NULL|~|)\Z")
INTEGER = regex(r"[-+]?[0-9]+\Z")
NUMBER = regex(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
DATE = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# The patterns of the core schema, and what reads a text that fits. The order matters: every text
# that fits INTEGER also fits NUMBER.
CORE: tuple[tuple[re.Pattern[str], Callable[[str], int | float | date]], ...] = (
    (INTEGER, int),
    (regex(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z"), lambda text: int(text, 0)),
    (NUMBER, float),
    (DATE, date.fromisoformat),
)
BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Plain(str):
    """An unquoted scalar as it was typed.

    Its meaning depends on its field: `010` is a serial number in a text field and ten in a count,
    and `no` may be Norway's code, not false.
    """

    __slots__ = ()


def core(text: str) -> bool | int | float | date | str:
    """Read an unquoted scalar by the core schema of YAML 1.2 (section 10.3.2), with dates added.

    A date that isn't in the calendar stays text, so that its field can say what is wrong with it.
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
