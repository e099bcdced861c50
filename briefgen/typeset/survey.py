"""The typeset pages are measured: what stands outside of its area, and what doesn't fit.

One walk along the engine's boxes finds both. It measures what the engine placed, and knows nothing
of what a sheet asked for: a style of the user's own is measured like the shipped ones. Apart from
`fitting`, which decides what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any, NamedTuple

from briefgen.typeset.outside import MOST, Outside, cut_off, overlapping
from briefgen.typeset.weasyprint_private import box_classes, page_box, placed_box

# CSS pixels that an eye doesn't see: rounding, and the overhang of slanted letters.
NEAR = 1.5
# The share of a text's height, above and below each, in which most letters have no ink: the box of
# a text is as high as its font, not as its letters.
AIR = 0.25
# How much less the height of a block counts on a page that is set in columns: the engine balances
# these, so that a block is broken where it would fit in one.
IN_COLUMNS = 0.63


class Area(NamedTuple):
    """A rectangle on a page, in CSS pixels from its top left."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: Area) -> Area:
        """Give what two have in common."""
        return Area(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def holds(self, other: Area) -> bool:
        """Tell whether the other stands inside, as far as an eye can see."""
        return (
            other.left >= self.left - NEAR
            and other.right <= self.right + NEAR
            and other.top >= self.top - NEAR
            and other.bottom <= self.bottom + NEAR
        )


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a box: the sheet, the area that it has to keep to, and its elements."""

    page: int
    sheet: Area
    area: Area
    anchor: str = ""
    kind: str = "text"
    block: Any = None
    # The left and right edge of the room for a block, and whether a page can be turned for it.
    room: tuple[float, float] = (0.0, 0.0)
    turns: bool = True
    in_columns: bool = False
    cell: Area | None = None
    # The element that sets the box beside others (flex or grid).
    beside: Any = None
    matrix: Any = None
    # Whether it was taken out of the flow (CSS 2, 9.6): then it may lie over other text, and in a
    # margin.
    loose: bool = False


@dataclass(slots=True)
class Wide:
    """A table that is wider than its room by a factor; and whether a page is turned for it."""

    element: Any
    factor: float
    turns: bool


@dataclass(slots=True)
class Survey:
    """All that was found: what is outside, and the elements that can be set in another way.

    Elements are kept by their identity, while the tree that they stand in lives: an element that is
    broken over pages has a box on each.
    """

    outside: list[Outside] = field(default_factory=list)
    tables: dict[int, Wide] = field(default_factory=dict)
    # The blocks whose lines stick out.
    lines: dict[int, Any] = field(default_factory=dict)
    # The share of a page's height that is taken by what isn't to be broken, and by what is set
    # side by side; and on how many pages the latter stands.
    kept: dict[int, tuple[Any, float]] = field(default_factory=dict)
    beside: dict[int, tuple[Any, float, int]] = field(default_factory=dict)
    titles: dict[int, tuple[Any, int]] = field(default_factory=dict)


def survey(pages: Iterable[Any]) -> Survey:
    """Walk along the boxes of all pages, and give what is found."""
    found = Survey()
    for number, page in enumerate(pages, 1):
        _Walk(found, number, page_box(page)).go()
    return found


class _Walk:
    """Goes along the boxes of one page."""

    def __init__(self, found: Survey, number: int, box: Any) -> None:
        self.found, self.page, self.boxes = found, box, box_classes()
        self.number = number
        self.height = box.height
        self.texts: list[tuple[Area, str, str]] = []

    def go(self) -> None:
        sheet = Area(0, 0, self.page.margin_width(), self.page.margin_height())
        text_area = _content(self.page)
        for child in self.page.children:
            margin = isinstance(child, self.boxes.MarginBox)  # a running head or foot
            area = text_area
            if margin:
                left, top = child.position_x, child.position_y
                right, bottom = left + child.margin_width(), top + child.margin_height()
                area = Area(left, top, right, bottom).within(sheet)
            kind = "head" if margin else "text"
            room = (area.left, area.right)
            self.box(child, Around(self.number, sheet, area, kind=kind, room=room))
        self.found.outside += [
            Outside(self.number, anchor, words, "overlap")
            for anchor, words in overlapping(self.texts)
        ]

    def box(self, box: Any, around: Around) -> None:
        """Look at a box and all inside."""
        box = placed_box(box)
        if isinstance(box, self.boxes.TextBox):
            self.text(box, around)
        elif isinstance(box, self.boxes.ReplacedBox):
            self.picture(box, around)
        else:
            inside = self.inside(box, around)
            for child in box.children:
                self.box(child, inside)

    def text(self, box: Any, around: Around) -> None:
        words = box.text
        if not words.strip() or box.style["visibility"] != "visible":
            return
        # Spaces at the end of a line that keeps them have no ink.
        width = box.width * len(words.rstrip()) / len(words)
        air = box.height * AIR
        left, top = box.position_x, box.position_y + air
        place = _turned(Area(left, top, left + width, top + box.height - 2 * air), around.matrix)
        if not around.area.holds(place):
            self.stick_out(words, place, around)
        elif (cell := around.cell) and (
            place.left < cell.left - NEAR or place.right > cell.right + NEAR
        ):
            self.found.lines[id(around.block)] = around.block  # it runs over the next cell
        if around.area.holds(place) and not around.loose and around.kind != "head":
            self.texts.append((place, words, around.anchor))

    def stick_out(self, words: str, place: Area, around: Around) -> None:
        area, block = around.area, around.block
        if around.kind not in ("head", "cut") and block is not None and _is_long(place, area):
            self.found.lines[id(block)] = block
        if len(self.found.outside) < MOST:
            cut = cut_off(words, (place.left, place.right), (area.left, area.right))
            self.found.outside.append(Outside(around.page, around.anchor, cut, around.kind))

    def picture(self, box: Any, around: Around) -> None:
        place = _turned(_content(box), around.matrix)
        if not around.area.holds(place) and len(self.found.outside) < MOST:
            self.found.outside.append(Outside(around.page, _own(box, around), "", "picture"))

    def inside(self, box: Any, around: Around) -> Around:
        """What is around the children of a box; on the way it is measured."""
        boxes, style = self.boxes, box.style
        if isinstance(box, (boxes.InlineBox, boxes.LineBox)):
            anchor = _own(box, around)
            return around if anchor == around.anchor else replace(around, anchor=anchor)
        changes = {"anchor": _own(box, around), "block": box.element, **self.room(box, around)}
        if box.is_absolutely_positioned():  # as the numbers of a list are, beside their items
            changes |= {"loose": True, "area": around.sheet}
        if style["transform"] and box.transformation_matrix:
            own = box.transformation_matrix
            changes["matrix"] = own @ around.matrix if around.matrix else own
        is_entry = box.element_tag in ("li", "blockquote")
        if style["break_inside"] != "auto" or _is_tinted(box) or is_entry:
            # A page that is turned for a table starts anew: what is around the table would be torn
            # in two, its ground filling the rest of both pages.
            changes["turns"] = False
        if style["overflow"] != "visible" and around.kind != "head":
            clip = _turned(_padding(box), changes.get("matrix", around.matrix))
            changes |= {"area": changes.get("area", around.area).within(clip), "kind": "cut"}
        self.whole(box, around)
        return replace(around, **changes)

    def room(self, box: Any, around: Around) -> dict[str, Any]:
        """The room for what is in a box, and how it is set there."""
        boxes = self.boxes
        if isinstance(box, boxes.TableBox):
            self.table(box, around)
            return {"kind": "table"}
        if isinstance(box, boxes.TableCellBox):
            return {"turns": False, "room": _sides(box, around), "cell": _padding(box)}
        if isinstance(box, (boxes.FlexContainerBox, boxes.GridContainerBox)):
            # On such a page the engine lays out nothing anew.
            self.side_by_side(box.element, box.margin_height())
            return {"turns": False, "beside": box.element}
        if not isinstance(box, boxes.BlockContainerBox) or box.is_table_wrapper:
            return {}
        found: dict[str, Any] = {"room": _sides(box, around)}
        return found | {"turns": False, "in_columns": True} if box.is_column else found

    def table(self, box: Any, around: Around) -> None:
        left, right = around.room
        needed = max(box.border_width(), 1.0)
        factor = needed / max(right - left, 1.0)
        if box.border_box_x() + needed <= right + NEAR:
            return
        if around.beside is not None:
            # Below what stands beside it, it has all the width: no height is small enough.
            self.side_by_side(around.beside, inf)
        else:
            wide = self.found.tables.setdefault(
                id(box.element), Wide(box.element, factor, around.turns)
            )
            wide.factor = max(wide.factor, factor)

    def side_by_side(self, element: Any, height: float) -> None:
        _, before, pages = self.found.beside.get(id(element), (None, 0.0, 0))
        share = before + height / self.height
        self.found.beside[id(element)] = (element, share, pages + 1)

    def whole(self, box: Any, around: Around) -> None:
        """Measure what is to stay in one piece, and the lines of a title."""
        if box.element is None:
            return
        if box.element_tag == "h1" and box.children:
            key, lines = id(box.element), len(box.children)
            self.found.titles[key] = (box.element, self.found.titles.get(key, (0, 0))[1] + lines)
        if box.style["break_inside"] in ("avoid", "avoid-page"):
            key = id(box.element)
            _, before = self.found.kept.get(key, (None, 0.0))
            share = box.margin_height() / self.height
            # In columns, what is taller would only be balanced.
            share *= IN_COLUMNS if around.in_columns else 1
            self.found.kept[key] = (box.element, before + share)


def _is_long(place: Area, area: Area) -> bool:
    """Whether a line begins inside and ends outside, either way round: then breaking it helps."""
    begins, ends = place.left >= area.left - NEAR, place.right <= area.right + NEAR
    return begins != ends and place.right > area.left and place.left < area.right


def _is_tinted(box: Any) -> bool:
    # The ground of these is that of the whole sheet (CSS Backgrounds 3, 2.11.2).
    is_root = box.element_tag in ("html", "body")
    colour = box.style["background_color"]
    return not is_root and (colour == "currentcolor" or colour.alpha > 0)


def _own(box: Any, around: Around) -> str:
    element = box.element
    return (element.get("id") if element is not None else None) or around.anchor


def _content(box: Any) -> Area:
    left, top = box.content_box_x(), box.content_box_y()
    return Area(left, top, left + box.width, top + box.height)


def _padding(box: Any) -> Area:
    left, top = box.padding_box_x(), box.padding_box_y()
    return Area(left, top, left + box.padding_width(), top + box.padding_height())


def _sides(box: Any, around: Around) -> tuple[float, float]:
    """The room inside of a box, which may itself be too wide for the room around it."""
    left = box.content_box_x()
    return (left, min(left + box.width, around.room[1]))


def _turned(area: Area, matrix: Any) -> Area:
    """Where something stands after it was moved, turned or made larger (CSS Transforms)."""
    if matrix is None:
        return area
    corners = [
        matrix.transform_point(x, y)
        for x in (area.left, area.right)
        for y in (area.top, area.bottom)
    ]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return Area(min(across), min(down), max(across), max(down))
