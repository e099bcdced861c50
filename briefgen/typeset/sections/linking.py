"""Join the named destinations of finished PDFs, and lead the links between them to these."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Pdf, String

from briefgen.ground.errors import EngineError
from briefgen.typeset.sections.addressing import ELSEWHERE


def copied(section: Pdf, pdf: Pdf) -> Any:
    """Copy the destinations of a section, whose pages are in a PDF already."""
    return pdf.copy_foreign(section.make_indirect(_destinations(section)))


class Names:
    """The named destinations of a PDF (ISO 32000-1, 12.3.2.3), with those of others added."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._found: dict[bytes, Any] = {}
        self.add(_destinations(pdf))

    def add(self, found: Any) -> None:
        """Add the destinations of a section, which are in the PDF already."""
        pairs = list(found)
        for name, destination in zip(pairs[::2], pairs[1::2], strict=True):
            self._found.setdefault(bytes(name), destination)

    def write(self) -> None:
        """Write all destinations, and make links of the addresses that stand for other sections.

        Raises EngineError where a link leads to an element that is on no page.
        """
        # A name tree must be sorted (ISO 32000-1, 7.9.6): readers use binary search.
        names = [part for name in sorted(self._found) for part in (String(name), self._found[name])]
        if names:
            if "/Names" not in self._pdf.Root:
                self._pdf.Root.Names = Dictionary()
            self._pdf.Root.Names.Dests = Dictionary(Names=Array(names))
        for page in self._pdf.pages:
            for annotation in page.obj.get("/Annots", ()):
                self._lead(annotation)

    def _lead(self, annotation: Any) -> None:
        action = annotation.get("/A")
        if action is None or action.get("/S") != Name.URI:
            return
        address = str(action.URI)
        if not address.startswith(ELSEWHERE):
            return
        name = String(unquote(address.removeprefix(ELSEWHERE)))
        if bytes(name) not in self._found:
            message = f"The page has a link to #{name}, but no such element is printed."
            raise EngineError(message)
        annotation.Dest = name
        del annotation["/A"]


def _destinations(pdf: Pdf) -> Any:
    names = pdf.Root.get("/Names", Dictionary())
    return names.Dests.Names if "/Dests" in names else Array()
