"""Typeset a page as a whole, or a big one in sections that are typeset apart and joined.

Whether a page is big depends on the page alone, so that the same brief gives the same bytes through
every door, on any number of processes, and with whatever was kept before.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from briefgen.typeset.finish import Attached, carried_by
from briefgen.typeset.kept import Kept, keeping
from briefgen.typeset.pdf import Pdf, typeset

TypesetOne = Callable[[str, tuple[Path, ...], tuple[Attached, ...]], Pdf]
TypesetWhole = Callable[[str], Pdf]
# Typesets pages that have no files attached, and gives the PDFs in the same order.
TypesetSections = Callable[[Sequence[str]], Iterable[Pdf]]

# The fewest letters of a big page, spaces included: about 50 sheets in the shipped styles. With
# fewer, sections would save little time, and each may leave a part of its last sheet empty.
BIG = 110_000
# By this tag a page asks to be typeset as a whole, however big it is.
WHOLE = '<meta name="briefgen.sections" content="no">'
# A tag. A `<` within it begins another one, so that a text of many `<` takes linear time.
TAG = re.compile(r"<[^<>]*>")


def is_big(html: str) -> bool:
    """Tell whether a page is to be typeset in sections: by its letters, and what it asks for."""
    at = html.find("<body")
    if len(html) - at < BIG or WHOLE in html[:at]:
        return False
    letters, end = 0, at
    for found in TAG.finditer(html, at):
        letters, end = letters + found.start() - end, found.end()
        if letters >= BIG:
            return True
    return letters + len(html) - end >= BIG


def typeset_divided(
    html: str,
    styles: tuple[Path, ...],
    attached: tuple[Attached, ...],
    whole: TypesetWhole,
    sections: TypesetSections,
) -> Pdf:
    """Typeset a page by `sections` where it is big, and else by `whole`, which attaches the files.

    Raises EngineError where a part of it can't be typeset.
    """
    if not is_big(html):
        return whole(html)
    from briefgen.typeset.sections import typeset_in_sections

    # None where its style or template can't be divided.
    carried = carried_by(html, attached)
    return typeset_in_sections(html, styles, carried, sections) or whole(html)


def typeset_here(
    html: str,
    styles: tuple[Path, ...] = (),
    attached: tuple[Attached, ...] = (),
    kept: Kept | None = None,
    lay_out: TypesetOne = typeset,
) -> Pdf:
    """Typeset a page in this process by `lay_out`; the sections of a big one, one after the other.

    Raises EngineError where a part of it can't be typeset.
    """

    def whole(page: str) -> Pdf:
        return lay_out(page, styles, attached)

    def section(page: str) -> Pdf:
        made = lay_out(page, styles, ())
        # A laid-out page consists of reference cycles, 2 MB a sheet of paper, which would stay
        # until all sections are done.
        gc.collect()
        return made

    def sections(pages: Sequence[str]) -> Iterable[Pdf]:
        return map(keeping(section, kept, styles), pages)

    return typeset_divided(html, styles, attached, whole, sections)
