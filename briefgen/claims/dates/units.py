"""Put the parts of dates together: 14 May 2019, 13 to 14 May, from March to June 2018.

Numbers and words next to each other are written as a row of signs, and dates are found in that row.
Numbers: `D` and `S` may be a day, of two digits or one, `d` only a short year, `Y` is a year, `N` a
whole date. Words: `M` month, `m` a short form of one, `W` weekday, `Q` and `H` quarter and half,
`K` the word century, `E` a decade or the like, `F` a financial year, `R` a relative date, `T` a
time. Between them stands what parts them: `_` blank, `o` of, `t` to, `&` and, `'` before a short
year, and `, . / -` themselves. `x` is anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from briefgen.claims.dates.calendar import is_date, whole_year
from briefgen.claims.dates.token import Token
from briefgen.claims.dates.words import Words, ends_with, plain, word_after, word_before
from briefgen.claims.mention import Clock, Day, Part
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# How long what stands between two parts of a date may be.
GAP = 24
# The length of the shortest whole name of a weekday: mardi, среду.
SHORTEST = 5


class Unit(NamedTuple):
    """What belongs together: its kind in `_SHAPES`, what it says, its place in row and text.

    `given` is one date or time, or several where a source can mean several things.
    """

    kind: str
    given: tuple[Day | Clock, ...]
    first: int
    last: int
    start: int
    end: int

    @property
    def day(self) -> Day | None:
        """The one date that it is, if it is one and not a part such as a decade."""
        value = self.given[0] if len(self.given) == 1 else None
        return value if isinstance(value, Day) and not value.part else None


_MONTH_FIRST = r"(?P<mdy>(?:[Mm]_|m\.)[DS](?:[_,]Y)?)"
_YEAR_FIRST = r"(?P<ymd>Y[_o\-/.,][Mm][_o\-/.][DS])|(?P<ym>Y[_.o,][Mm])"
# A number counts alone only next to what may say its month, or half of the day.
_SHAPES = (
    r"(?P<yearmd>Y[_o\-/][Mm][_o\-/.][DS]|Y\.[DS]\.[DS])"
    r"|(?P<dmy>[DS][_.o\-/](?:M[_,o\-/]|m[_.,o\-/])Y|[DS]\.[DS]\.Y)"
    r"|(?P<dmd>[DS][_.o\-/](?:m[\-/']|M[\-'])[Dd](?![_.o\-/][Mm]))"
    r"|(?P<dm>[DS][_.o\-/][Mm])"
    r"|(?P<my>M[_,o\-/]Y|m[_.,o\-/]Y)"
    r"|(?P<md>[Mm]['][Dd]|m-[Dd])"
    r"|(?P<part>[QH][_,o/\-][YF]|Y[_,/\-][QH])"
    r"|(?P<century>[DS][_.]K)"
    r"|(?P<dy>(?<=[\-t&])[DS][_,]Y)"
    r"|(?P<day>(?<=[\-t&])[DS]|[DS](?=[\-t&,/][DSMmNT]))"
    r"|(?P<weekday>(?<![DSMmYN][_,.o])W)"
    r"|(?P<one>[A-LN-VX-Z]|[Mm])"
)


@cache
def _shapes(*, month_first: bool, year_first: bool) -> re.Pattern[str]:
    before = [_YEAR_FIRST] if year_first else []
    # 14 May 16 is read from its start: a day before a month keeps it.
    after = _SHAPES.replace("|(?P<my>", f"|{_MONTH_FIRST}|(?P<my>") if month_first else _SHAPES
    return regex("|".join([*before, after]))


def units(
    text: str, found: Sequence[Token], words: Words, *, is_source: bool
) -> Iterator[tuple[list[Unit], str]]:
    """List the dates and times of a text, those in one stretch or list together.

    With them comes the sign of what stands between each two. A day whose month stands beside it is
    of the kind `day`, to be filled in; all others are whole.
    """
    shapes = _shapes(month_first=words.month_first, year_first=words.year_first)
    row, kept = _row(text, found, words)
    reader = _Reader(text, kept, words, is_source)
    at = 0
    group: list[Unit] = []
    joins = ""
    while shape := shapes.search(row, at):
        unit = reader.unit(shape)
        at = unit.last + 1
        if not unit.given:
            continue
        if group:
            join = row[unit.first - 1] if unit.first == group[-1].last + 2 else ""
            if not join or join not in "-t&,/":
                yield group, joins
                group, joins, join = [], "", ""
            joins += join
        group.append(unit)
    if group:
        yield group, joins


def _row(text: str, found: Sequence[Token], words: Words) -> tuple[str, list[Token]]:
    """Write the tokens, and what stands between them, as signs; with the tokens that are left.

    A weekday before a date is left out, as if it stood not there: from Monday 16 to Friday 20 May.
    """
    signs: list[str] = []
    kept: list[Token] = []
    last, before = -GAP - 1, ""
    for token in found:
        sign = _sign(text, last, token.start, words)
        if kept and kept[-1].sign == "W" and sign in "_,.o" and token.sign in "DSMmN":
            kept.pop()
            signs[-2:] = []
            sign = before
        before = sign
        signs += (sign, token.sign)
        kept.append(token)
        last = token.end
    return "".join(signs[1:]), kept


def _sign(text: str, last: int, start: int, words: Words) -> str:
    """Get the sign of what stands between two tokens."""
    if start - last > GAP:
        return "x"
    gap = text[last:start]
    return words.glue.get(gap) or _folded(gap, words.glue)


def _folded(gap: str, glue: Mapping[str, str]) -> str:
    """Get the sign of what parts two tokens; a new paragraph parts what is no date together."""
    return "x" if gap.count("\n") > 1 else glue.get(plain(gap), "x")


@record
class _Reader:
    text: str
    found: Sequence[Token]
    words: Words
    is_source: bool

    def unit(self, shape: re.Match[str]) -> Unit:
        """Make a unit of what was found in the row; without values if it isn't a date."""
        kind, first, last = shape.lastgroup or "", shape.start(), shape.end() - 1
        parts = self.found[first // 2 : last // 2 + 1]
        if kind == "mdy" and len(parts) == 2 and self._is_no_day(parts[1]):
            kind, last, parts = "one", first, parts[:1]
        given = self._given(kind, parts)
        return Unit(kind, given, first, last, parts[0].start, parts[-1].end)

    def _is_no_day(self, token: Token) -> bool:
        """Tell that what stands behind a month is none of its days: in May 14 people, May first."""
        is_counted = word_after(self.text, token.end) in self.words.counted
        return is_counted or not self.text[token.start].isdigit()

    def _given(self, kind: str, parts: Sequence[Token]) -> tuple[Day | Clock, ...]:
        values = [token.value for token in parts]
        if kind == "weekday":
            return (Day(weekday=values[0]),) if self._is_weekday(parts[0]) else ()
        if kind == "one":
            return self._one(parts[0])
        if kind == "part":
            return _of_year(parts)
        if kind == "century":
            return (Day(100 * (values[0] - 1), part="century"),)
        if kind == "day":
            return (Day(day=values[0]),)
        year, month, day = _FIELDS[kind](values)
        return _date(year, month, day)

    def _one(self, token: Token) -> tuple[Day | Clock, ...]:
        """Read a token that stands alone."""
        sign, value = token.sign, token.value
        if sign in "Mm":
            # In French, "sept" may be the number seven.
            sure = not (self.is_source and sign == "m")
            return (Day(month=value, sure=sure),) if self._is_month(token) else ()
        if sign == "Y":
            return (self._year(token),)
        if sign == "Q":
            return (Day(part="quarter", number=value),)
        if sign in "NF":
            return tuple(value)
        is_sure = sign == "T" or (sign == "E" and self._is_decade(token))
        return (value,) if is_sure else ()

    def _is_weekday(self, token: Token) -> bool:
        """Tell whether a typed word is surely a weekday; `relative` reads those of a source."""
        word = self.text[token.start : token.end]
        if self.is_source or not self.words.has_lone_names or len(word) < SHORTEST:
            return False
        return not (self.words.capital and word.islower())

    def _year(self, token: Token) -> Day:
        if ends_with(self.text, token.start, self.words.financial):
            return Day(token.value, part="financial")
        is_due = word_before(self.text, token.start) in self.words.year_before
        return Day(token.value, sure=is_due or not self.is_source)

    def _is_decade(self, token: Token) -> bool:
        articles = self.words.decade_articles
        if token.value.part != "decade" or token.value.year >= 100 or not articles:
            return True
        return word_before(self.text, token.start) in articles

    def _is_month(self, token: Token) -> bool:
        """Tell whether a word alone is surely a month; in a source, whether it may be one."""
        word = self.text[token.start : token.end]
        if self.words.capital and word.islower():
            return False
        if self.is_source:
            return True
        if token.sign == "m" or not self.words.has_lone_names:
            return False
        doubtful = plain(word) in self.words.doubtful
        return not doubtful or word_before(self.text, token.start) in self.words.before


@lru_cache(maxsize=10_000)
def _date(year: int | None, month: int | None, day: int | None) -> tuple[Day, ...]:
    is_whole = is_date(year or 2000, month or 1, day or 1)
    return (Day(year, month, day),) if is_whole else ()


def _of_year(parts: Sequence[Token]) -> tuple[Day, ...]:
    """Read a quarter or a half of a year, or of a financial year."""
    which, year = sorted(parts, key=lambda token: token.sign in "YF")
    part: Part = "quarter" if which.sign == "Q" else "half"
    first = year.value[0].year if year.sign == "F" else year.value
    return (Day(first, part=part, number=which.value),)


Fields = tuple[int | None, int | None, int | None]
_FIELDS: dict[str, Callable[[list[int]], Fields]] = {
    "ymd": lambda parts: (parts[0], parts[1], parts[2]),
    "yearmd": lambda parts: (parts[0], parts[1], parts[2]),
    "dmy": lambda parts: (parts[2], parts[1], parts[0]),
    "dmd": lambda parts: (whole_year(parts[2]), parts[1], parts[0]),
    "mdy": lambda parts: (parts[2] if len(parts) > 2 else None, parts[0], parts[1]),
    "dm": lambda parts: (None, parts[1], parts[0]),
    "my": lambda parts: (parts[1], parts[0], None),
    "md": lambda parts: (whole_year(parts[1]), parts[0], None),
    "ym": lambda parts: (parts[0], parts[1], None),
    "dy": lambda parts: (parts[1], None, parts[0]),
}
