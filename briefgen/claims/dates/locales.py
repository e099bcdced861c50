"""Read the words of a language for dates and times out of Babel.

These are the names of months, weekdays and halves of the day, what stands between the parts of
dates, and the order of numbers. A month or a weekday alone is no date here, since nobody knows
whether its name is an everyday word as well, and there are no lists and no relative dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from briefgen.claims.dates.glue import ENGLISH, glue_of, numbered
from briefgen.claims.dates.words import Meaning, TimeWords, Words, any_of, plain
from briefgen.ground.regexes import regex

if TYPE_CHECKING:
    from babel import Locale

# Written without blanks between words.
UNSPACED = {"zh", "yue", "ja", "th", "lo", "km", "my", "bo", "dz", "ii", "wuu", "nan", "hak"}
SKELETONS = ("MMMd", "MMMMd", "yMMM", "yMMMM", "yMMMd", "yMMMMd", "d", "y")
WIDTHS = ("wide", "abbreviated")
CONTEXTS = ("format", "stand-alone")


def words_of_locale(tag: str) -> Words | None:
    """Get the words of a language by its tag, or None where Babel doesn't know it."""
    locale = _locale(tag)
    if locale is None:
        return None
    found = list(_literals(locale))
    between = {literal for before, literal, after in found if before and after}
    glue = glue_of(sorted(between), (), ())
    # A comma between day and month isn't that of a list.
    commas = {mark for before, mark, after in found if {before, after} == {"d", "M"}}
    glue |= dict.fromkeys({mark for mark in commas if plain(mark) in (",", "،")}, "o")
    is_spaced = locale.language not in UNSPACED
    meanings = list(_meanings(locale, found))
    return Words(
        meanings=ENGLISH | {plain(form): meaning for form, meaning in meanings},
        scanner=_scanner({*ENGLISH, *(form for form, _ in meanings)}, is_spaced=is_spaced),
        glue=glue,
        order=_order(locale),
        month_first=True,
        year_first=True,
        dotted=True,
        has_lone_names=False,
        is_spaced=is_spaced,
        after_day=_pattern(_behind(found, "d"), is_spaced=is_spaced),
        after_year=_pattern(_behind(found, "y"), is_spaced=is_spaced),
        time=_times(locale),
    )


def _scanner(forms: set[str], *, is_spaced: bool) -> re.Pattern[str]:
    trie = any_of(forms | {plain(form) for form in forms})
    return regex(rf"(?<!\w){trie}(?!\w)" if is_spaced else trie, re.IGNORECASE)


def _locale(tag: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    for name in (tag, tag.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


# What stands between two fields of a date: d, M or y, or nothing at an end.
Literal = tuple[str, str, str]


def _literals(locale: Locale) -> Iterator[Literal]:
    """List what the patterns of dates have between, before and behind the fields."""
    from babel.dates import tokenize_pattern

    skeletons = locale.datetime_skeletons
    patterns = [*locale.date_formats.values()]
    patterns += [skeletons[name] for name in SKELETONS if name in skeletons]
    for pattern in patterns:
        before, literal = "", ""
        for kind, value in tokenize_pattern(pattern.pattern):
            if kind == "chars":
                literal += str(value)
                continue
            field = {"L": "M", "u": "y", "Y": "y"}.get(value[0], value[0])
            yield before, literal, field if field in "dMy" else ""
            before, literal = field if field in "dMy" else "", ""
        yield before, literal, ""


def _behind(literals: Iterable[Literal], field: str) -> Iterator[str]:
    """List the words that stand right behind a field: 14日, 2019 г."""
    for before, literal, next_field in literals:
        if before == field:
            word = re.match(r"\s?([^\W\d_]+\.?|\([^\W\d_]+\)[^\W\d_]*)", literal)
            # What has a blank before it belongs to the year, or is a word between two fields.
            if word and (not literal[:1].isspace() or (field == "y" and not next_field)):
                yield word[1]


def _pattern(words: Iterable[str], *, is_spaced: bool) -> re.Pattern[str] | None:
    forms = {plain(word) for word in words}
    if not forms:
        return None
    end = r"(?:(?<=[.)])|(?![^\W\d_]))" if is_spaced else ""
    return regex(rf"\s?(?:{any_of(forms)}){end}", re.IGNORECASE)


def _meanings(locale: Locale, literals: list[Literal]) -> Iterator[tuple[str, Meaning]]:
    days = [[str(names[day]).rstrip(".") for names in _names(locale.days)] for day in range(7)]
    yield from numbered("W", days, 0)
    ends = {*_behind(literals, "M")}
    before = [literal.lstrip() for _, literal, field in literals if field == "M"]
    is_spaced = locale.language not in UNSPACED
    # A preposition may be a part of the word: במאי.
    heads = {"", *(word for word in before if word[-1:].isalpha() and is_spaced)}
    for month in range(1, 13):
        forms = {str(names[month]).rstrip(".") for names in _names(locale.months)}
        ways = {head + form + end for form in forms for head in heads for end in {"", *ends}}
        if not is_spaced:
            # Months that are numbers with a word: 5月.
            ways |= {f"{number}{end}" for end in ends for number in (month, f"{month:02}")}
        yield from ((form, ("m", month)) for form in ways)


def _names(table: Mapping[str, Any]) -> Iterator[Mapping[int, str]]:
    for context in CONTEXTS:
        yield from (table[context][width] for width in WIDTHS)


def _order(locale: Locale) -> str:
    """Get the order of day, month and year in the short date."""
    short = locale.date_formats["short"].pattern
    return "".join(sorted("dmy", key=lambda field: short.lower().find(field)))


def _times(locale: Locale) -> TimeWords:
    periods = [
        table
        for context in locale.day_periods.values()
        for width in ("wide", "abbreviated")
        if (table := context.get(width))
    ]
    halves = {
        plain(names[half]): minutes
        for names in periods
        for half, minutes in (("am", 0), ("pm", 720))
        if half in names
    } or {"am": 0, "pm": 720}
    word = rf"(?P<half>{any_of(halves)})"
    pattern = locale.time_formats["short"].pattern
    return TimeWords(
        half=regex(rf"\s?{word}(?!\w)", re.IGNORECASE),
        halves=halves,
        half_before=regex(rf"(?<!\w){word}\s?\Z", re.IGNORECASE),
        hours=regex(r"\s?(?:(?P<sure>(?!))|h)\s?(?P<minutes>[0-5]\d)(?!\w)"),
        dotted=bool(re.search(r"[Hh]\.mm", pattern)),
        twelve="h" in pattern,
    )
