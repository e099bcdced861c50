"""On a phone a page goes on downwards only: a wide table scrolls inside its own box."""

import pytest

from briefgen.builds import pipeline
from briefgen.builds.pipeline import Timings
from briefgen.look import Look

BRIEF = """\
briefgen: 1
title: {word}
as_of: 2026-03-02
principal: chair
people:
  chair: {{name: Ida Holm, role: {word}}}
bottom_line: See {address}
agenda:
  - title: The quay
    objective: The repair is approved by Friday.
    points: ["{address}"]
    background: |
      {columns}
      {rule}
      {columns}
sources:
  paper: {{title: Annex, url: "{address}"}}
"""
ADDRESS = "https://ports.example/" + "quay-repair-2026%2Fannex" * 12


@pytest.mark.parametrize("template", ["packet", "card"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_never_scrolls_sideways(context, tmp_path, template, width):
    text = BRIEF.format(
        word="Donaudampfschifffahrtsgesellschaft" * 3,
        address=ADDRESS,
        columns="| infrastructure " * 18 + "|",
        rule="|---" * 18 + "|",
    )
    case = pipeline.checked(pipeline.loaded(text.encode(), "brief.yaml", Timings()), tmp_path)
    html = pipeline.rendered(case, pipeline.viewed(case), template, Look())
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(html)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
