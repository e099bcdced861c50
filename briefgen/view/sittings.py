"""Puts the items of the agenda together by meeting and day, as page one lists them."""

from __future__ import annotations

from itertools import groupby

from briefgen.view import data
from briefgen.view.writer import Writer


def sittings_of(writer: Writer, items: tuple[data.ItemView, ...]) -> tuple[data.Sitting, ...]:
    """Group the items that follow each other at the same meeting, on the same day."""
    places = {
        writer.printed(met.title): writer.printed(met.place) for met in writer.brief.programme
    }
    return tuple(
        data.Sitting(meeting, date, places.get(meeting, ""), tuple(group))
        for (meeting, date), group in groupby(items, lambda item: (item.meeting, item.date))
    )
