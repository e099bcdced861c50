"""The look of a packet: style, paper, size of print, and the user's templates and styles.

Apart from `render`, because the settings, the typesetter and the checks also need the look, and
shouldn't load Jinja for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from briefgen.ground.folder import FileFault, inside
from briefgen.ground.records import record
from briefgen.ground.shipped import folder
from briefgen.kinds import templates_in

PAPERS = ("A4", "Letter")
SIZES = ("normal", "large")
# The templates that come with briefgen, in the order in which they are made.
SHIPPED = ("packet", "card")


@record
class Look:
    """The style, the paper, the size of print, and the user's folders of templates and styles.

    A file in one of these folders is used in place of briefgen's own file of that name. Without
    `sections`, the items of a long packet follow each other on the page, and it takes longer.
    """

    style: str = "official"
    paper: str = "A4"
    templates: tuple[Path, ...] = ()
    styles: tuple[Path, ...] = ()
    sections: bool = True
    size: str = "normal"

    @property
    def folders(self) -> tuple[Path, ...]:
        """The user's folders for the typesetter, which looks in them for fonts and `paged.css`.

        The folder of the style (`styles/NAME`) comes before the folder around it (`styles`). It is
        left out if it is a link to somewhere outside of that folder.
        """
        return tuple(at for root in self.styles for at in (*_inner(root, self.style), root))


def _inner(root: Path, style: str) -> Iterator[Path]:
    """Yield the folder of a style in one of the user's folders, if it doesn't lead elsewhere."""
    with suppress(FileFault):
        inside(root, style)
        yield root / style


def template_names(look: Look, kinds: tuple[Path, ...] = ()) -> list[str]:
    """List the templates that make an output of their own: packet, card, and the user's, by name.

    `kinds` are the folders of the kind of paper, which may have templates of its own.
    """
    names = templates_in((*kinds, *look.templates, folder("templates")))
    return sorted(names, key=lambda name: (name not in SHIPPED, name != "packet", name))
