"""What may stand in a text: links and citations as they are typed, blocks or one sentence."""

from __future__ import annotations

import re
from urllib.parse import quote

CITE = re.compile(r"\[\^([\w-]+)\]")
# A sign before a number: `# 4 is the gate`. No text of a brief has headings of that level, and what
# looks like one nevertheless (`# 1. Aims`, `# 2026`) is told of.
NUMBER_SIGN = r"\#[ \t]+(?!(?:19|20)\d\d\b)\d+(?![\d]|[.)](?:\s|\Z))"
# What the URL Standard (WHATWG) has no place for: most of it works, and none of it is valid.
ODD = re.compile(r"""[\x00-\x20"<>\\^`{|}\x7f]|%(?![0-9A-Fa-f]{2})|(?<!//)\[|\](?![:/])""")
SAFE_LINK = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@|#)", re.IGNORECASE)


def is_sentence(text: str) -> bool:
    """Whether a text is of one line: then there is no block in it, however it starts."""
    return "\n" not in text and "\r" not in text


def is_safe(link: str) -> bool:
    """Whether a link may stand in a packet: http, https, mailto, or inside the page."""
    return SAFE_LINK.match(link) is not None


def encoded(link: str) -> str:
    """The link with what no address may hold percent-encoded; other letters stay as they are."""
    return ODD.sub(lambda found: quote(found[0], safe=""), link)
