"""Look for all that one sentence mentions in the sources that it cites.

It stands apart from `claims_of`, which loads it only for a brief that has a sentence to look into.
"""

from __future__ import annotations

from dataclasses import replace

from briefgen.claims.comparing import Comparison, Consulted, looked
from briefgen.claims.dates import dates_in
from briefgen.claims.figures import figures_in
from briefgen.claims.mention import Mention
from briefgen.claims.names import names_in
from briefgen.claims.remembered import Known
from briefgen.claims.statements import Statement
from briefgen.evidence.claim import Place
from briefgen.model import Brief


def looked_into(statement: Statement, brief: Brief, sources: dict[str, Consulted]) -> Known:
    """Find what a sentence mentions, with what the sources have of it, and its passages there."""
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
