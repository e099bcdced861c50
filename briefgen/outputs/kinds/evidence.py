"""The output `evidence`: what was found of each quote, as W3C Web Annotations, a file a brief."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefgen.outputs.output import Basis, Made, Output

if TYPE_CHECKING:
    from briefgen.outputs.leaving.carried import Carried


def carried(data: bytes) -> Iterable[Carried]:
    """Read out everything that the file of annotations carries."""
    from briefgen.outputs.leaving.files import carried_by_json

    return carried_by_json(data.decode())


def make(basis: Basis) -> Made:
    """Make the file of annotations."""
    from briefgen.outputs.annotations import web_annotations

    assert basis.evidence  # noqa: S101 - it is needed, so it was gathered
    return Made(web_annotations(basis.brief, basis.evidence, basis.second).encode())


OUTPUT = Output(
    name="evidence",
    extension=".jsonld",
    media_type="application/ld+json",
    order=30,
    title="the evidence",
    make=make,
    carried=carried,
    needs=frozenset({"evidence"}),
    is_of_template=False,
)
