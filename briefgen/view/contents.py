"""Makes the table of contents of a packet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from briefgen.kinds.parts import FRONT
from briefgen.view import data
from briefgen.view.labels import Labels

# For each part whose content isn't in the view under its own name, the names that it has there.
HELD_AS = {
    "decision": ("decisions",),
    "press": ("press_lines", "press_questions", "editors_notes"),
}


def contents_of(
    parts: Iterable[data.PartView], sections: dict[str, Any], labels: Labels, *, has_notes: bool
) -> tuple[data.Heading, ...]:
    """List the headings of a packet, in its order; parts without content have none."""
    there = {**sections, "notes": has_notes, "evidence": has_notes}
    return tuple(heading for part in parts for heading in _of_part(part, there, labels))


def _of_part(part: data.PartView, there: dict[str, Any], labels: Labels) -> Iterator[data.Heading]:
    """Yield the headings of one part: of the agenda one for each item."""
    if part.section:
        yield data.Heading(part.section.id, "", part.section.title)
    elif part.block == "agenda":
        for item in there["items"]:
            yield data.Heading(item.id, item.number, item.title)
    elif part.block in FRONT:
        # A kind may have such a part further behind. It is a few lines, and nobody looks it up.
        return
    elif any(there.get(name) for name in HELD_AS.get(part.block, (part.block,))):
        title = labels.say(f"{part.block}.title")
        yield data.Heading(f"section.{part.block}", "", title)
