"""Texts that would keep the typesetter busy for minutes are refused; honest long ones are not."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from briefgen.builds import pipeline
from briefgen.checks import bounds
from briefgen.load.reader import load
from briefgen.render.page import render
from briefgen.typeset import typeset

FRAME = """\
briefgen: 1
title: Harbour dues
as_of: 2026-05-06
principal: minister
people:
  minister: {name: Marit Solheim}
bottom_line: You are asked to agree.
agenda:
  - {title: Dues, objective: Agreed by 1 June.}
background: """
FULL = 60_000


def filled(piece, length=FULL):
    return piece * (length // len(piece))


def numbered(shape, length=FULL):
    out, number = "", 0
    while len(out) < length:
        out, number = out + shape.format(number), number + 1
    return out


# Of each kind a text that is as long as one may be, with what is said of it.
SLOW = {
    "a word without a space": (filled("_a"), "can't be broken"),
    "links without a space": (filled("<http://a>"), "can't be broken"),
    "emphasis without a space": (filled("**a**b"), "can't be broken"),
    "hard spaces": (filled("a\u00a0"), "can't be broken"),
    "the starts of markup": (filled("<![CDATA["), "can't be broken"),
    "rows of a table": ("|a|\n|-|\n" + filled("|b|\n"), "more than 4,000 lines"),
    "items of a list": (filled("- a\n"), "more than 4,000 lines"),
    "addresses of links": (numbered("[a{0}]: /x\n"), "more than 4,000 lines"),
    "columns": ("{0}\n{1}\n{0}\n".format("|a" * 9000, "|-" * 9000), "more than 100 columns"),
    "words in italics": (filled("*a* "), "more than 5,000 words in bold"),
    "links": (filled("[a](#b) "), "more than 5,000 words in bold"),
    "addresses that are used": (numbered("[a{0}]: /x\n\n[a{0}]\n\n"), "more than 4,000 lines"),
}


def checked(text):
    document = load((FRAME + json.dumps(text) + "\n").encode(), "dues.yaml")
    return pipeline.checked(document, Path())


@pytest.mark.parametrize("name", SLOW)
def test_a_text_that_would_take_minutes_is_refused_at_its_line(name):
    text, said = SLOW[name]
    start = time.process_time()
    case = checked(text)
    assert time.process_time() - start < 10
    found = [each for each in case.errors if each.rule == "yaml-bounds"]
    assert any(said in each.message for each in found)
    assert all((each.span.file, each.span.line) == ("dues.yaml", 10) for each in found)


WORDS = "The harbour dues are set anew each spring, and nobody pays them twice in one season. "
SIGNS = ("`", "![", "*a_ ", "> ", "&amp; ", "\\", "[a]( ", "<a ", "~", "| ")


@pytest.mark.long
@pytest.mark.parametrize("sign", ["![", "*a_ ", "` [a](\n> ", "\n".join(SIGNS)])
def test_a_text_full_of_signs_is_checked_in_seconds(sign):
    start = time.process_time()
    checked(filled(sign))
    assert time.process_time() - start < 10


LONG = "https://example.org/" + "a1b2c3/" * 130
HONEST = {
    "prose": filled(WORDS, 99_000),
    "paragraphs": filled(WORDS + "\n\n", 99_000),
    "links": (WORDS + f"[the table]({LONG}) and {LONG}. ") * 30
    + "[the note](https://b.org) " * 300,
    "a wide table": "|a" * 40 + "\n" + "|-" * 40 + "\n" + ("|b1" * 40 + "\n") * 200,
    "a long table": "| ship | dues |\n|---|---|\n" + "| Aurora | 1,200 |\n" * 900,
    "emphasis": (WORDS + "*Never* **twice**, says `art. 5`. ") * 800,
    "a list": ("- " + WORDS + "\n") * 900,
}


@pytest.mark.long
@pytest.mark.parametrize("name", HONEST)
def test_an_honest_long_text_is_not_refused(name):
    assert [found.message for found in checked(HONEST[name]).errors] == []


@pytest.mark.long
def test_what_is_just_within_the_bounds_is_typeset_in_seconds():
    word = filled("_a", bounds.LONG - 2) + " "
    case = checked(word * 10 + "*a* " * 300 + WORDS * 30)
    start = time.process_time()
    assert case.errors == []
    assert typeset(render(pipeline.viewed(case))).pages > 2
    assert time.process_time() - start < 15
