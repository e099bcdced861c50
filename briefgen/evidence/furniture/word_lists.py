"""Lists of a few words in many languages, each in a file of its own, one a line."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def words_in(name: str) -> frozenset[str]:
    """Read the words of a list, in small letters."""
    text = (HERE / name).read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
