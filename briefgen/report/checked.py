"""Says in a line each what of a brief was compared with copies of its sources, and what was not.

Apart, because a packet is trusted for what was compared: nobody is to think that all of it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.evidence.tally import Tally, counted, without_a_copy

if TYPE_CHECKING:
    # With the model and pydantic: a brief that is known to be clean is told of without them.
    from briefgen.checks.allow import AllowedName

# The states of quotes in the order in which they are said, with the words for them.
STATES = {
    "verbatim": "found word for word",
    "edited": "found but for marked edits",
    "original": "found in the original",
    "unchecked": "not checked",
    "failed": "not found",
}


def checked(tally: Tally) -> str:
    """Count the quotes by what was found of them; empty where there are none."""
    if not tally.states:
        return ""
    counts = [
        f"{tally.states[state]:,} {said}" for state, said in STATES.items() if state in tally.states
    ]
    parts = [", ".join(counts)]
    if found := sum(tally.voices.values()):
        parts.append(f"speaker shown for {tally.voices.get('speaker', 0)} of {found}")
    if tally.unshown:
        parts.append(f"{tally.unshown:,} in a text that may have been typed by hand")
    return f"{counted(sum(tally.states.values()), 'quote')}: {'; '.join(parts)}"


def unchecked(tally: Tally) -> str:
    """Say what was not compared with a copy; empty where nothing is quoted or cited."""
    if not (tally.states or tally.citations):
        return ""
    without = without_a_copy(tally)
    said = f"{without} without a copy of the source; " if without else ""
    return f"not checked: {said}figures, and all that isn't quoted"


def allowed(names: Sequence[AllowedName]) -> str:
    """Say where names stand that a comment allows, and why; empty where there are none.

    One place is said once, however often a name stands there.
    """
    if not names:
        return ""
    places = [f"{each.span.file}:{each.span.line}, {each.reason}" for each in names]
    return f"{counted(len(names), 'name')} allowed: {'; '.join(dict.fromkeys(places))}"
