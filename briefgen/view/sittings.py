"""Puts the items of the agenda together by meeting and day, as page one lists them."""

from __future__ import annotations

from briefgen.view import data
from briefgen.view.writer import Writer


def sittings_of(writer: Writer, items: tuple[data.ItemView, ...]) -> tuple[data.Sitting, ...]:
    """Group the items that follow each other at the same meeting, on the same day.

    One that is raised in several meetings stays with those before it, if these are of its first.
    """
    places = {
        writer.printed(met.title): writer.printed(met.place) for met in writer.brief.programme
    }
    groups: list[tuple[tuple[str, data.Day], list[data.ItemView]]] = []
    for item in items:
        at = (item.meeting, item.date)
        last = groups[-1][0] if groups else None
        if last and (at == last or (item.meetings and item.meetings[0].title == last[0])):
            groups[-1][1].append(item)
        else:
            groups.append((at, [item]))
    return tuple(
        data.Sitting(meeting, date, places.get(meeting, ""), tuple(group))
        for (meeting, date), group in groups
    )
