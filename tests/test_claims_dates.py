"""Dates and times are read as they are meant, and a source's agrees only where it can be the same."""

from datetime import date
from pathlib import Path

import pytest

from briefgen.claims.dates import agreement, dates_in
from briefgen.claims.mention import Clock

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
