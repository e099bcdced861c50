"""Read the words of a language for dates and times: of its file in `languages/`, or of Babel.

A language is one file, found by being there. In `[dates]`: `months` and `short_months` have the
forms of each month, `weekdays` those of each day from Monday on; with `capital` they are written
with a capital; `doubtful` forms of months are everyday words or names as well. `days` are days in
words; `ordinals` stand behind the number of a day, `year_words` behind that of a year. `of` may
stand between the parts of a date, `to` between the ends of a stretch, `and` between the last two of
a list. A month alone counts behind a word in `before`, a year in doubt behind one in `year_before`,
and a number before a word in `counted` is no year. `decades` are words and numbers,
`decade_suffixes` and `decade_before` what makes 1990 a decade; where there are `decade_articles`,
the nineties need one of them, since people may be in their nineties. `fiscal` is what makes 2019 a
financial year, `year_ends` stand before its last day; `century`, `quarters` and `halves` are their
names. `month_first` allows May 14, and in the regions in `month_first_in` 5/14/2019 as well;
`dotted` means that dates are 14.5.2019.
`[dates.relative]` has days from the date of the text, or years, months or quarters; `beside` are
years from the one that is named before.

In `[times]`: `am` and `pm` stand behind the hour, with `{}` for a weekday, as does `clock`; `hours`
too, but may mean a length of time, and a word in `before` tells one from the other. With `minutes`,
the minutes and one of these words may follow. With `twelve`, 2:30 may be in the afternoon; with
`dotted`, 14.30 may be a time. `words` are minutes from midnight, `spoken` what is added to the hour
named in `{}`, by `hour_names`, or in `<>`, by `hours_of`; `about` are hedges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from briefgen.claims.dates.glue import ENGLISH, glue_of, numbered
from briefgen.claims.dates.words import (
    Meaning,
    TimeWords,
    Words,
    any_of,
    by_first_word,
    phrases_of,
    plain,
)
from briefgen.claims.mention import Clock, Day
from briefgen.ground.regexes import regex
from briefgen.ground.tables import table_at

FOLDER = Path(__file__).parent / "languages"


@cache
def words_of(language: str) -> Words:
    """Get the words of a language, by its tag; those of English where nobody knows it."""
    tag = language.replace("_", "-")
    if is_known(tag):
        file = FOLDER / f"{tag.split('-')[0].lower()}.toml"
        return _from(table_at(file), tag)
    from briefgen.claims.dates.locales import words_of_locale

    return words_of_locale(tag) or words_of("en")


def is_known(language: str) -> bool:
    """Tell whether a language has a file here; of others only names and patterns are known."""
    code = language.replace("_", "-").split("-")[0].lower()
    return code.isalpha() and (FOLDER / f"{code}.toml").exists()


def _from(data: Mapping[str, Any], tag: str) -> Words:
    dates, times = data["dates"], data["times"]
    is_month_first = not {*tag.split("-")[1:]}.isdisjoint(dates.get("month_first_in", ()))
    meanings = ENGLISH | {plain(name): meaning for name, meaning in _meanings(dates, times)}
    return Words(
        meanings=meanings,
        phrases=by_first_word(meanings),
        glue=glue_of(dates["of"], dates["to"], dates["and"]),
        order="mdy" if is_month_first else "dmy",
        month_first=dates.get("month_first", False),
        capital=dates.get("capital", False),
        dotted=dates.get("dotted", False),
        doubtful=_set(dates, "doubtful"),
        before=_set(dates, "before"),
        year_before=_set(dates, "year_before"),
        counted=_set(dates, "counted"),
        after_day=_behind(dates.get("ordinals", ()), r"\s?"),
        after_year=_behind(dates.get("year_words", ()), r"\s{0,2}"),
        decade_after=_behind(dates.get("decade_suffixes", ()), ""),
        decade_articles=_set(dates, "decade_articles"),
        decade_before=phrases_of(dates.get("decade_before", ())),
        financial=phrases_of(dates.get("fiscal", ())),
        year_ends=phrases_of(dates.get("year_ends", ())),
        time=_times(times, [day for forms in dates["weekdays"] for day in forms[:1]]),
    )


def _set(table: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(plain(word) for word in table.get(key, ()))


def _behind(words: Sequence[str], head: str) -> re.Pattern[str] | None:
    if not words:
        return None
    # Behind a dot there may be a letter again: "г.Москва".
    return regex(rf"{head}(?:{any_of(words)})(?:(?<=\.)|(?!\w))", re.IGNORECASE)


def _meanings(dates: Mapping[str, Any], times: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """List all words with what they mean; of those that are alike the last one counts."""
    # In Spanish, mar is a Tuesday as well as March.
    yield from numbered("W", dates["weekdays"], 0)
    for word, shift in dates.get("relative", {}).items():
        yield word, ("R", shift)
    yield from _times_in_words(times)
    for word, year in dates.get("decades", {}).items():
        yield word, ("E", Day(year, part="decade"))
    yield from ((word, ("K", None)) for word in dates.get("century", ()))
    for word, number in dates.get("centuries", {}).items():
        yield word, ("E", Day(100 * (number - 1), part="century"))
    for word, day in dates.get("named", {}).items():
        found = date.fromisoformat(day)
        yield word, ("E", Day(found.year, found.month, found.day))
    yield from ((word, ("S", day)) for word, day in dates.get("days", {}).items())
    for sign, key in (("Q", "quarters"), ("H", "halves"), ("m", "short_months"), ("M", "months")):
        yield from numbered(sign, dates.get(key, ()), 1)


def _times_in_words(times: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for word, minutes in times.get("words", {}).items():
        yield word, ("T", Clock(minutes))
    for name, shift in times.get("spoken", {}).items():
        hours = times["hours_of" if "<>" in name else "hour_names"]
        for hour, forms in enumerate(hours, 1):
            # With digits only what has minutes: `clocks` reads the others.
            for form in (*forms, str(hour)) if shift % 60 else forms:
                spoken = name.replace("{}", form).replace("<>", form)
                yield spoken, ("T", _spoken(hour, shift))


def _spoken(hour: int, shift: int) -> Clock:
    """Get the time of `half past two`: 30 minutes are added, or 720 where the half is named."""
    minutes = (hour % 12 * 60 + shift) % 1440
    return Clock(minutes, is_either=abs(shift) < 60)


def _times(times: Mapping[str, Any], weekdays: Sequence[str]) -> TimeWords:
    halves = {
        plain(word.replace("{}", day)): minutes
        for key, minutes in (("am", 0), ("pm", 720))
        for word in times[key]
        for day in (weekdays if "{}" in word else ("",))
    }
    minutes = r"(?P<minutes>[0-5]\d)(?![\d%]|[.,]\d)" if "minutes" in times else "(?P<minutes>(?!))"
    tail = rf"(?:\s?{minutes}(?:\s{any_of(times.get('minutes', ()))}(?!\w))?)?"
    names = rf"(?:(?P<sure>{any_of(times.get('clock', ())) or '(?!)'})|{any_of(times['hours'])})"
    return TimeWords(
        half=regex(rf"\s{{0,3}}(?P<half>{any_of(halves)})(?:(?<=\.)|(?!\w))", re.IGNORECASE),
        halves=halves,
        hours=regex(
            rf"\s{{0,2}}{names}(?:(?<=\.)|(?![^\W\d_])){tail}",
            re.IGNORECASE,
        ),
        dotted=times.get("dotted", False),
        twelve=times.get("twelve", False),
        before=phrases_of(times["before"]),
        about=phrases_of(times["about"]),
    )
