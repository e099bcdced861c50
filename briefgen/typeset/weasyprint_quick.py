"""Do what WeasyPrint does most often, with the same results, in less time.

A packet of nine pages asks 80,000 times for a property that its element doesn't set, and resolves
the lengths of 5,000 boxes. WeasyPrint 70.0 goes through all that CSS allows each time; here the
plain cases, nine of ten, are told first. All others go on to WeasyPrint's own functions.

These are undocumented, as in `weasyprint_private`; `weasyprint_import` sees to it that they are
replaced only in the version that this was tried with.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import inf
from typing import Any

# The kinds of properties that an element doesn't set: taken from the element around it, or the
# initial value as it is, or computed of that.
INHERITED, INITIAL, COMPUTED = range(3)
DIRECTIONS = ("ltr", "rtl")
# The lengths that are 0 where a style says `auto`.
LEAST = {"min_width", "min_height"}
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


def quicken() -> None:
    """Replace functions of WeasyPrint by quicker ones, in this process."""
    from weasyprint.css import ComputedStyle
    from weasyprint.layout import percent
    from weasyprint.text import fonts, line_break

    ComputedStyle.__missing__ = _missing(ComputedStyle.__missing__)
    _replace(percent.resolve_percentages, _resolve_percentages())
    _replace(line_break.strut, _once_a_style(line_break.strut))
    _replace(fonts.get_font_description, _once_a_style(fonts.get_font_description))


def _replace(function: Callable[..., Any], quicker: Callable[..., Any]) -> None:
    """Put a function into the place of another, in all modules that have imported it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint."):
            for each in [each for each, value in vars(module).items() if value is function]:
                setattr(module, each, quicker)


def _missing(otherwise: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Make the function that finds the value of a property which wasn't asked for yet."""
    from weasyprint.css import COMPUTER_FUNCTIONS, INITIAL_VALUES
    from weasyprint.css.functions import check_math

    plain = _plain_properties()
    alike = _logical_properties()

    def missing(style: Any, name: str) -> Any:
        parent, cascaded = style.parent_style, style.cascaded
        kind = plain.get(name)
        if parent is None or kind is None or name in cascaded:
            return otherwise(style, name)
        if name in alike and cascaded and not alike[name].isdisjoint(cascaded):
            return otherwise(style, name)
        if kind == INHERITED:
            value = parent[name]
            if type(value) is not str and check_math(value):
                return otherwise(style, name)
        else:
            value = INITIAL_VALUES[name]
            if kind == COMPUTED:
                value = COMPUTER_FUNCTIONS[name](style, name, value)
        style[name] = value
        return value

    return missing


def _plain_properties() -> dict[str, int]:
    """Map the properties that WeasyPrint's `__missing__` has no special rule for to their kinds."""
    from weasyprint.css import COMPUTER_FUNCTIONS, INITIAL_VALUES, properties
    from weasyprint.css.functions import check_math

    special = {"float", "display", "position", "page"}
    found = {}
    for name, value in INITIAL_VALUES.items():
        if name in special or name.startswith("text_decoration_"):
            continue
        if name in properties.INHERITED:
            found[name] = INHERITED
        elif not check_math(value):
            is_computed = name in properties.INITIAL_NOT_COMPUTED and name in COMPUTER_FUNCTIONS
            found[name] = COMPUTED if is_computed else INITIAL
    return found


def _logical_properties() -> dict[str, frozenset[str]]:
    """Map properties such as `margin_left` to those that may set them by another name."""
    from weasyprint.css import PHYSICAL_FUNCTIONS

    return {
        name: frozenset(logical(block="ttb", inline=direction) for direction in DIRECTIONS)
        for name, logical in PHYSICAL_FUNCTIONS.items()
    }


def _once_a_style(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Keep what a function of the font of a style gives, as long as the style is there.

    Where WeasyPrint changes the font of a style, it copies the style before.
    """
    attribute = f"briefgen_{function.__name__}"

    def kept(style: Any) -> Any:
        try:
            return style.__dict__[attribute]
        except KeyError:
            found = style.__dict__[attribute] = function(style)
            return found

    return kept


def _resolve_percentages() -> Callable[[Any, Any], None]:
    """Make the function that gives a box the lengths of its style, in pixels."""
    from weasyprint.css.properties import Dimension
    from weasyprint.formatting_structure.boxes import Box, PageBox
    from weasyprint.layout.percent import adjust_box_sizing, percentage

    def resolve(box: Any, containing_block: Any) -> None:
        if isinstance(containing_block, Box):
            width, height = containing_block.width, containing_block.height
        else:
            width, height = containing_block
        style = box.style
        is_open = height == "auto"
        upright = height if isinstance(box, PageBox) else width
        for name, whole in (
            ("margin_left", width),
            ("margin_right", width),
            ("margin_top", upright),
            ("margin_bottom", upright),
            ("padding_left", width),
            ("padding_right", width),
            ("padding_top", upright),
            ("padding_bottom", upright),
            ("width", width),
            ("min_width", width),
            ("max_width", width),
            ("height", "auto" if is_open else height),
            ("min_height", 0 if is_open else height),
            ("max_height", inf if is_open else height),
        ):
            value = style[name]
            if type(value) is Dimension and value.unit == "px":
                setattr(box, name, value.value)
            elif value == "auto":
                setattr(box, name, 0 if name in LEAST else value)
            elif is_open and name == "height":  # a share of what isn't known
                setattr(box, name, "auto")
            else:
                value = percentage(value, style, whole)
                setattr(box, name, 0 if value == "auto" and name in LEAST else value)
        are_shared = style["border_collapse"] == "collapse"
        for name in BORDERS:
            if not (are_shared and hasattr(box, name)):
                setattr(box, name, style[name])
        if style["box_sizing"] != "content-box":
            adjust_box_sizing(box, "width")
            adjust_box_sizing(box, "height")

    return resolve
