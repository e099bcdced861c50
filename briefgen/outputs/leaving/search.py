"""Searches each finished output for the names of people who must not be named.

What a writer types was checked before, in `checks/names/`. This search also finds names that came
into the output in another way: by a picture, a template, the name of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.ground.errors import BriefError
from briefgen.ground.records import record
from briefgen.model import Brief, Position, Section, anchors
from briefgen.model.languages import prefix_of
from briefgen.naming import Hit, Unnamed, named_in, unnamed_of
from briefgen.outputs.leaving import own
from briefgen.outputs.leaving.allowed import is_allowed
from briefgen.outputs.leaving.carried import Carried, Leaving
from briefgen.outputs.leaving.origin import Asked, origin_of
from briefgen.outputs.leaving.raw import named_in_bytes

# The most findings. A writer who has more mends these first, and then sees the others.
MOST = 20
# The characters on each side of a name that a finding shows.
AROUND = 30


def refuse_named(asked: Asked, leaving: Iterable[Leaving]) -> None:
    """Raise BriefError, with a finding for each name, if any output names an unnamed person."""
    if found := found_in(asked, leaving):
        message = f"{asked.document.file} would name somebody who must not be named."
        raise BriefError(message, found)


def found_in(asked: Asked, leaving: Iterable[Leaving]) -> list[Diagnostic]:
    """Search the outputs, and list the findings.

    One name at the same place in several outputs gives one finding. If the brief names all its
    people, nothing is read.
    """
    unnamed = unnamed_of(asked.brief)
    if not unnamed:
        return []
    # Texts that aren't searched as they are, each with what is searched in its place.
    known = dict.fromkeys(own.ids() | own.sheet_words(), "") | dict(_made_ids(asked.brief))
    if asked.second:
        prefix = prefix_of(asked.second.brief.language)
        known |= {f"{prefix}{name}": text for name, text in _made_ids(asked.second.brief)}
        known |= {f"{prefix}{name}": "" for name in own.ids()}
    told: dict[tuple[str, str, str], list[_Leak]] = {}
    for each in leaving:
        for leak in _leaks(asked, each, unnamed, known):
            place = (leak.hit.key, leak.hit.words.casefold(), leak.carried.place)
            told.setdefault(place, []).append(leak)
    return [_told(asked, leaks) for leaks in islice(told.values(), MOST)]


def _made_ids(brief: Brief) -> Iterator[tuple[str, str]]:
    """List the ids that briefgen made, each with the part of it that still has to be searched.

    Such an id is made of an item's id and of the words of a text. Both are searched by themselves,
    so mostly nothing is left to search. But the id of a position ends in the key of a party, and
    that of a section is its key, which stand nowhere else.
    """
    for place in anchors(brief):
        if not place.given:
            is_key = isinstance(place.entry, Position | Section)
            yield place.id, str(place.path[-1]) if is_key else ""


@record
class _Leak:
    """A name in an output: what a finding calls the output, the text that has it, and the hit."""

    output: str
    carried: Carried
    hit: Hit


def _leaks(
    asked: Asked, leaving: Leaving, unnamed: Unnamed, known: Mapping[str, str]
) -> Iterator[_Leak]:
    """Find the names in one output that aren't briefgen's own words and aren't allowed."""
    seen: set[Carried] = set()
    for given in leaving.carried():
        name = given.text.lstrip("#").removesuffix(".title")
        # An id that briefgen made also stands in links to it, behind `#`, and in the id of a
        # heading, before `.title`.
        carried = replace(given, text=known[name]) if name in known else given
        if carried in seen:
            continue
        seen.add(carried)
        if carried.data:
            hits: Iterable[Hit] = named_in_bytes(carried.data, asked.brief, unnamed)
        else:
            hits = named_in(carried.text, unnamed, carried.written)
        for hit in hits:
            if not hit.sure or any(
                _is_ours(hit, carried, each.brief.language) for each in asked.texts
            ):
                continue
            if not any(
                is_allowed(hit, carried, each.document, each.folder, each.allowed)
                for each in asked.texts
            ):
                yield _Leak(leaving.name, carried, hit)


def _is_ours(hit: Hit, carried: Carried, language: str) -> bool:
    """Tell whether the word of a hit is one that briefgen itself prints, as March in a date."""
    if carried.is_syntax:
        return own.is_syntax(hit.words)
    return carried.written == "prose" and hit.words.casefold() in own.labels(language)


def _told(asked: Asked, leaks: Sequence[_Leak]) -> Diagnostic:
    """Make the finding for one name at one place, with all outputs that have it there."""
    one = leaks[0]
    names = list(dict.fromkeys(leak.output for leak in leaks))
    outputs = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    around = _around(one.carried.text, one.hit)
    message = (
        f"“{one.hit.words}” is {one.hit.terms}, and would leave "
        f"{f'with {outputs}, ' if outputs else ''}{one.carried.place}"
        f"{f': {around}' if around else ''}."
    )
    # If the origin isn't found, the finding is about the person's terms in the brief.
    terms = asked.document.value_span(("people", one.hit.key, "attribution"))
    span, hint = origin_of(asked, one.hit, one.carried)
    related = [Related("the terms", terms)] if span else []
    return finding("name-in-output", message, span or terms, hint, related)


def _around(text: str, hit: Hit) -> str:
    """Write the name with some of the words around it; empty if the text is the name alone."""
    start, end = max(0, hit.start - AROUND), hit.end + AROUND
    words = " ".join(text[start:end].split())
    if not words or words == hit.words:
        return ""
    return f"“{'…' if start else ''}{words}{'…' if end < len(text) else ''}”"
