"""Finds the part of a page that is about one thing: a heading, or the rows of tables about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.tree import SyntaxTreeNode

from briefgen.ground.regexes import regex
from briefgen.manual.layout import inline

# What is code in the first cell of a row, or in a heading: the names that it is about.
CODE = regex(r"`([^`]+)`")
WORD = regex(r"[\w-]+")


def part(blocks: Sequence[SyntaxTreeNode], asked: str) -> list[SyntaxTreeNode]:
    """Give the sections whose headings are `asked`, or else the rows of tables about it.

    Each row comes with its table's head and heading, and with the sections that have the word in
    their heading. If there are none, it is the sections with the word in their text. Capitals make
    no difference.
    """
    meant = asked.casefold().lstrip("-")
    if found := [block for section in _sections(blocks, meant) for block in section]:
        return found
    word = regex(rf"(?<!\w){re.escape(meant)}(?!\w)")
    rows = list(_rows_about(blocks, meant))
    headed = [each for each in _divided(blocks) if word.search(inline(each[0]).casefold())]
    told = [each for each in _divided(blocks) if any(word.search(_text(block)) for block in each)]
    return rows + [block for each in (headed or ([] if rows else told)) for block in each]


def names(blocks: Sequence[SyntaxTreeNode]) -> list[str]:
    """List what `part` knows of a page: the words of its headings, and the names in its tables."""
    headings = [name for block in blocks if block.type == "heading" for name in _named(block)]
    rows = [name for row in _all_rows(blocks) for name in _named(row.children[0])]
    return list(dict.fromkeys((*headings, *rows)))


def _sections(blocks: Sequence[SyntaxTreeNode], meant: str) -> Iterator[Sequence[SyntaxTreeNode]]:
    """Give each section of that name, up to the next heading that isn't below its own."""
    for start, block in enumerate(blocks):
        if block.type == "heading" and meant in map(str.casefold, _named(block)):
            after = range(start + 1, len(blocks))
            end = next((at for at in after if _ends(blocks[at], block)), len(blocks))
            yield blocks[start:end]


def _divided(blocks: Sequence[SyntaxTreeNode]) -> list[Sequence[SyntaxTreeNode]]:
    """Divide a page at its headings, of whatever level."""
    starts = [at for at, block in enumerate(blocks) if block.type == "heading"]
    return [blocks[at:end] for at, end in pairwise([*starts, len(blocks)])]


def _text(block: SyntaxTreeNode) -> str:
    return " ".join(node.content for node in block.walk() if not node.children).casefold()


def _ends(block: SyntaxTreeNode, heading: SyntaxTreeNode) -> bool:
    return block.type == "heading" and block.tag <= heading.tag


def _rows_about(blocks: Sequence[SyntaxTreeNode], meant: str) -> Iterator[SyntaxTreeNode]:
    """Give each table with a row of that name, without its other rows, below its heading."""
    heading = None
    for block in blocks:
        if block.type == "heading":
            heading = block
        elif block.type == "table" and len(block.children) > 1:
            body = block.children[1]
            kept = [
                row for row in body.children if meant in map(str.casefold, _named(row.children[0]))
            ]
            if kept:
                body.children = kept
                if heading:
                    yield heading
                yield block


def _all_rows(blocks: Sequence[SyntaxTreeNode]) -> Iterator[SyntaxTreeNode]:
    for block in blocks:
        if block.type == "table":
            for body in block.children[1:]:
                yield from body.children


def _named(node: SyntaxTreeNode) -> list[str]:
    """List the names of a heading or a cell: its words as they are, and each word of its code."""
    words = inline(node)
    plain = words.replace("`", "").strip()
    typed = (word for code in CODE.findall(words) for word in WORD.findall(code))
    return [plain, *(word.lstrip("-") for word in typed)]
