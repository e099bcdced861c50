"""Define pictures that stand in the brief."""

from typing import ClassVar

from pydantic import Field

from briefgen.model.portion import Anchored
from briefgen.model.scalars import Id, Ids, Markdown, Text


class Figure(Anchored):
    """A picture from the brief's folder, with a text for those who don't see it."""

    short: ClassVar[str] = ""

    id: Id | None = Field(None, description="A name for it, to which a text can link.")
    file: Text = Field(description="The file, beside the brief: pictures/map.png (PNG, JPEG, SVG).")
    alt: Text | None = Field(None, description="What the picture shows, for a screen reader.")
    caption: Markdown | None = Field(None, description="The line below the picture.")
    sources: Ids = Field((), description="The ids of the sources that it rests on.")

    @property
    def cited(self) -> tuple[str, ...]:
        """List the ids of the sources that it rests on, in the order typed."""
        return self.sources
