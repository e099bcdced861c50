"""How much of a brief was compared with copies of its sources, and how much was not: in numbers.

They are counted in `counting`. A clean brief's numbers are kept, and shown without reading it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, fields
from typing import Any

from briefgen.ground.records import record


@record
class Tally:
    """The numbers of quotes: by what was found of their words, and of those found, by the speaker.

    `unshown` is how many were found in a copy that doesn't show how it was made, and
    `figures_unshown` is the same of figures. `uncopied` counts the citations, other than quotes, of
    sources without a copy. `figures` and `names` count what was looked for in the sources of
    sentences, by `counting.told_of`. Dates and times count as figures.
    """

    states: dict[str, int] = field(default_factory=dict)
    voices: dict[str, int] = field(default_factory=dict)
    unshown: int = 0
    uncopied: int = 0
    citations: int = 0
    figures: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    figures_unshown: int = 0

    @property
    def figures_uncited(self) -> int:
        """Give the number of figures in sentences that cite nothing."""
        return self.figures.get("uncited", 0)

    @property
    def compares_figures(self) -> bool:
        """Whether any figure or name was compared with a copy."""
        compared = ("found", "rounded", "elsewhere", "missing")
        return any(counts.get(state) for counts in (self.figures, self.names) for state in compared)

    def with_those_of(self, other: Tally) -> Tally:
        """Add the numbers of another brief."""
        return Tally(**{each.name: _sum(self, other, each.name) for each in fields(Tally)})


def _sum(one: Tally, other: Tally, name: str) -> Any:
    before, more = getattr(one, name), getattr(other, name)
    if isinstance(before, dict):
        return {key: before.get(key, 0) + more.get(key, 0) for key in {**before, **more}}
    return before + more


@record
class Sentence:
    """A sentence about quotes, figures or names: the key of its words, and the number in it.

    `parts` has the keys and numbers of what it lists, such as those found and those not found.
    """

    key: str
    count: int
    parts: tuple[tuple[str, int], ...] = ()


def sentences_of(tally: Tally) -> Iterator[Sentence]:
    """Say in a sentence each what was found of quotes and of figures, and which names weren't.

    A last one says how much of it was found in copies that may have been typed by hand, because
    such a copy proves less.

    Summary and packet both write these sentences, so that they can't say different things. Their
    words are those of the table `[checked]` of labels.
    """
    states = tally.states
    quotes = {
        "found": sum(states.get(state, 0) for state in ("verbatim", "edited", "original")),
        "missing": states.get("failed", 0),
        "uncopied": states.get("unchecked", 0),
    }
    figures = _found(tally.figures)
    yield from _sentence("quotes", quotes)
    yield from _sentence("figures", figures)
    # Of names it only tells a reader something if one wasn't found.
    if tally.names.get("missing") or tally.names.get("elsewhere"):
        names = _found(tally.names)
        yield from _sentence("names", {**names, "uncopied": 0, "uncited": 0})
    if unshown := tally.unshown + tally.figures_unshown:
        is_all = unshown == quotes["found"] + figures["found"]
        yield Sentence(f"checked.typed-{'all' if is_all else 'some'}", unshown)


def _found(counts: dict[str, int]) -> dict[str, int]:
    """Count what the source has more exactly as found there, too."""
    return {**counts, "found": counts.get("found", 0) + counts.get("rounded", 0)}


def _sentence(about: str, counts: dict[str, int]) -> Iterator[Sentence]:
    order = ("found", "elsewhere", "missing", "uncopied", "uncited")
    parts = [(state, counts[state]) for state in order if counts.get(state)]
    if len(parts) == 1:
        state, count = parts[0]
        yield Sentence(f"checked.{about}-{state}", count)
    elif parts:
        listed = tuple((f"checked.of-{state}", count) for state, count in parts)
        yield Sentence(f"checked.{about}-of", sum(count for _, count in parts), listed)


def without_a_copy(tally: Tally) -> str:
    """Say what can't be checked: `2 quotes and 1 citation`; empty where all sources have a copy."""
    counts = [(tally.states.get("unchecked", 0), "quote"), (tally.uncopied, "citation")]
    return " and ".join(counted(count, word) for count, word in counts if count)


def counted(count: int, word: str) -> str:
    """Write a number of things: `1 quote`, `2 quotes`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
