"""Divide a page into sections, at borders that stay where they are when the text changes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from briefgen.ground.records import record
from briefgen.typeset.sections.scanning import ID, WRAPPERS, Mark, Opened, scan, style_of

# The code points of text after which a section may end, and after which it ends at the next mark.
# On an ordinary brief that is three items of the agenda, or some three pages, and eight.
LEAST, MOST = 7_500, 20_000
# Of the marks between those bounds, this share begins a section: which ones depends on their ids,
# not on the text before them. Behind a change, the borders are soon the same again.
CHOSEN = 0.4
# An element that goes on behind the border of its section has this attribute, with its number.
CONTINUED = "data-continued"
# A comment in a style sheet; one that isn't closed goes on to the end.
COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# How the shipped sheets print page numbers. `numbers` prints them in another way.
PAGE_OF_LINK = "target-counter(attr(href url), page)"
KNOWN = re.compile(
    r":is\(\.glance, \.contents\) a::after \{ content: target-counter\(attr\(href url\), page\);"
    r"|--on-page: [^;{}]{0,200}?target-counter\(attr\(href url\), page\)[^;{}]{0,200};"
    r"|--running-page: [^;{}]{0,400};"
    r"|@bottom-(?:right|left) \{ content: var\(--running-page, counter\(page\)\); \}"
    r"|:is\(\.evidence \.source, \.looked\) li a::after \{ content: var\(--on-page, none\); \}"
)
# What a style counts or remembers from page to page goes wrong where a page is divided.
ACROSS = re.compile(
    r"target-(?:counters?|text)\(|counters?\(\s*pages?\b|--on-page|--running-page|string-set"
    r"|counter-(?:increment|reset|set)|running\(|float:\s*footnote"
    r"|@page[^{}]{0,200}:(?:left|right|nth|blank)|break-(?:before|after):\s*(?:left|right|recto|verso)"
)
# An element before the first mark whose links are printed with the numbers of their pages.
NUMBERED = " data-numbered "
PAGES_WANTED = '<meta name="briefgen.pages"'


@record
class Part:
    """A part of the body of a page that is typeset as a section.

    `text` is HTML in which all elements are closed. Those that go on in the next part, or come from
    the one before, have the attribute CONTINUED. `numbered` and `is_below` are as in `Mark`.
    """

    text: str
    ids: frozenset[str]
    numbered: bool
    is_below: bool


@record
class Division:
    """A page in parts: what stands before its body, its start tag, and its parts in order."""

    head: str
    body: str
    parts: tuple[Part, ...]
    where: dict[str, int]  # the number of the part of each id


def divide(html: str, styles: tuple[Path, ...] = ()) -> Division | None:
    """Divide a page at its marks, `data-section`; None where it has to stay whole.

    It stays whole without marks, where its tags aren't nested properly, where a fixed number of
    pages is asked for, and where a style counts, or remembers something, across pages in a way that
    the shipped ones don't.
    """
    sheets, start, inside = style_of(html)
    end = html.rfind("</body>")
    if not 0 <= start < inside <= end or PAGES_WANTED in html or _is_counted(sheets, styles):
        return None
    found = scan(html, inside, end)
    if found is None or not found.marks:
        return None
    borders = list(_borders(found.marks))
    if any(each.name not in WRAPPERS for border in borders for each in border.around):
        return None
    cuts = [border.at for border in borders]
    where = {name: bisect_right(cuts, at) for name, at in found.ids.items()}
    texts = _texts(html, inside, end, borders)
    ids: list[set[str]] = [set() for _ in texts]
    for name, at in where.items():
        ids[at].add(name)
    numbered = [NUMBERED in texts[0], *(border.numbered for border in borders)]
    is_below = [False, *(border.is_below for border in borders)]
    parts = map(Part, texts, map(frozenset, ids), numbered, is_below)
    return Division(html[:start], html[start:inside], tuple(parts), where)


def _is_counted(sheets: str, styles: tuple[Path, ...]) -> bool:
    """Tell whether a style counts or remembers something across pages, in a way of its own."""
    if any((folder / "paged.css").is_file() for folder in styles):
        return True  # a sheet for paper of the user's own, with heads of its own
    return bool(ACROSS.search(KNOWN.sub("", COMMENT.sub("", sheets))))


def _borders(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Choose the marks at which a section begins.

    What is before the first mark is a section. None has numbered marks and others, because it is
    typeset again until its numbers are right.
    """
    begun: Mark | None = None
    for mark in marks:
        if begun is None or begun.numbered != mark.numbered or _ends(begun, mark):
            begun = mark
            yield mark


def _ends(begun: Mark, mark: Mark) -> bool:
    typed = mark.typed - begun.typed
    if typed < LEAST:
        return False
    return typed >= MOST or sha256(mark.key.encode()).digest()[0] < 256 * CHOSEN


def _texts(html: str, start: int, end: int, borders: Sequence[Mark]) -> list[str]:
    """Cut the body at the borders; close what is open there, and open it again behind."""
    opened = {each.start: each for border in borders for each in border.around}
    numbers = {at: number for number, at in enumerate(sorted(opened))}

    def tag(each: Opened, *, again: bool) -> str:
        text = html[each.start : each.end - 1]
        text = ID.sub("", text) if again else text
        return f'{text} {CONTINUED}="{numbers[each.start]}">'

    texts = []
    cuts = [(start, ()), *((border.at, border.around) for border in borders), (end, ())]
    for (begin, before), (upto, after) in pairwise(cuts):
        pieces, at = [tag(each, again=True) for each in before], begin
        for each in after:
            if each.start >= begin:
                pieces += [html[at : each.start], tag(each, again=False)]
                at = each.end
        closed = "".join(f"</{each.name}>" for each in reversed(after))
        texts.append("".join([*pieces, html[at:upto], closed]))
    return texts
