"""Decides which people are shown beside a meeting or an item, and makes the view of each once."""

from __future__ import annotations

import pathlib
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from briefgen.ground.span import Path
from briefgen.kinds.parts import ordered
from briefgen.model import Brief, Contact, Item, Meeting, Person, permitted
from briefgen.pictures import read_picture
from briefgen.view import data
from briefgen.view.printed import printed
from briefgen.view.writer import Writer

# More people than these are told by their parties, where there is little room.
MOST_NAMED = 3
# What is said of somebody in the routing and in the contacts, or is never printed.
SAID_THERE = frozenset({"name", "role", "party", "attribution", "also_called"})


class Profiles:
    """The people of one brief as they are shown, each once: beside what they are met at, or listed.

    Somebody with a picture, a biography or a contact is shown at the first meeting or item that
    names them in `with`, and the list of people then has no more than the biography. A group, such
    as a panel, stays together in the list, and so do all where the list comes first. A sender or a
    contact of whom no more is known than the name and the office isn't listed: both stand there
    already.
    """

    def __init__(self, writer: Writer, folder: pathlib.Path) -> None:
        self._writer = writer
        self.folder = folder
        self._placed = _placed(writer)
        self._told = _told(writer)
        self._at: dict[Path, list[str]] = {}
        for key, path in self._placed.items():
            self._at.setdefault(path, []).append(key)

    def beside(self, path: Path) -> tuple[data.PersonView, ...]:
        """Make the view of those who are shown at a meeting or an item, without biographies."""
        people = self._writer.brief.people
        return tuple(
            self._shown(key, people[key].model_copy(update={"biography": None}))
            for key in self._at.get(path, ())
        )

    def others(self, path: Path, met: tuple[str, ...]) -> tuple[str, ...]:
        """Write those of the people who are met at a path who aren't shown there."""
        shown = self._at.get(path, ())
        return tuple(_met_as(self._writer, key) for key in met if key not in shown)

    def listed(self, key: str) -> data.PersonView | None:
        """Make the view of a person for the list of people; None for one who isn't listed.

        Of somebody who is shown beside a meeting or an item it has name, office and biography.
        """
        person = self._writer.brief.people[key]
        if not permitted.is_listed(self._writer.brief, key) or key in self._told:
            return None
        if key not in self._placed:
            return self._shown(key, person)
        kept = {"name", "role", "party", "biography", "attribution"}
        told = dict.fromkeys(set(Person.model_fields) - kept)
        return self._shown(key, person.model_copy(update={**told, "also_called": ()}))

    def _shown(self, key: str, person: Person) -> data.PersonView:
        writer = self._writer
        url = read_picture(self.folder, person.picture).url if person.picture else ""
        at: Path = ("people", key, "biography")
        return replace(
            person_of(writer, key, person),
            attendance=writer.labels.of("person", person.attendance),
            staff_contact=writer.printed(person.staff_contact),
            picture=url,
            biography=writer.prose(at, person.biography) if person.biography else Markup(),
        )


def _placed(writer: Writer) -> dict[str, Path]:
    """Find the place of everybody who is shown beside a meeting or an item, by the person's id."""
    brief = writer.brief
    order = ordered(writer.kind.parts)
    parts: dict[str, Sequence[Meeting | Item]] = {
        "programme": brief.programme,
        "agenda": brief.agenda,
    }
    placed: dict[str, Path] = {}
    for part in sorted(parts, key=order.index):
        if order.index(part) > order.index("people"):
            break
        for at, entry in enumerate(parts[part]):
            for key in entry.with_:
                person = brief.people.get(key)
                if person and _is_shown(person) and permitted.is_listed(brief, key):
                    placed.setdefault(key, (part, at))
    return placed


def _told(writer: Writer) -> set[str]:
    """Find the people of whom the routing or the contacts say all that is known; nobody met."""
    brief = writer.brief
    routed = (*brief.to, *brief.from_, *brief.through, *brief.copy_)
    named = {each.name for each in routed} | {
        each.name for each in brief.contacts if not each.role or _is_office(writer, each)
    }
    met = {key for meeting in brief.programme for key in meeting.with_}
    met |= {key for item in brief.agenda for key in item.with_}
    return {key for key in named - met if key in brief.people and _is_known(brief, key)}


def _is_office(writer: Writer, contact: Contact) -> bool:
    person = writer.brief.people.get(contact.name)
    return bool(person and (person.role or "").casefold() == (contact.role or "").casefold())


def _is_known(brief: Brief, key: str) -> bool:
    """Tell whether nothing is said of a person but the name and the office, on our own side."""
    person = brief.people[key]
    party = brief.parties.get(person.party or "")
    others = set(Person.model_fields) - SAID_THERE
    return not any(getattr(person, each) for each in others) and (party is None or party.ours)


def _is_shown(person: Person) -> bool:
    return not person.group and bool(person.picture or person.biography or person.staff_contact)


def met_in_short(writer: Writer, met: tuple[str, ...]) -> tuple[str, ...]:
    """Write who is met by name, or, if they are many, by party."""
    people = writer.brief.people
    if len(met) <= MOST_NAMED:
        return tuple(
            _perhaps(writer, key, writer.person(key) if key in people else writer.party(key))
            for key in met
        )
    parties = (people[key].party if key in people else key for key in met)
    named = (
        writer.party(party) or writer.person(key) for key, party in zip(met, parties, strict=True)
    )
    return tuple(dict.fromkeys(named))


def _met_as(writer: Writer, key: str) -> str:
    return _perhaps(writer, key, writer.with_office(key))


def _perhaps(writer: Writer, key: str, name: str) -> str:
    """Add to the name of somebody who is met that they may not come, if that is so."""
    person = writer.brief.people.get(key)
    if person is None or not person.attendance or person.attendance == "attending":
        return name
    if not permitted.may_be_named(person):
        return name
    state = writer.labels.of("person", person.attendance)
    return writer.labels.say("person.perhaps", name=name, state=state)


def person_of(writer: Writer, key: str, person: Person) -> data.PersonView:
    """Make the view of a person, with the description if the name may not be printed.

    It has what stands on a cover; `Profiles` adds what a list of people shows.
    """
    # A note that isn't printed cites nothing: the list of sources would lead back to nowhere.
    cites = permitted.is_listed(writer.brief, key)
    native = person.native_name if permitted.may_be_named(person) else ""
    return data.PersonView(
        source=f"people.{key}",
        name=writer.printed(permitted.name_shown(person)),
        role=writer.printed(person.role),
        party=writer.party(person.party),
        native_name=printed(native, person.native_language or writer.language),
        native_language=person.native_language or "",
        say=writer.printed(person.say),
        last_met=writer.day(person.last_met),
        note=writer.inline(("people", key, "note"), person.note, cites=cites),
        terms=writer.labels.of("quote", permitted.terms_shown(person.attribution)),
    )
