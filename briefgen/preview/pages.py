"""The pages of a brief as they are served: whole, and as the lines that a save has changed.

A page holds its fonts and pictures and may have megabytes, of which a save changes a few lines.
Sending those alone is what makes a long brief follow the typing.
"""

from __future__ import annotations

from dataclasses import field
from hashlib import sha256
from typing import Any

from briefgen.ground.records import record
from briefgen.preview.moved import ends_in_common


@record
class Page:
    """One page as it is served. `patch` has the lines that differ from the page before it.

    `digest` is the SHA-256 of its HTML, with which a browser tells which page it has.
    """

    html: str
    digest: str
    patch: dict[str, Any] = field(default_factory=dict)


def page_after(before: Page | None, html: str) -> Page:
    """Make the page that follows `before`, with a patch that turns that page into it."""
    digest = sha256(html.encode()).hexdigest()
    if before is None:
        return Page(html, digest)
    if before.digest == digest:
        return before
    old, new = before.html.split("\n"), html.split("\n")
    start, end = ends_in_common(old, new)
    lines = new[start : len(new) - end]
    return Page(html, digest, {"from": before.digest, "start": start, "end": end, "lines": lines})


@record
class GoodPages:
    """The pages of the last build without faults, and when that was (seconds since 1970)."""

    pages: dict[str, Page] = field(default_factory=dict)
    title: str = ""
    at: float = 0.0
