"""Counts what of a brief was compared with copies, and what was not.

`tally` is a module of its own, because the numbers are shown without reading the brief again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from briefgen.evidence.claim import Claim, Found, Looked
from briefgen.evidence.gather import TRUE, ComparedQuote, Evidence, State
from briefgen.evidence.tally import Tally
from briefgen.ground.span import Path
from briefgen.markdown.links import CITE
from briefgen.model import Brief, Quote, is_markdown, texts, walk
from briefgen.model.permitted import may_print

# What a reader is told of a figure or a name.
Told = Found | Literal["elsewhere"]


def tally_of(brief: Brief, evidence: Evidence) -> Tally:
    """Count the quotes, figures and names of a brief by what was found of them; its citations."""
    found = [each for each in evidence.quotes if state_of(each) in TRUE]
    unshown = [each for each in found if each.read and not _is_shown(brief, each)]
    # By place, because a text that cites a source twice counts once.
    cited = [name for _, name in {*_cited(brief)} if name in brief.sources]
    looked = [each for claim in printed_claims(brief, evidence) for each in claim.looked]
    return Tally(
        dict(Counter(map(state_of, evidence.quotes))),
        dict(Counter(each.voice for each in found)),
        len(unshown),
        sum(name not in evidence.captures for name in cited),
        len(cited),
        dict(Counter(told_of(each) for each in looked if each.kind != "name")),
        dict(Counter(told_of(each) for each in looked if each.kind == "name")),
    )


def printed_claims(brief: Brief, evidence: Evidence) -> Iterator[Claim]:
    """List the sentences that are printed: all but those about people of whom nothing is said."""
    for claim in evidence.claims:
        if claim.path[0] != "people" or may_print(brief, str(claim.path[1]), "note"):
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


def _is_shown(brief: Brief, found: ComparedQuote) -> bool:
    # Inside the function: this loads all formats, and most briefs have no captures.
    from briefgen.evidence.copies import copy_of

    source = brief.sources[found.source_id]
    return found.read is not None and copy_of(source, found.read.capture).is_shown


def _cited(brief: Brief) -> Iterator[tuple[Path, str]]:
    """List all citations that aren't those of quotes: the place that cites, and the source's id."""
    for path, entry in walk(brief):
        if not isinstance(entry, Quote):
            yield from ((path, name) for name in getattr(entry, "cited", ()))
    for path, text, entry, name in texts(brief):
        if is_markdown(entry, name) and "[^" in text:
            yield from ((path[:-1], found) for found in CITE.findall(text))
