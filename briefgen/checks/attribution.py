"""The terms on which people spoke (the ground rules of the US State Department's press office)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefgen.checks.case import Case, RuleFunction
from briefgen.diagnostics import Diagnostic, Related, finding
from briefgen.model import Item, Meeting, Person, Quote
from briefgen.source import Path

UNSPECIFIC = re.compile(
    r"\b(?:an?|the|one|some|two|several|senior|top|high|ranking|level|unnamed|anonymous|former|"
    r"western|well|placed|informed|reliable|trusted|person|people|someone|somebody|sources?|"
    r"officials?|diplomats?|insiders?|aides?|advis[eo]rs?|experts?|analysts?|observers?|"
    r"individuals?|briefed|on|familiar|close|with|to|who|asked|not|be|named|in|know|of|and|"
    r"matter|issue|talks|subject|situation|thinking|discussions)\b|[\W_]",
    re.IGNORECASE,
)
NAME_PART = re.compile(r"[^\W\d_]+")
TITLES = {"obe", "mbe", "cbe", "kbe", "phd", "esq", "von", "van", "der", "den", "del", "bin", "ibn"}
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


def name_on_background(case: Case) -> Iterator[Diagnostic]:
    """Names of people who must not be named, in any text that is printed or linked to."""
    for key, person in _unnamed(case):
        own = {("people", key, "name"), ("people", key, "native_name")}
        names = _names(case, person)
        for path, text, _, field in case.texts:
            if path in own:
                continue
            for start, end in names.found_in(text, any_case=field in ("id", "url", "file")):
                message = f"“{text[start:end]}” is {person.attribution}, and must not be named."
                hint = f"Write “{person.described_as}”." if person.described_as else ""
                if field == "id":
                    hint = "Give it another id: it can be read in the page's address."
                related = [Related("the terms", case.value(("people", key, "attribution")))]
                yield finding(
                    "name-on-background", message, case.part(path, start, end), hint, related
                )


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


def _unnamed(case: Case) -> Iterator[tuple[str, Person]]:
    for key, person in case.brief.people.items():
        if person.name and person.attribution != "on record":
            yield key, person


@dataclass(frozen=True)
class _Names:
    """What gives a person away: the whole name, and each part of it but the first, alone."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]

    def found_in(self, text: str, *, any_case: bool) -> Iterator[tuple[int, int]]:
        """Where a name stands. A part alone is a name only with a capital: young is not Young."""
        plain, at = _plain(text)
        if not any(word in plain for word in self.first_words):
            return
        reached = 0
        for found in self.pattern.finditer(plain):
            start, end = at[found.start()], at[found.end() - 1] + 1
            is_whole = found[0] in self.whole or " " in found[0]
            if start >= reached and (any_case or is_whole or text[start].isupper()):
                reached = end
                yield start, end

    @cached_property
    def first_words(self) -> frozenset[str]:
        """Words of which one stands wherever a name does. Most texts have none of them."""
        return frozenset(name.split()[0] for name in (*self.whole, *self.parts) if name.strip())

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The whole names, and before shorter ones the parts of a double name together."""
        alone = "|".join(map(_spaced, self.parts))
        several = [rf"(?:{alone})(?:[\s-]+(?:{alone}))*"] if alone else []
        return re.compile(rf"(?<!\w)(?:{'|'.join([*map(_spaced, self.whole), *several])})(?!\w)")


def _names(case: Case, person: Person) -> _Names:
    typed = [_plain(name)[0] for name in (person.name, person.native_name) if name]
    whole = list(dict.fromkeys(form for name in typed for form in (_first_name_first(name), name)))
    shared = {
        part
        for other in case.brief.people.values()
        if other.name and other.is_named
        for part in NAME_PART.findall(_plain(other.name)[0])
    }
    parts = [part for name in typed for part in NAME_PART.findall(_first_name_first(name))[1:]]
    alone = [part for part in parts if len(part) > 2 and part not in shared | TITLES]
    return _Names(tuple(whole), tuple(dict.fromkeys(alone)))


def _first_name_first(name: str) -> str:
    """A name in the order in which it is said: `flett, una` is `una flett`."""
    last, comma, first = name.partition(",")
    is_turned = comma and not TITLES.issuperset(NAME_PART.findall(first))
    return f"{first.strip()} {last.strip()}" if is_turned else name


def _spaced(name: str) -> str:
    return r"[\s*_~`-]+".join(map(re.escape, name.split()))


@lru_cache(maxsize=4096)
def _plain(text: str) -> tuple[str, list[int]]:
    """A text without accents, case, emphasis and what can't be seen, and where each letter was."""
    letters, at = [], []
    for index, char in enumerate(text):
        for letter in unicodedata.normalize("NFKD", char).casefold():
            if unicodedata.category(letter) not in ("Mn", "Cf") and letter not in "*_~`":
                letters.append(letter)
                at.append(index)
    return "".join(letters), at


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
    name_on_background,
    quoted_off_record,
)
