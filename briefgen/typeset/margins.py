"""Make findings of what stands outside of its area on a typeset page, with its place in the brief.

The page gives the words, and the id of the nearest element around them. With these, the words are
searched for in the brief.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.span import Path
from briefgen.model import Brief
from briefgen.model.reading import anchors, texts

if TYPE_CHECKING:
    from briefgen.ground.span import Span
    from briefgen.load.document import Document
    from briefgen.typeset.outside import Outside

# The field of the brief that each section of the page comes from, by the section's id. Other ids
# belong to items, people and the like, and `anchors` in `model/reading.py` knows their places.
SECTIONS: dict[str, Path] = {
    "section.cover": ("title",),
    "section.contents": ("agenda",),
    "section.items": ("agenda",),
    "section.programme": ("programme",),
    "section.questions": ("questions",),
    "section.press": ("press",),
    "section.people": ("people",),
    "section.background": ("background",),
    "section.clearances": ("clearances",),
    "section.annexes": ("annexes",),
    "section.notes": ("sources",),
    "section.evidence": ("sources",),
}
# The page has the quotation marks of its language where the brief has straight ones, and spaces
# that don't break; to compare them, all are made plain.
STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("‘’‚‹›", "'"),
        **dict.fromkeys("“”„«»「」", '"'),
        **dict.fromkeys("\u00a0\u202f", " "),
    }
)
MESSAGES = {
    "text": "“{}” stands outside of the text area of the page.",
    "table": "“{}” in a table stands outside of the text area of the page.",
    "head": "“{}” in the running head or foot doesn't fit on the page.",
    "cut": "“{}” is cut off: a style gives it no room.",
    "overlap": "“{}” is printed over other words.",
    "picture": "A picture stands outside of the text area of the page.",
}
STYLE = "Is there a style of your own that moves it?"
HINTS = {
    "table": "Split the table in two, or shorten what stands in its cells. "
    f"For one in a `background` a page is turned. {STYLE}",
    "picture": f"Make the picture smaller. {STYLE}",
}
# The most findings for one template. A page on which more is wrong has one cause, such as a style,
# and the first findings show it.
MOST = 20


def outside_of_page(
    document: Document, brief: Brief, template: str, outside: Sequence[Outside]
) -> Iterator[Diagnostic]:
    """Make a finding for each part of a brief that stands outside of its area, once for each kind.

    `outside` is in the order of the pages, and so are the findings.
    """
    told: set[tuple[str, str]] = set()
    for found in outside:
        # Several lines of one part may stick out. The first says where to look.
        key = (found.anchor, found.kind)
        if key in told or len(told) >= MOST:
            continue
        told.add(key)
        words = MESSAGES[found.kind].format(found.words).rstrip(".")
        message = f"{words}, on page {found.page} of the {template}."
        hint = HINTS.get(found.kind, f"Shorten it. {STYLE}")
        yield finding("outside-of-page", message, _place(document, brief, found), hint)


def _place(document: Document, brief: Brief, found: Outside) -> Span:
    """Find the words in the brief, first in the part around them, then anywhere.

    If they aren't found, as words that a template prints, the place is that part, or the title.
    """
    around = _path_of(brief, found.anchor)
    words = found.words.removesuffix("…").translate(STRAIGHT)
    typed = [(path, text) for path, text, _, _ in texts(brief)]
    near = [each for each in typed if around and each[0][: len(around)] == around]
    for path, text in (*near, *typed) if words else ():
        at = text.strip().translate(STRAIGHT).find(words)
        if at >= 0:
            return document.part_span(path, at, at + len(words))
    return document.key_span(around or ("title",))


def _path_of(brief: Brief, anchor: str) -> Path:
    """Find the path of the part of a brief that an id of the page belongs to; empty if unknown."""
    if anchor in SECTIONS:
        return SECTIONS[anchor]
    if anchor.startswith("note."):
        return ("sources",)
    return {place.id: place.path for place in anchors(brief)}.get(anchor, ())
