"""Finds the templates, styles and rule pages that came with briefgen.

Apart, because a checkout keeps them at its top, where designers and writers look, and a wheel
inside of the package.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """Find the shipped folder `templates`, `styles` or `rules`, in a wheel or in a checkout."""
    inside = PACKAGE / name
    if inside.is_dir():
        return inside
    return PACKAGE.parent / ("docs/rules" if name == "rules" else name)
