"""Whether an output names somebody who must not be named.

What a writer types is checked before (`checks/names/`). Here it is asked of each finished
output, whatever way a name took into it: a picture, a template, the name of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.ground.errors import BriefError
from briefgen.model import Brief, anchors
from briefgen.naming import Hit, Unnamed, named_in, unnamed_of
from briefgen.outputs.leaving import own
from briefgen.outputs.leaving.allowed import is_allowed
from briefgen.outputs.leaving.carried import Carried, Leaving
from briefgen.outputs.leaving.origin import Asked, origin_of
from briefgen.outputs.leaving.raw import named_in_bytes

# So many findings say enough: who mends them sees the others.
MOST = 20
# Characters of the text on each side of a name that a finding shows.
AROUND = 30


def refuse_named(asked: Asked, leaving: Iterable[Leaving]) -> None:
    """Let nothing leave with a name that may not stand in it: BriefError says which and where."""
    if found := found_in(asked, leaving):
        message = f"{asked.document.file} would name somebody who must not be named."
        raise BriefError(message, found)


def found_in(asked: Asked, leaving: Iterable[Leaving]) -> list[Diagnostic]:
    """Find what names somebody in what leaves. Nothing is read where nobody is unnamed."""
    unnamed = unnamed_of(asked.brief)
    if not unnamed:
        return []
    known = dict.fromkeys(own.ids() | own.sheet_words(), "") | dict(_made_ids(asked.brief))
    told: dict[tuple[str, str, str], list[_Leak]] = {}
    for each in leaving:
        for leak in _leaks(asked, each, unnamed, known):
            place = (leak.hit.key, leak.hit.words.casefold(), leak.carried.place)
            told.setdefault(place, []).append(leak)
    return [_told(asked, leaks) for leaks in islice(told.values(), MOST)]


def _made_ids(brief: Brief) -> Iterator[tuple[str, str]]:
    """List the ids that nobody typed, with what in each is still to be looked at.

    They are made of the id of an item and of the words of a text, which are looked at themselves.
    That of a position ends in the key of a party, which stands nowhere else.
    """
    for place in anchors(brief):
        if not place.given:
            yield place.id, str(place.path[-1]) if "positions" in place.path else ""


@dataclass(frozen=True, slots=True)
class _Leak:
    output: str
    carried: Carried
    hit: Hit


def _leaks(
    asked: Asked, leaving: Leaving, unnamed: Unnamed, known: Mapping[str, str]
) -> Iterator[_Leak]:
    seen: set[Carried] = set()
    for given in leaving.carried():
        name = given.text.lstrip("#").removesuffix(".title")
        # An id of ours stands also in the links to it, and with `.title` that of a heading.
        carried = replace(given, text=known[name]) if name in known else given
        if carried in seen:
            continue
        seen.add(carried)
        if carried.data:
            hits: Iterable[Hit] = named_in_bytes(carried.data, asked.brief, unnamed)
        else:
            hits = named_in(carried.text, unnamed, carried.written)
        for hit in hits:
            if not hit.sure or _is_ours(hit, carried, asked.brief.language):
                continue
            if not is_allowed(hit, carried, asked.document, asked.folder, asked.allowed):
                yield _Leak(leaving.name, carried, hit)


def _is_ours(hit: Hit, carried: Carried, language: str) -> bool:
    """Tell whether the word is briefgen's own, as March in a date is."""
    if carried.is_syntax:
        return own.is_syntax(hit.words)
    return carried.written == "prose" and hit.words.casefold() in own.labels(language)


def _told(asked: Asked, leaks: Sequence[_Leak]) -> Diagnostic:
    one = leaks[0]
    names = list(dict.fromkeys(leak.output for leak in leaks))
    outputs = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    around = _around(one.carried.text, one.hit)
    message = (
        f"“{one.hit.words}” is {one.hit.terms}, and would leave "
        f"{f'with {outputs}, ' if outputs else ''}{one.carried.place}"
        f"{f': {around}' if around else ''}."
    )
    terms = asked.document.value_span(("people", one.hit.key, "attribution"))
    span, hint = origin_of(asked, one.hit, one.carried)
    related = [Related("the terms", terms)] if span else []
    return finding("name-in-output", message, span or terms, hint, related)


def _around(text: str, hit: Hit) -> str:
    """Show the name with some of the words around it; nothing where there are none."""
    start, end = max(0, hit.start - AROUND), hit.end + AROUND
    words = " ".join(text[start:end].split())
    if not words or words == hit.words:
        return ""
    return f"“{'…' if start else ''}{words}{'…' if end < len(text) else ''}”"
