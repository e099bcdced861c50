"""Makes the View of a brief, with its sections in the order of reading."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import Any

from briefgen.attribution import evidence_of
from briefgen.evidence.counting import tally_of
from briefgen.evidence.gather import Evidence
from briefgen.kinds import PaperKind
from briefgen.model import Brief
from briefgen.model.languages import direction_of
from briefgen.view import data, words
from briefgen.view.actions import actions_of
from briefgen.view.annexes import annexes_of
from briefgen.view.card import card_of
from briefgen.view.checked import summed, unchecked
from briefgen.view.contacts import contacts_of
from briefgen.view.contents import contents_of
from briefgen.view.decision import decisions_of
from briefgen.view.facts import facts_of
from briefgen.view.handling import handling_of
from briefgen.view.items import items_of
from briefgen.view.looked import looked_for
from briefgen.view.parts import parts_of
from briefgen.view.people import people_of
from briefgen.view.press import editors_notes_of, press_lines_of
from briefgen.view.profiles import Profiles, person_of
from briefgen.view.programme import programme_of, when_of
from briefgen.view.proof import legend
from briefgen.view.questions import questions_of
from briefgen.view.remarks import remarks_of
from briefgen.view.routing import clearances_of, routing_of
from briefgen.view.sections import Texts, order_of
from briefgen.view.sittings import sittings_of
from briefgen.view.sources import sources_of
from briefgen.view.writer import Writer


def view_of(  # noqa: PLR0913, PLR0917 - what a view is made of
    brief: Brief,
    folder: pathlib.Path,
    file: str = "",
    evidence: Evidence | None = None,
    kind: PaperKind | None = None,
    second: tuple[Brief, Evidence | None] | None = None,
) -> data.View:
    """Make the View of a brief whose checks found no error.

    `folder` is the brief's, with its pictures; `file` is its name in messages about templates.
    `kind` is the kind of paper. `evidence` says what was found of its quotes; without it, the
    copies are read now. `second` is the brief in its second language, with what was found of its
    quotes. Raises PictureFault if a picture has gone since the check.
    """
    evidence = evidence or evidence_of(brief, folder)
    writer = Writer(brief, evidence, kind or PaperKind())
    view = _view(writer, folder, file, evidence)
    if second is None:
        return view
    from briefgen.view.two_languages import joined, second_writer

    other = second[1] or evidence_of(second[0], folder)
    over = second_writer(writer, second[0], other)
    return joined(writer, view, _view(over, folder, file, other))


def _view(writer: Writer, folder: pathlib.Path, file: str, evidence: Evidence) -> data.View:
    """Make the View of a brief in one language."""
    brief, kind = writer.brief, writer.kind
    # First: this numbers the notes, which the fields below list.
    sections = _sections(writer, folder, evidence, file)
    tally = tally_of(brief, evidence)
    cities = dict.fromkeys(met.place for met in brief.programme if met.place)
    front, parts = parts_of(writer, sections)
    return data.View(
        kind=data.KindView(kind.name, kind.title, kind.is_numbered, writer.own_labels),
        front=front,
        parts=parts,
        file=file,
        title=writer.printed(brief.title),
        serial=writer.printed(brief.serial),
        number=writer.printed(brief.number),
        handling=handling_of(writer),
        language=brief.language,
        direction=direction_of(brief.language),
        as_of=writer.day(brief.as_of),
        principal=person_of(writer, brief.principal, brief.people[brief.principal]),
        owner=owner_of(writer),
        where=words.listed([writer.printed(city) for city in cities], writer.language),
        when=when_of(writer),
        notes=writer.notes.notes(),
        quotes=tuple(quote for item in sections["items"] for quote in item.quotes),
        proofs=legend(evidence, brief, writer.labels),
        checked=summed(tally, writer.labels),
        looked=looked_for(writer, evidence),
        unchecked=unchecked(tally, writer.labels),
        sources=sources_of(writer, evidence),
        sittings=sittings_of(writer, sections["items"]),
        card=card_of(brief.title, sections),
        contents=contents_of(parts, sections, writer.labels, has_notes=bool(writer.notes.cited)),
        **sections,
    )


def _sections(
    writer: Writer, folder: pathlib.Path, evidence: Evidence, file: str
) -> dict[str, Any]:
    """Make the sections in the order of the page, because each citation takes the next number."""
    texts = Texts(writer)
    makers = _makers(writer, folder, evidence, file)
    found: dict[str, Any] = {}
    for part in order_of(writer):
        texts.make(part)
        found |= {name: make() for name, make in makers.get(part, {}).items()}
    return {**found, "sections": tuple(texts.sections), "background": texts.background}


def _makers(
    writer: Writer, folder: pathlib.Path, evidence: Evidence, file: str
) -> dict[str, dict[str, Callable[[], Any]]]:
    """List for each part the fields of the view that it has, and what makes them."""
    brief = writer.brief
    asked = brief.press.questions if brief.press else ()
    profiles = Profiles(writer, folder)
    return {
        "facts": {"facts": lambda: facts_of(writer)},
        "bottom_line": {"bottom_line": lambda: _bottom_line(writer)},
        "decision": {"decisions": lambda: decisions_of(writer)},
        "objectives": {
            "objectives": lambda: _our_objectives(writer),
            "their_objectives": lambda: _their_objectives(writer),
        },
        "programme": {"programme": lambda: programme_of(writer, profiles)},
        "agenda": {"items": lambda: items_of(writer, evidence, profiles)},
        "remarks": {"remarks": lambda: remarks_of(writer)},
        "questions": {"questions": lambda: questions_of(writer, ("questions",), brief.questions)},
        "press": {
            "press_lines": lambda: press_lines_of(writer),
            "press_questions": lambda: questions_of(writer, ("press", "questions"), asked),
            "editors_notes": lambda: editors_notes_of(writer),
        },
        "people": {"people": lambda: people_of(writer, profiles)},
        "actions": {"actions": lambda: actions_of(writer)},
        "routing": {"routing": lambda: routing_of(writer, owner_of(writer))},
        "clearances": {"clearances": lambda: clearances_of(writer)},
        "annexes": {"annexes": lambda: annexes_of(writer, evidence, file)},
        "contacts": {"contacts": lambda: contacts_of(writer)},
    }


def _bottom_line(writer: Writer) -> data.Said | None:
    said = writer.brief.bottom_line
    return writer.said(("bottom_line",), said) if said else None


def _our_objectives(writer: Writer) -> tuple[data.Said, ...]:
    """Make the objectives of our own side: those of our parties, and those without a party."""
    return tuple(
        writer.said(("objectives", at), objective)
        for at, objective in enumerate(writer.brief.objectives)
        if not _is_theirs(writer.brief, objective.party)
    )


def _their_objectives(writer: Writer) -> tuple[data.Objectives, ...]:
    """Make the objectives of the others, by party, in the order in which parties first have one."""
    theirs: dict[str, list[data.Said]] = {}
    for at, objective in enumerate(writer.brief.objectives):
        if _is_theirs(writer.brief, objective.party):
            said = writer.said(("objectives", at), objective)
            theirs.setdefault(writer.party(objective.party), []).append(said)
    return tuple(data.Objectives(name, tuple(said)) for name, said in theirs.items())


def _is_theirs(brief: Brief, party: str | None) -> bool:
    return party is not None and not brief.parties[party].ours


def owner_of(writer: Writer) -> data.OwnerView | None:
    """Make the view of who answers for the brief; None where nobody is said to."""
    owner = writer.brief.owner
    if owner is None:
        return None
    return data.OwnerView(*map(writer.printed, (owner.office, owner.contact, owner.cleared_by)))
