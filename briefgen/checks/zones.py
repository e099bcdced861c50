"""Find zones that keep one offset all year, also in a document that isn't a valid brief yet.

This isn't part of `times`, which needs a valid brief: a writer who also mistyped another zone
should see these findings in the same check.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.checks.early import value_at
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.span import Path
from briefgen.load.document import Document
from briefgen.model import zones


def fixed_zones(document: Document) -> Iterator[Diagnostic]:
    """Find fixed zones of a brief and its meetings; the hint has the zone of the place."""
    for path in document.marks:
        if path[-1:] == ("zone",) and (told := _fault_of(document, path)):
            message, hint = told
            there = zones.of_place(str(_group(document, path).get("place", "")))
            hint = f"Type `{there}`." if there else hint
            yield finding("fixed-zone", message, document.value_span(path), hint)


def _fault_of(document: Document, path: Path) -> tuple[str, str] | None:
    """Say what is wrong with a zone, and which zones may be meant; None where nothing is wrong."""
    name = str(value_at(document, path)).strip()
    if name in zones.FIXED:
        hours = zones.FIXED[name]
        message = f"`{name}` is {_utc(hours)} all year, and the clocks of a place may change."
        return message, one_of(zones.of_letters(name))
    if found := zones.ETC.match(name):
        hours = int(found["hours"]) * (-1 if found["sign"] == "+" else 1)
        message = f"`{name}` is {_utc(hours)}: in these names the sign is turned round."
        day = str(_group(document, path).get("date", ""))
        typed = [
            f"`{zone}` if {_utc(each)} is meant"
            for each in (hours, -hours)
            for zone in zones.of_offset(each, day)[:1]
        ]
        return (message, f"Type the place's own: {', '.join(typed)}.") if hours else None
    if zones.GREENWICH.match(name) and _is_summer(document, path):
        message = f"`{name}` has no summer time, and clocks in London are an hour ahead of it then."
        return message, "Type `Europe/London`, or `UTC` if that is meant."
    return None


def one_of(names: tuple[str, ...]) -> str:
    """Write the hint with the zones that may be meant; empty without any."""
    listed = ", or ".join(f"`{name}`" for name in names)
    return f"Type the place's own: {listed}." if listed else ""


def _utc(hours: int) -> str:
    """Write an offset in hours, with a true minus sign: UTC−5."""
    return f"UTC{hours:+}".replace("-", "−")


def _is_summer(document: Document, path: Path) -> bool:
    """Tell whether London has summer time on the day of a meeting.

    For the brief's own zone any day of its meetings counts.
    """
    beside = _group(document, path)
    meetings: list[Any] = [beside]
    if path == ("zone",):
        typed = beside.get("programme")
        meetings = typed if isinstance(typed, list) else [typed]
    days = [str(each.get("date")) for each in meetings if isinstance(each, dict)]
    return any(zones.is_summer("Europe/London", day) for day in days)


def _group(document: Document, path: Path) -> dict[str, Any]:
    """Get the fields of the entry that a field stands in."""
    group = value_at(document, path[:-1])
    return group if isinstance(group, dict) else {}
