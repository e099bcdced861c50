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
from briefgen.view.proof import UNSHOWN, origin_of
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
    copies: Counter[str] = Counter()
    for claim in printed_claims(writer.brief, evidence):
        for each in claim.looked:
            about = "names" if each.kind == "name" else "figures"
            groups.setdefault((about, told_of(each)), []).append((claim, each))
            if told_of(each) in ("found", "rounded") and each.at:
                copies[each.at.source] += 1
    found_so = tuple(
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
    return (*found_so, *_by_copy(writer, evidence, copies))


def _by_copy(writer: Writer, evidence: Evidence, copies: Counter[str]) -> Iterator[data.LookedFor]:
    """Count what was found in copies that don't show what they are, as the legend of quotes does.

    `copies` counts what was found by the id of its source.
    """
    labels, counts = writer.labels.together("proof"), Counter[str]()
    for name, count in copies.items():
        counts[origin_of(writer.brief.sources[name], evidence.captures[name])] += count
    for origin, drawn in UNSHOWN.items():
        if counts[origin]:
            sign, meaning = labels.say(f"proof.in-{origin}"), labels.say(f"proof.{origin}-means")
            yield data.LookedFor(drawn, sign, meaning, counts[origin], ())


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
        by_place.setdefault(_place(writer, claim.path), []).append(
            data.Looked(words, there, each.allowed)
        )
    for path, listed in by_place.items():
        place = writer.places.get(path)
        where = name_of(writer, place) if place else _noted(writer, path)
        yield data.LookedAt(where, f"#{place.id}" if place else "", tuple(listed))


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
