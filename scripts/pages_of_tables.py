"""Writes the tables of the pages that are made from the program."""

from __future__ import annotations

from collections.abc import Iterable


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a table in Markdown. In its cells a `|` is escaped, which would begin another."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines)


def cell(text: str) -> str:
    """Write a text on one line, with each `|` escaped."""
    return " ".join(text.replace("|", "\\|").split())
