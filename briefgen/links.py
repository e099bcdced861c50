"""Links and citations as they are typed in a text."""

from __future__ import annotations

import re

CITE = re.compile(r"\[\^([\w-]+)\]")
SAFE_LINK = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@|#)", re.IGNORECASE)


def is_safe(link: str) -> bool:
    """Whether a link may stand in a packet: http, https, mailto, or inside the page."""
    return SAFE_LINK.match(link) is not None
