"""The output `pdf`: the page of a template on paper, PDF/A and PDF/UA, typeset from the HTML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefgen.outputs.output import Basis, Made, Output

if TYPE_CHECKING:
    from briefgen.outputs.leaving.carried import Carried


def carried(data: bytes) -> Iterable[Carried]:
    """Read out everything that a PDF carries."""
    from briefgen.outputs.leaving.paper import carried_by_pdf

    return carried_by_pdf(data)


def make(basis: Basis) -> Made:
    """Make the file of a typeset page."""
    pdf = basis.pdfs[basis.template]
    return Made(pdf.data, pdf.pages)


OUTPUT = Output(
    name="pdf",
    extension=".pdf",
    media_type="application/pdf",
    order=20,
    title="the PDF of the {template}",
    make=make,
    carried=carried,
    needs=frozenset({"page", "pdf"}),
)
