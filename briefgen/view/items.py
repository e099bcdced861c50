"""Makes the agenda's part of the view: items with their points, positions, quotes and pictures."""

from __future__ import annotations

import pathlib
from dataclasses import replace
from functools import partial
from typing import Any

from briefgen.evidence.annexes import tabs_of
from briefgen.evidence.gather import Evidence
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path, dotted
from briefgen.model import Figure, Item, Meeting, Point, Position, Quote, permitted
from briefgen.model.portion import PointKind
from briefgen.pictures import read_picture
from briefgen.view import data, times, words
from briefgen.view.label import NOTHING, Label
from briefgen.view.likely import likeliest_first
from briefgen.view.printed import printed
from briefgen.view.profiles import Profiles, met_in_short
from briefgen.view.proof import proof_of, said_once
from briefgen.view.writer import Writer, as_typed

# The kinds of points in the order in which they are printed, whatever their order in the brief: a
# reader starts with what to say.
POINTS: tuple[PointKind, ...] = ("make", "respond", "if raised", "avoid")
# A paper that is named, and not only numbered as A, 07 or TB/12 is.
WORD = regex(r"[^\W\d_]{4}")


def items_of(writer: Writer, evidence: Evidence, profiles: Profiles) -> tuple[data.ItemView, ...]:
    """Make the view of each item. Raises PictureFault if a picture has gone since the check."""
    view = partial(_item, evidence=evidence, profiles=profiles)
    return writer.each(("agenda",), writer.brief.agenda, view)


def _item(
    writer: Writer,
    path: Path,
    item: Item,
    *,
    evidence: Evidence,
    profiles: Profiles,
) -> data.ItemView:
    at = int(path[-1])
    view = data.ItemView(
        source=dotted(path),
        number=writer.printed(item.number) or str(at + 1),
        id=writer.places[path].id,
        title=writer.printed(item.title),
        group=writer.printed(item.group),
        begins_group=bool(item.group)
        and (at == 0 or writer.brief.agenda[at - 1].group != item.group),
        **_when(writer, item),
        lead=_lead(writer, item),
        people=_people(writer, item),
        met=profiles.others(path, item.with_),
        profiles=profiles.beside(path),
        purpose=writer.labels.of("item", item.purpose and f"to {item.purpose}"),
        paper=_paper(writer, item),
        paper_href=_annex_of(writer, item),
        procedural=item.procedural,
        likely=writer.labels.of("points", item.likely),
        objective=writer.said((*path, "objective"), item.objective) if item.objective else None,
        points=_points(writer, (*path, "points"), item.points),
        positions=tuple(
            _position(writer, (*path, "positions", party), held)
            for party, held in item.positions.items()
        ),
        quotes=writer.each((*path, "quotes"), item.quotes, partial(_quote, evidence=evidence)),
        background=writer.background((*path, "background"), item.background),
        figures=writer.each(
            (*path, "figures"), item.figures, partial(_figure, folder=profiles.folder)
        ),
    )
    sign = said_once([quote.proof for quote in view.quotes], writer.labels)
    return replace(view, sign=sign, is_line=_is_line(writer, view))


def _is_line(writer: Writer, item: data.ItemView) -> bool:
    """Tell whether an item is printed in the table of items only, as the kind may want it."""
    more = item.profiles or item.objective or item.points or item.positions or item.quotes
    is_in_table = "glance" in writer.kind.parts and len(writer.brief.agenda) > 1
    return writer.kind.has_lines and is_in_table and not (more or item.background or item.figures)


def _when(writer: Writer, item: Item) -> dict[str, Any]:
    """Make the fields that say when and in which meetings an item is raised."""
    brief, labels = writer.brief, writer.labels
    # An item that names no meeting prints none. Its end may still be computed from the brief's only
    # meeting, which is what `meeting_of` finds.
    its = brief.meeting_of(item)
    end = item.ends_at(its, brief.zone)
    named = [writer.meetings[key] for key in dict.fromkeys(item.meetings)]
    alone = named[0] if len(named) == 1 else None
    is_halved = item.minutes and its and its.interpretation == "consecutive"
    return {
        "date": writer.day(item.date or (alone.date if alone else None)),
        "time": times.span_of_time(item.start, end, writer.language, writer.clock),
        "minutes": labels.counted("item.minutes", item.minutes),
        "halved": labels.say("item.halved") if is_halved else NOTHING,
        "meeting": writer.printed(alone.title) if alone else "",
        "meetings": tuple(_meeting(writer, met) for met in named) if not alone else (),
    }


def _meeting(writer: Writer, met: Meeting) -> data.MeetingOfItem:
    is_only_day = all(each.date == met.date for each in writer.brief.programme)
    return data.MeetingOfItem(
        title=writer.printed(met.title),
        date=data.Day() if is_only_day else writer.day(met.date),
        time=times.span_of_time(met.start, None, writer.language, writer.clock),
        href=f"#{met.id}",
    )


