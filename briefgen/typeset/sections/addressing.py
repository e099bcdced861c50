"""Make each part of a page a page of its own, with links that lead to the other parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import quote, unquote

from briefgen.typeset.sections.dividing import PAGE_OF_LINK, Division

# The address of a link to another section. The engine refuses links to ids that a page doesn't
# have; `linking` turns the address into a link within the joined file.
ELSEWHERE = "https://another-section.briefgen.invalid/#"
LINK = re.compile(r'(<a\b[^<>]*?\shref=)"#([^"<>]+)"')
TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
SERIAL = re.compile(r'<\w+ class="serial">(.*?)</', re.DOTALL)
AS_OF = re.compile(r'<dl class="facts">.*?<time\b[^>]*>(.*?)</time>', re.DOTALL)
MARKUP = re.compile(r"<[^>]*>")
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
    text = LINK.sub(lambda found: _link(found, division, at, pages), part.text)
    lead = _lead(division.parts[0].text) if at else ""
    return f"{before}{UNNUMBERED}{end}{after}{division.body}{lead}{text}</body></html>\n"


def linked_ids(division: Division, at: int) -> set[str]:
    """Give the ids to which the links of a part lead."""
    return {_name(found[2]) for found in LINK.finditer(division.parts[at].text)}


def _name(target: str) -> str:
    """Read the id in the address of a link, as the engine does."""
    return unquote(unescape(target))


def _link(
    found: re.Match[str], division: Division, at: int, pages: Mapping[str, int] | None
) -> str:
    name = _name(found[2])
    to = division.where.get(name, at)
    address = f"#{found[2]}" if to == at else f"{ELSEWHERE}{quote(name, safe='')}"
    number = f' data-page="{pages[name]}"' if pages is not None and name in pages else ""
    return f'{found[1]}"{address}"{number}'


def _lead(front: str) -> str:
    """Make the empty page: it sets the running heads, and has a bookmark of the title's level."""
    heads = {"title": TITLE, "serial": SERIAL, "as-of": AS_OF}
    texts = {name: _text(found[1]) for name, each in heads.items() if (found := each.search(front))}
    strings = ", ".join(f"{name} {_in_css(text)}" for name, text in texts.items()) or "none"
    style = (
        f"string-set: {strings}; break-after: page; "
        "bookmark-level: 1; bookmark-label: 'title'; bookmark-state: open"
    )
    return f'<div style="{escape(style)}"></div>'


def _text(html: str) -> str:
    return " ".join(unescape(MARKUP.sub("", html)).split())


def _in_css(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
