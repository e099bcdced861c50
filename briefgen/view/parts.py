"""Puts the parts of a page in the order of its kind of paper."""

from __future__ import annotations

from typing import Any

from briefgen.kinds.parts import FRONT, PARTS, SECTIONS
from briefgen.view import data
from briefgen.view.sections import order_of
from briefgen.view.writer import Writer


def parts_of(
    writer: Writer, sections: dict[str, Any]
) -> tuple[tuple[data.PartView, ...], tuple[data.PartView, ...]]:
    """List the parts of the cover, and those behind it, in the order of the kind of paper.

    A section is printed in the place that the kind gives it, each as a part of its own.
    """
    texts = {f"{SECTIONS}{section.key}": section for section in sections["sections"]}
    parts = []
    for name in order_of(writer):
        if name in PARTS:
            parts.append(data.PartView(name))
        elif name in texts:
            parts.append(data.PartView("sections", texts[name]))
    at = next((at for at, part in enumerate(parts) if part.block not in FRONT), len(parts))
    return tuple(parts[:at]), tuple(parts[at:])
