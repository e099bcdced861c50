"""Define what the brief rests on."""

from typing import ClassVar, Literal

from briefgen.model.entry import Entry, field
from briefgen.model.scalars import Date, Language, Sha256, Text, Url

# How a capture came about; `evidence.copies` tells it from the file, where the file shows it.
CopyKind = Literal["saved page", "PDF", "document", "transcript", "typed"]


class Source(Entry):
    """A document that was read: who published it, when, and where it is."""

    short: ClassVar[str] = "title"

    title: Text = field(description="The title of the document.")
    author: Text | None = field(None, description="Who wrote it.")
    publisher: Text | None = field(None, description="Who published it.")
    language: Language | None = field(
        None,
        description="The language of its title, author and publisher, such as en. Left out, that "
        "of the brief.",
    )
    published: Date | None = field(None, description="The day it was published.")
    url: Url | None = field(None, description="Its web address.")
    accessed: Date | None = field(None, description="The day on which it was read.")
    state: Literal["live", "gone", "withdrawn", "superseded"] = field(
        "live", description="Whether the document still stands as it was read. Left out, `live`."
    )
    capture: Text | None = field(
        None, description="The file, beside the brief, that holds what was read."
    )
    sha256: Sha256 | None = field(None, description="The SHA-256 of the capture.")
    kept_as: CopyKind | None = field(
        None,
        description="How the capture came about. `typed`: typed or pasted by hand. "
        "`briefgen capture` writes it. Left out, what the file shows; a text file shows nothing, "
        "and counts as `typed`.",
    )
    kept_on: Date | None = field(
        None,
        description="The day on which the capture was kept. `briefgen capture` writes it. "
        "Left out, the packet says no day.",
    )
