"""Decide who may be named, quoted or shown: no other module reads the terms of a person.

The checks, the view, the annotations, attachments and the search of outputs all ask here, so that
two of them can't decide differently. `naming/` answers another question: whether a text names
somebody. The question who may read a portion would belong here too: like these, it depends on what
the brief says.

The terms are those of the US State Department's press office ("Ground rules for interviewing").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from briefgen.model.brief import Brief
from briefgen.model.people import Attribution, Person
from briefgen.model.portion import Quote

# Terms on which no words are given, not even without the name.
NEVER_QUOTED: tuple[Attribution, ...] = ("deep background", "off record")
# The fields of a person beside the description. Each of them helps a reader to find out who
# somebody is who isn't on the record.
TELLING = (
    "name",
    "role",
    "also_called",
    "native_name",
    "say",
    "last_met",
    "note",
    "group",
    "staff_contact",
    "picture",
    "biography",
)


def terms_of(brief: Brief, quote: Quote) -> Attribution:
    """Get the terms of a quote: its own, or else those of its speaker.

    A speaker who isn't in the brief counts as on the record: the fault there is the id.
    """
    speaker = brief.people.get(quote.speaker)
    return quote.attribution or (speaker.attribution if speaker else "on record")


def is_on_record(person: Person) -> bool:
    """Tell whether a person spoke on the record, with a name or without."""
    return person.attribution == "on record"


def may_be_named(person: Person) -> bool:
    """Tell whether a person has a name that may be printed."""
    return person.name is not None and is_on_record(person)


def keeps_name_back(quote: Quote) -> bool:
    """Tell whether a quote has terms of its own that keep its speaker's name back."""
    return quote.attribution not in (None, "on record")


def may_name_speaker(brief: Brief, quote: Quote) -> bool:
    """Tell whether the speaker's name may stand at a quote.

    Both the person and the quote have to be on the record: wider terms for one quote don't undo
    what was agreed with the person.
    """
    speaker = brief.people.get(quote.speaker)
    is_open = terms_of(brief, quote) == "on record"
    return is_open and (speaker is None or may_be_named(speaker))


def may_be_quoted(terms: Attribution) -> bool:
    """Tell whether words that were said on these terms may be given verbatim."""
    return terms not in NEVER_QUOTED


def may_be_used(terms: Attribution) -> bool:
    """Tell whether what was said on these terms may be used in one's own words."""
    return terms != "off record"


def may_appear(person: Person) -> bool:
    """Tell whether a person may stand in an output at all, even if only as described."""
    return person.attribution != "off record"


def may_print(brief: Brief, key: str, field: str) -> bool:
    """Tell whether a field of the person with an id may be printed.

    For somebody who isn't on the record that is the description alone. The principal reads the
    brief, so everything about them may be printed except their names.
    """
    if is_on_record(brief.people[key]) or field == "described_as":
        return True
    return key == brief.principal and field not in ("name", "native_name")


def is_listed(brief: Brief, key: str) -> bool:
    """Tell whether the person with an id stands in the list of people, with the note.

    The principal, who knows who they are, does only as one of a group, or where the brief says
    whether they come: else the list of a board's members would lack its chair.
    """
    person = brief.people[key]
    is_shown = key != brief.principal or bool(person.attendance or person.group)
    return is_shown and may_be_named(person)


def may_show_around(brief: Brief, quote: Quote) -> bool:
    """Tell whether words that stand around a quote in its source may leave.

    A source may name people whom the brief must not. So while anybody in the brief isn't on the
    record, only the words that were quoted leave.
    """
    return not keeps_name_back(quote) and all(map(is_on_record, brief.people.values()))


def may_show_passages(brief: Brief) -> bool:
    """Tell whether words of a source that nothing quotes may leave.

    They may name anybody who spoke on other terms than on the record, and of somebody without a
    name in the brief nobody could tell.
    """
    quotes = (quote for item in brief.agenda for quote in item.quotes)
    return all(map(is_on_record, brief.people.values())) and not any(map(keeps_name_back, quotes))


def withheld(brief: Brief) -> Iterator[tuple[str, Person]]:
    """Yield those whose names must not appear anywhere, each with the id.

    People without any name in the brief aren't among them, since there is nothing to search for.
    """
    for key, person in brief.people.items():
        if person.called and not is_on_record(person):
            yield key, person


def tells_more(person: Person) -> bool:
    """Tell whether a brief as typed says more about a person than the agreed description does."""
    return not may_be_quoted(person.attribution) or any(getattr(person, each) for each in TELLING)


def may_have_terms(people: object) -> bool:
    """Tell whether somebody in the `people` of an invalid brief may have to stay unnamed.

    In doubt the answer is yes: what is shown by mistake can't be taken back.
    """
    if not isinstance(people, dict):
        return True
    return any(
        not isinstance(person, dict) or "attribution" in person for person in people.values()
    )


def field_shown(person: Person) -> Literal["name", "described_as"]:
    """Tell which field of a person stands in print."""
    return "name" if may_be_named(person) else "described_as"


def name_shown(person: Person) -> str:
    """Get a person as printed: the name, or else the agreed description, or else nothing."""
    return (person.name if may_be_named(person) else person.described_as) or ""


def role_shown(person: Person) -> str:
    """Get the office that stands beside a name; empty beside a description, which has it."""
    return (person.role or "") if may_be_named(person) else ""


def speaker_shown(brief: Brief, quote: Quote) -> str:
    """Get the speaker of a quote as printed."""
    person = brief.people[quote.speaker]
    return name_shown(person) if may_name_speaker(brief, quote) else person.described_as or ""


def terms_shown(terms: Attribution) -> str:
    """Get the terms as printed; empty on the record, which readers take for granted."""
    return "" if terms == "on record" else terms
