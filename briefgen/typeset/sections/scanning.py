"""Scan the body of a page for its sections' marks, its ids, and the elements around each mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from briefgen.ground.records import record

# The beginning of a comment, or a tag with its attributes. Each step is possessive, and none runs
# over the next tag: a hostile page can't make the search slow.
TAG = re.compile(
    r"<!--|<(?P<end>/?)(?P<name>[A-Za-z][\w:-]*+)"
    r"(?P<attributes>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
)
MARK = re.compile(r"\sdata-section(?:=[\"']?(\w*)[\"']?)?(?=[\s/]|$)")
ID = re.compile(r"\sid=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
# Elements whose text holds no tags.
RAW = frozenset(("script", "style", "textarea", "title"))
# Elements in which a tag may close itself: `<path/>`.
FOREIGN = frozenset(("svg", "math"))
# The elements that may be interrupted by the border of a section, to be opened again behind it.
WRAPPERS = frozenset(("main", "div", "section", "article"))


@record
class Opened:
    """An open element: its name, and where its start tag begins and ends in the page."""

    name: str
    start: int
    end: int


@record
class Mark:
    """A place where a section may begin.

    `around` are the open elements, the outermost first. `typed` is the number of code points of
    text before it. `key` tells it from other marks. `numbered` is true where links of the section
    are printed with the numbers of their pages, and `is_below` where an element around it has an
    `h2` of its own, below which the headings behind the mark belong.
    """

    at: int
    around: tuple[Opened, ...]
    typed: int
    key: str
    numbered: bool
    is_below: bool


@record
class Scan:
    """The marks of a page, in order, and where each id stands first."""

    marks: tuple[Mark, ...]
    ids: dict[str, int]
    typed: int


def scan(page: str, start: int, end: int) -> Scan | None:
    """Scan a page between two offsets; None where its tags aren't nested properly.

    HTML lets authors leave out tags; then it isn't known where a section could end.
    """
    # Names and offsets: objects are made of them at marks only, as there are many tags.
    opened: list[tuple[str, int, int]] = []
    headed: set[int] = set()  # where elements begin that have an `h2` of their own
    marks: list[Mark] = []
    ids: dict[str, int] = {}
    typed, last = 0, start
    for found in _tags(page, start, end):
        at, upto = found.span()
        typed, last = typed + at - last, upto
        is_end, name, attributes = found.groups()
        name = name.lower()
        if is_end:
            if not opened or opened.pop()[0] != name:
                return None
            continue
        if "id" in attributes and (identified := ID.search(attributes)):
            ids.setdefault(unescape(next(filter(None, identified.groups()), "")), at)
        if "data-section" in attributes and (marked := MARK.search(attributes)):
            begin, around = _before_empty(page, at, opened)
            key = identified[0] if (identified := ID.search(attributes)) else found[0]
            is_below = any(each.start in headed for each in around)
            marks.append(Mark(begin, around, typed, key, marked[1] == "numbered", is_below))
        if name == "h2" and opened:
            headed.add(opened[-1][1])
        if name in VOID or (attributes.endswith("/") and _is_foreign(name, opened)):
            continue
        opened.append((name, at, upto))
    return None if opened else Scan(tuple(marks), ids, typed + end - last)


def style_of(page: str) -> tuple[str, int, int]:
    """Give the text of all style sheets before the body, and where the body's tag begins and ends.

    Without a body, it begins at -1.
    """
    sheets: list[str] = []
    for found in _tags(page, 0, len(page)):
        name = found["name"].lower()
        if name == "body":
            return "\n".join(sheets), found.start(), found.end()
        if name == "style" and not found["end"]:
            sheets.append(page[found.end() : _closed(page, "style", found.end(), len(page))])
    return "", -1, -1


def _tags(page: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """List the tags, without what looks like one in a comment, a style or a script."""
    at = start
    while found := TAG.search(page, at, end):
        at = found.end()
        if found["name"] is None:
            at = page.find("-->", at, end)
            if at < 0:
                return
            continue
        yield found
        name = found["name"].lower()
        if name in RAW and not found["end"]:
            at = _closed(page, name, at, end)


def _closed(page: str, name: str, start: int, end: int) -> int:
    """Find the end tag of an element that holds no tags, or else the end."""
    found = re.compile(f"</{name}", re.IGNORECASE).search(page, start, end)
    return found.start() if found else end


def _is_foreign(name: str, opened: list[tuple[str, int, int]]) -> bool:
    return name in FOREIGN or any(each[0] in FOREIGN for each in opened)


def _before_empty(
    page: str, at: int, opened: list[tuple[str, int, int]]
) -> tuple[int, tuple[Opened, ...]]:
    """Go back from a place to before the elements around it that have nothing in them yet.

    So a link to `section.items` leads to the page with the first item, not to the one before.
    """
    around = [Opened(*each) for each in opened]
    while around and not page[around[-1].end : at].strip():
        at = around.pop().start
    return at, tuple(around)
