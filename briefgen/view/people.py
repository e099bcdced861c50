"""Makes the view's people: those who may be named, by group or by party."""

from __future__ import annotations

from briefgen.model import Brief, Person
from briefgen.view import data
from briefgen.view.profiles import Profiles
from briefgen.view.writer import Writer


def people_of(writer: Writer, profiles: Profiles) -> tuple[data.PartyOfPeople, ...]:
    """Make the view of all who may be named, by group or by party, without the principal.

    Groups, such as panels of witnesses, come in the order in which people first belong to one, then
    parties. Our own side comes last of these, because the reader knows it; behind it come those who
    belong to neither.
    """
    brief = writer.brief
    order = [("group", person.group) for person in brief.people.values() if person.group]
    order += [("party", key) for key in brief.parties]
    members: dict[tuple[str, str], list[str]] = {each: [] for each in (*order, ("party", ""))}
    for key, person in brief.people.items():
        members[_heading_of(person)].append(key)
    ours = [each for each in members if _is_ours(brief, members[each])]
    others = [each for each in members if each not in ours and each != ("party", "")]
    groups = []
    for kind, name in (*others, *ours, ("party", "")):
        found = map(profiles.listed, members[kind, name])
        if people := tuple(person for person in found if person):
            heading = writer.printed(name) if kind == "group" else writer.party(name)
            groups.append(data.PartyOfPeople(heading, people))
    return tuple(groups)


def _heading_of(person: Person) -> tuple[str, str]:
    return ("group", person.group) if person.group else ("party", person.party or "")


def _is_ours(brief: Brief, keys: list[str]) -> bool:
    """Tell whether all of a group, or of a party, belong to our own side."""
    parties = [brief.parties.get(brief.people[key].party or "") for key in keys]
    return bool(parties) and all(party and party.ours for party in parties)
