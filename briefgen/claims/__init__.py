"""Look for each figure, date and name of a brief in the copies of the sources that it cites.

`claims_of(brief, evidence)` is the way in. `statements` finds the sentences and what each cites;
`figures/`, `dates/` and `names/` read them; `copied` has the same readers read the captures, once
each. `comparing` looks for what a sentence mentions, `competing` for what its source has instead,
`displaced` for what stands there only in another matter, and `alike` and `passages` for the passage
that the sentence may rest on. That a source has a figure says nothing of its being true.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefgen.claims.statements import Statement, statements_of
from briefgen.evidence.claim import Claim
from briefgen.evidence.gather import Evidence
from briefgen.ground.regexes import regex
from briefgen.model import Brief

if TYPE_CHECKING:
    from briefgen.claims.remembered import Known

DIGIT = regex(r"\d")


def claims_of(brief: Brief, evidence: Evidence) -> tuple[Claim, ...]:
    """List the sentences of a brief that hold figures or cite something, and what was found.

    A brief that has no copy of any source is looked into for sentences with digits alone: without
    them, it needs no reader of figures.
    """
    statements = list(statements_of(brief))
    read = [each for each in statements if _is_read(each, evidence)]
    found: dict[Statement, Known] = {}
    if read:
        with _uncollected():
            from briefgen.claims.looking import looked_into

            found = dict(zip(read, looked_into(read, brief, evidence), strict=True))
    claims = []
    for each in statements:
        looked, passages = found.get(each, ((), ()))
        if looked or each.cited:
            claims.append(Claim(each.path, each.start, each.end, each.cited, looked, passages))
    return tuple(claims)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for circles among objects while copies are read.

    A long report has a hundred thousand figures, and all stay. Python would go through them again
    and again, which takes about a sixth of the time.

    It is one switch for all threads. Whoever finds it on turns it on again: of two that overlap,
    the first to come. The other may then be without it for a while, and is only slower.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _is_read(statement: Statement, evidence: Evidence) -> bool:
    return bool(evidence.captures) or DIGIT.search(statement.words) is not None
