"""Dates, stretches of days and times say in every language what the brief says."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from babel import Locale, localedata
from babel.dates import DateTimeFormat

from briefgen.builds import pipeline
from briefgen.builds.pipeline import Timings
from briefgen.look import Look
from briefgen.render.page import render
from briefgen.view.stretches import whole_date
from briefgen.view.times import clock, span_of_time, zone_names
from briefgen.view.words import day, days

LOCALES = sorted(name.replace("_", "-") for name in localedata.locale_identifiers())
DAY, LATER, NEXT_MONTH, NEXT_YEAR = (
    date(2019, 3, 12),
    date(2019, 3, 16),
    date(2019, 5, 20),
    date(2020, 1, 15),
)
SPACES = re.compile(r"[\u00a0\u2009\u202f]")


def plain(text):
    """The text with ordinary spaces, so that it can be compared by eye."""
    return SPACES.sub(" ", text)


def month(when, locale):
    """The month as it is written in a date."""
    whole = whole_date(locale)
    return str(DateTimeFormat(when, locale)[whole.typed[whole.fields.index("M")]])


def read(text, dates, locale):
    """What a text says: its months in their order, and the numbers beside them."""
    text, at = plain(text), {}
    for name in sorted({month(each, locale) for each in dates}, key=len, reverse=True):
        found = re.search(rf"(?<!\d){re.escape(plain(name))}(?!\d)", text)
        assert found, f"{name} is not in {text}"
        at[name] = found.start()
        text = text[: found.start()] + "_" * len(name) + text[found.end() :]
        text = re.sub(rf"(?<!\d){re.escape(plain(name))}(?!\d)", "_" * len(name), text)
    return sorted(at, key=at.get), [int(number) for number in re.findall(r"\d+", text)]


@pytest.mark.parametrize("language", LOCALES)
def test_a_stretch_of_days_has_the_years_months_and_days_of_the_brief(language):
    locale = Locale.parse(language.replace("-", "_"))
    for last in (LATER, NEXT_MONTH, NEXT_YEAR):
        months, numbers = read(days([last, DAY], language), (DAY, last), locale)
        assert months == list(dict.fromkeys([month(DAY, locale), month(last, locale)]))
        found = Counter(numbers)
        assert set(found) == {DAY.year, last.year, DAY.day, last.day}
        assert found[DAY.day] == found[last.day] == 1
        assert numbers.index(DAY.day) < numbers.index(last.day)


@pytest.mark.parametrize("language", LOCALES)
def test_a_day_has_the_year_month_and_day_of_the_brief(language):
    locale = Locale.parse(language.replace("-", "_"))
    months, numbers = read(day(DAY, language).text, [DAY], locale)
    assert months == [month(DAY, locale)]
    assert sorted(numbers) == [DAY.day, DAY.year]
    with_weekday = day(DAY, language, weekday=True).text
    assert {DAY.day, DAY.year} <= set(map(int, re.findall(r"\d+", with_weekday)))
    assert with_weekday != day(date(2019, 3, 13), language, weekday=True).text


@pytest.mark.parametrize("language", LOCALES)
def test_two_times_say_which_they_are(language):
    spans = [(2, 10), (2, 150), (9, 14), (11, 13 * 60), (14, 15 * 60), (14, 870), (23, 23 * 60 + 5)]
    printed = [span_of_time(time(hour), end, language) for hour, end in spans]
    assert len(set(printed)) == len(spans)
    for text, (hour, end) in zip(printed, spans, strict=True):
        hours, minutes = divmod(end, 60)
        first, zero, last, rest = map(int, re.findall(r"\d+", text))
        assert first in (hour, hour % 12)
        assert last in (hours, hours % 12 or 12)
        assert (zero, rest) == (0, minutes)


@pytest.mark.parametrize(
    ("language", "near", "far"),
    [
        ("en-GB", "12–16 March 2019", "12 March – 20 May 2019"),
        ("en-US", "March 12–16, 2019", "March 12 – May 20, 2019"),
        ("en-CA", "March 12–16, 2019", "March 12 – May 20, 2019"),
        ("az", "12–16 mart 2019", "12 mart 2019 – 20 may 2019"),
        ("bg", "12 – 16 март 2019 г.", "12 март – 20 май 2019 г."),
        ("bs", "12–16. mart 2019.", "12. mart – 20. maj 2019."),
        ("ca", "12–16 de març del 2019", "12 de març – 20 de maig del 2019"),
        ("cs", "12.–16. března 2019", "12. března – 20. května 2019"),
        ("da", "12.–16. marts 2019", "12. marts–20. maj 2019"),
        ("de", "12.–16. März 2019", "12. März – 20. Mai 2019"),
        ("de-AT", "12.–16. März 2019", "12. März – 20. Mai 2019"),
        ("el", "12–16 Μαρτίου 2019", "12 Μαρτίου – 20 Μαΐου 2019"),
        ("es", "12–16 de marzo de 2019", "12 de marzo – 20 de mayo de 2019"),
        ("et", "12.–16. märts 2019", "12. märts – 20. mai 2019"),
        ("eu", "2019(e)ko martxoaren 12–16(a)", "2019(e)ko martxoaren 12(a) – maiatzaren 20(a)"),
        ("fi", "12.–16. maaliskuuta 2019", "12. maaliskuuta – 20. toukokuuta 2019"),
        ("fr", "12–16 mars 2019", "12 mars – 20 mai 2019"),
        ("ga", "12 – 16 Márta 2019", "12 Márta – 20 Bealtaine 2019"),
        ("hr", "12. – 16. ožujka 2019.", "12. ožujka – 20. svibnja 2019."),
        ("hu", "2019. március 12–16.", "2019. március 12. – május 20."),
        ("is", "12.–16. mars 2019", "12. mars – 20. maí 2019"),
        ("it", "12–16 marzo 2019", "12 marzo – 20 maggio 2019"),
        ("ja", "2019年3月12日～16日", "2019年3月12日～5月20日"),
        ("ko", "2019년 3월 12일~16일", "2019년 3월 12일 ~ 5월 20일"),
        ("lb", "12.–16. Mäerz 2019", "12. Mäerz – 20. Mee 2019"),
        ("lt", "2019 m. kovo 12–16 d.", "2019 m. kovo 12 – gegužės 20 d."),
        ("lv", "2019. gada 12.–16. marts", "2019. gada 12. marts – 20. maijs"),
        ("mk", "12 – 16 март 2019 г.", "12 март – 20 мај 2019 г."),
        ("mn", "2019 оны гуравдугаар сарын 12 – 16",
         "2019 оны гуравдугаар сарын 12 – тавдугаар сарын 20"),
        ("la", "die 12–16 Martii 2019 p.C.n.",
         "die 12 Martii 2019 p.C.n. – die 20 Maii 2019 p.C.n."),
        ("mt", "12 – 16 ta’ Marzu 2019", "12 ta’ Marzu 2019 – 20 ta’ Mejju 2019"),
        ("nb", "12.–16. mars 2019", "12. mars–20. mai 2019"),
        ("nl", "12–16 maart 2019", "12 maart – 20 mei 2019"),
        ("pl", "12–16 marca 2019", "12 marca – 20 maja 2019"),
        ("pt", "12 – 16 de março de 2019", "12 de março – 20 de maio de 2019"),
        ("ro", "12–16 martie 2019", "12 martie – 20 mai 2019"),
        ("rm", "12–16 da mars 2019", "12 da mars – 20 da matg 2019"),
        ("ru", "12–16 марта 2019 г.", "12 марта – 20 мая 2019 г."),
        ("sk", "12. – 16. marca 2019", "12. marca – 20. mája 2019"),
        ("sl", "12.–16. marec 2019", "12. marec–20. maj 2019"),
        ("sq", "12 – 16 mars 2019", "12 mars – 20 maj 2019"),
        ("sr", "12.–16. март 2019.", "12. март – 20. мај 2019."),
        ("sv", "12–16 mars 2019", "12 mars–20 maj 2019"),
        ("sw", "12 – 16 Machi 2019", "12 Machi 2019 – 20 Mei 2019"),
        ("tr", "12–16 Mart 2019", "12 Mart – 20 Mayıs 2019"),
        ("uk", "12–16 березня 2019 р.", "12 березня – 20 травня 2019 р."),
        ("zh", "2019年3月12日至16日", "2019年3月12日至5月20日"),
    ],
)  # fmt: skip
def test_a_stretch_is_written_as_in_the_language(language, near, far):
    assert plain(days([DAY, LATER], language)) == near
    assert plain(days([DAY, NEXT_MONTH], language)) == far


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en-GB", "12 March 2019 – 15 January 2020"),
        ("da", "12. marts 2019 – 15. januar 2020"),
        ("hu", "2019. március 12. – 2020. január 15."),
        ("ja", "2019年3月12日～2020年1月15日"),
        ("uk", "12 березня 2019 р. – 15 січня 2020 р."),
    ],
)
def test_over_the_turn_of_a_year_both_dates_are_whole(language, printed):
    assert plain(days([DAY, NEXT_YEAR], language)) == printed


def test_the_same_month_of_another_year_is_another_month():
    year_later = DAY.replace(year=2020, day=16)
    assert plain(days([DAY, year_later], "en-GB")) == "12 March 2019 – 16 March 2020"
    assert plain(days([DAY, year_later], "hu")) == "2019. március 12. – 2020. március 16."
    assert plain(days([DAY, DAY.replace(year=2020)], "en-GB")) == "12 March 2019 – 12 March 2020"


def test_a_stretch_of_one_day_is_that_day():
    assert days([DAY, DAY], "hu") == day(DAY, "hu").text
    assert days([], "hu") == ""


@pytest.mark.parametrize("language", ["de", "en-GB", "en-US", "fr", "hu", "lt", "pt", "sk"])
def test_a_line_ends_neither_in_a_date_nor_between_two_days_of_a_month(language):
    text = days([DAY, LATER], language)
    assert not re.search(r"(?<!\d)\d\d\.? \w|– | –", text)


@pytest.mark.parametrize(
    ("language", "weekday"),
    [
        ("en-GB", "Tuesday 12 March 2019"),
        ("en-US", "Tuesday, March 12, 2019"),
        ("en", "Tuesday, March 12, 2019"),
        ("de", "Dienstag, 12. März 2019"),
        ("hu", "2019. március 12., kedd"),
    ],
)
def test_a_day_of_the_programme_has_its_weekday(language, weekday):
    assert plain(day(DAY, language, weekday=True).text) == weekday


@pytest.mark.parametrize(
    ("language", "one", "near", "far"),
    [
        ("en-GB", "14:00", "14:00–14:30", "11:00–14:30"),
        ("en-US", "2:00 PM", "2:00–2:30 PM", "11:00 AM – 2:30 PM"),
        ("en-IE", "14:00", "14:00–14:30", "11:00–14:30"),
        ("en-AU", "2:00 pm", "2:00–2:30 pm", "11:00 am – 2:30 pm"),
        ("de", "14:00", "14:00–14:30 Uhr", "11:00–14:30 Uhr"),
        ("fi", "14.00", "14.00–14.30", "11.00–14.30"),
        ("fr", "14:00", "14:00 – 14:30", "11:00 – 14:30"),
        ("fr-CA", "14 h 00", "14 h 00 – 14 h 30", "11 h 00 – 14 h 30"),
        ("es-CO", "2:00 p. m.", "2:00 a 2:30 p. m.", "11:00 a. m. a 2:30 p. m."),
        ("es-MX", "2:00 p.m.", "2:00–2:30 p.m.", "11:00 a.m. – 2:30 p.m."),
        ("hu", "14:00", "14:00–14:30", "11:00–14:30"),
    ],
)
def test_times_are_on_the_clock_of_the_language(language, one, near, far):
    assert plain(clock(time(14), language)) == one
    assert plain(span_of_time(time(14), 14 * 60 + 30, language)) == near
    assert plain(span_of_time(time(11), 14 * 60 + 30, language)) == far


def test_a_time_on_twelve_hours_stays_on_one_line():
    assert not re.search(r"[ \u2009]", span_of_time(time(14), 14 * 60 + 30, "en-US"))
    assert span_of_time(time(11), 14 * 60 + 30, "en-US").count(" ") == 2


def test_midnight_and_noon_are_twelve():
    assert plain(clock(time(0), "en-US")) == "12:00 AM"
    assert plain(span_of_time(time(12), 24 * 60 + 15, "en-US")) == "12:00 PM – 12:15 AM"


# What a whole brief prints.

NIGHT = """\
briefgen: 1
title: Ferry talks
language: {language}
as_of: 2026-03-02
principal: minister
zone: Europe/London
people:
  minister: {{name: Marit Solheim, role: Minister of Transport}}
