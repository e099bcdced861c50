"""Look for each figure, date and name of a brief in the copies of the sources that it cites.

`claims_of(brief, evidence)` is the way in. `statements` finds the sentences and what each cites;
`figures/`, `dates/` and `names/` read them; the same readers read the copies. That a source has a
figure says nothing of its being true, nor of its being about the same thing.
"""

from __future__ import annotations

from briefgen.claims.figures import agreement, figures_in
from briefgen.claims.statements import Statement, statements_of
from briefgen.evidence.claim import Claim, Looked, Place
from briefgen.evidence.gather import Evidence
from briefgen.model import Brief


def claims_of(brief: Brief, evidence: Evidence) -> tuple[Claim, ...]:
    """List the sentences of a brief that hold figures or cite something, and what was found."""
    return tuple(
        claim
        for each in statements_of(brief)
        if (claim := _claim(each, brief, evidence)) and (claim.looked or claim.cited)
    )


def _claim(statement: Statement, brief: Brief, evidence: Evidence) -> Claim:
    looked = []
    for mention in figures_in(statement.words, brief.language):
        start, end = statement.start + mention.start, statement.start + mention.end
        typed, at = statement.words[mention.start : mention.end], None
        for source in statement.cited:
            read = evidence.captures.get(source)
            for each in figures_in(read.capture.text, brief.language) if read else ():
                if agreement(mention.value, each.value):  # type: ignore[arg-type]
                    at = at or Place(source, each.start, each.end)
        copied = all(source in evidence.captures for source in statement.cited)
        state = "found" if at else "uncited" if not statement.cited else "missing"
        if state == "missing" and not copied:
            state = "uncopied"
        looked.append(Looked("figure", typed, start, end, state, at))  # type: ignore[arg-type]
    passages = tuple(
        Place(source, 0, min(80, len(evidence.captures[source].capture.text)))
        for source in statement.cited
        if source in evidence.captures
    )
    return Claim(
        statement.path, statement.start, statement.end, statement.cited, tuple(looked), passages
    )
