"""Names what stands at a place of the brief, for lists of what rests on a source."""

from __future__ import annotations

import re

from markupsafe import Markup

from briefgen.model import Anchor, Position, Quote
from briefgen.view.labels import mark
from briefgen.view.writer import Writer


def name_of(writer: Writer, place: Anchor) -> Markup:
    """Name what stands at a place of the brief: `Arms control: quote of Sergei Lavrov`."""
    entry, values = place.entry, {}
    if isinstance(entry, Position):
        values = {"party": writer.party(str(place.path[-1]))}
    elif isinstance(entry, Quote):
        values = {"speaker": writer.speaker(entry)}
    # The label of a class has its name: that of PressLine is `resting.press-line`.
    key = "resting." + re.sub(r"(?<!^)(?=[A-Z])", "-", type(entry).__name__).lower()
    if place.path[0] != "agenda":
        return mark(writer.labels.say(key, **values).capitalised())
    where = writer.printed(writer.brief.agenda[int(place.path[1])].title)
    return Markup("{}: {}").format(where, writer.labels.marked(key, **values))
