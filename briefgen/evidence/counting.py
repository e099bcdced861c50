"""Counts what of a brief was compared with copies, and what was not.

`tally` is a module of its own, because the numbers are shown without reading the brief again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from typing import Literal

from briefgen.evidence.claim import Claim, Found, Looked
from briefgen.evidence.gather import TRUE, ComparedQuote, Evidence, State
from briefgen.evidence.tally import Tally
from briefgen.ground.span import Path
from briefgen.markdown.links import CITE
from briefgen.model import Brief, Quote, is_markdown, texts, walk
from briefgen.model.permitted import is_listed

# What a reader is told of a figure or a name.
Told = Found | Literal["elsewhere"]


def tally_of(brief: Brief, evidence: Evidence) -> Tally:
    """Count the quotes, figures and names of a brief by what was found of them; its citations."""
    found = [each for each in evidence.quotes if state_of(each) in TRUE]
    unshown = unshown_copies(brief, evidence)
    # By place, because a text that cites a source twice counts once.
    cited = [name for _, name in {*_cited(brief)} if name in brief.sources]
    looked = [each for claim in printed_claims(brief, evidence) for each in claim.looked]
    return Tally(
        dict(Counter(map(state_of, evidence.quotes))),
        dict(Counter(each.voice for each in found)),
        sum(each.read is not None and each.source_id in unshown for each in found),
        sum(name not in evidence.captures for name in cited),
        len(cited),
        dict(Counter(told_of(each) for each in looked if each.kind != "name")),
        dict(Counter(told_of(each) for each in looked if each.kind == "name")),
        sum(each.kind != "name" and is_unshown(each, unshown) for each in looked),
    )


def printed_claims(brief: Brief, evidence: Evidence) -> Iterator[Claim]:
    """List the sentences that are printed: all but those about people whom no list has."""
    for claim in evidence.claims:
        if claim.path[0] != "people" or is_listed(brief, str(claim.path[1])):
            yield claim


def told_of(looked: Looked) -> Told:
    """Tell the state of a figure or a name as a reader is told it.

    One that the source has in another passage alone isn't called missing: it is there.
    """
    return "elsewhere" if looked.state == "missing" and looked.elsewhere else looked.state


def state_of(found: ComparedQuote) -> State:
    """Tell the state of a quote as a reader is told it.

    A translation counts as not in the source if its original isn't there either.
    """
    return "failed" if found.state == "unchecked" and found.read else found.state


def unshown_copies(brief: Brief, evidence: Evidence) -> frozenset[str]:
    """List the ids of the sources whose copy doesn't show how it was made."""
    if not evidence.captures:
        return frozenset()
    # Inside the function: this loads all formats, and most briefs have no captures.
    from briefgen.evidence.copies import copy_of

    captures = evidence.captures.items()
    return frozenset(
        name for name, read in captures if not copy_of(brief.sources[name], read.capture).is_shown
    )


def is_unshown(looked: Looked, unshown: Container[str]) -> bool:
    """Tell whether a figure or a name was only found in a copy that may have been typed by hand."""
    is_found = looked.state in ("found", "rounded")
    return is_found and looked.at is not None and looked.at.source in unshown


def _cited(brief: Brief) -> Iterator[tuple[Path, str]]:
    """List all citations that aren't those of quotes: the place that cites, and the source's id."""
    for path, entry in walk(brief):
        if not isinstance(entry, Quote):
            yield from ((path, name) for name in getattr(entry, "cited", ()))
    for path, text, entry, name in texts(brief):
        if is_markdown(entry, name) and "[^" in text:
            yield from ((path[:-1], found) for found in CITE.findall(text))
