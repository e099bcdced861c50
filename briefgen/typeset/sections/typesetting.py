"""Typeset the sections of a page, until the page numbers in them are right, and join them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from briefgen.typeset.finish import Attached
from briefgen.typeset.outside import Outside
from briefgen.typeset.pdf import Pdf
from briefgen.typeset.sections.addressing import linked_ids, section_page
from briefgen.typeset.sections.dividing import Division, Part, divide
from briefgen.typeset.sections.numbers import AT_ONCE, numbers_pages

# How often numbered sections are typeset until their page numbers stand still. Twice is usual: a
# number changes only how long a line is, which rarely changes how many pages there are.
ROUNDS = 6

TypesetMany = Callable[[Sequence[str]], Iterable[Pdf]]


def typeset_in_sections(
    html: str, styles: tuple[Path, ...], attached: tuple[Attached, ...], typeset_many: TypesetMany
) -> Pdf | None:
    """Make a PDF of a page in sections; None if it can't be divided.

    `typeset_many` is given several self-contained pages, and gives their PDFs in the same order,
    made with the same `styles` and nothing attached. It is called two to four times. It may give
    the first before the last is done: they are joined meanwhile. A section's
    page depends on nothing outside of it but the head of the page and the title, so that its PDF
    can be kept; those with the contents and the annex, and the page of page numbers, change with
    the number of pages. The bytes of the result depend on the given page alone.

    Raises EngineError where a section can't be typeset or a link leads nowhere.
    """
    division = divide(html, styles)
    if division is None:
        return None
    arriving = _sections(division, typeset_many)
    # The first one is what the others are joined to. With page numbers, it is the last to be final.
    made: dict[int, Pdf] = {}
    for at, pdf in arriving:
        made[at] = pdf
        if at == 0:
            break
    if 0 not in made:
        return None
    # Loaded, as sections are joined, while others are still being typeset.
    from briefgen.typeset.sections.joining import Joined

    with Joined(made[0].data) as joined:
        for at, pdf in made.items():
            if at:
                joined.add(at, pdf.data)
        for at, pdf in arriving:
            made[at] = pdf
            joined.add(at, pdf.data)
        if len(made) < len(division.parts):
            return None
        sizes = joined.sizes()
        numbers = list(typeset_many(numbers_pages(division, sizes)))
        data = joined.written([each.data for each in numbers], attached)
    sections = [made[at] for at in range(len(made))]
    starts = _starts(sections)
    anchors = _pages_of_ids(sections, starts)
    warnings = dict.fromkeys(said for each in (*sections, *numbers) for said in each.warnings)
    fits = all(each.fits for each in sections)
    outside = _outside(sections, starts, numbers)
    above = {name: share for each in reversed(sections) for name, share in each.above.items()}
    return Pdf(data, len(sizes), anchors, tuple(warnings), fits, outside, above)


def _sections(division: Division, typeset_many: TypesetMany) -> Iterator[tuple[int, Pdf]]:
    """Typeset all parts; give each with its number when it is final.

    Without page numbers in it, the first one is first. Those with page numbers are typeset again
    until their numbers are right. They are left out where they don't stand still: a number moves a
    line to the next page, which changes the number, and so on.
    """
    parts = division.parts
    numbered = [at for at, part in enumerate(parts) if part.numbered]
    links = {at: linked_ids(division, at) for at in numbered}
    # The numbered parts at the end move nothing to which they lead. They are typeset when the
    # others' lengths are known, and then mostly once.
    last = max((at for at, part in enumerate(parts) if not part.numbered), default=-1)
    early = range(last + 1)
    # For the first round, numbers that are about as wide as the right ones.
    used = {at: dict.fromkeys(links[at] & division.where.keys(), 100) for at in numbered}
    made: dict[int, Pdf] = {}
    again = list(early)
    for _ in range(ROUNDS):
        texts = [section_page(division, at, used.get(at)) for at in again]
        for at, pdf in zip(again, typeset_many(texts), strict=True):
            made[at] = pdf
            if not parts[at].numbered:
                yield at, pdf
        so_far = [made.get(at) or _unmade(part) for at, part in enumerate(parts)]
        pages = _pages_of_ids(so_far, _starts(so_far))
        right = {at: {name: pages[name] for name in links[at] & pages.keys()} for at in numbered}
        again = [at for at in numbered if at not in made or right[at] != used[at]]
        if not again:
            yield from ((at, made[at]) for at in numbered)
            return
        used = right


def _unmade(part: Part) -> Pdf:
    """Take the place of a section that isn't typeset yet: all of it on one page."""
    return Pdf(b"", 2, dict.fromkeys(part.ids, 2))


def _starts(sections: Sequence[Pdf]) -> list[int]:
    """Give the number to add to a page of each section for its page in the whole.

    All sections but the first have an empty page before their own, which is thrown away.
    """
    own = [each.pages - (at > 0) for at, each in enumerate(sections)]
    before = [0, *accumulate(own)]
    return [before[at] - (at > 0) for at in range(len(own))]


def _pages_of_ids(sections: Sequence[Pdf], starts: Sequence[int]) -> dict[str, int]:
    """Find the page of each id in the whole; that of its first element, if several have it."""
    pages: dict[str, int] = {}
    for each, start in zip(sections, starts, strict=True):
        for name, page in each.anchors.items():
            pages.setdefault(name, page + start)
    return pages


def _outside(
    sections: Sequence[Pdf], starts: Sequence[int], numbers: Sequence[Pdf]
) -> tuple[Outside, ...]:
    """List what stands outside of its area, without what is on pages that are thrown away."""
    own = [
        replace(found, page=found.page + start)
        for at, (each, start) in enumerate(zip(sections, starts, strict=True))
        for found in each.outside
        if at == 0 or found.page > 1
    ]
    printed = [
        replace(found, page=found.page + at * AT_ONCE)
        for at, each in enumerate(numbers)
        for found in each.outside
    ]
    return tuple(sorted([*own, *printed], key=lambda found: found.page))
