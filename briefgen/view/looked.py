"""Lists for the annex what was found of figures and names in the copies of their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup, escape

from briefgen.evidence.claim import Claim, Looked
from briefgen.evidence.counting import Told, printed_claims, told_of
from briefgen.evidence.gather import Evidence
from briefgen.ground.span import Path
from briefgen.model import Brief
from briefgen.naming import named_in, unnamed_of
from briefgen.view import data
from briefgen.view.resting import name_of
from briefgen.view.writer import Writer

# The states in the order of the list, each with the state of a quote whose sign is drawn for it.
DRAWN: dict[Told, str] = {
    "found": "verbatim",
    "rounded": "edited",
    "elsewhere": "failed",
    "missing": "failed",
    "uncopied": "unchecked",
    "uncited": "unchecked",
}
# Of these each is listed: the reader has to know which they are.
LISTED: tuple[Told, ...] = ("missing", "elsewhere", "rounded")


def looked_for(writer: Writer, evidence: Evidence) -> tuple[data.LookedFor, ...]:
    """Make the groups of figures, then of names, of which the same was found.

    A name in a sentence that cites nothing is in none of them: nobody expects a source of it.
    """
    labels = writer.labels.together("looked")
    groups: dict[tuple[str, Told], list[tuple[Claim, Looked]]] = {}
    for claim in printed_claims(writer.brief, evidence):
        for each in claim.looked:
            about = "names" if each.kind == "name" else "figures"
            groups.setdefault((about, told_of(each)), []).append((claim, each))
    return tuple(
        data.LookedFor(
            state=drawn,
            sign=labels.say(f"looked.{about}-{state}"),
            meaning=labels.say(f"looked.{about}-{state}-means"),
            count=len(found),
            places=tuple(_by_place(writer, found)) if state in LISTED else (),
        )
        for about in ("figures", "names")
        for state, drawn in DRAWN.items()
        if (found := groups.get((about, state))) and (about, state) != ("names", "uncited")
    )


def _by_place(writer: Writer, found: list[tuple[Claim, Looked]]) -> Iterator[data.LookedAt]:
    """Gather figures or names by the place that holds them, so that each place is named once."""
    by_place: dict[Path, list[data.Looked]] = {}
    unnamed = unnamed_of(writer.brief)
    for claim, each in found:
        # A comment may allow a name at its own place, but nowhere else on the page.
        if named_in(each.text, unnamed, "prose"):
            continue
        words = writer.printed(" ".join(each.text.split()))
        there = writer.passages.words(each.at if each.state == "rounded" else each.instead)
        by_place.setdefault(_place(writer, claim.path), []).append(data.Looked(words, there))
    for path, looked in by_place.items():
        place = writer.places.get(path)
        where = name_of(writer, place) if place else _noted(writer, path)
        yield data.LookedAt(where, f"#{place.id}" if place else "", tuple(looked))


def _place(writer: Writer, path: Path) -> Path:
    """Find the path of what holds a text and has an id; that of the text itself if nothing has."""
    lengths = range(len(path), 0, -1)
    return next((path[:length] for length in lengths if path[:length] in writer.places), path)


def _noted(writer: Writer, path: Path) -> Markup:
    """Name the person whom a note is about: notes on people have no place of their own."""
    key = str(path[1]) if path[0] == "people" else ""
    return escape(writer.person(key)) if key in writer.brief.people else Markup()


def uncopied(brief: Brief, evidence: Evidence) -> Counter[str]:
    """Count the figures that can't be looked for, by the id of the source that has no copy."""
    return Counter(
        name
        for claim in printed_claims(brief, evidence)
        for each in claim.looked
        if each.state == "uncopied" and each.kind != "name"
        for name in dict.fromkeys(claim.cited)
        if name not in evidence.captures
    )
