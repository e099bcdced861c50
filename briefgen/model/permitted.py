"""Who may be named, quoted or shown: the one place where the terms of a person are read.

The checks, the view, the annotations, what is attached and the search of what leaves all ask here,
so that two of them can't decide differently. `naming/` answers another question: whether a text
names somebody. Who may read a portion will be asked here, too: it is decided by what a brief says
of a portion, as this is by what it says of a person.

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
# What is kept of a person beside the description. Of somebody who isn't on the record, each of
# these helps a reader to find out who it is.
TELLING = ("name", "role", "also_called", "native_name", "say", "last_met", "note")


def terms_of(brief: Brief, quote: Quote) -> Attribution:
    """Get the terms of a quote: its own, else those of its speaker.

    A speaker who isn't in the brief counts as on the record: what is wrong there is the id.
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
    """Tell whether a quote has terms of its own on which its speaker isn't named."""
    return quote.attribution not in (None, "on record")


def may_name_speaker(brief: Brief, quote: Quote) -> bool:
    """Tell whether the name may stand at a quote.

    Both the person and the quote have to be on the record: terms that are wider for one quote don't
    undo what was agreed with the person.
    """
    speaker = brief.people.get(quote.speaker)
    is_open = terms_of(brief, quote) == "on record"
    return is_open and (speaker is None or may_be_named(speaker))


def may_be_quoted(terms: Attribution) -> bool:
    """Tell whether words may be given that were said on these terms."""
    return terms not in NEVER_QUOTED


def may_be_used(terms: Attribution) -> bool:
    """Tell whether what was said on these terms may be used in one's own words."""
    return terms != "off record"


def may_appear(person: Person) -> bool:
    """Tell whether a person may stand in an output at all, if only as described."""
    return person.attribution != "off record"


def may_print(brief: Brief, key: str, field: str) -> bool:
    """Tell whether a field of the person with that id may be printed.

    Of somebody who isn't on the record that is the description alone. The principal is briefed, and
    reads everything of their own but the names.
    """
    if is_on_record(brief.people[key]) or field == "described_as":
        return True
    return key == brief.principal and field not in ("name", "native_name")


def may_show_around(brief: Brief, quote: Quote) -> bool:
    """Tell whether words of the source may leave that stand around a quote.

    A source names people whom a brief must not. So as long as anybody in it isn't on the record, no
    words leave but those that were quoted.
    """
    return not keeps_name_back(quote) and all(map(is_on_record, brief.people.values()))


def withheld(brief: Brief) -> Iterator[tuple[str, Person]]:
    """List those whose names must stand nowhere, each with the id: whose name isn't kept, can't."""
    for key, person in brief.people.items():
        if person.called and not is_on_record(person):
            yield key, person


def tells_more(person: Person) -> bool:
    """Tell whether a brief, as it was typed, says more of a person than the agreed description."""
    return not may_be_quoted(person.attribution) or any(getattr(person, each) for each in TELLING)


def may_have_terms(people: object) -> bool:
    """Tell whether somebody may be unnamed in the `people` of a file that isn't a valid brief.

    Where that can't be told it is so: what is shown by mistake can't be taken back.
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
    """Get a person as printed: the name, or the description that was agreed; else nothing."""
    return (person.name if may_be_named(person) else person.described_as) or ""


def role_shown(person: Person) -> str:
    """Get the office that stands beside a name; nothing beside a description, which says it all."""
    return (person.role or "") if may_be_named(person) else ""


def speaker_shown(brief: Brief, quote: Quote) -> str:
    """Get the speaker of a quote as printed."""
    person = brief.people[quote.speaker]
    return name_shown(person) if may_name_speaker(brief, quote) else person.described_as or ""


def terms_shown(terms: Attribution) -> str:
    """Get the terms as printed: nothing on the record, where a reader expects no word of it."""
    return "" if terms == "on record" else terms
