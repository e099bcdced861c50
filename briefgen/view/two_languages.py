"""Joins the views of a paper in two languages: one page has both, with one list of notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from briefgen.evidence.gather import Evidence
from briefgen.model import Brief
from briefgen.model.languages import prefix_of
from briefgen.view import data
from briefgen.view.labels import css_string
from briefgen.view.writer import Writer

# What a page has once, in the first language, behind the texts of both.
LAST = ("notes", "evidence")
BETWEEN = " / "


def second_writer(writer: Writer, brief: Brief, evidence: Evidence) -> Writer:
    """Make the writer of the second text, whose notes go on with the numbers of the first."""
    second = Writer(brief, evidence, writer.kind)
    second.notes = writer.notes.in_second(brief.sources, second.labels)
    return second


def joined(writer: Writer, first: data.View, second: data.View) -> data.View:
    """Join the views of both languages, of which `writer` wrote the first."""
    is_beside = writer.kind.is_beside
    once = tuple(part for part in first.parts if part.block in LAST)
    parts = (*(part for part in first.parts if part not in once), *once)
    of_second = tuple(part for part in second.parts if part.block not in (*LAST, "contents"))
    handling = _both_handlings(first.handling, second.handling)
    over = replace(
        second,
        parts=of_second,
        notes=(),
        contents=(),
        sources=(),
        handling=None,
        is_second=True,
        is_beside=is_beside,
    )
    contents = _contents_beside if is_beside else _contents_after
    return replace(
        first,
        parts=parts,
        notes=writer.notes.notes(),
        contents=tuple(contents(first.contents, second)),
        handling=handling,
        second=over,
        is_beside=is_beside,
    )


def _contents_after(first: Iterable[data.Heading], second: data.View) -> Iterator[data.Heading]:
    """List the headings of the first text, those of the second, and what both have once."""
    once = {f"section.{part}" for part in LAST}
    yield from (each for each in first if each.id not in once)
    for each in second.contents:
        if each.id not in once:
            yield replace(
                each,
                id=f"{prefix_of(second.language)}{each.id}",
                language=second.language,
                direction=second.direction,
            )
    yield from (each for each in first if each.id in once)


def _contents_beside(first: Iterable[data.Heading], second: data.View) -> Iterator[data.Heading]:
    """List the headings of the first text, each with what it is called in the second."""
    titles = {_place(each, at): each.title for at, each in enumerate(second.contents)}
    for at, each in enumerate(first):
        twin = titles.get(_place(each, at), each.title)
        if twin == each.title:
            yield each
        else:
            yield replace(each, twin=twin, language=second.language, direction=second.direction)


def _place(heading: data.Heading, at: int) -> str:
    """Tell by what a heading is known in both languages: ids of sections, else the place."""
    return heading.id if heading.id.startswith("section.") else str(at)


def _both_handlings(
    first: data.HandlingView | None, second: data.HandlingView | None
) -> data.HandlingView | None:
    """Join what is said of how the paper is to be handled, as it stands on every page."""
    if first is None or second is None or first.html == second.html:
        return first or second
    html = Markup("{}{}{}").format(first.html, BETWEEN, second.html)
    css = Markup("{} {} {}").format(first.css, Markup(css_string(BETWEEN)), second.css)  # noqa: S704
    return replace(first, html=html, css=css)
