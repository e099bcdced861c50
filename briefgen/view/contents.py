"""Makes the table of contents of a packet."""

from __future__ import annotations

from typing import Any

from briefgen.view import data
from briefgen.view.labels import Labels


def contents_of(
    sections: dict[str, Any], labels: Labels, *, has_notes: bool
) -> tuple[data.Heading, ...]:
    """List the headings of a packet, in its order; sections without content have none."""
    items = [data.Heading(item.id, item.number, item.title) for item in sections["items"]]
    # All sections but the agenda, each with what has to be there for it to be printed.
    around = [
        ("programme", sections["programme"]),
        ("press", sections["press_lines"] or sections["questions"]),
        ("people", sections["people"]),
        ("background", sections["background"]),
        ("notes", has_notes),
        ("evidence", has_notes),
    ]
    found = [
        data.Heading(f"section.{part}", "", labels.say(f"{part}.title"))
        for part, there in around
        if there
    ]
    # The agenda follows the programme, which is first if it is there.
    at = 1 if sections["programme"] else 0
    return (*found[:at], *items, *found[at:])
