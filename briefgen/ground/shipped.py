"""Finds the templates, styles and pages of the documentation that are part of briefgen.

A checkout keeps them at its top, where designers and writers look for them; a wheel can only hold
them inside the package.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """Find briefgen's own folder `templates`, `styles` or `docs`, in a wheel or in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
