"""Read numbers that are written in digits, by the separators of a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple
from unicodedata import numeric

from briefgen.ground.regexes import regex

# What may stand between the digits of one number: points, and blanks before three more digits.
POINTS = ".,'’٫٬·،⹁"
BLANKS = " \u00a0\u2002-\u200a\u202f"
_BLANK = f"[{BLANKS}]"
# In a source, a number may be cut by the end of a line, and have a blank behind its comma.
# Also 1½ and ½; not 1⁄2, nor what is raised: 12².
HALVES = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
TYPED = regex(rf"\d+(?:[{POINTS}]\d+|{_BLANK}\d{{3}}(?!\d))*[{HALVES}]?|[{HALVES}]")
READ = regex(
    rf"\d+(?:[{POINTS}](?:\d+|[ \u00a0]?\n?\d{{3}}(?!\d))|[{BLANKS}\n]\d{{3}}(?!\d))*[{HALVES}]?"
    rf"|[{HALVES}]"
)
_THREES = regex(r"\d{1,3}(?:(\D)\d{3})(?:\1\d{3})*")
# Lakhs and crores: 12,34,567.
_TWOS = regex(r"\d{1,2}(?:,\d{2})+,\d{3}")
_TENTH = Decimal("0.1")

Reading = tuple[Decimal, Decimal]


class Separators(NamedTuple):
    """How a language sets off decimals and groups; no decimal where nobody knows."""

    decimal: str = ""
    groups: str = ""


def _whole(digits: str) -> list[Reading]:
    """Read a whole number; one with zeros before it is a code: 007."""
    if len(digits) > 1 and int(digits[0]) == 0:
        return []
    return [(Decimal(digits), Decimal(1))]


def _grouped(typed: str) -> bool:
    """Tell whether a number is in groups of three or, with commas, in those of India."""
    return bool(_THREES.fullmatch(typed) or _TWOS.fullmatch(typed))


def _with_decimals(whole: str, decimals: str) -> list[Reading]:
    if len(whole) > 1 and int(whole[0]) == 0:
        return []
    # Decimal reads the digits of all scripts.
    value = Decimal(f"{whole}.{decimals}")
    return [(value, Decimal(1).scaleb(-len(decimals)))]


def _with_half(typed: str) -> list[Reading]:
    """Read 1½; its last digit is worth a tenth."""
    whole = typed[:-1]
    if whole and not whole.isdigit():
        return []
    value = int(whole or 0) + Decimal(str(round(numeric(typed[-1]), 4)))
    return [(value, _TENTH)]


def readings(typed: str, separators: Separators) -> list[Reading]:
    """List what a number in digits can mean: its value, and the worth of its last digit.

    None for what is no number, such as a version (1.2.3) or a code (007). More than one only where
    the language's separators leave it open.
    """
    if typed.isdigit():
        return _whole(typed)
    if typed[-1] in HALVES:
        return _with_half(typed)
    typed = _evened(typed)
    last = next(sign for sign in reversed(typed) if not sign.isdigit())
    whole, _, rest = typed.rpartition(last)
    if not whole.replace(last, "").isdigit():
        is_one = last not in " '" and last not in whole and _grouped(whole)
        return _with_decimals("".join(filter(str.isdigit, whole)), rest) if is_one else []
    is_grouped = _grouped(typed)
    if is_grouped and last in separators.groups and last != separators.decimal:
        return _whole(typed.replace(last, ""))
    as_decimal = _with_decimals(whole, rest) if last not in whole and last not in " '" else []
    if not is_grouped or (as_decimal and last == separators.decimal):
        return as_decimal
    return _whole(typed.replace(last, "")) + as_decimal


def _evened(typed: str) -> str:
    """Write a number with one sign for all blanks and apostrophes, and none beside a point."""
    if typed.isascii() and not (" " in typed or "\n" in typed):
        return typed
    typed = re.sub(rf"([{POINTS}])[{BLANKS}\n]+", r"\1", typed)
    typed = re.sub(rf"[{BLANKS}\n]", " ", typed)
    return typed.translate(_EVEN)


_EVEN = str.maketrans({"’": "'", "٬": "'", "،": "'", "⹁": "'", "٫": "·"})


def pieces(typed: str, separators: Separators) -> list[tuple[int, int, list[Reading]]]:
    """Read what may be several numbers in a row, split at blanks and ends of lines.

    Each comes with its start and end. One that is no number so is split at commas: 1,2,3.
    """
    found = []
    for start, end in _split(typed, _AT_BLANKS):
        if read := readings(typed[start:end], separators):
            found.append((start, end, read))
            continue
        for first, last in _split(typed[start:end], _AT_COMMAS):
            if read := readings(typed[start + first : start + last], separators):
                found.append((start + first, start + last, read))
    return found


def _split(typed: str, at: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for each in at.finditer(typed):
        yield start, each.start()
        start = each.end()
    yield start, len(typed)


_AT_BLANKS = regex(rf"[.,]?[{BLANKS}\n]+")
_AT_COMMAS = regex(",")


def separators_of(text: str, separators: Separators) -> Separators:
    """Tell how a source writes numbers: as its language does, or in a way that is left open.

    Short decimals (0.5) leave no doubt. Where those of the other way are more, both are read; so
    are they where decimals nearly always have three digits: an English table of 1.726 and 23.900.
    """
    sample = text[:SAMPLE]
    points = {sign: len(found.findall(sample)) for sign, found in _DECIMALS.items()}
    own = points.pop(separators.decimal, 0)
    threes = _THREE_DECIMALS.get(separators.decimal)
    # One or two may well be decimals.
    others = [*points.values(), len(threes.findall(sample)) - 2 if threes else 0]
    return Separators() if any(other > own for other in others) else separators


# How many characters show how a text writes numbers.
SAMPLE = 200_000
_DECIMALS = {
    ".": regex(r"(?<![\d.,])\d{1,3}\.\d{1,2}(?![\d.,:]|\w)"),
    ",": regex(r"(?<![\d.,])\d{1,3},\d{1,2}(?![\d.,:]|\w)"),
}
_THREE_DECIMALS = {
    ".": regex(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,:]|\w)"),
    ",": regex(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?![\d.,:]|\w)"),
}
