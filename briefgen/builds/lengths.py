"""Find papers, and parts of them, that have more pages than their kind allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from briefgen.builds.pipeline import Checked
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.span import Path, Span
from briefgen.kinds import Limit
from briefgen.kinds.names import keys_named
from briefgen.kinds.parts import SECTIONS
from briefgen.model import anchors
from briefgen.model.languages import prefix_of

if TYPE_CHECKING:
    from briefgen.typeset import Pdf

# What goes with a paper or lies behind it, and doesn't count to its pages. It stands at the end.
BEHIND = ("section.annexes", "section.contacts", "section.notes", "section.evidence")
# The share of a page by which a part may be longer: half a line, or the space behind a text.
NEAR = 0.02
PACKET = "packet"
# The parts behind the last page that are named.
MOST_TOLD = 4


def past_pages(case: Checked, template: str, pdf: Pdf) -> Iterator[Diagnostic]:
    """Find where a typeset document is longer than the kind of paper allows."""
    # `section.notes.title` is the heading of a part, and none itself.
    places = {
        name: page + pdf.above.get(name, 0.0)
        for name, page in pdf.anchors.items()
        if not (name.startswith("section.") and name.endswith(".title"))
    }
    main = next(iter(case.kind.outputs), PACKET)
    texts = 1
    if case.second and case.second.brief:
        # What stands in both is measured where it ends: in the second text.
        prefix, texts = prefix_of(case.second.brief.language), 2
        places |= {
            name.removeprefix(prefix): at for name, at in places.items() if name.startswith(prefix)
        }
    for limit in case.kind.limits:
        if limit.unit != "pages":
            continue
        if not limit.part or limit.part in case.kind.outputs:
            limit = replace(limit, most=limit.most * texts)  # noqa: PLW2901 - the same for both
        if limit.part in case.kind.outputs or not limit.part:
            if template == (limit.part or main):
                end = _end(case, pdf, places)
                yield from _past(case, limit, end - 1, _beyond(case, limit.most, end, places))
        elif template == main:
            yield from _past(case, limit, _length(case, pdf, places, limit.part))


def _end(case: Checked, pdf: Pdf, places: dict[str, float]) -> float:
    """Find where the paper itself ends: before what goes with it, or at the end of the file."""
    behind = [places[name] for name in BEHIND if name in places]
    parts = set(_ids_of_parts(case, places).values()).difference(BEHIND)
    before = [places[name] for name in parts if name in places]
    # A kind may put contacts first: only what stands behind all else is behind the paper.
    found = min((at for at in behind if at >= max(before, default=0.0)), default=pdf.pages + 1.0)
    # What begins at the top of a page leaves all of the page before it to the paper.
    return found if found % 1 <= NEAR else float(ceil(found))


def _length(case: Checked, pdf: Pdf, places: dict[str, float], part: str) -> float:
    """Measure a part in pages, by where it and the next part begin; 0 where it isn't there."""
    ids = _ids_of_parts(case, places)
    own = ids.get(part, "")
    if own not in places:
        return 0.0
    start = places[own]
    later = [places[name] for name in ids.values() if places.get(name, 0.0) > start]
    return min(later, default=pdf.pages + 1.0) - start


def _ids_of_parts(case: Checked, places: dict[str, float]) -> dict[str, str]:
    """List the ids of parts and of sections, by the names under which a kind has them."""
    found = {name.removeprefix("section."): name for name in places if name.startswith("section.")}
    found["agenda"] = found.pop("items", "")
    if case.brief and not case.brief.agenda:  # its element is there all the same, and empty
        del found["agenda"]
    for place in anchors(case.brief) if case.brief else ():
        if place.path[0] == "sections":
            name = str(place.path[1])
            # A section that is called as a part is has only its whole name.
            found |= {f"{SECTIONS}{name}": place.id, name: found.get(name, place.id)}
    return found


def _beyond(case: Checked, most: int, end: float, places: dict[str, float]) -> str:
    """Say what of a paper stands behind its last page: that is what has to be shorter, or to go."""
    names = {
        ident: name
        for name, ident in sorted(_ids_of_parts(case, places).items())
        if ident in places and ident not in BEHIND and not name.startswith(SECTIONS)
    }
    parts = sorted(names, key=lambda ident: (places[ident], ident))
    top = most + 1  # of the first page that is too much
    later = [ident for ident in parts if top - NEAR <= places[ident] < end]
    above = [ident for ident in parts if places[ident] < top - NEAR]
    found = [f"`{names[ident]}`" for ident in later]
    if above and not any(places[ident] <= top + NEAR for ident in later):
        found.insert(0, f"the end of `{names[above[-1]]}`")
    if not found:
        return ""
    shown = found[:MOST_TOLD] + (["more"] if len(found) > MOST_TOLD else [])
    said = f"{', '.join(shown[:-1])} and {shown[-1]}" if shown[1:] else shown[0]
    return f"Behind page {most} {'stand' if shown[1:] else 'stands'} {said}. "


def _past(case: Checked, limit: Limit, pages: float, beyond: str = "") -> Iterator[Diagnostic]:
    """Yield the finding where something takes more pages than it may."""
    if pages <= limit.most + NEAR:
        return
    what = f"`{limit.part}`" if limit.part else "The paper"
    taken = f"{pages:.1f}".removesuffix(".0")
    over = f"{pages - limit.most:.1f}".removesuffix(".0")
    message = f"{what} takes {taken} pages, {over} more than the {limit.most} that "
    message += f"`{case.kind.name}` allows."
    hint = "Shorten it, or move parts of it to an annex: annexes and sources don't count."
    hint = f"{beyond}{hint}"
    yield finding("pages-past-limit", message, _place(case, limit), hint)


def _place(case: Checked, limit: Limit) -> Span:
    document = case.document
    if limit.part and limit.part not in case.kind.outputs:
        path: Path = keys_named(limit.part, case.kind.sections)
        return document.key_span(path)
    return document.value_span(("kind",) if document.is_typed(("kind",)) else ("title",))
