"""Tells what a text holds, without a parser: safe links, citations, paths, or several lines.

This isn't in `markup`, which loads the parser: the checks of most texts need none.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from briefgen.ground.regexes import regex

CITE = regex(r"\[\^([\w-]+)\]")
# A sign before a number: `# 4 is the gate`. No text of a brief has headings of that level, and what
# looks like one nevertheless (`# 1. Aims`, `# 2026`) is told of.
NUMBER_SIGN = r"\#[ \t]+(?!(?:19|20)\d\d\b)\d+(?![\d]|[.)](?:\s|\Z))"
# What the URL Standard (WHATWG) has no place for: most of it works, and none of it is valid.
ODD = regex(r"""[\x00-\x20"<>\\^`{|}\x7f]|%(?![0-9A-Fa-f]{2})|(?<!//)\[|\](?![:/])""")
# How a path of Windows starts, and how it goes on from its first backslash. CommonMark would take
# some of its backslashes for escapes (section 2.4), and `C:\_a` would be printed as `C:_a`.
DRIVE = regex(r"[A-Za-z]:(?=\\)")
SERVER = regex(r"\\\\[\w.$-]+\\")
WINDOWS_PATH = regex(r"(?:\\+(?:\*(?:\.\w+)?|[\w.$-]*))+")
BEFORE_PATH = frozenset(" \t\n([{\"'“‘«„*_|>")
# `javascript:` and `data:` run code, and `file:` leads into the reader's own files.
SAFE_LINK = regex(r"(?:https?://[^\s/]|mailto:[^\s@]+@|#)", re.IGNORECASE)


def is_sentence(text: str) -> bool:
    """Tell whether a text has one line: then it is one paragraph, even if it starts like a list."""
    return "\n" not in text and "\r" not in text


def path_end(text: str, at: int) -> int:
    """Find the end of a Windows path whose first backslash is at `at`; `at` if there is none."""
    start = at - 2 if at > 1 and DRIVE.match(text, at - 2) else at
    if start == at and not SERVER.match(text, at):
        return at
    if start and text[start - 1] not in BEFORE_PATH:
        return at
    found = WINDOWS_PATH.match(text, at)
    return found.end() if found else at


def is_safe(link: str) -> bool:
    """Tell whether a link may be in a packet: http, https, mailto, or to a place in the page."""
    return SAFE_LINK.match(link) is not None


def encoded(link: str) -> str:
    """Percent-encode the characters that no address may hold; others, such as ü, stay."""
    return ODD.sub(lambda found: quote(found[0], safe=""), link)


def folded_label(words: str) -> str:
    """Fold the label of a reference link as CommonMark compares them (section 4.7)."""
    return " ".join(words.split()).casefold()
