"""Join the structure trees of finished PDFs (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Dictionary, Pdf

from briefgen.typeset.finish.tree import CONTINUED


def copied(section: Pdf, pdf: Pdf) -> Any:
    """Copy the structure of a section, whose pages are in a PDF already; give its root."""
    return pdf.copy_foreign(section.Root.StructTreeRoot)


class Joined:
    """The structure tree of a PDF, to which those of others are added."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.Root.StructTreeRoot
        self._document = self._root.K[0]
        self._numbers: list[Any] = list(self._root.ParentTree.Nums)
        self._next = int(self._root.ParentTreeNextKey)
        # The elements that may go on in later sections, by their numbers, and the kids of each; -1
        # is the document. They are written at the end: a kid added to an array in the file costs
        # as much as all before it.
        self._parts = {-1: self._document}
        self._added: dict[int, list[Any]] = {-1: list(self._document.K)}
        self._find(self._document)

    def add(self, root: Any, pages: Iterable[Any]) -> None:
        """Add the structure of a section; its `root` and its `pages` are in the PDF already.

        What goes on from an earlier section is put behind what is in it so far.
        """
        for page in pages:
            page.obj.StructParents = int(page.obj.StructParents) + self._next
            for annotation in page.obj.get("/Annots", ()):
                annotation.StructParent = int(annotation.StructParent) + self._next
        numbers = list(root.ParentTree.Nums)
        for key, entry in zip(numbers[::2], numbers[1::2], strict=True):
            if key:  # 0 is the page that is thrown away, which has no structure
                self._numbers += [int(key) + self._next, entry]
        self._next += int(root.ParentTreeNextKey)
        self._graft(root.K[0], -1)

    def write(self) -> None:
        """Write the joined tree into the PDF."""
        for number, entry in self._parts.items():
            entry.K = Array(self._added[number])
            if CONTINUED in entry:
                del entry[CONTINUED]
        self._root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(self._numbers)))
        self._root.ParentTreeNextKey = self._next

    def _find(self, entry: Any) -> None:
        """Remember the elements below one that go on; each is the last of its parent's."""
        for kid in entry.K:
            number = _number(kid)
            if number is not None:
                self._parts[number], self._added[number] = kid, list(kid.K)
                self._find(kid)

    def _graft(self, entry: Any, into: int) -> None:
        """Put the kids of an element below that with the number `into`."""
        for kid in entry.K:
            number = _number(kid)
            if number is not None and number in self._parts:
                self._graft(kid, number)
                continue
            kid.P = self._parts[into]
            self._added[into].append(kid)
            if number is not None:
                self._parts[number], self._added[number] = kid, list(kid.K)
                self._find(kid)


def _number(kid: Any) -> int | None:
    """Read the number of an element that goes on; None for others, and for marked content."""
    if isinstance(kid, Dictionary) and CONTINUED in kid:
        return int(kid[CONTINUED])
    return None
