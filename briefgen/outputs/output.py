"""Defines an output: a kind of file that a build makes, once for each template or for the brief.

Apart from `registry`, which imports the outputs, because each of them imports this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Literal

from briefgen.ground.records import record
from briefgen.kinds import PaperKind

if TYPE_CHECKING:
    from briefgen.evidence.gather import Evidence
    from briefgen.model import Brief
    from briefgen.outputs.leaving.carried import Carried, Leaving
    from briefgen.typeset import Pdf
    from briefgen.view import View

# What has to be made before an output can be. A PDF is made from a page.
Need = Literal["page", "pdf", "evidence"]


@record
class Basis:
    """What an output is made from: one brief, and what was made of it so far.

    `pages` (HTML) and `pdfs` are by template. They and `evidence` are only there if the output
    `needs` them. `template` is the name of the one to make; it is empty for an output of the brief.
    `second` is the brief in its second language, and `kind` the kind of paper.
    """

    brief: Brief
    view: View
    evidence: Evidence | None = None
    pages: Mapping[str, str] = field(default_factory=dict)
    pdfs: Mapping[str, Pdf] = field(default_factory=dict)
    template: str = ""
    second: tuple[Brief, Evidence | None] | None = None
    kind: PaperKind = field(default_factory=PaperKind)


@record
class Made:
    """The bytes of an output, and the number of its pages on paper; 0 if it has none."""

    data: bytes
    pages: int = 0


@record
class Output:
    """One kind of output: its name for `--to`, how it is made, and how it is searched.

    `order` is its place in lists of outputs. `title` is what a finding calls it; it may hold
    `{template}`. `make` has to give the same bytes for the same basis. `carried` reads out
    everything that the bytes carry, visible or not, in which the names of people who must not be
    named are then searched for. What `carried` leaves out is never searched.
    """

    name: str
    extension: str
    media_type: str
    order: int
    title: str
    make: Callable[[Basis], Made]
    carried: Callable[[bytes], Iterable[Carried]]
    needs: frozenset[Need] = frozenset()
    is_of_template: bool = True

    def file(self, brief: str, template: str = "") -> str:
        """Make the name of the file, such as `talks-card.pdf`; `brief` is its first part."""
        return f"{brief}-{template or self.name}{self.extension}"

    def leaving(self, data: bytes, template: str = "") -> Leaving:
        """Describe the bytes for the search for names. They are only read when that begins."""
        from briefgen.outputs.leaving.carried import Leaving

        return Leaving(self.title.format(template=template), partial(self.carried, data))
