"""Says how much of a brief was compared with copies of its sources, and what wasn't.

Each is one line. A module of its own, because each report has to say both: readers of a packet may
otherwise believe that all of it was compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from briefgen.evidence.tally import Tally, counted, sentences_of, without_a_copy
from briefgen.ground.shipped import PACKAGE
from briefgen.ground.tables import table_at

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


def summed(tally: Tally) -> str:
    """Write what was found of quotes and figures, in the words that the packet has on page one.

    For example: `8 quotes checked. Of 17 figures 14 found in their sources, 3 without a copy.`
    Empty if the brief has neither.
    """
    said = []
    for each in sentences_of(tally):
        parts = [_worded(key, count) for key, count in each.parts]
        said.append(_worded(each.key, each.count, parts))
    return " ".join(said)


def _worded(key: str, count: int, parts: Sequence[str] = ()) -> str:
    words = _labels()[key.removeprefix("checked.")]["one" if count == 1 else "other"]
    return words.format(count=f"{count:,}", parts=", ".join(parts))


@cache
def _labels() -> dict[str, dict[str, str]]:
    """Read the English labels of the line: `view/` would bring Babel, whose import takes long."""
    file = PACKAGE / "view" / "labels" / "en.toml"
    labels: dict[str, dict[str, str]] = table_at(file)["checked"]
    return labels


def in_detail(tally: Tally) -> str:
    """Write how quotes were found; an empty text if none was found.

    For example: `quotes: 4 found word for word, 1 not checked; speaker shown for 3 of 4`.
    """
    found = sum(tally.voices.values())
    if not found:
        return ""
    counts = [
        f"{tally.states[state]:,} {said}" for state, said in STATES.items() if state in tally.states
    ]
    parts = [", ".join(counts)]
    # Only quotes that were found have a voice: whether the source gives them to their speaker.
    parts.append(f"speaker shown for {tally.voices.get('speaker', 0)} of {found}")
    if tally.unshown:
        parts.append(f"{tally.unshown:,} in a text that may have been typed by hand")
    return f"quotes: {'; '.join(parts)}"


def unchecked(tally: Tally) -> str:
    """Write what was not compared with a copy; an empty text if nothing is quoted or cited."""
    if not (tally.states or tally.citations):
        return ""
    without = without_a_copy(tally)
    said = f"{without} without a copy of the source; " if without else ""
    rest = "figures, and all that isn't quoted"
    if tally.compares_figures:
        rest = "what the figures are about, and statements without a figure or a name"
    return f"not checked: {said}{rest}"


def allowed(names: Sequence[AllowedName]) -> str:
    """Write where a comment allows a name, and why; an empty text if there are none.

    The number counts names; each place is listed once, even if several names stand there.
    """
    if not names:
        return ""
    places = [f"{each.span.file}:{each.span.line}, {each.reason}" for each in names]
    return f"{counted(len(names), 'name')} allowed: {'; '.join(dict.fromkeys(places))}"
