"""Names what stands at a place of the brief, for lists of what rests on a source."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from briefgen.markdown.marks import between_of
from briefgen.model import Anchor, Fact, Position, Quote, Section
from briefgen.view.facts import fact_name
from briefgen.view.labels import mark
from briefgen.view.sections import title_of
from briefgen.view.writer import Writer


def name_of(writer: Writer, place: Anchor) -> Markup:
    """Name what stands at a place of the brief: `Arms control: quote of Sergei Lavrov`."""
    item, kind = item_of(writer, place), kind_of(writer, place)
    if not item:
        return kind
    return Markup("{}{}{}").format(item, between_of(writer.language).colon, kind)


def item_of(writer: Writer, place: Anchor) -> str:
    """Write the title of the item that holds a place; empty outside of the agenda."""
    path = place.path
    return writer.printed(writer.brief.agenda[int(path[1])].title) if path[0] == "agenda" else ""


def kind_of(writer: Writer, place: Anchor) -> Markup:
    """Name what stands at a place: `quote of Sergei Lavrov`; it begins with a capital if alone."""
    entry, values = place.entry, {}
    if isinstance(entry, Section):
        return mark(title_of(writer, str(place.path[-1]), entry))
    if isinstance(entry, Fact):
        return escape(fact_name(writer, str(place.path[-1])))
    if len(place.path) == 1 and place.path[0] in {each.typed for each in writer.kind.labels}:
        # As the heading over it says, and not as others call it.
        return mark(writer.labels.say(f"{str(place.path[0]).replace('_', '-')}.title"))
    if isinstance(entry, Position):
        values = {"party": writer.party(str(place.path[-1]))}
    elif isinstance(entry, Quote):
        values = {"speaker": writer.speaker(entry)}
    # The label of a class has its name: that of PressLine is `resting.press-line`.
    key = "resting." + re.sub(r"(?<!^)(?=[A-Z])", "-", type(entry).__name__).lower()
    if place.path[0] != "agenda":
        return mark(writer.labels.say(key, **values).capitalised(writer.language))
    return writer.labels.marked(key, **values)
