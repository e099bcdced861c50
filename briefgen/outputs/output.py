"""What an output is: a file that a build makes, of each template or once of the brief.

Apart from `registry`, which finds the outputs there are: each of them is written in these words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefgen.evidence.gather import Evidence
    from briefgen.model import Brief
    from briefgen.outputs.leaving.carried import Carried, Leaving
    from briefgen.typeset import Pdf
    from briefgen.view import View

# What has to be made before an output can be. A PDF is made from a page.
Need = Literal["page", "pdf", "evidence"]


@dataclass(frozen=True, slots=True)
class Basis:
    """What an output is made from: one brief, and what was made of it so far.

    `pages` and `pdfs` are those of the templates, by their names; they and `evidence` are there for
    an output that needs them. `template` is the one that an output of a template is made for.
    """

    brief: Brief
    view: View
    evidence: Evidence | None = None
    pages: Mapping[str, str] = field(default_factory=dict)
    pdfs: Mapping[str, Pdf] = field(default_factory=dict)
    template: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of an output and, where it has pages of paper, their number."""

    data: bytes
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Output:
    """One kind of output: its name for `--to`, how it is made, and what of it is searched.

    Outputs are listed in the order of `order`. `title` is what a finding calls one, with
    `{template}` where it is of a template. `make` gives the same bytes for the same basis.
    `carried` reads out all that the bytes carry, seen or unseen: what it leaves out isn't searched
    for the names of people who must not be named.
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
        """Name the file of this output, for a brief of that name."""
        return f"{brief}-{template or self.name}{self.extension}"

    def leaving(self, data: bytes, template: str = "") -> Leaving:
        """Say how it is searched before it leaves. Nothing is read until that is asked."""
        from briefgen.outputs.leaving.carried import Leaving

        return Leaving(self.title.format(template=template), partial(self.carried, data))
