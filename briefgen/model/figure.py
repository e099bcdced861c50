"""Define pictures that stand in the brief."""

from typing import ClassVar

from briefgen.model.entry import field
from briefgen.model.portion import Anchored
from briefgen.model.scalars import Id, Ids, Markdown, Text


class Figure(Anchored):
    """A picture from the brief's folder, with a text for those who don't see it."""

    short: ClassVar[str] = ""

    id: Id | None = field(None, description="A name for it, to which a text can link.")
    file: Text = field(description="The file, beside the brief: pictures/map.png (PNG, JPEG, SVG).")
    alt: Text | None = field(None, description="What the picture shows, for a screen reader.")
    caption: Markdown | None = field(None, description="The line below the picture.")
    sources: Ids = field((), description="The ids of the sources that it rests on.")

    @property
    def cited(self) -> tuple[str, ...]:
        """List the ids of the sources that it rests on, in the order typed."""
        return self.sources
