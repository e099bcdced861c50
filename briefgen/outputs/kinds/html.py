"""The output `html`: the page of a template as one HTML file, with all that it shows inside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefgen.outputs.output import Basis, Made, Output

if TYPE_CHECKING:
    from briefgen.outputs.leaving.carried import Carried


def carried(data: bytes) -> Iterable[Carried]:
    """Read out everything that a page carries."""
    from briefgen.outputs.leaving.page import carried_by_page

    return carried_by_page(data.decode())


def make(basis: Basis) -> Made:
    """Make the file of a page."""
    return Made(basis.pages[basis.template].encode())


OUTPUT = Output(
    name="html",
    extension=".html",
    media_type="text/html",
    order=10,
    title="the {template}",
    make=make,
    carried=carried,
    needs=frozenset({"page"}),
)
