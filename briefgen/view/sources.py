"""Makes the annex of a packet: each source with its copy, and with everything that rests on it."""

from __future__ import annotations

from briefgen.evidence.gather import Evidence
from briefgen.markdown.links import CITE
from briefgen.model import Entry
from briefgen.model.fields import fields_of
from briefgen.view import data
from briefgen.view.looked import uncopied
from briefgen.view.proof import described
from briefgen.view.resting import item_of, kind_of
from briefgen.view.writer import Writer


def sources_of(writer: Writer, evidence: Evidence) -> tuple[data.SourceView, ...]:
    """Make the view of the sources that were cited, in the order of their notes.

    To be called when everything else is written, because only then every source has its number.
    """
    resting, without = _resting(writer), uncopied(writer.brief, evidence)
    return tuple(
        data.SourceView(
            number=number,
            title=writer.published(source, source.title),
            href=f"#note.{number}",
            copy=described(source, evidence.captures.get(key), writer.labels),
            capture=source.capture or "",
            sha256=source.sha256 or "",
            uncopied=writer.labels.counted("evidence.uncopied", without[key]),
            resting=tuple(resting.get(key, ())),
        )
        for number, key in enumerate(writer.notes.cited, 1)
        for source in (writer.brief.sources[key],)
    )


def _resting(writer: Writer) -> dict[str, list[data.Resting]]:
    """List what rests on each source, by the source's id, in the order of the brief."""
    resting: dict[str, list[data.Resting]] = {}
    for place in writer.places.values():
        inside = CITE.findall(_markdown(place.entry))
        for name in dict.fromkeys((*inside, *getattr(place.entry, "cited", ()))):
            item, kind = item_of(writer, place), kind_of(writer, place)
            found = data.Resting(item, kind, f"#{place.id}")
            resting.setdefault(name, []).append(found)
    return resting


def _markdown(entry: Entry) -> str:
    """Read all texts in Markdown of an entry: an option's cost may rest on a source as well."""
    fields = [name for name, _, holds in fields_of(type(entry)) if holds == "markdown"]
    return "\n".join(text for name in fields if (text := getattr(entry, name)))
