"""Finds where the paragraphs, headings, items of lists and rows of tables of a text are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.markdown.lines import kept_apart
from briefgen.markdown.links import is_sentence
from briefgen.markdown.reading import CELLS, DIFFICULT

if TYPE_CHECKING:
    from markdown_it.token import Token

Stretch = tuple[int, int]
BlockKind = Literal["paragraph", "heading", "row"]
# How the lines of a simple text start: as a heading, an item, or with nothing.
SIMPLE_LINE = regex(
    r"(?P<heading>#{1,6}[ \t])|(?P<item>[ \t]*(?:[-+*]|(?P<number>\d{1,9})[.)])[ \t]+)"
    r"|(?P<blank>[ \t]*$)"
)
# What stands before the first word of an item, or of a quotation. Elsewhere the same signs are
# words: `14. May is late`, `> 50 per cent`.
MARKS = regex(r"[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+|>[ \t]*)*")
BLANK = regex(r"[ \t]*")
LINE = regex(r"\r\n?|\n")
GROUPS = ("bullet_list_open", "ordered_list_open", "table_open", "blockquote_open")


@record
class Block:
    """A stretch of a text that is read by itself, by offsets.

    `group` counts the lists, tables and quotations of the text from 1, those inside others as one
    with them; it is 0 outside.
    """

    kind: BlockKind
    start: int
    end: int
    group: int = 0


def blocks(text: str) -> Iterator[Block]:
    """List the blocks of a text in order. Lines that a page keeps apart are blocks of their own.

    The marks before an item and before a line of a quotation aren't part of the block. A text
    without tables, quotations and code is read without the parser, as `reading.contents` does.
    """
    if is_sentence(text):
        yield Block("paragraph", 0, len(text))
    elif DIFFICULT.search(text):
        yield from _parsed(text)
    else:
        yield from _simple(text)


def _simple(text: str) -> Iterator[Block]:
    """List the blocks of a text without tables, quotations and code: no parser has to be loaded."""
    lines = [*re.finditer(r"^.*$", text, re.MULTILINE)]
    numbered = [found["number"] for line in lines if (found := SIMPLE_LINE.match(line[0]))]
    # One number alone is more likely the start of a sentence, `14. May is late`.
    is_list = sum(each is not None for each in numbered) > 1
    group = 0
    in_list = after_blank = False
    paragraph: list[Stretch] = []
    for line in lines:
        found = SIMPLE_LINE.match(line[0])
        is_item = bool(found and found["item"] and (is_list or not found["number"]))
        if found and (is_item or found["heading"] or found["blank"] is not None):
            yield from _lines_apart(text, paragraph, group if in_list else 0)
            paragraph = []
        if is_item and found:
            group += not in_list
            in_list = True
            paragraph = [(line.start() + found.end(), line.end())]
        elif found and found["heading"]:
            in_list = False
            yield Block("heading", *line.span())
        elif not found or found["blank"] is None:
            if after_blank and not line[0].startswith((" ", "\t")):
                in_list = False
            indent = len(line[0]) - len(line[0].lstrip())
            paragraph.append((line.start() + indent, line.end()))
        after_blank = bool(found and found["blank"] is not None)
    yield from _lines_apart(text, paragraph, group if in_list else 0)


def _lines_apart(text: str, lines: list[Stretch], group: int) -> Iterator[Block]:
    """Part the lines of a paragraph that a page keeps apart."""
    words = [text[start:end].strip() for start, end in lines]
    starts = [0, *kept_apart(words, list(map(len, words))), len(lines)]
    for first, behind in pairwise(starts if lines else ()):
        yield Block("paragraph", lines[first][0], lines[behind - 1][1], group)


def _parsed(text: str) -> Iterator[Block]:
    from briefgen.markdown.markup import tokens

    starts = [0, *(found.end() for found in LINE.finditer(text)), len(text) + 1]
    depth = group = 0
    before = ""
    for token in tokens(text):
        if token.type in GROUPS:
            group += depth == 0
            depth += 1
        elif token.type.replace("_close", "_open") in GROUPS:
            depth -= 1
        elif token.map and token.type == "tr_open":
            first = token.map[0]
            yield Block("row", starts[first], starts[first + 1] - 1, group)
        elif token.map and token.type == "inline" and before not in CELLS:
            kind: BlockKind = "heading" if before == "heading_open" else "paragraph"
            for at, (first, last) in enumerate(pairwise(_breaks(token))):
                marks = (MARKS if depth and not at else BLANK).match(text, starts[first])
                start = marks.end() if marks else starts[first]
                yield Block(kind, start, starts[last] - 1, group if depth else 0)
        before = token.type


def _breaks(block: Token) -> Iterator[int]:
    """List the lines at which the parts of a paragraph start, and the line behind it."""
    first, last = block.map or (0, 0)
    yield first
    number = first
    for token in block.children or ():
        number += token.type in ("softbreak", "hardbreak")
        if token.type == "hardbreak":
            yield number
    yield last
