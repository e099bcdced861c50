"""Dates and times are read as they are meant, and a source's agrees only where it can be the same."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from briefgen.claims.dates import agreement, can_tell, dates_in, read_keys, typed_keys
from briefgen.claims.dates.languages import FOLDER
from briefgen.claims.mention import Clock, Day

CASES = Path(__file__).parent / "claims" / "dates"
LANGUAGES = ("en", "de", "fr", "es", "ru")


def lines_of(name):
    lines = (CASES / f"{name}.txt").read_text("utf-8").splitlines()
    return [
        [part.strip() for part in line.split("|")]
        for line in lines
        if line and not line.startswith("#")
    ]


def written(value):
    """A date or a time as the files of cases write it."""
    if isinstance(value, Clock):
        hour, minute = divmod(value.minutes, 60)
        return f"{'~' * value.is_about}{hour:02}:{minute:02}{'?' * value.is_either}"
    if value.weekday is not None:
        return ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][value.weekday]
    if value.part == "financial":
        return f"{value.year}/{value.number}" if value.number else f"FY{value.year}"
    if value.part:
        kind = {"decade": "s", "century": "c", "quarter": f"-Q{value.number}"}
        return f"{value.year or '*'}{kind.get(value.part, f'-H{value.number}')}"
    parts = [value.month, value.day]
    return "-".join([str(value.year or "*"), *(f"{part:02}" for part in parts if part)])


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, *case) for language in LANGUAGES for case in lines_of(language)],
)
def test_a_typed_date_is_read_as_it_is_meant(language, text, expected):
    found = dates_in(text, language)
    assert ", ".join(written(mention.value) for mention in found) == expected


def best(typed, source, about, language="en"):
    """How the source has the one date that is typed."""
    (mention,) = dates_in(typed, language)
    read = dates_in(source, language, about, is_source=True)
    found = {agreement(mention.value, each.value) for each in read}
    return "found" if "found" in found else "rounded" if "rounded" in found else "none"


@pytest.mark.parametrize(("typed", "source", "about", "expected"), lines_of("pairs"))
def test_a_date_is_found_only_in_a_source_that_has_it(typed, source, about, expected):
    assert best(typed, source, date.fromisoformat(about) if about else None) == expected


def all_values(name, language, *, is_source):
    """The dates of all lines of a file of cases."""
    texts = [line[int(is_source)] if name == "pairs" else line[0] for line in lines_of(name)]
    mentions = [
        mention
        for text in texts
        for mention in dates_in(text, language, date(2019, 5, 10), is_source=is_source)
    ]
    return {mention.value for mention in mentions if isinstance(mention.value, Day)}


def test_dates_that_agree_share_a_key():
    typed = all_values("en", "en", is_source=False) | all_values("pairs", "en", is_source=False)
    read = all_values("en", "en", is_source=True) | all_values("pairs", "en", is_source=True)
    agreeing = [(one, other) for one in typed for other in read if agreement(one, other)]
    assert len(agreeing) > 300
    apart = [pair for pair in agreeing if {*typed_keys(pair[0])}.isdisjoint(read_keys(pair[1]))]
    assert apart == []


def test_what_may_be_a_number_in_a_source_says_so():
    found = dates_in("Output 1950 and 14.30; in 1951 at 14:30", "en", is_source=True)
    assert [mention.value.sure for mention in found] == [False, False, True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_a_month_is_read_between_day_and_year(language):
    months = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))["dates"]
    dot = "." if language == "de" else ""
    for key in ("months", "short_months"):
        assert len(months[key]) == 12
        for number, forms in enumerate(months[key], 1):
            for form in [*forms, *map(str.upper, forms)]:
                (found,) = dates_in(f"x 14{dot} {form} 2019 x", language)
                assert found.value == Day(2019, number, 14), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_relative_word_is_worked_out_from_the_date_of_a_source(language):
    words = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))["dates"]["relative"]
    for word, shift in words.items():
        found = dates_in(f"x {word} x", language, date(2019, 5, 10), is_source=True)
        days = [mention.value for mention in found]
        if isinstance(shift, int):
            assert Day(2019, 5, 10 + shift) in days, word
        elif shift.startswith(("year", "beside")):
            assert Day(2019 + int(shift[-2:])) in days, word
        elif shift.startswith("month"):
            assert Day(2019, 5 + int(shift[-2:])) in days, word
        else:
            assert Day(2019, part="quarter", number=1) in days, word


def test_a_relative_word_is_nothing_where_it_is_typed():
    assert dates_in("Yesterday, and last year, and next month", "en", date(2019, 5, 10)) == []


@pytest.mark.parametrize(
    ("typed", "language", "can"),
    [
        ("the third quarter", "de", True),
        ("the third quarter", "hu", False),
        ("the 1990s", "hu", False),
        ("on Monday", "hu", False),
        ("at noon", "hu", False),
        ("at half past two", "hu", False),
        ("at 14:30", "hu", True),
        ("14 May 2019", "hu", True),
        ("in May", "hu", True),
        ("in 2018/19", "hu", True),
    ],
)
def test_of_a_language_without_a_file_only_some_things_are_told(typed, language, can):
    (mention,) = dates_in(typed, "en")
    assert can_tell(mention.value, language) == can
