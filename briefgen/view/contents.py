"""The table of contents."""

from __future__ import annotations

from typing import Any

from briefgen.view import data


def contents_of(sections: dict[str, Any], *, has_notes: bool) -> tuple[data.Heading, ...]:
    """The headings of a packet: the sections that there are, in the packet's order."""
    items = [data.Heading(item.id, str(item.number), item.title) for item in sections["items"]]
    around = [
        ("section.programme", "Programme", sections["programme"]),
        ("section.press", "Press", sections["press_lines"] or sections["questions"]),
        ("section.people", "People", sections["people"]),
        ("section.background", "Background", sections["background"]),
        ("section.notes", "Sources", has_notes),
        ("section.evidence", "Quotes and sources", has_notes),
    ]
    found = [data.Heading(anchor, "", title) for anchor, title, there in around if there]
    at = 1 if sections["programme"] else 0
    return (*found[:at], *items, *found[at:])
