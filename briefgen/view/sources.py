"""Makes the annex of a packet: each source with its copy, and with everything that rests on it."""

from __future__ import annotations

import re

from markupsafe import Markup

from briefgen.evidence.gather import Evidence
from briefgen.markdown.links import CITE
from briefgen.model import Anchor, Position, Quote
from briefgen.view import data
from briefgen.view.labels import mark
from briefgen.view.proof import described
from briefgen.view.writer import Writer


def sources_of(writer: Writer, evidence: Evidence) -> tuple[data.SourceView, ...]:
    """Make the view of the sources that were cited, in the order of their notes.

    To be called when everything else is written, because only then every source has its number.
    """
    resting = _resting(writer)
    return tuple(
        data.SourceView(
            number=number,
            title=writer.printed(source.title),
            href=f"#note.{number}",
            copy=described(source, evidence.captures.get(key), writer.language),
            capture=source.capture or "",
            sha256=source.sha256 or "",
            resting=tuple(resting.get(key, ())),
        )
        for number, key in enumerate(writer.notes.cited, 1)
        for source in (writer.brief.sources[key],)
    )


def _resting(writer: Writer) -> dict[str, list[data.Resting]]:
    """List what rests on each source, by the source's id, in the order of the brief."""
    resting: dict[str, list[data.Resting]] = {}
    for place in writer.places.values():
        inside = CITE.findall(getattr(place.entry, "text", ""))
        for name in dict.fromkeys((*inside, *getattr(place.entry, "cited", ()))):
            found = data.Resting(_name_of(writer, place), f"#{place.id}")
            resting.setdefault(name, []).append(found)
    return resting


def _name_of(writer: Writer, place: Anchor) -> Markup:
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
