"""Check the terms on which people spoke.

They are the ground rules of the US State Department's press office.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.insource import command
from briefgen.checks.wordings import parts_of, wordings
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.ground.span import Path
from briefgen.model import Quote, appearances
from briefgen.model.permitted import (
    field_shown,
    may_appear,
    may_be_named,
    may_be_quoted,
    may_be_used,
    may_name_speaker,
    name_shown,
    role_shown,
    terms_of,
    terms_shown,
)


def person_without_name(case: Case) -> Iterator[Diagnostic]:
    """Find people with neither a name nor a description."""
    for key, person in case.brief.people.items():
        if not person.name and not person.described_as:
            hint = "Add `name:`, or `described_as:` for somebody who isn't named."
            place = case.key(("people", key))
            yield finding(
                "person-without-name", f"`{key}` has neither a name nor a description.", place, hint
            )


def same_name(case: Case) -> Iterator[Diagnostic]:
    """Find people who are printed alike, with no role beside the name that tells them apart."""
    first: dict[tuple[str, str], str] = {}
    for key, person in case.brief.people.items():
        shown, field = name_shown(person), field_shown(person)
        other = first.setdefault((_squeezed(shown), _squeezed(role_shown(person))), key)
        if other == key or not shown or not may_be_quoted(person.attribution):
            continue
        message = f"“{shown}” is two people here, and nothing tells them apart."
        hint = "Give each the `role` that is theirs. If it is one person, keep one of the two."
        if field == "described_as":
            hint = "Describe each so that they can be told apart, as far as was agreed."
        related = [Related("the other one", case.value(("people", other, field)))]
        yield finding("same-name", message, case.value(("people", key, field)), hint, related)


def _squeezed(text: str) -> str:
    """Fold a text so that case and white space make no difference."""
    return " ".join(text.split()).casefold()


def vague_description(case: Case) -> Iterator[Diagnostic]:
    """Find unnamed speakers whose description says nothing of who they are."""
    unspecific = wordings(case.brief.language).unspecific
    for path, quote in _quotes(case):
        for person in case.people(quote.speaker):
            is_quoted = may_be_quoted(terms_of(case.brief, quote))
            if not is_quoted or may_name_speaker(case.brief, quote):
                continue
            described = person.described_as or ""
            if not unspecific.issuperset(parts_of(described)):
                continue
            message = f"“{described}” tells the reader nothing about who speaks."
            at: Path = ("people", quote.speaker, "described_as")
            if not described:
                message, at = "Somebody quoted unnamed has to be described.", at[:2]
            hint = "Say the office or the side: a senior State Department official."
            related = [Related("quoted here", case.value((*path, "text")))]
            place = case.value(at) if described else case.key(at)
            yield finding("vague-description", message, place, hint, related)


def quoted_off_record(case: Case) -> Iterator[Diagnostic]:
    """Find quotes on terms that forbid quoting, and any use of people who are off the record."""
    for path, quote in _quotes(case):
        terms = terms_of(case.brief, quote)
        if not may_be_quoted(terms):
            message = f"What was said on terms of “{terms}” is never quoted."
            hint = "Take the quote out."
            if may_be_used(terms):
                hint = "Take the quote out; what it says may be used in your own words."
            own = (*path, "attribution")
            told_at = own if quote.attribution else ("people", quote.speaker, "attribution")
            related = [Related("the terms", case.key(told_at))]
            yield finding("quoted-off-record", message, case.value((*path, "text")), hint, related)
    for path, key in appearances(case.brief):
        for person in case.people(key):
            if not may_appear(person):
                message = f"`{key}` is off the record, and appears in no packet."
                hint = "Take the name out here."
                yield finding("quoted-off-record", message, case.value(path), hint)


def picture_of_unnamed(case: Case) -> Iterator[Diagnostic]:
    """Find pictures and lives of people whose name may not be printed."""
    for key, person in case.brief.people.items():
        if may_be_named(person):
            continue
        for name in ("picture", "biography"):
            if getattr(person, name):
                terms = terms_shown(person.attribution)
                why = f"is {terms}" if terms else "has no name"
                message = f"`{key}` {why}, and a {name} tells who that is."
                hint = f"Take `{name}` out: the description that was agreed is all that is printed."
                place = case.key(("people", key, name))
                yield finding("picture-of-unnamed", message, place, hint)


def named_and_unnamed(case: Case) -> Iterator[Diagnostic]:
    """Find people who are quoted both by name and without it.

    They may have one entry, or two entries with the same name.
    """
    named: dict[str, Path] = {}
    unnamed: list[tuple[str, Path]] = []
    for found in case.evidence.quotes:
        path = (*found.path, "speaker")
        person = case.brief.people.get(found.quote.speaker)
        # Compared by name, since one person may have two entries, one for each kind of terms.
        who = " ".join(person.name.casefold().split()) if person and person.name else ""
        if not who or not may_be_quoted(terms_of(case.brief, found.quote)):
            continue
        if may_name_speaker(case.brief, found.quote):
            named.setdefault(who, path)
        else:
            unnamed.append((who, path))
    for who, path in unnamed:
        if who in named:
            message = "The speaker of this unnamed quote is quoted by name in the same brief."
            hint = "Readers put two and two together: keep one of the quotes, or agree other terms."
            related = [Related("quoted by name here", case.value(named[who]))]
            yield finding("named-and-unnamed", message, case.value(path), hint, related)


def anonymous_without_capture(case: Case) -> Iterator[Diagnostic]:
    """Find quotes of unnamed people whose source has no capture."""
    faults = case.evidence.faults
    for found in case.evidence.quotes:
        # Other rules point out quotes without a source, and captures that can't be read.
        if found.read or not found.quote.cited or faults.keys() & set(found.quote.cited):
            continue
        is_quoted = may_be_quoted(terms_of(case.brief, found.quote))
        if is_quoted and not may_name_speaker(case.brief, found.quote):
            message = f"The speaker isn't named, and `{found.source_id}` has no capture."
            hint = f"Keep the report, or your note: `{command(case, found.source_id)}`."
            place = case.value((*found.path, "text"))
            yield finding("anonymous-without-capture", message, place, hint)


def _quotes(case: Case) -> Iterator[tuple[Path, Quote]]:
    """Yield every quote of the brief with its path."""
    return ((path, entry) for path, entry in case.entries if isinstance(entry, Quote))


RULES: tuple[RuleFunction, ...] = (
    person_without_name,
    same_name,
    vague_description,
    quoted_off_record,
    picture_of_unnamed,
    named_and_unnamed,
    anonymous_without_capture,
)
