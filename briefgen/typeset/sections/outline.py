"""Join the outlines of finished PDFs, which readers show as bookmarks (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Name, Pdf

from briefgen.typeset.sections.addressing import BEFORE


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
            self._append_below(entry)
        # Entries of level 1 in the section itself.
        if "/Next" in entry:
            top = Dictionary(First=entry.Next, Last=entry.Parent.Last)
            top.Count = int(entry.Parent.Count) - 1 - max(0, int(entry.Count))
            self._append(top, self._outlines())

    def _append_below(self, entry: Any) -> None:
        """Put what is below the entry of the page that is thrown away behind the same level."""
        first, last = entry.First, self._last()
        if str(first.Title) != BEFORE:
            self._append(entry, last)
            return
        if "/First" in first:
            self._append(first, last.get("/Last", last))
        if "/Next" in first:
            group = Dictionary(First=first.Next, Last=entry.Last)
            group.Count = int(entry.Count) - 1 - max(0, int(first.Count))
            self._append(group, last)

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
        added, counting = abs(int(group.Count)), parent
        while counting is not None:
            before = int(counting.get("/Count", 0))
            counting.Count = before - added if before < 0 else before + added
            counting = None if before < 0 else counting.get("/Parent")


def _following(entry: Any) -> Iterator[Any]:
    while entry is not None:
        yield entry
        entry = entry.get("/Next")
