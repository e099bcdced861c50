"""Writes texts into cells of a Markdown table, so that nothing in them is markup there.

GitHub's kind of Markdown, whose page names people by `@`, issues by `#`, and makes links of
addresses that stand in a text.
"""

from __future__ import annotations

from briefgen.ground.regexes import regex
from briefgen.report.terminal import visible

# Words that a finding quotes.
QUOTED = regex("`([^`]+)`")
# As references to characters, they are never markup (CommonMark 0.31, section 2.5).
_MARKUP = {ord(char): f"&#{ord(char)};" for char in "\\`*_{}[]<>|~&!$^"}
# After these two, a space without width: GitHub looks for names in what references stand for, too.
_NAMES = {ord(char): f"&#{ord(char)};\u200b" for char in "@#"}
ADDRESS = regex(r"(?i)\b(https?|ftp|mailto|xmpp|www)(?=[:.])")
PLAIN = regex(r"[^`|\\\r\n]+")


def cell(text: str) -> str:
    """Write a text as words of a table's cell, in one line; what it has in backticks is code."""
    line = visible(" ".join(text.split()))
    parts = QUOTED.split(line)
    return "".join(
        f"<code>{_escaped(part)}</code>" if number % 2 else _escaped(part)
        for number, part in enumerate(parts)
    )


def code(text: str) -> str:
    """Write a name as code in a table's cell."""
    line = visible(text)
    # No escape holds between backticks.
    return f"`{line}`" if PLAIN.fullmatch(line) else f"<code>{_escaped(line)}</code>"


def _escaped(text: str) -> str:
    # The sign behind a scheme is what makes it one.
    return ADDRESS.sub("\\1\u200b", text.translate(_MARKUP | _NAMES))
