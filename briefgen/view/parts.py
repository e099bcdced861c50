"""Puts the parts of a page in the order of its kind of paper."""

from __future__ import annotations

from typing import Any

from briefgen.kinds.parts import FRONT, PARTS, ordered
from briefgen.view import data
from briefgen.view.writer import Writer


def parts_of(
    writer: Writer, sections: dict[str, Any]
) -> tuple[tuple[data.PartView, ...], tuple[data.PartView, ...]]:
    """List the parts of the cover, and those behind it, in the order of the kind of paper.

    A lone item stands where a kind has the table of items, so that page one says what to say.
    """
    order = [part for part in ordered(writer.kind.parts) if part in PARTS]
    if len(sections["items"]) == 1 and "glance" in writer.kind.parts:
        order.remove("agenda")
        order[order.index("glance")] = "agenda"
    at = next((at for at, part in enumerate(order) if part not in FRONT), len(order))
    parts = tuple(data.PartView(part) for part in order)
    return parts[:at], parts[at:]
