"""Local times in the nights when the clocks change, and the zones that are offered."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from briefgen.model import Meeting, zones
from briefgen.model.hours import Clocks
from briefgen.model.zones import MEANT

FORWARD = Clocks(date(2026, 3, 29), "Europe/Berlin")
BACK = Clocks(date(2026, 10, 25), "Europe/Berlin")
NAMES = [line.split() for line in MEANT.read_text("ascii").splitlines() if line[0] != "#"]


def test_an_end_is_what_the_clocks_show_after_so_many_minutes():
    assert FORWARD.later(90, 60) == 210
    assert FORWARD.later(60, 30) == 90
    assert BACK.later(90, 120) == 150
    assert Clocks(None, "Europe/Berlin").later(90, 60) == 150
    assert Clocks(date(2026, 3, 29), None).later(90, 60) == 150


def test_minutes_pass_evenly_where_clocks_change():
    assert FORWARD.passed(270) == 210
    assert [BACK.passed(150), BACK.passed(150, again=True)] == [150, 210]
    assert Clocks(None, None).passed(150) == 150


def test_a_meeting_may_run_into_the_night_of_the_change():
    assert Clocks(date(2026, 3, 28), "Europe/Berlin").later(23 * 60, 240) == 24 * 60 + 4 * 60


def test_the_length_of_a_night_is_what_passes():
    assert FORWARD.lengths(30, 270) == {180}
    assert BACK.lengths(30, 270) == {300}
    assert BACK.lengths(60, 150) == {90, 150}
    assert Clocks(None, None).lengths(30, 270) == {240}


@pytest.mark.parametrize(
    ("clocks", "at", "before", "after"),
    [
        (FORWARD, 120, time(2), time(3)),
        (FORWARD, 179, time(2), time(3)),
        (BACK, 120, time(3), time(2)),
        (BACK, 179, time(3), time(2)),
        (Clocks(date(2026, 10, 4), "Australia/Lord_Howe"), 125, time(2), time(2, 30)),
        (Clocks(date(2026, 9, 6), "America/Santiago"), 0, time(0), time(1)),
    ],
)
def test_a_change_says_from_when_to_when(clocks, at, before, after):
    change = clocks.change_at(at)
    assert (change.before, change.after) == (before, after)
    assert change.skips is (before < after)


@pytest.mark.parametrize("at", [0, 119, 180, 1439])
def test_an_hour_before_and_after_nothing_changes(at):
    assert FORWARD.change_at(at) is None
    assert BACK.change_at(at) is None


def test_a_time_that_comes_twice_has_two_moments():
    change = BACK.change_at(150)
    assert (change.first.hour, change.second.hour) == (0, 1)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_at_the_ends_of_the_calendar_clocks_go_on_evenly(day):
    clocks = Clocks(day, "Europe/Berlin")
    assert clocks.later(1400, 60) == 1460
    assert clocks.change_at(150) is None


def test_on_the_last_days_of_the_calendar_no_time_falls_out_of_it():
    clocks = Clocks(date(9999, 12, 30), "America/Los_Angeles")
    assert clocks.later(1400, 1400) == 2800
    assert clocks.passed(2800) == 2800


@pytest.mark.parametrize("names", NAMES, ids=lambda names: names[0])
def test_an_offered_zone_is_one_that_has_the_letters_or_the_offset(names):
    typed, *offered = names
    assert offered
    assert set(offered) <= available_timezones()
    for zone in offered:
        seen = [datetime(2026, month, 15, tzinfo=ZoneInfo(zone)) for month in (1, 7)]
        if re.match(r"[-+]\d", typed):
            hours = timedelta(hours=int(typed))
            assert hours in {each.utcoffset() - (each.dst() or timedelta()) for each in seen}
        elif typed not in ("MEZ", "MESZ", "SGT"):  # in use, and not in the database
            assert typed in {each.tzname() for each in seen}


def test_zones_are_offered_by_their_offset_on_the_day():
    assert "Europe/Berlin" in zones.of_offset(2, "2026-07-03")
    assert "Europe/Berlin" not in zones.of_offset(2, "2026-01-03")
    assert set(zones.of_offset(2)) == {"Europe/Berlin", "Europe/Athens", "Africa/Johannesburg"}
    assert zones.of_offset(3, "no day") == ()
    assert all(zones.of_offset(hours, "2026-01-15") for hours in range(-11, 15))


def test_a_zone_is_offered_for_a_city():
    assert zones.of_place("New York") == "America/New_York"
    assert zones.of_place("kyiv") == "Europe/Kyiv"
    assert zones.of_place("the harbour") == ""


@pytest.mark.parametrize(
    ("end", "minutes"), [("09:59", 599 + 1440), ("10:00", 600), ("10:01", 601)]
)
def test_an_end_before_the_start_is_of_the_next_day_and_one_at_the_start_is_not(end, minutes):
    meeting = Meeting.model_validate(
        {"date": "2026-05-11", "start": "10:00", "end": end, "title": "Round"}
    )
    assert meeting.ends_at() == minutes
