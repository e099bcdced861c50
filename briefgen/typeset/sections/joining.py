"""Join the finished PDFs of sections into one, by pikepdf."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from briefgen.typeset.finish import Attached, claims
from briefgen.typeset.sections import fonts, linking, outline, sharing, structure


class _Added(NamedTuple):
    """What of a section is in the PDF already; `outline` is None where it has none."""

    pages: Sequence[Any]
    root: Any
    names: Any
    outline: Any


class Joined:
    """A PDF of all sections, each but the first without its first page, which is empty.

    Metadata and language are those of the first section; all of them have the same. One section is
    open at a time. The same sections, added in the same order, give the same bytes.
    """

    def __init__(self, first: bytes) -> None:
        self._pdf = pikepdf.open(io.BytesIO(first))
        self._added: dict[int, _Added] = {}
        self._resources = [self._pdf.pages[0].obj.Resources]

    def add(self, at: int, data: bytes) -> None:
        """Add a section by its number, from 1, before those with larger ones.

        Nothing leads to its pages until `written` has put all sections together.
        """
        with pikepdf.open(io.BytesIO(data)) as section:
            later = [len(each.pages) for number, each in self._added.items() if number > at]
            first = len(self._pdf.pages) - sum(later)
            count = len(section.pages) - 1
            _copy_pages(section, self._pdf, first)
            self._added[at] = _Added(
                self._pdf.pages[first : first + count],
                structure.copied(section, self._pdf),
                linking.copied(section, self._pdf),
                outline.copied(section, self._pdf),
            )

    def __enter__(self) -> Joined:
        return self

    def __exit__(self, *_: object) -> None:
        self._pdf.close()

    def sizes(self) -> list[tuple[str, str]]:
        """Give the width and height of each page, in points."""
        boxes = [page.obj.MediaBox for page in self._pdf.pages]
        return [(str(box[2]), str(box[3])) for box in boxes]

    def written(self, numbers: Sequence[bytes], attached: tuple[Attached, ...]) -> bytes:
        """Put all together, print the pages of other PDFs over it, and give the bytes of the file.

        Raises EngineError where a link leads to an element that is on no page.
        """
        self._put_together()
        self._print_over(numbers)
        fonts.share(self._pdf, [each.Font for each in self._resources if "/Font" in each])
        sharing.share(self._resources)
        claims.attach(self._pdf, attached)
        if attached:
            claims.claim_files(self._pdf)
        finished = io.BytesIO()
        self._pdf.save(
            finished,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return finished.getvalue()

    def _put_together(self) -> None:
        """Make one structure tree, one list of names and one outline, in the order of the pages."""
        pdf = self._pdf
        tree, names, entries = structure.Joined(pdf), linking.Names(pdf), outline.Joined(pdf)
        for _, each in sorted(self._added.items()):
            tree.add(each.root, each.pages)
            names.add(each.names)
            entries.add(each.outline)
            # The engine makes one dictionary of resources for all pages of a file.
            self._resources.append(each.pages[0].obj.Resources)
        names.write()
        tree.write()

    def _print_over(self, numbers: Sequence[bytes]) -> None:
        """Put each printed page as a form (ISO 32000-1, 8.10) over one of the PDF.

        What is in the form stays an artifact, as it is in its own file.
        """
        pdf = self._pdf
        saved = pdf.make_stream(b"q\n")
        pages = iter(enumerate(pdf.pages, 1))
        for data in numbers:
            with pikepdf.open(io.BytesIO(data)) as printed:
                resources = pdf.copy_foreign(printed.pages[0].obj.Resources)
                self._resources.append(resources)
                for over, (number, page) in zip(printed.pages, pages, strict=False):
                    form = pdf.make_stream(over.obj.Contents.read_bytes())
                    form.Type, form.Subtype = Name.XObject, Name.Form
                    form.BBox, form.Resources = Array(list(over.obj.MediaBox)), resources
                    shown = page.obj.Resources
                    if "/XObject" not in shown:
                        shown.XObject = Dictionary()
                    shown.XObject[f"/page-{number}"] = form
                    restored = pdf.make_stream(f"\nQ\n/page-{number} Do\n".encode())
                    page.obj.Contents = Array([saved, page.obj.Contents, restored])


def _copy_pages(section: Pdf, pdf: Pdf, before: int) -> None:
    """Copy the pages of a section, but the first, before a page of the PDF."""
    with warnings.catch_warnings():
        # pikepdf warns that it doesn't copy names; `linking` does.
        warnings.simplefilter("ignore")
        pdf.pages[before:before] = section.pages[1:]
