"""Look for each figure, date and name of a brief in the copies of the sources that it cites.

`claims_of(brief, evidence)` is the way in. `statements` finds the sentences and what each cites;
`figures/`, `dates/` and `names/` read them; `copied` has the same readers read the captures, once
each. `comparing` looks for what a sentence mentions, `competing` for what its source has instead,
and `alike` and `passages` for the passage that the sentence may rest on. That a source has a figure
says nothing of its being true, nor of its being about the same thing.
"""

from __future__ import annotations

import re

from briefgen.claims.statements import Statement, statements_of
from briefgen.evidence.claim import Claim
from briefgen.evidence.gather import Evidence
from briefgen.model import Brief

DIGIT = re.compile(r"\d")


def claims_of(brief: Brief, evidence: Evidence) -> tuple[Claim, ...]:
    """List the sentences of a brief that hold figures or cite something, and what was found.

    A sentence that has no copy to be compared with is looked into for what is typed in digits
    alone: a brief without figures and without copies loads no reader.
    """
    statements = list(statements_of(brief))
    if not any(_is_read(each, evidence) for each in statements):
        return tuple(
            Claim(each.path, each.start, each.end, each.cited) for each in statements if each.cited
        )
    from briefgen.claims.comparing import consulted
    from briefgen.claims.looking import looked_into
    from briefgen.claims.remembered import remembered

    sources = consulted(brief, evidence)
    known = remembered(brief, evidence)
    claims = []
    for each in statements:
        asked = each.words, each.cited, each.start
        # Two threads of a preview may check the same brief, and one of them forget what is known.
        if (one := known.get(asked)) is None:
            is_read = _is_read(each, evidence)
            one = known[asked] = looked_into(each, brief, sources) if is_read else ((), ())
        found, passages = one
        if found or each.cited:
            claims.append(Claim(each.path, each.start, each.end, each.cited, found, passages))
    return tuple(claims)


def _is_read(statement: Statement, evidence: Evidence) -> bool:
    """Tell whether a sentence has digits, or a copy to be compared with."""
    if any(name in evidence.captures for name in statement.cited):
        return True
    return DIGIT.search(statement.words) is not None
