"""Which languages a brief may be in: those whose dates the fonts can print."""

from __future__ import annotations

from datetime import date, time

import pytest
from babel import Locale, localedata
from babel.core import get_global

from briefgen.checks.glyphs import can_print, prints_dates
from briefgen.model.entry import ValueFault
from briefgen.model.languages import LANGUAGES, MEANT_LANGUAGES
from briefgen.model.scalars import _language
from briefgen.view.times import span_of_time
from briefgen.view.words import day, days, listed

DAYS = [date(2024, month, 1 + month) for month in range(1, 13)]
LOCALES = {name.replace("_", "-") for name in localedata.locale_identifiers()}
PRIMARY = LOCALES | {name.replace("_", "-") for name in get_global("language_aliases")}


def is_printed(language):
    words = [day(when, language, weekday=True).text for when in DAYS]
    words += [listed("abc", language), days(DAYS, language), days(DAYS[:2], language)]
    words += [
        days([DAYS[0], date(2024, 1, 9)], language),
        days([*DAYS, date(2025, 1, 1)], language),
    ]
    words += [span_of_time(time(hour), hour * 60 + 30, language) for hour in (1, 9, 13)]
    words += [span_of_time(time(11), 13 * 60, language)]
    return all(map(can_print, set("".join(words))))


def test_a_language_is_refused_where_its_dates_cannot_be_printed():
    assert [name for name in sorted(PRIMARY) if prints_dates(name) and not is_printed(name)] == []


def test_no_language_is_refused_whose_dates_can_be_printed():
    # Where a script is named, dates may fall back on other letters than the words are in.
    plain = {name for name in PRIMARY if all(len(part) != 4 for part in name.split("-"))}
    refused = [name for name in sorted(plain) if not prints_dates(name)]
    assert len(refused) > 60
    assert [name for name in refused if is_printed(name)] == []


@pytest.mark.parametrize(
    "language",
    ["en", "el", "bg", "tr", "vi", "sr", "sr-Latn", "uz", "az-Cyrl", "fr", "de-AT", "ru"],
)
def test_latin_cyrillic_and_greek_are_fine(language):
    assert prints_dates(_language(language))


@pytest.mark.parametrize(
    "language",
    ["ar", "fa-AF", "ur", "ps", "he-IL", "yi", "hi", "mr", "ne", "bn", "as", "th", "ka", "hy"],
)
def test_scripts_whose_fonts_are_shipped_are_fine(language):
    assert prints_dates(_language(language))


@pytest.mark.parametrize("language", ["ja-Latn", "JA", "sr-Ethi", "zh-Hans-CN", "ta-LK", "cmn"])
def test_a_tag_with_more_parts_is_refused_as_well(language):
    assert not prints_dates(language)


def test_the_languages_of_two_letters_are_those_that_there_are():
    assert {code for code in Locale("en").languages if len(code) == 2} == LANGUAGES
    assert LANGUAGES.isdisjoint(MEANT_LANGUAGES)
    assert LANGUAGES.issuperset(MEANT_LANGUAGES.values())


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("zz", "Type en"),
        ("zz-Latn", "Type en"),
        ("jp", "`ja`"),
        ("eng", "`en`"),
        ("en-UK", "`en-GB`"),
        ("en-12", "Type en"),
    ],
)
def test_what_is_no_language_is_refused(typed, hint):
    with pytest.raises(ValueFault) as caught:
        _language(typed)
    assert caught.value.type == "unknown-value"
    assert hint in caught.value.context["hint"]


@pytest.mark.parametrize("tag", ["chr", "sr-Latn-RS", "es-419", "de-1996", "ca-valencia", "ZH-yue"])
def test_a_tag_of_any_length_is_taken(tag):
    assert _language(tag) == tag
