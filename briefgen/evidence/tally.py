"""How much of a brief was compared with copies of its sources, and how much was not: in numbers.

They are counted in `counting`. A clean brief's numbers are kept, and shown without reading it.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of quotes: by what was found of their words, and of those found, by the speaker.

    `unshown` is how many were found in a copy that doesn't show how it was made. `uncopied` counts
    the citations, other than quotes, of sources without a copy.
    """

    states: dict[str, int] = field(default_factory=dict)
    voices: dict[str, int] = field(default_factory=dict)
    unshown: int = 0
    uncopied: int = 0
    citations: int = 0


def without_a_copy(tally: Tally) -> str:
    """Say what can't be checked: `2 quotes and 1 citation`; empty where all sources have a copy."""
    counts = [(tally.states.get("unchecked", 0), "quote"), (tally.uncopied, "citation")]
    return " and ".join(counted(count, word) for count, word in counts if count)


def counted(count: int, word: str) -> str:
    """Write a number of things: `1 quote`, `2 quotes`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
