"""Read what a number of a text may be of a date: a day, a year, a whole date, a decade."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.claims.dates.calendar import FIRST_CENTURY, FIRST_YEAR, LAST_YEAR, is_date, whole_year
from briefgen.claims.dates.clocks import clock_at
from briefgen.claims.dates.glue import DASHES
from briefgen.claims.dates.token import Number, Token
from briefgen.claims.dates.words import Words, ends_with, word_after, word_before
from briefgen.claims.mention import Day
from briefgen.ground.regexes import regex

# In a set of a pattern, where a hyphen would mean a range.
_DASH = DASHES.replace("-", r"\-")
# In Arabic, marks of the direction may stand before the slashes.
_NUMBER = regex(rf"\d+(?:[\u200e\u200f]?[.,:/{_DASH}'’]\d+)*")
_D, _M, _Y = r"\d{1,2}", r"\d{1,2}", r"\d{4}"
# A number with marks inside, whole; what is none of these is no date: 3.1.4, 192.168.0.1.
_COMPOUND = regex(
    rf"(?P<whole>{_Y}(?P<first>[-/.]){_M}(?P=first){_D})"
    rf"|(?P<ordered>{_D}(?P<second>[-/.]){_M}(?P=second)(?:\d{{4}}|\d{{1,2}}))"
    rf"|(?P<pair>{_Y}[/{_DASH}](?:\d{{4}}|\d\d))"
    rf"|(?P<month>{_M}/{_Y})"
    rf"|(?P<days>{_D}[/{_DASH}]{_D})"
    rf"|(?P<dotted>{_D}\.{_M})"
)
_SPAN = regex(rf"(\d\d?[:.]\d\d)[{_DASH}](\d\d?(?:[:.]\d\d)?)|(\d\d?)[{_DASH}](\d\d?[:.]\d\d)")
_IN_ROW = regex(r"(?<![^,])(?:\d{4}-\d\d-\d\d|\d\d?([./])\d\d?\1\d{4})(?![^,])")
_DIGITS = regex(r"\d+")
_MONEY = frozenset("$£€¥₽₴№#§%‰°")
# The longest number that may be a date: 2019-05-14 and 12:30:00, in any digits. And what is no
# longer than the shortest date in a row, 1.5.2019, with the comma beside it, is none: 123,456.
LONGEST, SHORTEST = 21, 8


def numbers(text: str, words: Words, *, is_source: bool) -> Iterator[Token]:
    """List the numbers of a text that a date or a time may be made of, in order."""
    for found in _NUMBER.finditer(text):
        typed, (start, end) = found[0], found.span()
        if not typed.isascii():
            typed = typed.replace("\u200f", "").replace("\u200e", "")
        length = len(typed)
        if "," in typed:
            if length > SHORTEST:
                yield from _in_row(text, typed, start, words, is_source=is_source)
            continue
        if length > LONGEST or (length not in (1, 2, 4) and typed.isdigit()):
            continue
        before = text[start - 1] if start else " "
        if before in _MONEY or (length < 4 and _is_between_numbers(text, start, end)):
            continue
        yield from _tokens(Number(text, typed, start, end, words, is_source))


def _tokens(number: Number) -> Iterator[Token]:
    """Read one number, by what stands right before it and what marks it has inside."""
    text, typed, start, _, words, _ = number
    before = text[start - 1 : start]
    if words.is_spaced and (before.isalnum() or before == "_") and not _is_iso(text, start):
        yield from _behind_letters(number)
    elif not typed.isdigit() and (span := _SPAN.fullmatch(typed)):
        yield from _two_times(number, span)
    elif time := clock_at(number):
        yield Token("T", time[0], start, time[1])
    elif typed.isdigit():
        yield from _plain_number(number)
    elif compound := _COMPOUND.fullmatch(typed):
        yield from _compound(number, compound.lastgroup or "")


def _is_iso(text: str, start: int) -> bool:
    """Tell whether a number is the time of 2019-05-14T14:30."""
    return text[start - 1] == "T" and text[start - 2 : start - 1].isdigit()


def _two_times(number: Number, span: re.Match[str]) -> Iterator[Token]:
    """Read 9.30–11 am and 14:00-16:00: the earlier is in the half of the later, if it fits."""
    first, last = span[1] or span[3], span[2] or span[4]
    start = number.end - len(last)
    later = clock_at(number._replace(typed=last, start=start))
    if not later:
        return
    hour, _, minute = first.replace(".", ":").partition(":")
    minutes = int(hour) * 60 + int(minute or 0)
    if minutes <= 720 and later[1] > number.end and minutes % 720 + 720 < later[0].minutes:
        minutes = minutes % 720 + 720
    if minutes <= 1440:
        value = replace(later[0], minutes=minutes % 1440)
        yield Token("T", value, number.start, number.start + len(first))
        yield Token("T", later[0], start, later[1])


def _in_row(text: str, typed: str, start: int, words: Words, *, is_source: bool) -> Iterator[Token]:
    """Read the whole dates in a row of numbers with commas between them, as in a CSV file."""
    for found in _IN_ROW.finditer(typed):
        first, last = start + found.start(), start + found.end()
        number = Number(text, found[0], first, last, words, is_source)
        if compound := _COMPOUND.fullmatch(found[0]):
            yield from _compound(number, compound.lastgroup or "")


def _is_between_numbers(text: str, start: int, end: int) -> bool:
    """Tell whether digits stand before and behind, as in a row of a table."""
    if text[start - 1 : start] != " " or text[end : end + 1] != " ":
        return False
    return text[start - 2 : start - 1].isdigit() and text[end + 1 : end + 2].isdigit()


def _behind_letters(number: Number) -> Iterator[Token]:
    """Read the years of FY2019 and Q3/2019; behind other letters no number is a date."""
    text, typed, start, end, words, _ = number
    is_quarter = typed[1:2] in ("/", "-") and len(typed) == 6 and text[start - 1] in "QHT"
    if is_quarter:
        yield Token("Y", int(typed[2:]), start + 2, end)
    elif not ends_with(text, start, words.financial):
        return
    elif typed.isdigit():
        value = whole_year(int(typed)) if len(typed) == 2 else int(typed)
        if FIRST_YEAR <= value <= LAST_YEAR:
            yield Token("F", (Day(value, part="financial"),), start, end)
    elif (compound := _COMPOUND.fullmatch(typed)) and compound.lastgroup == "pair":
        yield from _years(number)


def _plain_number(number: Number) -> Iterator[Token]:
    """Read a number without marks: a year, a decade, or what may be a day."""
    text, typed, start, end, words, _ = number
    value = int(typed)
    if value % 10 == 0 and (decade := _decade(number, value)):
        yield decade
    elif len(typed) == 4:
        if FIRST_YEAR <= value <= LAST_YEAR and _is_year(text, start, end, words):
            after = words.after_year and words.after_year.match(text, end)
            yield Token("Y", value, start, after.end() if after else end)
    elif not _is_joined_to_word(text, start, words):
        after = words.after_day and words.after_day.match(text, end)
        if after or not (words.is_spaced and text[end : end + 1].isalpha()):
            sign = "d" if not 1 <= value <= 31 else "D" if len(typed) == 2 else "S"
            yield Token(sign, value, start, after.end() if after else end)


def _is_joined_to_word(text: str, start: int, words: Words) -> bool:
    """Tell whether a number is the end of a word with a hyphen, as Covid-19; not of 14-May-19."""
    if start < 2 or text[start - 1] not in DASHES or not text[start - 2].isalpha():
        return False
    word = word_before(text, start)
    # In 14th-16th the word is the ending of a day.
    if text[start - len(word) - 2 : start - len(word) - 1].isdigit():
        return False
    return words.meanings.get(word, "x")[0] not in "Mm"


def _is_year(text: str, start: int, end: int, words: Words) -> bool:
    """Tell whether four digits are a year, and not a number of something."""
    after = text[end : end + 2]
    if words.is_spaced and after[:1].isalpha():
        return bool(words.after_year and words.after_year.match(text, end))
    if after[:1] in _MONEY or (after[:1].isspace() and after[1:] in _MONEY):
        return False
    if text[max(0, start - 2) : start].strip()[-1:] in _MONEY:
        return False
    if word_after(text, end) in words.counted:
        before = word_before(text, start)
        return before in words.year_before or words.meanings.get(before, "x")[0] in "Mm"
    # A week, as ISO 8601 writes it: 2019-W20.
    return after != "-W"


def _decade(number: Number, value: int) -> Token | None:
    text, typed, start, end, words, _ = number
    after = words.decade_after and words.decade_after.match(text, end)
    # The 1300s are a century, though 1300 by itself may be any number.
    first = FIRST_CENTURY if after and value % 100 == 0 else FIRST_YEAR
    if not (first <= value <= LAST_YEAR or (len(typed) == 2 and value)):
        return None
    if not after and not ends_with(text, start, words.decade_before):
        return None
    return Token("E", Day(value, part="decade"), start, after.end() if after else end)


def _compound(number: Number, kind: str) -> Iterator[Token]:
    """Read a number with marks inside, by its kind in `_COMPOUND`."""
    text, typed, start, end, words, _ = number
    if kind == "days":
        yield from _days(number)
        return
    is_iso = text[end : end + 1] == "T" and text[end + 1 : end + 2].isdigit()
    if words.is_spaced and text[end : end + 1].isalpha() and not is_iso:
        return
    parts = [int(part) for part in _DIGITS.findall(typed)]
    if kind == "whole":
        yield from _whole({(parts[0], parts[1], parts[2])}, start, end)
    elif kind == "ordered":
        yield from _whole(_orders(number, parts), start, end)
    elif kind == "pair":
        yield from _years(number)
    elif kind == "month":
        if is_date(parts[1], parts[0], 1):
            yield Token("N", (Day(parts[1], parts[0]),), start, end)
    elif kind == "dotted" and words.dotted and text[end : end + 1] == ".":
        # 14.05. is a day, 5.10. only behind a preposition: else it is a section.
        is_due = len(typed) == 5 or not words.before or word_before(text, start) in words.before
        if is_due and is_date(2000, parts[1], parts[0]):
            yield Token("N", (Day(None, parts[1], parts[0]),), start, end + 1)


def _whole(dates: Iterable[tuple[int, int, int]], start: int, end: int) -> Iterator[Token]:
    days = tuple(Day(*each) for each in sorted(dates) if is_date(*each))
    if days:
        yield Token("N", days, start, end)


def _orders(number: Number, parts: list[int]) -> set[tuple[int, int, int]]:
    """Read 4/5/2019: by the order of the language, by what can be, or in a source both ways."""
    first, second, year = parts
    digits = len(_DIGITS.findall(number.typed)[2])
    if digits < 4:
        if number.words.order == "ymd":
            return {(whole_year(first), second, year)}
        # The 1.2.3 of a version or a section.
        if digits == 1:
            return set()
        year = whole_year(year)
    ways = [(year, second, first), (year, first, second)]
    if "/" in number.typed:
        if number.is_source:
            return set(ways)
        if number.words.order == "mdy":
            ways.reverse()
    return {ways[0] if is_date(*ways[0]) else ways[1]}


def _years(number: Number) -> Iterator[Token]:
    """Read 2018/19 as a financial year, 2015–18 as a stretch, and 2019-05 as a month."""
    _, typed, start, end, words, is_source = number
    digits = len(typed) - 5
    first, second = int(typed[:4]), int(typed[5:])
    if not FIRST_YEAR <= first <= LAST_YEAR:
        return
    last = first - first % 100 + second if digits == 2 else second
    if digits == 2 and first % 100 == 99 and second == 0:
        last += 100
    is_month = digits == 2 and typed[4] == "-" and 1 <= second <= 12
    month = (Day(first, second),) if is_month else ()
    if month and words.order == "ymd":
        yield Token("N", month, start, end)
    elif last == first + 1:
        year = Day(first, part="financial", number=last)
        others = (Day(first), Day(last), *month) if is_source else ()
        yield Token("F", (year, *others), start, end)
    elif first < last <= LAST_YEAR:
        yield Token("Y", first, start, start + 4)
        yield Token("Y", last, end - digits, end)
    elif month:
        yield Token("N", month, start, end)


def _days(number: Number) -> Iterator[Token]:
    """Read 13–14 as two days, whose month may stand beside them."""
    text, typed, start, end, words, _ = number
    first, second = _DIGITS.findall(typed)
    after = words.after_day and words.after_day.match(text, end)
    if _is_joined_to_word(text, start, words) or (not after and text[end : end + 1].isalpha()):
        return
    if 1 <= int(first) <= 31 and 1 <= int(second) <= 31:
        yield Token("SD"[len(first) - 1], int(first), start, start + len(first))
        later = after.end() if after else end
        yield Token("SD"[len(second) - 1], int(second), end - len(second), later)
