"""Writes dates, lists and names of languages as the brief's language does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from briefgen.ground.regexes import regex
from briefgen.markdown.marks import nearest
from briefgen.view.data import Day
from briefgen.view.date_styles import is_short, styled, styled_range
from briefgen.view.stretches import stretch, whole_date

NO_BREAK = "\u00a0"
# A word that ends in a day of the month with a point (`2.`), and one that is a day or two (`1–2.`).
ORDINAL = regex(r"(?<!\d)\d{1,2}(?:\.|er|º)\Z")
# How the first of a month is written where all other days have plain numbers.
FIRST_OF_MONTH = {"fr": "1er", "it": "1º", "pt-br": "1º"}
FIRST = regex(r"(?<!\d)1(?=[ \u202f–])")
# An `and` that is joined to a Latin letter or a number, and what stands between them, by language.
BEFORE_LATIN = {
    "ar": (regex(r"(?<=\sو)(?=[A-Za-zÀ-ɏ])"), NO_BREAK),
    "he": (regex(r"(?<=\sו)(?=[A-Za-zÀ-ɏ0-9])"), "-"),
}
DAYS = regex(r"\d{1,2}(?:\.|er|º)?(?:[^\w ]{1,3}\d{1,2})?[,.]*\Z")


@cache
def locale_of(language: str) -> Locale:
    """Find Babel's locale for a language tag; if it has none, the nearest, and at last `en-GB`."""
    # Parts are left out from the end: `de-CH-1996`, `de-CH`, `de`.
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("_".join(parts[:length]))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_GB")


def day(when: date | None, language: str, style: str = "", *, weekday: bool = False) -> Day:
    """Write a date: 13 May 2019, or Monday 13 May 2019. It is empty for None.

    `style` is that of a house (`date_styles`); without one, it is the language's. It is a style of
    English: other languages only take from it that the month is abbreviated. Hard spaces keep day
    and month on one line. In French the first of a month is an ordinal: 1er mai 2019.
    """
    if when is None:
        return Day()
    locale = locale_of(language)
    if style and locale.language == "en":
        text = styled(when, style, locale, weekday=weekday)
        return Day(_day_and_month_joined(text, language), when.isoformat())
    # CLDR's long form is `2019年5月13日月曜日`, but offices write the day of the week in brackets.
    if is_short(style) or (weekday and locale.language == "ja"):
        text = format_skeleton("yMMMEd" if weekday else "yMMMd", when, locale=locale)
    else:
        text = format_date(when, "full" if weekday else "long", locale)
    if locale.language == "ja":
        text = text.replace("(", "（").replace(")", "）")
    # CLDR has `Monday, 13 May 2019` for British English, but British printers set no comma.
    if weekday and locale.language == "en" and whole_date(locale).fields[0] == "d":
        text = text.replace(",", "", 1)
    return Day(_day_and_month_joined(text, language), when.isoformat())


def days(dates: Sequence[date], language: str, style: str = "") -> str:
    """Write the range from the earliest to the latest date: 13–14 May 2019; empty for no dates."""
    if not dates:
        return ""
    first, last = min(dates), max(dates)
    if first == last:
        return day(last, language, style).text
    locale = locale_of(language)
    if style and locale.language == "en":
        text = styled_range(first, last, style, locale)
    else:
        text = stretch(first, last, locale, short=is_short(style))
    return _day_and_month_joined(text, language)


def listed(names: Sequence[str], language: str) -> str:
    """Write names as a list in a sentence: Moscow and Sochi; empty for no names."""
    locale = locale_of(language)
    text = format_list(list(names), locale=locale) if names else ""
    # In Arabic and Hebrew `and` is joined to the word behind it, but not to Latin letters.
    joined = BEFORE_LATIN.get(locale.language)
    return joined[0].sub(joined[1], text) if joined else text


def language_name(tag: str, language: str) -> str:
    """Find the name of the language `tag` in another language; its tag if there is no name.

    Empty for an empty tag.
    """
    if not tag:
        return ""
    return locale_of(tag).get_language_name(locale_of(language)) or tag


def _day_and_month_joined(text: str, language: str) -> str:
    """Put hard spaces between day and month, so that they stay on one line.

    A line may still end at a dash between two dates.
    """
    if first := nearest(FIRST_OF_MONTH, language):
        text = FIRST.sub(first, text)
    parts = text.split(" ")
    out = parts[0]
    for before, word in pairwise(parts):
        joined = before[-1:].isdigit() or ORDINAL.search(before) or DAYS.match(word)
        # A part without letters and digits is the dash.
        is_sign = not any(map(str.isalnum, before)) or not any(map(str.isalnum, word))
        out += (NO_BREAK if joined and not is_sign else " ") + word
    return out
