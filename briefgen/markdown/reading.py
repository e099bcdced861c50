"""Finds the headings, links, citations and pictures of a text, and its lines as printed.

The Markdown of a brief is CommonMark with tables, without raw HTML, pictures (those are `figures`),
underlined headings and code by indent, and with `[^id]`, which cites a source. A text of one line
holds no blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.markdown.lines import space_of
from briefgen.markdown.links import NUMBER_SIGN, is_sentence

if TYPE_CHECKING:
    from markdown_it.token import Token

# What makes a text more than words, lists, headings, links and citations, so that it is parsed.
DIFFICULT = regex(
    r"""
      [`\\<>&|!~\t\r] | \ {4}                       # code, HTML, tables, pictures
    | \]\[ | \]: | \]\] | \[\] | \[\[                # references, brackets in brackets
    | \[[^\]\n]*$ | \]\((?![^\s()\[\]"']+\))        # a link over two lines, or with a title
    | ^\ +\# | ^\#{1,6}\ *$ | ^\#.*\[               # a heading in an odd place, or with a link
    | ^\ *(?:[-*+]|\d+[.)])\ +(?:\#|[-*+]\ |\d)""",
    re.VERBOSE | re.MULTILINE,
)
SIMPLE = regex(
    r"\[\^(?P<cite>[\w-]+)\]|\[[^\[\]\n]+\]\((?P<link>[^\s()\[\]\"']+)\)"
    rf"|^(?!{NUMBER_SIGN})(?P<heading>\#{{1,6}}) .*$",
    re.MULTILINE,
)


INDENT = regex(r"^[^\S\n]*", re.MULTILINE)
CELLS = ("td_open", "th_open")


@record
class Construct:
    """Something in a text that a rule looks at: `start` and `end` are offsets into the text.

    `kind` is heading, link, cite or picture; `value` the level of a heading, the address of a link
    or a picture, and the id of a cited source.
    """

    kind: str
    value: str
    start: int
    end: int


@lru_cache(maxsize=2048)
def contents(text: str) -> tuple[Construct, ...]:
    """Find the headings, links, citations and pictures of a text, in order."""
    return tuple((_contents_parsed if DIFFICULT.search(text) else _contents_simple)(text))


def _contents_simple(text: str) -> Iterator[Construct]:
    """Find the contents of a simple text: nothing in it could make of them something else.

    Most texts are simple, and `briefgen check` needn't load the parser for them.
    """
    for found in SIMPLE.finditer(text):
        kind = found.lastgroup or ""
        start, end = found.span(kind)
        if kind == "cite":
            yield Construct(kind, found[kind], start - 2, end + 1)
        elif kind == "heading":
            if is_sentence(text):
                continue
            yield Construct(kind, str(len(found[kind])), found.start(), found.end())
        else:
            yield Construct(kind, found[kind], start, end)


def _contents_parsed(text: str) -> Iterator[Construct]:
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n"), len(text) + 1]
    from briefgen.markdown.markup import tokens

    for block in tokens(text):
        if not block.map:
            continue
        start, end = starts[block.map[0]], starts[min(block.map[1], len(starts) - 1)] - 1
        if block.type == "heading_open":
            line_end = starts[block.map[0] + 1] - 1
            yield Construct("heading", block.tag[1:], start, line_end)
        elif block.type == "inline":
            yield from _inside(text, block, start, end)


def _inside(text: str, block: Token, start: int, end: int) -> Iterator[Construct]:
    """Find the offsets in the text of a paragraph's links, citations and pictures, in order.

    markdown-it tells the lines of a block, but nothing of where in it a link is.
    """
    at = start
    for token in block.children or ():
        kind, value, typed = _of_interest(token)
        if not kind:
            continue
        found = text.find(typed, at, end)
        # An address may be typed in other letters, as with an entity.
        if found < 0:
            yield Construct(kind, value, start, end)
            continue
        at = found + len(typed)
        yield Construct(kind, value, found, at)


def _of_interest(token: Token) -> tuple[str, str, str]:
    """Give the kind and value of a token, and how it is typed; empty if rules don't need it."""
    if token.type == "link_open":
        return "link", str(token.attrs["href"]), str(token.attrs["href"])
    if token.type == "image":
        return "picture", str(token.attrs["src"]), str(token.attrs["src"])
    if token.type == "cite":
        return "cite", token.content, f"[^{token.content}]"
    return "", "", ""


@record
class PrintedLine:
    """A line that a page keeps: a paragraph, a part of it up to a break, a heading or a cell.

    `at` is the offset into the text at which it starts, behind white space; for a cell, that of its
    row. `row` holds the words of a cell's whole row.
    """

    words: str
    at: int
    row: str = ""


def printed_lines(text: str) -> Iterator[PrintedLine]:
    """List the lines of a text as they are printed, in order."""
    from briefgen.markdown.markup import tokens

    starts = [found.end() for found in INDENT.finditer(text)]
    row = ""
    blocks = tokens(text)
    for at, block in enumerate(blocks):
        if block.type == "tr_open":
            behind = (blocks[each] for each in range(at, len(blocks)))
            cells = takewhile(lambda each: each.type != "tr_close", behind)
            row = "".join(
                words for each in cells if each.type == "inline" for _, words in _kept(each)
            )
        if block.type == "inline" and block.map:
            is_cell = blocks[at - 1].type in CELLS
            for number, words in _kept(block):
                yield PrintedLine(words, starts[block.map[0] + number], row if is_cell else "")


def _kept(block: Token) -> Iterator[tuple[int, str]]:
    """List the lines of a paragraph as printed, each with the number of its first typed line."""
    words, first, number = "", 0, 0
    children = block.children or []
    for at, token in enumerate(children):
        number += token.type in ("softbreak", "hardbreak")
        if token.type == "hardbreak":
            yield first, words
            words, first = "", number
        elif token.type in ("text", "text_special", "code_inline"):
            words += token.content
        elif token.type == "softbreak":
            words += space_of(children, at)
    yield first, words
