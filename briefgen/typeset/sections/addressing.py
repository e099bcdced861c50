"""Make each part of a page a page of its own, with links that lead to the other parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from html import escape, unescape
from urllib.parse import quote, unquote

from briefgen.look.sides import direction_of_page, mirrored
from briefgen.typeset.sections.dividing import PAGE_OF_LINK, Division

# The address of a link to another section. The engine refuses links to ids that a page doesn't
# have; `linking` turns the address into a link within the joined file.
ELSEWHERE = "https://another-section.briefgen.invalid/#"
# The bookmark that stands for a heading before the section, to which others belong.
BEFORE = "before-this-section.briefgen.invalid"
ANCHOR = re.compile(r"<a\s(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>", re.IGNORECASE)
LINK = re.compile(r"(\shref=)([\"'])#(.+?)\2", re.IGNORECASE | re.DOTALL)
# What the running heads print (`styles/paged.css`): where it is found, one mark after the other,
# and where it ends.
HEADS = {
    "title": (("<h1", ">"), "</h1>"),
    "serial": ((' class="serial"', ">"), "</"),
    "as-of": ((' class="dated"', "<time", ">"), "</time>"),
}
# What stands before one of them that isn't empty, as in `paged.css`.
LED_BY = {"serial": 'var(--before-serial, " · ") '}
MARKUP = re.compile(r"<[^>]*>")
# Runs in another direction within them (`render/directions.py`).
RUN = re.compile(r"</?bdi\b[^>]*>")
# "Page x of y" is printed over the joined pages, by `numbers`.
UNNUMBERED = "<style>@page { @bottom-right { content: none !important } }</style>"


def section_page(division: Division, at: int, pages: Mapping[str, int] | None = None) -> str:
    """Make the page of one part, from 0; all but the first begin with an empty page.

    The empty page is thrown away after typesetting. It is there so that the rules of a style for
    the first page hold for the whole's first page only, and that running heads and levels of
    bookmarks go on as in the whole. `pages` has the page, from 1, of each id that a link of the
    part leads to; it is given for numbered parts only.
    """
    part = division.parts[at]
    head = division.head.replace(PAGE_OF_LINK, "attr(data-page)")
    before, end, after = head.rpartition("</head>")
    address = partial(_address, division, at, pages)
    text = ANCHOR.sub(lambda found: LINK.sub(address, found[0], count=1), part.text)
    lead = _lead(division, at, is_below=part.is_below) if at else ""
    is_rtl = direction_of_page(head) == "rtl"
    unnumbered = mirrored(UNNUMBERED) if is_rtl else UNNUMBERED
    return f"{before}{unnumbered}{end}{after}{division.body}{lead}{text}</body></html>\n"


def linked_ids(division: Division, at: int) -> set[str]:
    """Give the ids to which the links of a part lead."""
    tags = ANCHOR.findall(division.parts[at].text)
    return {_name(found[3]) for tag in tags if (found := LINK.search(tag))}


def _name(target: str) -> str:
    """Read the id in the address of a link, as the engine does."""
    return unquote(unescape(target))


def _address(
    division: Division, at: int, pages: Mapping[str, int] | None, found: re.Match[str]
) -> str:
    name = _name(found[3])
    to = division.where.get(name, at)
    address = f"#{found[3]}" if to == at else f"{ELSEWHERE}{quote(name, safe='')}"
    number = f' data-page="{pages[name]}"' if pages is not None and name in pages else ""
    return f"{found[1]}{found[2]}{address}{found[2]}{number}"


def _lead(division: Division, at: int, *, is_below: bool) -> str:
    """Make the empty page: it sets the running heads, and has a bookmark of the title's level.

    With `is_below`, it has one of a section's level below that, which `outline` leaves out.
    """
    front = RUN.sub("", division.parts[0].text)
    heads = {name: _found(front, *HEADS[name]) for name in HEADS}
    heads["section"] = _section_before(division, at)
    strings = ", ".join(
        f"{name} {LED_BY.get(name, '') if said else ''}{_in_css(said)}"
        for name, said in heads.items()
    )
    style = (
        f"string-set: {strings}; break-after: page; "
        "bookmark-level: 1; bookmark-label: 'title'; bookmark-state: open"
    )
    below = f"bookmark-level: 2; bookmark-label: '{BEFORE}'; bookmark-state: open"
    inner = f'<div style="{escape(below)}"></div>' if is_below else ""
    return f'<div style="{escape(style)}">{inner}</div>'


def _section_before(division: Division, at: int) -> str:
    """Give the last title of a section before a part: the part may begin with the rest of it."""
    for part in reversed(division.parts[:at]):
        start = part.text.rfind("<h2")
        if start >= 0:
            return _found(part.text[start:], ("<h2", ">"), "</h2>")
    return ""


def _found(html: str, marks: tuple[str, ...], end: str) -> str:
    """Give the text behind marks that follow each other, up to the next `end`; empty without."""
    at = 0
    for mark in marks:
        found = html.find(mark, at)
        if found < 0:
            return ""
        at = found + len(mark)
    upto = html.find(end, at)
    return " ".join(unescape(MARKUP.sub("", html[at:upto])).split()) if upto >= 0 else ""


def _in_css(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
