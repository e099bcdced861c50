"""A text may be paragraphs and lists wherever it stands: the page holds them, and stays valid."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from structure import faults

from briefgen.api import check, load
from briefgen.builds.pipeline import viewed
from briefgen.render.page import render
from briefgen.typeset import typeset

BRIEF = """\
briefgen: 1
title: Talks
as_of: 2026-03-02
principal: a
parties: {us: {name: Us, ours: true}, them: {name: Them}}
people:
  a: {name: Anna Berg, party: us}
  b: {name: Jonas Falk, party: them, note: TEXT}
bottom_line: TEXT
objectives: [{text: TEXT}, {id: theirs, text: TEXT, party: them}]
programme: [{date: 2026-03-04, title: Meeting, note: TEXT}]
agenda:
  - title: Repairs
    objective: TEXT
    points: [{text: TEXT}, {id: not-this, text: TEXT, kind: avoid, why: TEXT}]
    positions: {us: {text: TEXT}, them: {text: TEXT, basis: assessed}}
    background: TEXT
press:
  lines: [{text: TEXT}]
  questions: [{question: Why?, answer: TEXT}]
background: TEXT
"""
TEXT = (
    '"One [^s].\\n\\n- two\\n  1. three\\n\\n> four\\n\\nFive, [odd](https://example.org/a|b{c})."'
)
SOURCES = "sources: {s: {title: Report, url: 'https://example.org/a|b'}}\n"
# What HTML allows inside them is words alone (HTML Standard, 4.4.1 and 4.5.26).
WORDS_ONLY = {"p", "span", "a", "strong", "em", "h1", "h2", "h3", "h4", "dt", "cite"}
BLOCKS = {"p", "div", "ul", "ol", "blockquote", "section", "table", "figure"}


class _Blocks(HTMLParser):
    """Where a block stands in what holds words alone."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.found += [f"{tag} in {around}" for around in self.open if around in WORDS_ONLY]
        if tag not in ("meta", "br", "img", "hr", "col", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open[-1] != tag:
            self.found.append(f"{tag} closed in {self.open[-1]}")
        self.open.pop()


@pytest.fixture
def page(tmp_path):
    """The page of a brief with blocks in each of its texts."""

    def made(template):
        path = tmp_path / "talks.yaml"
        path.write_text(BRIEF.replace("TEXT", TEXT) + SOURCES, "utf-8")
        return render(viewed(check(load(path))), template)

    return made


@pytest.mark.parametrize("template", ["packet", "card"])
def test_no_block_stands_where_only_words_may(template, page):
    parser = _Blocks()
    parser.feed(page(template))
    assert parser.found == []


@pytest.mark.parametrize("template", ["packet", "card"])
def test_the_pdf_with_blocks_everywhere_is_valid(template, page):
    assert faults(typeset(page(template)).data, "2a", "ua1") == set()
