"""Define the typed brief, format version 1. Every class is one thing that a writer types.

Field descriptions are part of the product: an editor shows them on hover (see `briefgen schema`),
and so are the docstrings of the classes that a writer types.
"""

from briefgen.model.agenda import Item
from briefgen.model.brief import Brief, Owner
from briefgen.model.entry import Entry, ValueFault
from briefgen.model.fields import is_markdown
from briefgen.model.figure import Figure
from briefgen.model.people import Attribution, Party, Person
from briefgen.model.portion import (
    Background,
    BottomLine,
    Objective,
    Point,
    Portion,
    Position,
    Quote,
    Translation,
)
from briefgen.model.press import Answer, Press, PressLine
from briefgen.model.programme import Meeting
from briefgen.model.reading import Anchor, anchors, texts, walk
from briefgen.model.sources import Source

__all__ = [
    "Anchor",
    "Answer",
    "Attribution",
    "Background",
    "BottomLine",
    "Brief",
    "Entry",
    "Figure",
    "Item",
    "Meeting",
    "Objective",
    "Owner",
    "Party",
    "Person",
    "Point",
    "Portion",
    "Position",
    "Press",
    "PressLine",
    "Quote",
    "Source",
    "Translation",
    "ValueFault",
    "anchors",
    "is_markdown",
    "texts",
    "walk",
]
