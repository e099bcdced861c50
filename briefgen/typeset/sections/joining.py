"""Join the finished PDFs of sections into one, by pikepdf."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from briefgen.typeset.finish import Attached, claims
from briefgen.typeset.sections import fonts, linking, outline, sharing, structure


def sizes_of(data: bytes) -> list[tuple[str, str]]:
    """Read the width and height of each page, in points."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        boxes = [page.obj.MediaBox for page in pdf.pages]
        return [(str(box[2]), str(box[3])) for box in boxes]


def join(sections: Sequence[bytes], numbers: bytes, attached: tuple[Attached, ...]) -> bytes:
    """Join sections, each but the first without its first page, and print `numbers` over them.

    Metadata, language and colour profile are those of the first section; all of them are finished,
    so that they have the same. The same input gives the same bytes.
    """
    with pikepdf.open(io.BytesIO(sections[0])) as pdf:
        tree = structure.Joined(pdf)
        names = linking.Names(pdf)
        entries = outline.Joined(pdf)
        # The engine makes one dictionary of resources for all pages of a file.
        resources = [pdf.pages[0].obj.Resources]
        for data in sections[1:]:
            with pikepdf.open(io.BytesIO(data)) as section:
                first = len(pdf.pages)
                _copy_pages(section, pdf)
                added = pdf.pages[first:]
                tree.add(section, added)
                names.add(section)
                entries.add(section)
                resources.append(added[0].obj.Resources)
        names.write()
        tree.write()
        with pikepdf.open(io.BytesIO(numbers)) as printed:
            resources.append(_print_over(pdf, printed))
        fonts.share(pdf, [each.Font for each in resources if "/Font" in each])
        sharing.share(resources)
        claims.attach(pdf, attached)
        if attached:
            claims.claim_files(pdf)
        finished = io.BytesIO()
        pdf.save(
            finished,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return finished.getvalue()


def _copy_pages(section: Pdf, pdf: Pdf) -> None:
    with warnings.catch_warnings():
        # pikepdf warns that it doesn't copy names; `linking` does.
        warnings.simplefilter("ignore")
        pdf.pages.extend(section.pages[1:])


def _print_over(pdf: Pdf, printed: Pdf) -> Any:
    """Print the pages of another file over those of `pdf`; give the resources of those pages.

    Each becomes a form (ISO 32000-1, 8.10), whose content is an artifact as in its own file.
    """
    resources = pdf.copy_foreign(printed.pages[0].obj.Resources)
    saved = pdf.make_stream(b"q\n")
    for number, (page, over) in enumerate(zip(pdf.pages, printed.pages, strict=True), 1):
        form = pdf.make_stream(over.obj.Contents.read_bytes())
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox, form.Resources = Array(list(over.obj.MediaBox)), resources
        name = f"/page-{number}"
        own = page.obj.Resources
        if "/XObject" not in own:
            own.XObject = Dictionary()
        own.XObject[name] = form
        restored = pdf.make_stream(f"\nQ\n{name} Do\n".encode())
        page.obj.Contents = Array([saved, page.obj.Contents, restored])
    return resources
