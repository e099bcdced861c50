"""The terms on which people spoke (the ground rules of the US State Department's press office)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.ground.span import Path
from briefgen.model import Item, Meeting, Quote

UNSPECIFIC = re.compile(
    r"\b(?:an?|the|one|some|two|several|senior|top|high|ranking|level|unnamed|anonymous|former|"
    r"western|well|placed|informed|reliable|trusted|person|people|someone|somebody|sources?|"
    r"officials?|diplomats?|insiders?|aides?|advis[eo]rs?|experts?|analysts?|observers?|"
    r"individuals?|briefed|on|familiar|close|with|to|who|asked|not|be|named|in|know|of|and|"
    r"matter|issue|talks|subject|situation|thinking|discussions)\b|[\W_]",
    re.IGNORECASE,
)
QUIET = ("deep background", "off record")


def person_without_name(case: Case) -> Iterator[Diagnostic]:
    """People who could not be printed in any way."""
    for key, person in case.brief.people.items():
        if not person.name and not person.described_as:
            hint = "Add `name:`, or `described_as:` for somebody who isn't named."
            place = case.key(("people", key))
            yield finding(
                "person-without-name", f"`{key}` has neither a name nor a description.", place, hint
            )


def same_name(case: Case) -> Iterator[Diagnostic]:
    """People who are printed under one name, with nothing beside it that tells them apart."""
    first: dict[tuple[str, str], str] = {}
    for key, person in case.brief.people.items():
        beside = person.role if person.is_named else ""
        other = first.setdefault((_squeezed(person.label), _squeezed(beside or "")), key)
        if other == key or not person.label or person.attribution in QUIET:
            continue
        field = "name" if person.is_named else "described_as"
        message = f"“{person.label}” is two people here, and nothing tells them apart."
        hint = "Give each the `role` that is theirs. If it is one person, keep one of the two."
        if not person.is_named:
            hint = "Describe each so that they can be told apart, as far as was agreed."
        related = [Related("the other one", case.value(("people", other, field)))]
        yield finding("same-name", message, case.value(("people", key, field)), hint, related)


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def vague_description(case: Case) -> Iterator[Diagnostic]:
    """People who are quoted without their name."""
    for path, quote in _quotes(case):
        for person in case.people(quote.speaker):
            terms = _terms(case, quote)
            if terms in QUIET or (person.is_named and terms == "on record"):
                continue
            described = person.described_as or ""
            if UNSPECIFIC.sub("", described):
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
    """Quotes on terms that forbid them, and people off the record anywhere in the packet."""
    for path, quote in _quotes(case):
        terms = _terms(case, quote)
        if terms in QUIET:
            message = f"What was said on terms of “{terms}” is never quoted."
            hint = "Take the quote out."
            if terms == "deep background":
                hint = "Take the quote out; what it says may be used in your own words."
            related = [Related("the terms", case.key(_terms_path(path, quote)))]
            yield finding("quoted-off-record", message, case.value((*path, "text")), hint, related)
    for path, key in _appearances(case):
        for person in case.people(key):
            if person.attribution == "off record":
                message = f"`{key}` is off the record, and appears in no packet."
                hint = "Take the name out here."
                yield finding("quoted-off-record", message, case.value(path), hint)


def _quotes(case: Case) -> Iterator[tuple[Path, Quote]]:
    return ((path, entry) for path, entry in case.entries if isinstance(entry, Quote))


def _terms(case: Case, quote: Quote) -> str:
    """The terms of a quote: its own, else those of its speaker."""
    speaker = case.brief.people.get(quote.speaker)
    return quote.attribution or (speaker.attribution if speaker else "on record")


def _terms_path(path: Path, quote: Quote) -> Path:
    return (*path, "attribution") if quote.attribution else ("people", quote.speaker, "attribution")


def _appearances(case: Case) -> Iterator[tuple[Path, str]]:
    yield ("principal",), case.brief.principal
    for path, entry in case.entries:
        if isinstance(entry, Item) and entry.lead:
            yield (*path, "lead"), entry.lead
        elif isinstance(entry, Meeting):
            yield from (((*path, "with", at), name) for at, name in enumerate(entry.with_))


RULES: tuple[RuleFunction, ...] = (
    person_without_name,
    same_name,
    vague_description,
    quoted_off_record,
)
