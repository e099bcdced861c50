"""A date or a time that Babel writes, in any of its locales, is read again, and no other one."""

from datetime import date, time
from pathlib import Path

import pytest
from babel import Locale, localedata
from babel.dates import format_date, format_skeleton, format_time
from hypothesis import assume, example, given
from hypothesis import strategies as st

from briefgen.claims.dates import agreement, dates_in
from briefgen.claims.mention import Clock, Day

LOCALES = sorted(
    name.replace("_", "-") for name in localedata.locale_identifiers() if name != "root"
)
WIDTHS = ("short", "medium", "long", "full")
SKELETONS = ("MMMd", "yMMM", "yMMMd")
FILE = Path(__file__).parent / "claims" / "dates" / "unread.txt"
LINES = [line for line in FILE.read_text("utf-8").splitlines() if line and line[0] != "#"]
UNREAD = {locale.strip(): forms.split() for locale, forms, _ in (line.split("|") for line in LINES)}

locales = st.sampled_from(LOCALES)
# Two digits of a year are those of 1950 to 2049.
days = st.dates(date(1950, 1, 1), date(2049, 12, 31))
times = st.times().map(lambda at: time(at.hour, at.minute))


def is_unread(locale, form):
    parts = locale.split("-")
    above = {"-".join(parts[: length + 1]) for length in range(len(parts))}
    # English of a region has its own order.
    above -= {"en"} if form == "short" and locale != "en" else set()
    return any(form in UNREAD.get(name, ()) for name in above)


def written(day, locale, form):
    babel = Locale.parse(locale, sep="-")
    if form in WIDTHS:
        return format_date(day, form, babel)
    return format_skeleton(form, day, locale=babel)


def typed(day, form):
    """What of a date a form says."""
    year = day.year if form != "MMMd" else None
    return Day(year, day.month, None if form == "yMMM" else day.day)


def has(text, locale, value):
    return any(
        agreement(value, mention.value) for mention in dates_in(text, locale, is_source=True)
    )


@given(locales, days, st.sampled_from(WIDTHS + SKELETONS))
@example("ar-EG", date(2019, 5, 14), "short")
@example("hu", date(2019, 5, 14), "yMMMd")
@example("ja", date(2019, 12, 3), "full")
@example("he", date(2019, 5, 14), "long")
@example("cs", date(2019, 5, 14), "medium")
def test_a_date_that_babel_writes_is_found_in_a_text_that_holds_it(locale, day, form):
    assume(not is_unread(locale, form))
    assert has(f"— {written(day, locale, form)}\n", locale, typed(day, form))


@given(locales, days, days, st.sampled_from(WIDTHS + SKELETONS))
def test_another_date_is_not_found_in_it(locale, day, other, form):
    value = typed(other, form)
    turned = Day(day.year, day.day, day.month)
    assume(value not in (typed(day, form), turned))
    assert not has(f"— {written(day, locale, form)}\n", locale, value)


@given(locales, times)
@example("zh-Hant", time(14, 30))
@example("da", time(14, 30))
def test_a_time_that_babel_writes_is_found_in_a_text_that_holds_it(locale, at):
    assume(not is_unread(locale, "time"))
    text = format_time(at, "short", locale=locale.replace("-", "_"))
    assert has(f"— {text}\n", locale, Clock(at.hour * 60 + at.minute))


@given(locales, times, times)
def test_another_time_is_not_found_in_it(locale, at, other):
    # Of 2:30 not every locale says which half of the day it is in.
    assume((at.hour % 12, at.minute) != (other.hour % 12, other.minute))
    text = format_time(at, "short", locale=locale.replace("-", "_"))
    assert not has(f"— {text}\n", locale, Clock(other.hour * 60 + other.minute))


@given(days, st.sampled_from(["ar-EG", "fa", "hi", "bn", "mr", "ne", "my", "th"]))
def test_the_digits_may_be_those_of_the_language(day, locale):
    text = written(day, locale, "long")
    zero = {"ar-EG": 0x660, "fa": 0x6F0, "hi": 0x966, "bn": 0x9E6, "th": 0xE50}.get(locale, 0x966)
    own = text.translate({ord("0") + digit: zero + digit for digit in range(10)})
    assert has(f"— {own}\n", locale, typed(day, "long"))


@pytest.mark.parametrize("line", LINES)
def test_every_exception_has_its_reason(line):
    locale, forms, reason = (part.strip() for part in line.split("|"))
    assert locale in LOCALES
    assert {*forms.split()} <= {*WIDTHS, *SKELETONS, "time"}
    assert reason
