"""Describe a file to be attached to a PDF, as plain data: other packages don't import pikepdf."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import asdict
from datetime import date
from typing import Any

from briefgen.ground.records import record

# A page that is handed to others says so in its head.
CARRIES_NOTHING = '<meta name="briefgen.attached" content="none">'


@record
class Attached:
    """A file to be attached to a PDF.

    `relation` says what it is for the document: `Source` or `Data` (ISO 19005-3, Annex E). `about`
    describes it in words. `on` is the brief's own date, which is written as the file's date:
    today's date would make the bytes differ from build to build.
    """

    name: str
    data: bytes
    media_type: str
    relation: str
    about: str
    on: date

    def as_json(self) -> dict[str, Any]:
        """Give the fields as JSON can hold them, for `from_json`."""
        return asdict(self) | {"data": b64encode(self.data).decode(), "on": self.on.isoformat()}

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Attached:
        """Make the object that `as_json` gave the fields of."""
        data, on = b64decode(given["data"]), date.fromisoformat(given["on"])
        return cls(**given | {"data": data, "on": on})


def carried_by(html: str, attached: tuple[Attached, ...]) -> tuple[Attached, ...]:
    """List the files that the PDF of a page carries: none, if the page says that it carries none.

    A sheet that is left with others would otherwise take the whole brief along.
    """
    return () if CARRIES_NOTHING in html else attached
