"""What is as long as it may be is taken, and what is longer by one is refused: the numbers that are promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.builds import pipeline
from briefgen.builds.pipeline import Timings

BRIEF = """\
briefgen: 1
title: Harbour dues
as_of: 2026-05-06
principal: minister
people:
  minister: {name: Marit Solheim, role: Minister of Ports}
bottom_line: The dues are set anew. You are asked to agree.
agenda:
  - title: Dues
    objective: Agreed by 1 June.
"""


def background(lines):
    return BRIEF + "background: |\n" + "".join(f"  {line}\n" for line in lines)


def table(columns):
    return background(["|a" * columns + "|", "|-" * columns + "|", "|b" * columns + "|"])


def meetings(minutes):
    """A meeting that goes on into the next day for so many minutes in all."""
    hours, rest = divmod(20 * 60 + minutes - 1440, 60)
    return f"{BRIEF}programme:\n  - {{date: 2026-05-07, start: 20:00, end: '{hours:02}:{rest:02}', title: Night}}\n"


def points(count):
    return BRIEF + "    points:\n" + "".join(f"      - Point {at}.\n" for at in range(count))


def quoted(length):
    return f'{BRIEF}background: "{("a " * length)[:length]}"\n'


# Of each bound how a brief is made, the last number that is taken, and the rule that refuses more.
BOUNDS = {
    "columns of a table": (table, 100, "yaml-bounds"),
    "lines of a text": (lambda count: background(["a"] * count), 4_001, "yaml-bounds"),
    "words in italics": (lambda count: background(["*a* " * 50] * (count // 50) + ["*a* " * (count % 50)]), 5_000, "yaml-bounds"),
    "characters of a text": (quoted, 100_000, "yaml-bounds"),
    "minutes of a night": (meetings, 12 * 60, "end-before-start"),
    "points to make": (points, 6, "too-many-points"),
}  # fmt: skip


def rules(text):
    case = pipeline.checked(pipeline.loaded(text.encode(), "brief.yaml", Timings()), Path())
    return [found.rule for found in case.diagnostics]


@pytest.mark.parametrize("name", BOUNDS)
def test_what_is_at_the_bound_is_taken_and_one_more_is_refused(name):
    made, most, rule = BOUNDS[name]
    assert rule not in rules(made(most))
    assert rule in rules(made(most + 1))
