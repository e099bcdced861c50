"""Finds where the paragraphs, headings, items of lists and rows of tables of a text are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from briefgen.markdown.links import is_sentence
from briefgen.markdown.reading import CELLS

if TYPE_CHECKING:
    from markdown_it.token import Token

BlockKind = Literal["paragraph", "heading", "row"]
# A text of one line whose first sign starts nothing but a paragraph. YAML's `>` ends such a text
# with a line feed, and for these the parser needn't be loaded.
ONE_PARAGRAPH = re.compile(r"\s{0,3}[^\W\d_][^\n|]*\s*\Z")
# What stands before the first word of an item, or of a quotation. Elsewhere the same signs are
# words: `14. May is late`, `> 50 per cent`.
MARKS = re.compile(r"[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+|>[ \t]*)*")
BLANK = re.compile(r"[ \t]*")
LINE = re.compile(r"\r\n?|\n")
GROUPS = ("bullet_list_open", "ordered_list_open", "table_open", "blockquote_open")


@dataclass(frozen=True, slots=True)
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

    The marks before an item and before a line of a quotation aren't part of the block.
    """
    if is_sentence(text) or ONE_PARAGRAPH.match(text):
        yield Block("paragraph", 0, len(text))
        return
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