def _people(writer: Writer, item: Item) -> tuple[str, ...]:
    """Write with whom an item is raised: those it names, or else those of its only meeting."""
    meeting = writer.brief.meeting_of(item) if len(item.meetings) < 2 else None
    return met_in_short(writer, item.with_ or (meeting.with_ if meeting else ()))


def _lead(writer: Writer, item: Item) -> str:
    """Write who leads on an item; empty where that is the reader, whose own agenda it is.

    A board's agenda has many readers, so there the chair is named as well.
    """
    if item.leads == (writer.brief.principal,) and not writer.kind.has_lines:
        return ""
    return words.listed([writer.person(key) for key in item.leads], writer.language)


def _paper(writer: Writer, item: Item) -> Label:
    """Write the paper on an item: its tab or number, or that there is none to read.

    One that says what it is, such as Enclosure 4 or Staff report, stands as it was typed.
    """
    paper = writer.printed(item.paper)
    if paper.casefold() == "verbal":
        return writer.labels.say("item.verbal")
    if WORD.search(paper):
        return Label(paper)
    return writer.labels.say("item.paper", paper=paper) if paper else NOTHING


def _annex_of(writer: Writer, item: Item) -> str:
    """Write a link to the annex with the tab that an item names; empty where none has it."""
    tabs = [tab.casefold() for tab in tabs_of(writer.brief.annexes)]
    tab = (item.paper or "").casefold()
    return f"#{writer.places['annexes', tabs.index(tab)].id}" if tab in tabs else ""


def _points(writer: Writer, path: Path, points: tuple[Point, ...]) -> tuple[data.PointGroup, ...]:
    """Group an item's points by kind, of each kind the likeliest to be raised first.

    Their paths keep the places where they were typed.
    """
    groups = []
    places = likeliest_first(enumerate(points), lambda each: each[1].likely)
    for kind in POINTS:
        found = tuple(
            _point(writer, (*path, at), point) for at, point in places if point.kind == kind
        )
        if found:
            groups.append(data.PointGroup(kind, writer.labels.of("points", kind), found))
    return tuple(groups)


def _point(writer: Writer, path: Path, point: Point) -> data.PointView:
    return data.PointView(
        **writer.said_fields(path, point),
        kind=point.kind,
        they_say=writer.printed(point.they_say),
        why=writer.inline((*path, "why"), point.why),
        likely=writer.labels.of("points", point.likely),
    )


def _position(writer: Writer, path: Path, position: Position) -> data.PositionView:
    holder = writer.brief.parties[str(path[-1])]
    # A position of another party without a basis is printed as an assessment: it may only look
    # declared if the brief says so. Our own side knows its position, and no basis is added.
    basis = position.basis or ("" if holder.ours else "assessed")
    return data.PositionView(
        **writer.said_fields(path, position),
        party=writer.printed(holder.name),
        ours=holder.ours,
        basis=writer.labels.of("positions", basis),
        confidence=writer.labels.of("positions", position.confidence),
    )


def _quote(writer: Writer, path: Path, quote: Quote, *, evidence: Evidence) -> data.QuoteView:
    brief = writer.brief
    is_named = permitted.may_name_speaker(brief, quote)
    terms = permitted.terms_shown(permitted.terms_of(brief, quote))
    original = quote.translated_from
    language = original.language if original else ""
    found = evidence.of(path)
    # First, because this gives the quote's sources their numbers, which `note` below looks up.
    fields = writer.said_fields(path, quote, as_typed)
    return data.QuoteView(
        **fields,
        speaker=writer.speaker(quote),
        role=writer.printed(brief.people[quote.speaker].role) if is_named else "",
        said_on=writer.day(quote.said_on),
        terms=writer.labels.of("quote", terms),
        carried_by=writer.printed(quote.carried_by),
        note=str(writer.notes.number(found.source_id) or "") if found else "",
        proof=proof_of(found, brief, writer.labels) if found else data.Proof("unchecked"),
        original=printed(original.text, language, inside=True) if original else "",
        original_language=language,
        original_language_name=words.language_name(language, writer.language),
    )


def _figure(writer: Writer, path: Path, figure: Figure, *, folder: pathlib.Path) -> data.FigureView:
    caption = (*path, "caption")
    return data.FigureView(
        source=dotted(path),
        id=writer.places[path].id,
        url=read_picture(folder, figure.file).url,
        alt=writer.printed(figure.alt),
        caption=writer.inline(caption, figure.caption),
        cited=writer.notes.cite_all(
            figure.cited, writer.passages.cited_by(caption), after=figure.caption or ""
        ),
    )
