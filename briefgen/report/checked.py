"""Says how much of a brief was compared with copies of its sources, and what wasn't.

Each is one line. A module of its own, because each report has to say both: readers of a packet may
otherwise believe that all of it was compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.evidence.tally import Tally, counted, without_a_copy

if TYPE_CHECKING:
    # Importing it loads the model and pydantic, which takes time. A brief that is remembered as
    # clean is reported without them.
    from briefgen.checks.allow import AllowedName

# The states of quotes, in the order of the line, and the words for each.
STATES = {
    "verbatim": "found word for word",
    "edited": "found but for marked edits",
    "original": "found in the original",
    "unchecked": "not checked",
    "failed": "not found",
}


def checked(tally: Tally) -> str:
    """Write how many quotes were found, and how; an empty text if the brief has none.

    For example: `5 quotes: 4 found word for word, 1 not checked; speaker shown for 3 of 4`.
    """
    if not tally.states:
        return ""
    counts = [
        f"{tally.states[state]:,} {said}" for state, said in STATES.items() if state in tally.states
    ]
    parts = [", ".join(counts)]
    # Only quotes that were found have a voice: whether the source gives them to their speaker.
    if found := sum(tally.voices.values()):
        parts.append(f"speaker shown for {tally.voices.get('speaker', 0)} of {found}")
    if tally.unshown:
        parts.append(f"{tally.unshown:,} in a text that may have been typed by hand")
    return f"{counted(sum(tally.states.values()), 'quote')}: {'; '.join(parts)}"


def unchecked(tally: Tally) -> str:
    """Write what was not compared with a copy; an empty text if nothing is quoted or cited."""
    if not (tally.states or tally.citations):
        return ""
    without = without_a_copy(tally)
    said = f"{without} without a copy of the source; " if without else ""
    return f"not checked: {said}figures, and all that isn't quoted"


def allowed(names: Sequence[AllowedName]) -> str:
    """Write where a comment allows a name, and why; an empty text if there are none.

    The number counts names; each place is listed once, even if several names stand there.
    """
    if not names:
        return ""
    places = [f"{each.span.file}:{each.span.line}, {each.reason}" for each in names]
    return f"{counted(len(names), 'name')} allowed: {'; '.join(dict.fromkeys(places))}"
