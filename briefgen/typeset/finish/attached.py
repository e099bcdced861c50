"""What goes along inside a PDF, as plain data that other rooms make without knowing pikepdf."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to go along inside a PDF. `relation` is what it is to the document: Source or Data.

    `on` is the day that the file is as of: no time of the clock is written.
    """

    name: str
    data: bytes
    media_type: str
    relation: str
    about: str
    on: date

    def as_json(self) -> dict[str, Any]:
        """Give what JSON can hold of it; `from_json` makes it again."""
        return asdict(self) | {"data": b64encode(self.data).decode(), "on": self.on.isoformat()}

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Attached:
        """Make the file again that `as_json` was made from."""
        data, on = b64decode(given["data"]), date.fromisoformat(given["on"])
        return cls(**given | {"data": data, "on": on})
