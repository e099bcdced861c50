"""Where the templates, styles and rule pages that came with briefgen are.

A checkout keeps them at its top level, a wheel inside the package; nothing is copied.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """The shipped folder `templates`, `styles` or `rules`: inside the package, else beside it."""
    inside = PACKAGE / name
    if inside.is_dir():
        return inside
    return PACKAGE.parent / ("docs/rules" if name == "rules" else name)
