"""Each letter, digit and sign that is typed is on the page, and in the PDF, less the markup."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from briefgen.builds import pipeline
from briefgen.builds.pipeline import Timings
from briefgen.markdown import markup
from briefgen.markdown.conserved.characters import shows
from briefgen.markdown.conserved.follow import misprints
from briefgen.markdown.conserved.simple import is_simple
from briefgen.markdown.conserved.tokens import html_tokens
from briefgen.markdown.links import is_safe
from briefgen.markdown.reading import contents
from briefgen.render.page import render
from briefgen.typeset import typeset

WORDS = ["word", "Zoë", "λόγος", "Ёлка", "їжак", "3", "14", "2019", "ſ", "x", "€5", "№ 4", "5 %"]
SIGNS = [*"*_`[]()<>\\|~#=+-!&.,:;'\"/$%@^{}§–—…", "**", "***", "~~~", "```", "1.", "&amp;"]
SIGNS += [
    "C:\\_a",
    "\\\\s\\*b",
    "&nbsp;",
    "&#60;",
    "&copy",
    "[^a]",
    "\n[^a]: ",
    "[b](#c)",
    '[b](https://x.y "t")',
    "<https://x.y/ž>",
]
STARTS = ["\n", "\n\n", "\n- ", "\n1. ", "\n2. ", "\n3) ", "\n#### ", "\n> ", "\n  ", "\n    - "]
STARTS += [
    "\n---\n",
    "\n===\n",
    "  \n",
    "\\\n",
    "\n+ ",
    "\n* ",
    "\n14. ",
    "\n[x]: /u\n",
    "[x]",
    "\t",
]
STARTS += ["\n| a | b |\n|---|--:|\n| c | d |\n", "\n```\nx\n```\n"]
TEXTS = st.lists(
    st.one_of(st.sampled_from([*WORDS, " ", " "]), st.sampled_from(SIGNS), st.sampled_from(STARTS)),
    min_size=1,
    max_size=14,
).map(lambda pieces: "".join(pieces).strip())
# What is left out, and told of: a language behind a fence, a heading's own #, an address unused.
FOUND = re.compile(r"(?:```|~~~)[ \t]*\S|#[ \t]*$|^\W*\[x\]:.*\[x\]|\[x\]\[|\\\\\|", re.MULTILINE)


def page_of(text: str, *, language: str = "en") -> str:
    return markup.html(text, "<cite>{}</cite>".format, language=language)


def is_told(text: str) -> bool:
    """Whether another rule tells of a picture or of a link in a text."""
    return any(
        found.kind == "picture" or (found.kind == "link" and not is_safe(found.value))
        for found in contents(text)
    )


@given(TEXTS, st.sampled_from(("", "en")))
@example("3*4*5 **Zorya**s", "en")
@example("- > a\n  > b\n\n  c\n\n> > d\n>\n\n> 5", "en")
@example("\u2022 a\n\u2022\n\\\n\nb", "")
@example("a\\\nb  \n\\\n\nc", "")
@example("1. a\n1. b\n\n3) c\n8) d", "")
@example("-  \n  \\\nword", "")
@settings(max_examples=6 * settings.default.max_examples)
def test_what_is_typed_is_on_the_page(text, language):
    if not is_told(text) and not FOUND.search(text):
        found = misprints(text, page_of(text, language=language))
        assert [text[each.start : each.end] for each in found if each.kind == "changed"] == []


@given(TEXTS)
@example("[b](#c)![b](#c)")
@settings(max_examples=6 * settings.default.max_examples)
def test_a_text_that_is_not_looked_at_would_show_nothing(text):
    if is_simple(text) and not is_told(text):
        assert misprints(text, page_of(text)) == []


@pytest.mark.parametrize(
    ("typed", "page", "at"),
    [
        ("3*4*5", "<p>3<em>4</em>5</p>", "*4*5"),
        ("a*b*c", "<p>a<em>b</em>c</p>", "*b*c"),
        ("14. Mai", "<ol><li>Mai</li></ol>", "14."),
        ("3. a\n5. b", '<ol start="3"><li>a</li><li>b</li></ol>', "5."),
        ("+ 5 per cent", "<ul><li>5 per cent</li></ul>", "+"),
        ("> 50 wait", "<blockquote><p>50 wait</p></blockquote>", ">"),
        ("gate # 4", "<p>gate</p>", "#"),
        ("R & D", "<p>R D</p>", "&"),
        ("10–12", "<p>10-12</p>", "–12"),
        ("so", "<p>so</p><p>more</p>", ""),
        ("[a](#b) c", "<p>a c</p>", "[a](#b)"),
        ("`a`", "<p>a</p>", "`a`"),
        ("a[^s] b", "<p>a b</p>", "[^s]"),
        ("it's", "<p>it”s</p>", "'s"),
        ("### a ##", "<h3>a</h3>", "##"),
        ("&amp;", "<p></p>", "&amp;"),
        (r"5\*", "<p>5*\\</p>", ""),
        ("a\n\n[x]: y", "<p>a</p>", "[x]:"),
        ("``` B\nc\n```", "<pre><code>c</code></pre>", "```"),
        ("a  \n---", "<p>a</p>", "---"),
    ],
)
def test_a_page_that_differs_is_found_at_its_place(typed, page, at):
    first = misprints(typed, page)[0]
    assert (first.kind, typed[first.start : first.end]) == ("changed", at)


def test_cells_beyond_the_columns_are_found_in_each_row():
    text = "a | b\n-|-\n1 | 2 | 3\n4 |\n5 | 6 | | 7 |"
    found = misprints(text, page_of(text))
    assert [(each.kind, text[each.start : each.end]) for each in found] == [
        ("cell", "3"),
        ("cell", "| 7 |"),
    ]


def seen(words: str) -> str:
    """The letters, digits and signs alone. A hyphen may be the typesetter's, or be at a line's end."""
    words = unicodedata.normalize("NFC", words).replace("\ufffe", "-")
    return "".join(char for char in words if shows(char) and char != "-")


BRIEF = b"""\
briefgen: 1
title: Talks
as_of: 2026-03-02
principal: a
people: {a: Anna Berg}
bottom_line: Nothing is asked.
agenda: {title: Repairs, objective: The quay is repaired.}
background: HERE
"""


# One sheet as high as a PDF may have, so that no running head comes between the words of a text.
HIGH = "<style>@page { size: 210mm 5000mm }</style></head>"


@given(st.lists(TEXTS, min_size=90, max_size=90))
@settings(max_examples=4, deadline=None, derandomize=True, phases=[Phase.generate])
def test_what_is_typed_is_in_the_pdf(texts):
    case = pipeline.checked(pipeline.loaded(BRIEF, "brief.yaml", Timings()), Path())
    page = render(pipeline.viewed(case)).replace("</head>", HIGH)
    # The comma between two notes is printed, and typed by nobody.
    pages = (page_of(text).replace(markup.COMMA, "") for text in texts)
    pieces = [re.sub("<a [^>]*>", "<a>", each) for each in pages]
    html = "".join(f"<p>Text {n}:</p>{piece}" for n, piece in enumerate(pieces))
    pdf = pypdfium2.PdfDocument(typeset(page.replace("<p>HERE</p>", html)).data)
    printed = seen("".join(sheet.get_textpage().get_text_bounded() for sheet in pdf))
    for number, piece in enumerate(pieces):
        wanted = seen("".join(token.value for token in html_tokens(piece) if token.kind == "words"))
        assert f"Text{number}:{wanted}" in printed, texts[number]
