"""Measure laid-out pages: find what stands outside of its area, and what doesn't fit.

One walk through the engine's boxes (in the sense of CSS) finds both. It looks only at where the
engine placed them, not at styles, so that a user's own style is measured like the shipped ones.
`fitting` decides what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any, NamedTuple

from briefgen.ground.records import record
from briefgen.typeset.outside import MOST, Outside, cut_off, overlapping
from briefgen.typeset.weasyprint_private import box_classes, page_box, placed_box

# The most CSS pixels that something may stick out unseen: by rounding, or by slanted letters.
NEAR = 1.5
# The share of a text's height, at the top and at the bottom, that is taken off it: the box of a
# text has the height of its font, and most letters are less high.
AIR = 0.25
# In columns, only this share of a block's height counts: so it may break from 95 % of a page on,
# and not already from `fitting.TALL`. The engine balances columns, and would break a block that may
# break even where it fits into one column.
IN_COLUMNS = 0.63


class Area(NamedTuple):
    """A rectangle on a page, in CSS pixels from its top left."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: Area) -> Area:
        """Give the area that both share; its right may be left of its left if there is none."""
        return Area(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def holds(self, other: Area) -> bool:
        """Tell whether `other` stands inside, up to NEAR pixels."""
        return (
            other.left >= self.left - NEAR
            and other.right <= self.right + NEAR
            and other.top >= self.top - NEAR
            and other.bottom <= self.bottom + NEAR
        )


@record
class Around:
    """What surrounds a box on its page, handed down from box to box. Lengths are CSS pixels."""

    page: int  # from 1
    sheet: Area  # all of the page, with its margins
    area: Area  # where the box has to stay
    anchor: str = ""  # the id of the nearest element that has one
    kind: str = "text"  # as in `Outside.kind`, if something in it sticks out
    block: Any = None  # the element of the nearest block
    # The left and right edge of the room for a block, and whether a page can be turned for it.
    room: tuple[float, float] = (0.0, 0.0)
    turns: bool = True
    in_columns: bool = False
    cell: Area | None = None  # the cell of a table, if the box is in one
    # The element that sets the box beside others (flex or grid), if one does.
    beside: Any = None
    matrix: Any = None  # the CSS transforms around it, together
    # Whether the box was taken out of the flow (CSS 2, 9.6). Then it may stand over other text,
    # and in a margin.
    loose: bool = False


@dataclass(slots=True)
class Wide:
    """A table, the factor by which it is wider than its room, and whether its page can turn."""

    element: Any
    factor: float
    turns: bool


@dataclass(slots=True)
class Survey:
    """What stands outside of its area, and the elements that can be set in another way.

    Elements are found by their `id()`, which is safe while the HTML tree lives: an element that is
    broken over pages has a box on each page, and all its boxes count together.
    """

    outside: list[Outside] = field(default_factory=list)
    tables: dict[int, Wide] = field(default_factory=dict)
    # Blocks whose lines stick out.
    lines: dict[int, Any] = field(default_factory=dict)
    # Elements that a style keeps from breaking, with their height as a share of the page's.
    kept: dict[int, tuple[Any, float]] = field(default_factory=dict)
    # Elements that set others side by side: their height as such a share, and on how many pages.
    beside: dict[int, tuple[Any, float, int]] = field(default_factory=dict)
    # Titles, with the number of their lines.
    titles: dict[int, tuple[Any, int]] = field(default_factory=dict)


def survey(pages: Iterable[Any]) -> Survey:
    """Measure the boxes of all pages."""
    found = Survey()
    for number, page in enumerate(pages, 1):
        _Walk(found, number, page_box(page)).go()
    return found


class _Walk:
    """The walk through the boxes of one page, which adds to a survey."""

    def __init__(self, found: Survey, number: int, box: Any) -> None:
        self.found, self.page, self.boxes = found, box, box_classes()
        self.number = number
        self.height = box.height
        self.texts: list[tuple[Area, str, str]] = []

    def go(self) -> None:
        """Measure the page: first each box by itself, then which texts overlap."""
        sheet = Area(0, 0, self.page.margin_width(), self.page.margin_height())
        text_area = _content(self.page)
        for child in self.page.children:
            margin = isinstance(child, self.boxes.MarginBox)  # a running head or foot
            area = text_area
            if margin:  # it has to stay in its own box, and on the sheet
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
        """Measure a box and all boxes inside it."""
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
        """Measure a text, and keep its place if it could overlap with others."""
        words = box.text
        if not words.strip() or box.style["visibility"] != "visible":
            return
        # With `white-space: pre-wrap`, a line ends in spaces, which have no ink.
        width = box.width * len(words.rstrip()) / len(words)
        air = box.height * AIR
        left, top = box.position_x, box.position_y + air
        if _is_rtl(box):
            left += box.width - width
        place = _transformed(
            Area(left, top, left + width, top + box.height - 2 * air), around.matrix
        )
        if not around.area.holds(place):
            self.stick_out(words, place, around, is_rtl=_is_rtl(box))
        elif (cell := around.cell) and (
            place.left < cell.left - NEAR or place.right > cell.right + NEAR
        ):
            self.found.lines[id(around.block)] = around.block  # it runs into the next cell
        if around.area.holds(place) and not around.loose and around.kind != "head":
            self.texts.append((place, words, around.anchor))

    def stick_out(self, words: str, place: Area, around: Around, *, is_rtl: bool) -> None:
        """Take down words that stick out, and their block if breaking the line would help."""
        area, block = around.area, around.block
        # It helps where the line begins inside and ends outside, or the other way round in a script
        # that runs from right to left. A line all outside was put there by a style.
        begins, ends = place.left >= area.left - NEAR, place.right <= area.right + NEAR
        is_long = begins != ends and place.right > area.left and place.left < area.right
        if around.kind not in ("head", "cut") and block is not None and is_long:
            self.found.lines[id(block)] = block
        if len(self.found.outside) < MOST:
            edges = (place.left, place.right), (area.left, area.right)
            cut = cut_off(words, *edges, is_rtl=is_rtl)
            self.found.outside.append(Outside(around.page, around.anchor, cut, around.kind))

    def picture(self, box: Any, around: Around) -> None:
        place = _transformed(_content(box), around.matrix)
        if not around.area.holds(place) and len(self.found.outside) < MOST:
            self.found.outside.append(Outside(around.page, _anchor(box, around), "", "picture"))

    def inside(self, box: Any, around: Around) -> Around:
        """Measure a box, and give what surrounds its children."""
        boxes, style = self.boxes, box.style
        if isinstance(box, (boxes.InlineBox, boxes.LineBox)):
            anchor = _anchor(box, around)
            return around if anchor == around.anchor else replace(around, anchor=anchor)
        changes = {"anchor": _anchor(box, around), "block": box.element, **self.room(box, around)}
        if box.is_absolutely_positioned():  # such as the numbers of a list, in the margin
            changes |= {"loose": True, "area": around.sheet}
        if style["transform"] and box.transformation_matrix:
            own = box.transformation_matrix
            changes["matrix"] = own @ around.matrix if around.matrix else own
        is_entry = box.element_tag in ("li", "blockquote")
        # The background of the root and of the body is that of the whole sheet (CSS Backgrounds 3,
        # 2.11.2), and isn't torn.
        is_root, colour = box.element_tag in ("html", "body"), style["background_color"]
        is_tinted = not is_root and (colour == "currentcolor" or colour.alpha > 0)
        if style["break_inside"] != "auto" or is_tinted or is_entry:
            # A turned page begins a new page. A box around the table would be torn in two, with
            # its coloured background filling the rest of both pages.
            changes["turns"] = False
        if style["overflow"] != "visible" and around.kind != "head":
            clip = _transformed(_padding(box), changes.get("matrix", around.matrix))
            changes |= {"area": changes.get("area", around.area).within(clip), "kind": "cut"}
        self.whole(box, around)
        return replace(around, **changes)

    def room(self, box: Any, around: Around) -> dict[str, Any]:
        """Give the fields of `Around` that are different for the children of a box of this kind."""
        boxes = self.boxes
        if isinstance(box, boxes.TableBox):
            self.table(box, around)
            return {"kind": "table"}
        if isinstance(box, boxes.TableCellBox):
            return {"turns": False, "room": _sides(box, around), "cell": _padding(box)}
        if isinstance(box, (boxes.FlexContainerBox, boxes.GridContainerBox)):
            # The engine begins no new page inside of these boxes, so no page is turned there.
            self.side_by_side(box.element, box.margin_height())
            return {"turns": False, "beside": box.element}
        if not isinstance(box, boxes.BlockContainerBox) or box.is_table_wrapper:
            return {}
        found: dict[str, Any] = {"room": _sides(box, around)}
        return found | {"turns": False, "in_columns": True} if box.is_column else found

    def table(self, box: Any, around: Around) -> None:
        """Take down a table that is wider than its room."""
        left, right = around.room
        needed = max(box.border_width(), 1.0)
        factor = needed / max(right - left, 1.0)
        start = box.border_box_x()
        if start >= left - NEAR if _is_rtl(box) else start + needed <= right + NEAR:
            return
        if around.beside is not None:
            # Stacked, the table would have all the width. An infinite height has `fitting` stack
            # the element that sets it beside others.
            self.side_by_side(around.beside, inf)
        else:
            wide = self.found.tables.setdefault(
                id(box.element), Wide(box.element, factor, around.turns)
            )
            wide.factor = max(wide.factor, factor)

    def side_by_side(self, element: Any, height: float) -> None:
        """Add the height of a box on this page to the element that sets it beside other boxes."""
        _, before, pages = self.found.beside.get(id(element), (None, 0.0, 0))
        share = before + height / self.height
        self.found.beside[id(element)] = (element, share, pages + 1)

    def whole(self, box: Any, around: Around) -> None:
        """Measure a box that a style keeps from breaking, and count the lines of a title."""
        if box.element is None:
            return
        if box.element_tag == "h1" and box.children:
            key, lines = id(box.element), len(box.children)
            self.found.titles[key] = (box.element, self.found.titles.get(key, (0, 0))[1] + lines)
        if box.style["break_inside"] in ("avoid", "avoid-page"):
            key = id(box.element)
            _, before = self.found.kept.get(key, (None, 0.0))
            share = box.margin_height() / self.height
            share *= IN_COLUMNS if around.in_columns else 1
            self.found.kept[key] = (box.element, before + share)


def _anchor(box: Any, around: Around) -> str:
    """Give the id of a box's element, or else that of the nearest element around it."""
    element = box.element
    return (element.get("id") if element is not None else None) or around.anchor


def _content(box: Any) -> Area:
    left, top = box.content_box_x(), box.content_box_y()
    return Area(left, top, left + box.width, top + box.height)


def _padding(box: Any) -> Area:
    left, top = box.padding_box_x(), box.padding_box_y()
    return Area(left, top, left + box.padding_width(), top + box.padding_height())


def _sides(box: Any, around: Around) -> tuple[float, float]:
    """Give the left and right edge of the room inside a box, its end cut off at that around it."""
    left = box.content_box_x()
    right = left + box.width
    return (
        (max(left, around.room[0]), right) if _is_rtl(box) else (left, min(right, around.room[1]))
    )


def _is_rtl(box: Any) -> bool:
    return bool(box.style["direction"] == "rtl")


def _transformed(area: Area, matrix: Any) -> Area:
    """Find the area that encloses another one after its CSS transforms, if it has any."""
    if matrix is None:
        return area
    corners = [
        matrix.transform_point(x, y)
        for x in (area.left, area.right)
        for y in (area.top, area.bottom)
    ]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return Area(min(across), min(down), max(across), max(down))
