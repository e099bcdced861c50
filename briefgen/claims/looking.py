"""Look for all that sentences mention in the sources that they cite.

It stands apart from `claims_of`, which loads it only for a brief that has a sentence to look into.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.claims.comparing import Comparison, Consulted, consulted, looked
from briefgen.claims.dates import dates_in
from briefgen.claims.figures import figures_in
from briefgen.claims.mention import Mention, is_run
from briefgen.claims.names import names_in
from briefgen.claims.remembered import Known, Remembered
from briefgen.claims.statements import Statement
from briefgen.evidence.claim import Looked, Place
from briefgen.evidence.gather import Evidence
from briefgen.model import Brief


def looked_into(
    statements: Sequence[Statement], brief: Brief, evidence: Evidence
) -> Iterator[Known]:
    """Find what each sentence mentions, what its sources have of that, and its passages there."""
    sources = consulted(brief, evidence)
    known = Remembered(brief, evidence, len(statements))
    for each in statements:
        # Two threads of a preview may check the same brief, and one of them forget what is known.
        if (one := known.get(each)) is None:
            one = _looked_into(each, brief, sources)
            known.add(each, one)
        yield one
    known.keep()


def _looked_into(statement: Statement, brief: Brief, sources: Mapping[str, Consulted]) -> Known:
    cited = [sources[name] for name in statement.cited if name in sources]
    mentions = mentions_in(statement.words, brief, with_names=bool(cited))
    passages: tuple[Place, ...] = ()
    if statement.cited:
        is_copied = len(cited) == len(statement.cited) and all(each.read for each in cited)
        comparison = Comparison(statement.words, mentions, cited, is_copied)
        asked = zip(mentions, map(comparison.looked, mentions), strict=True)
        found = _apart([(mention, each) for mention, each in asked if each])
        passages = tuple(Place(name, *at) for name, at in comparison.passages.items())
    else:
        found = [looked(statement.words, each) for each in mentions]
    start = statement.start
    moved = tuple(replace(each, start=start + each.start, end=start + each.end) for each in found)
    return moved, passages


def _apart(found: Sequence[tuple[Mention, Looked]]) -> list[Looked]:
    """Leave out runs of words whose names are told one by one: of those only a missing one stays.

    Nor does it stay where one of its names is missing: one warning is enough.
    """
    missing = [
        each for mention, each in found if each.state == "missing" and not is_run(mention.value)
    ]
    return [
        each
        for mention, each in found
        if not is_run(mention.value)
        or (
            each.state == "missing"
            and not any(one.start < each.end and one.end > each.start for one in missing)
        )
    ]


def mentions_in(words: str, brief: Brief, *, with_names: bool) -> list[Mention]:
    """List what a sentence mentions. Names are looked for in sources alone, so only with these."""
    found = dates_in(words, brief.language, brief.as_of)
    found += figures_in(words, brief.language, [(each.start, each.end) for each in found])
    if with_names:
        found += names_in(words, brief.language, brief, [(each.start, each.end) for each in found])
    return sorted(found, key=lambda each: (each.start, each.end))
