"""A list of one needs no dash: what is wrong in its entry is told as it is behind a dash."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.builds import pipeline
from briefgen.builds.pipeline import Timings
from briefgen.ground.positions import offsets_of
from briefgen.model.fields import entry_at, keys_of
from briefgen.settings.resolver import Resolved

BRIEF = """\
briefgen: 1
title: Talks on the pier
as_of: 2026-05-06
principal: solheim
people:
  solheim: {name: Marit Solheim, role: Minister}
bottom_line: The pier is safe.
programme:
  - date: 2026-05-12
    title: Talks
objectives:
  - text: The pier stays open.
agenda:
  - title: The pier
    date: 2026-05-12
    objective: The pier stays open until October.
    points:
      - text: The pier is safe.
    quotes:
      - speaker: solheim
        text: The pier is safe.
        source: note
    figures:
      - file: pier.png
press:
  lines:
    - text: We speak of the pier.
  questions:
    - question: Is it safe?
      answer: It is.
sources:
  note: {title: Note for the file, published: 2026-05-05}
"""
LISTS = {
    "programme": ("programme", 0),
    "objectives": ("objectives", 0),
    "agenda": ("agenda", 0),
    "    points": ("agenda", 0, "points", 0),
    "    quotes": ("agenda", 0, "quotes", 0),
    "    figures": ("agenda", 0, "figures", 0),
    "  lines": ("press", "lines", 0),
    "  questions": ("press", "questions", 0),
}
WRONG = [
    "soon",
    "9.30",
    "10-11:30",
    "6 May 2026",
    "[a]",
    "[a, b]",
    "{a: b}",
    "",
    "#4",
    "Oslo",
    "yes",
]


def with_line(name, line, *, dash):
    """The brief with one more line in the entry of a list, whose dash is left out if asked to."""
    lines, at = BRIEF.split("\n"), BRIEF.split("\n").index(f"{name}:") + 1
    indent, field = lines[at].split("- ")
    lines[at] = f"{indent}{'-' if dash else ' '} {line}"
    # A field that the entry has already is typed anew.
    if not field.startswith(line.partition(":")[0] + ":"):
        lines.insert(at + 1, f"{indent}  {field}")
    key = f"{indent}  {line.partition(':')[0]}:"
    return "\n".join(
        each for number, each in enumerate(lines) if number == at or not each.startswith(key)
    )


def told(text):
    """The findings of a brief, each with what its edit makes of the line."""
    document = pipeline.loaded(text.encode(), "brief.yaml", Timings())
    found = pipeline.checked(document, Path(__file__).parent, Resolved()).diagnostics
    return [
        (
            each.rule,
            each.span.line,
            each.message,
            each.hint,
            each.edit and mended(text, document, each),
        )
        for each in found
    ]


def mended(text, document, found):
    start, end = offsets_of(found.edit.span, document.starts)
    return (text[:start] + found.edit.text + text[end:]).replace("- ", "  ")


SLIPS = [
    pytest.param(name, f"{field}: {value}", id=f"{name.strip()}: {field}: {value}")
    for name, path in LISTS.items()
    for field in [*keys_of(entry_at(path)), "Costs", "tilte", "Draft; open"]
    for value in WRONG
]


@pytest.mark.parametrize(("name", "line"), SLIPS)
def test_a_slip_is_told_without_the_dash_as_with_it(name, line):
    assert told(with_line(name, line, dash=False)) == told(with_line(name, line, dash=True))
