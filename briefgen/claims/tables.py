"""Read the headings of tables that say in what their numbers are: (thousands), (£m), in millions.

Below such a heading 1,204 is 1.2 million. The words are those that the readers of figures know: a
heading is read as if a 1 stood before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from typing import NamedTuple

from briefgen.claims.figures import figures_in
from briefgen.claims.mention import Figure
from briefgen.ground.regexes import regex

# What may be such a heading: words in brackets, behind "in", and the thousands as they are typed
# in tables. In other languages it is `en`, `em`, `w`, `i` and `в`.
HEADING = regex(
    r"[(\[](?P<brackets>[^()\[\]\d\n]{1,24})[)\]]|\b(?:in|en|em|w|i|в)\s(?P<behind>[^\W\d]{2,16})\b"
    r"|(?P<zeros>['’(£$€]000s?\b)"
)
# A sign or a code of money before a magnitude: £m, EUR million.
MONEY = regex(r"(?:[A-Z]{1,3})?[^\w\s]|[A-Z]{3}\s")
BEFORE = regex(r"^.*?\b(?:in|en|em|w|i|в)\s")
# How far below a heading its numbers stand, in characters; and how much of a line is looked at.
BELOW, LINE = 3000, 200
# A number beside another one, with nothing but blanks and signs between them.
BESIDE_LEFT, BESIDE_RIGHT = regex(r"\d[^\w,;.]{1,24}\Z"), regex(r"[^\w,;.]{1,24}\d")
# Between two headings that are read together.
BAR = " | "


class Heading(NamedTuple):
    """A heading that multiplies what stands below it, and the unit that it gives, if any."""

    at: int
    scale: Decimal
    unit: str


def headings_in(text: str, language: str) -> list[Heading]:
    """List the headings of a text that multiply what stands below them, in order."""
    found = [(each.start(), _words(each)) for each in HEADING.finditer(text)]
    known = _scales(sorted({words for _, words in found}), language)
    return [
        Heading(at, known[words].value, known[words].unit) for at, words in found if words in known
    ]


def _words(found: re.Match[str]) -> str:
    if found["zeros"]:
        return "000"
    return " ".join((found["brackets"] or found["behind"]).split())


def _scales(headings: list[str], language: str) -> dict[str, Figure]:
    """Read headings, all at once, and give those that multiply."""
    text, owners = "", []
    for each in headings:
        for probe in _probes(each):
            owners.append((len(text), each))
            text += probe + BAR
    starts = [start for start, _ in owners]
    found: dict[str, Figure] = {"000": Figure(Decimal(1000), Decimal(1000))}
    for mention in figures_in(text, language, is_source=True):
        own = owners[bisect_left(starts, mention.start + 1) - 1][1]
        value = mention.value
        best = found.get(own, Figure(Decimal(1), Decimal(1)))
        if isinstance(value, Figure) and value.high is None and value.value > best.value:
            found[own] = value
    return found


def _probes(heading: str) -> list[str]:
    """Write a heading as figures that a reader may know: `1 thousands`, `£1 m`, `£1m`."""
    behind = BEFORE.sub("", heading)
    money = MONEY.match(behind)
    if not money:
        return [f"1 {behind}"]
    sign, magnitude = money[0].strip(), behind[money.end() :].strip()
    return [f"1 {behind}", f"{sign}1 {magnitude}", f"{sign}1{magnitude}"]


def is_in_table(text: str, start: int, end: int) -> bool:
    """Tell whether a number stands in a line of cells, beside another number, or alone in its line.

    In prose there are words between two numbers, or a comma.
    """
    line = text[max(0, start - LINE) : start].rpartition("\n")[2]
    rest = text[end : end + LINE].partition("\n")[0]
    if BESIDE_LEFT.search(line) or BESIDE_RIGHT.match(rest):
        return True
    is_celled = any(bar in line + rest for bar in "\t|") and any(map(str.isdigit, line + rest))
    return is_celled or not any(map(str.isalpha, line + rest))


def scale_at(headings: list[Heading], start: int, scale: Decimal, unit: str) -> bool:
    """Tell whether a place stands below a heading that multiplies by `scale`, of this unit."""
    at = bisect_left(headings, start, key=lambda each: each.at)
    for heading in reversed(headings[max(0, at - 40) : at]):
        if heading.at < start - BELOW:
            return False
        if heading.scale == scale and (not heading.unit or not unit or heading.unit == unit):
            return True
    return False
