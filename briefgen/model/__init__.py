"""Define the typed brief, format version 1. Every class is one thing that a writer types.

Field descriptions are part of the product: an editor shows them on hover (see `briefgen schema`),
and so are the docstrings of the classes that a writer types.
"""

from briefgen.model.actions import Action
from briefgen.model.agenda import Item
from briefgen.model.brief import Brief, Fact, Owner
from briefgen.model.decision import Argument, Decision, Option, Outcome
from briefgen.model.entry import Entry, ValueFault
from briefgen.model.fields import is_markdown
from briefgen.model.figure import Figure
from briefgen.model.handling import Handling
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
from briefgen.model.press import EditorsNote, FollowUp, Press, PressLine, Question
from briefgen.model.programme import Meeting
from briefgen.model.reading import Anchor, anchors, appearances, pictures, printed_keys, texts, walk
from briefgen.model.remarks import Remark
from briefgen.model.routing import Clearance, Considered, Contact, Recipient
from briefgen.model.sections import Annex, Section
from briefgen.model.sources import Source

__all__ = [
    "Action",
    "Anchor",
    "Annex",
    "Argument",
    "Attribution",
    "Background",
    "BottomLine",
    "Brief",
    "Clearance",
    "Considered",
    "Contact",
    "Decision",
    "EditorsNote",
    "Entry",
    "Fact",
    "Figure",
    "FollowUp",
    "Handling",
    "Item",
    "Meeting",
    "Objective",
    "Option",
    "Outcome",
    "Owner",
    "Party",
    "Person",
    "Point",
    "Portion",
    "Position",
    "Press",
    "PressLine",
    "Question",
    "Quote",
    "Recipient",
    "Remark",
    "Section",
    "Source",
    "Translation",
    "ValueFault",
    "anchors",
    "appearances",
    "is_markdown",
    "pictures",
    "printed_keys",
    "texts",
    "walk",
]
