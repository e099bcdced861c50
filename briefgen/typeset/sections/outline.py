"""Join the outlines of finished PDFs, which readers show as bookmarks (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Name, Pdf


def copied(section: Pdf, pdf: Pdf) -> Any:
    """Copy the outline of a section, whose pages are in a PDF already; None where it has none."""
    return pdf.copy_foreign(section.Root.Outlines) if "/Outlines" in section.Root else None


class Joined:
    """The outline of a PDF, to which the entries of others are added.

    The outline of each section has one entry, for the page that is thrown away, and the section's
    own entries below that: so they have the level that they have in the whole.
    """

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf

    def add(self, found: Any) -> None:
        """Put the outline of a section behind that of the PDF, below its last entry of level 1.

        None stands for that of a section without any.
        """
        if found is None:
            return
        entry = found.First
        if "/First" in entry:
            self._append(entry, self._last())
        # Entries of level 1 in the section itself.
        if "/Next" in entry:
            top = Dictionary(First=entry.Next, Last=entry.Parent.Last)
            top.Count = int(entry.Parent.Count) - 1 - max(0, int(entry.Count))
            self._append(top, self._outlines())

    def _outlines(self) -> Any:
        root = self._pdf.Root
        if "/Outlines" not in root:
            root.Outlines = self._pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=0))
        return root.Outlines

    def _last(self) -> Any:
        outlines = self._outlines()
        return outlines.get("/Last", outlines)

    def _append(self, group: Any, parent: Any) -> None:
        """Put the entries of a group behind those of `parent`, and count them.

        `Count` is how many entries are seen below an open one; below a closed one, it is negative.
        """
        first, last = group.First, group.Last
        for entry in _following(first):
            entry.Parent = parent
        if "/Last" in parent:
            parent.Last.Next, first.Prev = first, parent.Last
        else:
            parent.First = first
            if "/Prev" in first:
                del first.Prev
        parent.Last = last
        outlines = self._outlines()
        added, before = abs(int(group.Count)), int(parent.get("/Count", 0))
        is_closed = before < 0
        parent.Count = before - added if is_closed else before + added
        if parent.objgen != outlines.objgen and not is_closed:
            outlines.Count = int(outlines.Count) + added


def _following(entry: Any) -> Iterator[Any]:
    while entry is not None:
        yield entry
        entry = entry.get("/Next")
