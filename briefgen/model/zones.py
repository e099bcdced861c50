"""Find time zones by what people type for them: letters, an offset, a city.

The lists are read only when something is to be said about a zone, never for a brief without faults.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from briefgen.ground.regexes import regex

MEANT = Path(__file__).with_name("zones.txt")
# Names of the IANA database that keep one offset all year and are no place: hours from UTC.
FIXED = {"EST": -5, "HST": -10, "MST": -7}
# These names have the sign of POSIX: Etc/GMT+3 is three hours behind UTC.
ETC = regex(r"Etc/GMT(?P<sign>[+-])(?P<hours>\d{1,2})\Z")
GREENWICH = regex(r"(?:Etc/)?(?:GMT(?:[+-]?0)?|Greenwich)\Z")
# An offset of whole hours: zones.txt lists no others.
OFFSET = regex(r"(?:UTC|GMT)?\s?(?P<sign>[-+\u2212])0?(?P<hours>\d{1,2})(?::?00)?\Z")


def of_letters(name: str) -> tuple[str, ...]:
    """List the zones that letters such as CEST may stand for."""
    return _zones_meant().get(name, ())


def of_offset(hours: int, day: str = "") -> tuple[str, ...]:
    """List zones that are so many hours ahead of UTC on a day (YYYY-MM-DD).

    Without a day, zones with that offset in winter or in summer are listed.
    """
    # Any year would do, since only the offsets of a winter and a summer are wanted.
    days = [day] if day else ["2026-01-15", "2026-07-15"]
    wanted = timedelta(hours=hours)
    named = (zone for name, zones in _zones_meant().items() if name[0] in "+-" for zone in zones)
    return tuple(
        zone
        for zone in named
        if any((noon := _noon(zone, each)) and noon.utcoffset() == wanted for each in days)
    )


def of_offset_typed(name: str, day: str = "") -> tuple[str, ...]:
    """List zones for an offset as it is typed: UTC+2, GMT-5, +01:00."""
    found = OFFSET.match(name)
    hours = int(found["sign"].replace("\u2212", "-") + found["hours"]) if found else 0
    return of_offset(hours, day) if found else ()


def of_place(place: str) -> str:
    """Find the zone that is named after a city; empty where none is."""
    return _cities().get(_folded(place), "")


def is_summer(zone: str, day: str) -> bool:
    """Tell whether the clocks of a zone are put forward on a day as it was typed: 2019-07-03."""
    noon = _noon(zone, day)
    return noon is not None and bool(noon.dst())


def _noon(zone: str, day: str) -> datetime | None:
    """Make noon of a day in a zone; None where the day is no date."""
    from zoneinfo import ZoneInfo

    try:
        return datetime.combine(date.fromisoformat(day), time(12), ZoneInfo(zone))
    except ValueError:
        return None


@cache
def _zones_meant() -> Mapping[str, tuple[str, ...]]:
    """Read the zones that letters (CEST) or offsets (+2) may stand for."""
    lines = (line.split() for line in MEANT.read_text("ascii").splitlines())
    return {name: tuple(zones) for name, *zones in lines if name != "#"}


@cache
def _cities() -> Mapping[str, str]:
    """List the zones by the folded names of their cities."""
    from briefgen.model.scalars import zone_names

    named = (zone for zone in sorted(zone_names()) if "/" in zone and not zone.startswith("Etc/"))
    return {_folded(zone.rsplit("/", 1)[-1]): zone for zone in named}


def _folded(name: str) -> str:
    """Keep the letters and digits of a name, without case."""
    return "".join(char for char in name.casefold() if char.isalnum())
