"""What goes along inside a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to go along inside a PDF. `relation` is what it is to the document: Source or Data.

    `on` is the day that the file is as of: the clock has no say in what is written.
    """

    name: str
    data: bytes
    media_type: str
    relation: str
    about: str
    on: date
