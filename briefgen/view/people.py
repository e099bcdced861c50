"""Makes the view's people: those who may be named, by party."""

from __future__ import annotations

from briefgen.model import Person, permitted
from briefgen.view import data
from briefgen.view.printed import printed
from briefgen.view.writer import Writer


def people_of(writer: Writer) -> tuple[data.PartyOfPeople, ...]:
    """Make the view of all who may be named, by party, without the principal.

    Our own parties come last of all parties, because the reader knows them; behind them come those
    who belong to no party.
    """
    brief = writer.brief
    order = sorted(brief.parties, key=lambda key: brief.parties[key].ours)
    groups: dict[str, list[data.PersonView]] = {key: [] for key in (*order, "")}
    for key, person in brief.people.items():
        if permitted.is_listed(brief, key):
            groups[person.party or ""].append(person_of(writer, key, person))
    return tuple(
        data.PartyOfPeople(writer.party(key), tuple(people))
        for key, people in groups.items()
        if people
    )


def person_of(writer: Writer, key: str, person: Person) -> data.PersonView:
    """Make the view of a person, with the description if the name may not be printed."""
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
