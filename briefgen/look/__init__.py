"""How a packet is to look: what the templates, the typesetter and the settings agree on.

Apart from `render`, so that asking for a look doesn't load Jinja.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen.ground.folder import FileFault, inside
from briefgen.ground.shipped import folder

PAPERS = ("A4", "Letter")
SUFFIX = ".html.j2"
# The templates that come with briefgen, in the order in which they are made.
SHIPPED = ("packet", "card")


@dataclass(frozen=True, slots=True)
class Look:
    """The style, the paper, and the user's own folders, which come before the shipped ones."""

    style: str = "official"
    paper: str = "A4"
    templates: tuple[Path, ...] = ()
    styles: tuple[Path, ...] = ()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The user's folders with what the PDF alone is made with, such as fonts: the style's
        before the one that it stands in, and none that is a link to somewhere else.
        """
        return tuple(at for root in self.styles for at in (*_inner(root, self.style), root))


def _inner(root: Path, style: str) -> Iterator[Path]:
    with suppress(FileFault):
        inside(root, style)
        yield root / style


def template_names(look: Look) -> list[str]:
    """List the templates that make an output of their own: packet, card, and the user's.

    `base` is what they fill in, and no output.
    """
    folders = (*look.templates, folder("templates"))
    names = {path.name.removesuffix(SUFFIX) for at in folders for path in at.glob(f"*{SUFFIX}")}
    return sorted(names - {"base"}, key=lambda name: (name not in SHIPPED, name != "packet", name))
