"""What a rule may look at in Markdown, and the HTML that leaves."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefgen.markdown import markup
from briefgen.markdown import reading as markdown
from briefgen.markdown.links import encoded
from briefgen.markdown.reading import Construct, contents

PIECES = [
    "word",
    " ",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "# ",
    "### ",
    "[^a]",
    "[b](#c)",
    "[b](https://x.y)",
]
PIECES += ["*", "**", "[", "]", "(", ")", "`", "    ", "===", "---", "![", "<", "\\", "|", ">", '"']


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("# a [^b]")
@example("- # a")
@example("[a\nb](c)")
@example("[^a](b)")
@settings(max_examples=3 * settings.default.max_examples)
def test_a_text_that_is_not_parsed_holds_what_the_parser_would_find(text):
    if markdown.DIFFICULT.search(text.strip()):
        return
    found = list(contents(text.strip()))
    parsed = list(markdown._contents_parsed(text.strip()))
    assert [(f.kind, f.value) for f in found] == [(f.kind, f.value) for f in parsed]


def test_places_are_those_of_the_typed_characters():
    text = "First[^one].\n\n### Next\n\nSee [this](#there) and [^two]."
    kinds = {found.kind: text[found.start : found.end] for found in contents(text)}
    assert kinds == {"cite": "[^two]", "heading": "### Next", "link": "#there"}


def test_a_link_in_a_table_is_found_by_the_parser():
    text = "| a | b |\n|---|---|\n| x | [y](#z) |"
    assert list(contents(text)) == [Construct("link", "#z", 30, 32)]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//x.y", "x.html"]
)
def test_a_link_that_is_not_safe_becomes_plain_text(link):
    assert markup.html(f"[text]({link})") == "<p>text</p>\n"


@pytest.mark.parametrize("link", ["https://a.b/c", "http://a.b", "mailto:a@b.c", "#there"])
def test_a_safe_link_stays(link):
    assert f'href="{link}"' in markup.html(f"[text]({link})")


def test_html_is_printed_as_it_was_typed():
    assert markup.html("<b>x</b>") == "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"


def test_quotation_marks_are_curled_only_when_asked():
    assert markup.inline_html('don\'t "say" it', language="en") == "don’t “say” it"
    assert markup.inline_html("don't", language="") == "don't"


def test_a_picture_leaves_no_trace():
    assert markup.html("a ![x](y.png) b") == "<p>a  b</p>\n"


def test_nested_brackets_do_not_take_for_ever():
    assert len(markup.html("[" * 5000 + "]" * 5000)) > 5000
    assert list(contents("[" * 5000 + "]" * 5000)) == []


@pytest.mark.parametrize(
    ("typed", "valid"),
    [
        ("https://example.org/a|b{c}", "https://example.org/a%7Cb%7Bc%7D"),
        ("https://example.org/a[1]?b=50%", "https://example.org/a%5B1%5D?b=50%25"),
        ("https://example.org/%C3%A9?a=1&b=2#c", "https://example.org/%C3%A9?a=1&b=2#c"),
        ("https://пример.рф/путь", "https://пример.рф/путь"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_an_address_holds_only_what_one_may_hold(typed, valid):
    assert encoded(typed) == valid
    assert f'href="{valid.replace("&", "&amp;")}"' in markup.html(f"[x](<{typed}>)")


def test_a_corner_of_a_table_without_words_is_no_header():
    found = markup.html("| | Cost |\n|---|---|\n| Roof | 30 |")
    assert "<td></td>\n<th>Cost</th>" in found


@pytest.mark.parametrize("words", ["", " ", "\u00a0", "&nbsp;", "\u200b", "![x](y.png)"])
def test_a_link_or_a_heading_without_words_is_left_out(words):
    assert "<a" not in markup.html(f"See [{words}](https://example.org).")
    assert markup.html(f"One.\n\n### {words}\n\nTwo.").split() == ["<p>One.</p>", "<p>Two.</p>"]


def test_a_link_or_a_heading_with_words_stays():
    assert '<a href="#x"><code>a</code></a>' in markup.html("[`a`](#x)")
    assert "<h3>—</h3>" in markup.html("One.\n\n### —")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("米国の\n懸念", "米国の懸念"),
        ("となる[^a]\n。次に", "となる。次に"),
        ("**強調**\nである", "強調である"),
        ("新\nSTART", "新 START"),
        ("한국\n정부", "한국 정부"),
        ("रूस\nके साथ", "रूस के साथ"),
    ],
)
def test_lines_of_chinese_and_japanese_are_joined_without_a_space(typed, printed):
    assert markup.plain(typed) == printed
    assert " ".join(re.sub("<[^>]*>", "", markup.html(typed)).split()) == printed
    assert [line.words for line in markdown.printed_lines(typed)] == [printed]
