"""Look for each figure, date and name of a brief in the copies of the sources that it cites.

`claims_of(brief, evidence)` is the way in. `statements` finds the sentences and what each cites;
`figures/`, `dates/` and `names/` read them; `copied` has the same readers read the captures, once
each. `comparing` looks for what a sentence mentions, and `alike` for the passage that the sentence
may rest on. That a source has a figure says nothing of its being true, nor of its being about the
same thing.
"""

from __future__ import annotations

from dataclasses import replace

from briefgen.claims.comparing import Comparison, Consulted, consulted, looked
from briefgen.claims.dates import dates_in
from briefgen.claims.figures import figures_in
from briefgen.claims.mention import Mention
from briefgen.claims.names import names_in
from briefgen.claims.remembered import Known, remembered
from briefgen.claims.statements import Statement, statements_of
from briefgen.evidence.claim import Claim, Place
from briefgen.evidence.gather import Evidence
from briefgen.model import Brief


def claims_of(brief: Brief, evidence: Evidence) -> tuple[Claim, ...]:
    """List the sentences of a brief that hold figures or cite something, and what was found."""
    sources = consulted(brief, evidence)
    known = remembered(brief, evidence)
    claims = []
    for each in statements_of(brief):
        asked = each.words, each.cited, each.start
        # Two threads of a preview may check the same brief, and one of them forget what is known.
        if (one := known.get(asked)) is None:
            one = known[asked] = _found(each, brief, sources)
        found, passages = one
        if found or each.cited:
            claims.append(Claim(each.path, each.start, each.end, each.cited, found, passages))
    return tuple(claims)


def _found(statement: Statement, brief: Brief, sources: dict[str, Consulted]) -> Known:
    cited = [sources[name] for name in statement.cited if name in sources]
    mentions = _mentions(statement.words, brief, with_names=bool(cited))
    passages: tuple[Place, ...] = ()
    if statement.cited:
        is_copied = len(cited) == len(statement.cited) and all(each.read for each in cited)
        comparison = Comparison(statement.words, mentions, cited, is_copied)
        found = [each for each in map(comparison.looked, mentions) if each]
        passages = tuple(Place(name, *at) for name, at in comparison.passages.items())
    else:
        found = [looked(statement.words, each) for each in mentions]
    start = statement.start
    moved = tuple(replace(each, start=start + each.start, end=start + each.end) for each in found)
    return moved, passages


def _mentions(words: str, brief: Brief, *, with_names: bool) -> list[Mention]:
    """List what a sentence mentions. Names are looked for in sources alone, so only with these."""
    found = dates_in(words, brief.language, brief.as_of)
    found += figures_in(words, brief.language, [(each.start, each.end) for each in found])
    if with_names:
        found += names_in(words, brief.language, brief, [(each.start, each.end) for each in found])
    return sorted(found, key=lambda each: (each.start, each.end))
