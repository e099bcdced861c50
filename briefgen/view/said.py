"""The classes on which those of the View stand: a date, and words that rest on sources.

Apart from `data`, so that its other modules can import them.
"""

from __future__ import annotations

from markupsafe import Markup

from briefgen.ground.records import record


@record
class Day:
    """A date, as it is read and as a machine reads it."""

    text: str = ""  # in the brief's language: 13 May 2019
    iso: str = ""  # as ISO 8601 has it: 2019-05-13


@record
class Said:
    """A portion: words that rest on sources, and that were true on a date."""

    source: str  # where it stands in the YAML: `agenda[2].points[0]`
    id: str  # its id on the page
    html: Markup  # the words, with links to the notes of what they cite
    bare: Markup  # the words without those links, for a second place on a page
    cited: Markup  # links to the notes of the sources that the whole of it rests on
    as_of: Day  # when it was true; empty where the brief doesn't say
