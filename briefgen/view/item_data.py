"""The classes of the View for what is said in an item of the agenda."""

from __future__ import annotations

from markupsafe import Markup

from briefgen.ground.records import record
from briefgen.view.evidence_data import Proof
from briefgen.view.label import Label
from briefgen.view.said import Day, Said


@record
class PositionView(Said):
    """What a party holds."""

    party: str  # the name of the party
    ours: bool  # whether the party is our own side
    basis: Label  # Declared or Assessed; of our own side only where it was typed
    confidence: Label  # how sure an assessment is


@record
class PointView(Said):
    """What the principal says, or doesn't."""

    kind: str  # `make`, `respond`, `if raised` or `avoid`
    they_say: str  # what the others may say; it isn't a quote
    why: Markup  # why the point is made, or avoided
    likely: Label  # whether it will be raised: certain, may or unlikely; empty if not said


@record
class PointGroup:
    """The points of one kind, under the heading that they share."""

    kind: str  # `make`, `respond`, `if raised` or `avoid`
    title: Label  # the heading
    points: tuple[PointView, ...]  # in the brief's order


@record
class QuoteView(Said):
    """Somebody's words, on the terms on which they were given."""

    note: str  # the number of its source's note
    proof: Proof  # what was found of it
    speaker: str  # who said it: the name, or the description that was agreed
    role: str  # the speaker's office; empty where the speaker isn't named
    said_on: Day  # when it was said
    terms: Label  # such as on background; empty on the record
    carried_by: str  # the outlet that first had it
    original: str  # the words before they were translated
    original_language: str  # the tag of their language: `ru`
    original_language_name: str  # its name in the brief's language


@record
class FigureView:
    """A picture, held by the page itself."""

    source: str  # where it stands in the YAML
    id: str  # its id on the page
    url: str  # the picture, as a `data:` address
    alt: str  # what it shows, for those who don't see it
    caption: Markup  # what stands below it
    cited: Markup  # links to the notes of its sources
