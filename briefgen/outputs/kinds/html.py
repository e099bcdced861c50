"""The page of a template: one HTML file, with all that it shows inside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefgen.outputs.output import Basis, Made, Output

if TYPE_CHECKING:
    from briefgen.outputs.leaving.carried import Carried


def _carried(data: bytes) -> Iterable[Carried]:
    from briefgen.outputs.leaving.page import carried_by_page

    return carried_by_page(data.decode())


def _made(basis: Basis) -> Made:
    return Made(basis.pages[basis.template].encode())


OUTPUT = Output(
    name="html",
    extension=".html",
    media_type="text/html",
    order=10,
    title="the {template}",
    make=_made,
    carried=_carried,
    needs=frozenset({"page"}),
)
