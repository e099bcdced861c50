"""How a packet looks: what the templates, the typesetter and the settings agree on.

Apart from `render`, so that asking for a look doesn't load Jinja.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

STYLES = ("official", "modern")
PAPERS = ("A4", "Letter")


@dataclass(frozen=True, slots=True)
class Look:
    """The style, the paper, and the user's own folders, which come before the shipped ones."""

    style: str = "official"
    paper: str = "A4"
    templates: tuple[Path, ...] = ()
    styles: tuple[Path, ...] = ()
