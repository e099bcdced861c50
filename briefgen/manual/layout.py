"""Lays a page of Markdown out as text for a terminal, wrapped to a width.

Headings stand at the margin and all else is set in, as in a page of `man`, so that they are seen
without bold type, too. Code is as it was typed, so that it can be copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from textwrap import wrap

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from briefgen.ground.rules import RULE
from briefgen.manual.tables import table
from briefgen.manual.topics import topics

COMMAND = "briefgen help"
INDENT = "  "
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
# What is lost on a terminal, or says nothing there.
LEFT_OUT = {"html_block", "html_inline", "hr"}


def parsed(markdown: str) -> list[SyntaxTreeNode]:
    """Parse a page into its blocks, whose links to other pages become commands."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    for block in tokens:
        for token in block.children or ():
            if token.type == "link_open":
                token.attrs["href"] = _way(str(token.attrs["href"]))
    return SyntaxTreeNode(tokens).children


def _way(link: str) -> str:
    """Give the command that shows what a link leads to; others but those to the web are empty."""
    if link.startswith(("http:", "https:")):
        return link
    path = PurePosixPath(link.partition("#")[0])
    is_shown = path.suffix == ".md" and (path.stem in topics() or path.stem in RULE)
    return f"{COMMAND} {path.stem}" if is_shown else ""


def laid_out(blocks: Iterable[SyntaxTreeNode], width: int) -> str:
    """Give blocks as text, in lines of at most `width` characters but for code.

    Headings are bold, by the sequences of ANSI; `click.echo` removes them where they aren't shown.
    """
    told = [_at_margin(block, width) for block in blocks if block.type not in LEFT_OUT]
    return "\n\n".join("\n".join(lines) for lines in told) + "\n"


def _at_margin(block: SyntaxTreeNode, width: int) -> list[str]:
    if block.type == "heading":
        return [f"{BOLD}{line}{PLAIN}" for line in wrap(inline(block), width)]
    return _set_in(_lines(block, width - len(INDENT)), INDENT)


def _lines(block: SyntaxTreeNode, width: int) -> list[str]:
    """Give the lines of a block."""
    if block.type in ("fence", "code_block"):
        return _set_in(block.content.rstrip("\n").split("\n"), INDENT)
    if block.type == "table":
        return table([[inline(cell) for cell in row.children] for row in _rows(block)], width)
    if block.type in ("bullet_list", "ordered_list"):
        return _list(block, width)
    if block.type in ("paragraph", "heading"):
        return wrap(inline(block), width, break_long_words=False, break_on_hyphens=False)
    return _set_in(_together(block.children, width - len(INDENT)), INDENT)


def _together(blocks: Sequence[SyntaxTreeNode], width: int) -> list[str]:
    """Give blocks below each other, with an empty line between them."""
    told = [_lines(block, width) for block in blocks if block.type not in LEFT_OUT]
    return "\n\n".join("\n".join(lines) for lines in told).split("\n")


def _list(block: SyntaxTreeNode, width: int) -> list[str]:
    lines: list[str] = []
    for number, entry in enumerate(block.children, int(block.attrs.get("start", 1))):
        mark = "- " if block.type == "bullet_list" else f"{number}. "
        inside = _together(entry.children, width - len(mark))
        if lines and "" in (*inside, *lines):  # such entries have paragraphs of their own
            lines.append("")
        lines += [mark + inside[0], *_set_in(inside[1:], " " * len(mark))]
    return lines


def _set_in(lines: Iterable[str], by: str) -> list[str]:
    return [f"{by}{line}" if line else "" for line in lines]


def _rows(block: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    return [row for part in block.children for row in part.children]


def inline(node: SyntaxTreeNode) -> str:
    """Give the words of a block, with those of its links, and where the links lead."""
    if node.type == "text":
        return node.content
    if node.type == "code_inline":
        return f"`{node.content}`"
    if node.type in ("softbreak", "hardbreak"):
        return " "
    if node.type == "image":
        return f"[{node.content}]"
    if node.type in LEFT_OUT:
        return ""
    words = "".join(inline(child) for child in node.children)
    return words + _told(str(node.attrs["href"]), words) if node.type == "link" else words


def _told(way: str, words: str) -> str:
    """Say behind the words of a link how to get there, where they don't say it themselves."""
    if not way or way.removeprefix(f"{COMMAND} ") == words.strip("`"):
        return ""
    return f" ({way})" if way.startswith(COMMAND) else f" <{way}>"