bottom_line: The Council wants lower fares. You are asked to offer them in winter only.
programme:
  - {{id: night, date: 2026-03-29, start: 01:30, minutes: 60, zone: Europe/Berlin, title: Night call}}
  - {{id: home, date: 2026-03-29, start: 00:45, minutes: 30, title: Call at home}}
  - {{id: day, date: 2026-03-30, start: 14:00, end: 15:30, zone: Europe/Berlin, title: Talks}}
agenda:
  - {{title: Boats, meeting: night, start: 01:45, minutes: 30, objective: Two boats a day.}}
  - {{title: Fares, meeting: day, start: 14:00, minutes: 30, objective: Fares fall in winter.}}
"""


def view_in(language, folder):
    text = NIGHT.format(language=language).encode()
    case = pipeline.checked(pipeline.loaded(text, "brief.yaml", Timings()), folder)
    assert case.diagnostics == []
    return pipeline.viewed(case)


def test_an_end_over_a_change_of_clocks_is_what_the_clocks_show(tmp_path):
    view = view_in("en-GB", tmp_path)
    assert [met.time for met in view.programme[0].meetings] == ["01:30–03:30", "00:45–02:15"]
    assert [item.time for item in view.items] == ["01:45–03:15", "14:00–14:30"]


def test_every_time_is_on_the_clock_of_the_language(tmp_path):
    view = view_in("en-US", tmp_path)
    times = [(met.time, met.home_time) for day in view.programme for met in day.meetings]
    assert [tuple(map(plain, each)) for each in times] == [
        ("1:30–3:30 AM", "12:30 AM"),
        ("12:45–2:15 AM", ""),
        ("2:00–3:30 PM", "1:00 PM"),
    ]
    for template in ("packet", "card"):
        page = re.sub(
            r"<style.*?</style>|datetime=.[^>]*",
            "",
            render(view, template, Look()),
            flags=re.DOTALL,
        )
        assert "2:00" in page
        assert not re.search(r"\b(?:0\d|1[3-9]|2[0-4]):\d\d", page)


@pytest.mark.parametrize(
    ("zone", "at_home"),
    [
        ("Europe/London", ""),
        ("Europe/Dublin", ""),
        ("Europe/Lisbon", ""),
        ("Africa/Abidjan", "15:00"),
        ("Asia/Tokyo", "06:00"),
        ("Pacific/Kiritimati", "01:00"),
        ("America/New_York", "19:00"),
        ("Pacific/Honolulu", "01:00 the day after"),
    ],
)
def test_the_time_at_home_is_printed_where_its_clocks_differ_whatever_the_zone_is_called(
    zone, at_home, tmp_path
):
    meeting = "start: 14:00, end: 15:30, zone: "
    text = NIGHT.format(language="en-GB").replace(f"{meeting}Europe/Berlin", meeting + zone)
    assert zone in text
    case = pipeline.checked(pipeline.loaded(text.encode(), "brief.yaml", Timings()), tmp_path)
    talks = pipeline.viewed(case).programme[-1].meetings[0]
    assert plain(talks.home_time) == at_home


@pytest.mark.parametrize(
    ("start", "minutes", "end", "printed"),
    [
        (datetime(2026, 10, 25, 1, 30), None, 210, "UTC+2, then UTC+1"),
        (datetime(2026, 10, 25, 1, 30), 60, 150, "UTC+2"),
        (datetime(2026, 10, 25, 1, 30), 120, 150, "UTC+2, then UTC+1"),
        (datetime(2026, 10, 24, 23, 0), None, 1440 + 240, "UTC+2, then UTC+1"),
        (datetime(2026, 3, 29, 1, 30), 60, 210, "UTC+1, then UTC+2"),
        (datetime(2026, 3, 29, 4, 30), None, 300, "UTC+2"),
        (datetime(2026, 3, 29, 1, 30), None, None, "UTC+1"),
        (datetime(9999, 12, 31, 23, 30), 60, 1470, "UTC+1"),
    ],
)
def test_a_meeting_over_a_change_of_clocks_has_both_offsets(start, minutes, end, printed):
    berlin = start.replace(tzinfo=ZoneInfo("Europe/Berlin"))
    assert zone_names(berlin, minutes, end) == printed
