"""How the time for a brief grows with its quotes, from loading to the page: `make bench`."""

from __future__ import annotations

from hashlib import sha256

from measuring import seconds

from briefgen import api
from briefgen.builds import pipeline
from briefgen.look import Look
from briefgen.render.page import render

PART = "Stages"
BRIEF = """briefgen: 1
title: Many
as_of: 2026-03-02
principal: chair
people:
  chair: {{name: Anna Berg}}
  minister: {{name: Rufus Sample}}
bottom_line: A date is wanted.
agenda:
  - title: The date
    objective: A date agreed.
    quotes:
{quotes}
sources:
  paper: {{title: Minutes, capture: minutes.txt, sha256: {digest}}}
"""


def took(folder, count):
    said = [f"The works of stage {at} will be ready before May {at}." for at in range(count)]
    capture = "\n\n".join(f"Mr Sample: {words}" for words in said)
    (folder / "minutes.txt").write_text(capture, "utf-8")
    lines = [f"      - {{speaker: minister, source: paper, text: '{words}'}}" for words in said]
    digest = sha256(capture.encode()).hexdigest()
    (folder / "brief.yaml").write_text(
        BRIEF.format(quotes="\n".join(lines), digest=digest), "utf-8"
    )
    return seconds(lambda: made(folder / "brief.yaml"))


def made(brief):
    render(pipeline.viewed(api.check(api.load(brief))), "packet", Look())


def test_ten_times_the_quotes_take_ten_times_as_long(tmp_path, figures):
    took(tmp_path, 50)
    pair = (took(tmp_path, 5_000), took(tmp_path, 500))
    figures.compare("page of a brief with 5,000 quotes", "with 500", [pair])
