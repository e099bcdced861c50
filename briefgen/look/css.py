"""Reads style sheets as a browser does (CSS Syntax Level 3), for all that looks into them.

It loads the parser, so other modules import it only when there is a sheet to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2
from tinycss2.color3 import parse_color

# How deep rules may be nested in others, as in @media. No honest sheet comes near; a hostile one
# could exceed Python's limit of recursion.
DEEPEST = 8


def components(sheet: str) -> list[Any]:
    """Parse a sheet, or a part of one, into tokens and blocks; comments are left out."""
    return list(tinycss2.parse_component_value_list(sheet, skip_comments=True))


def everything(top: Iterable[Any]) -> Iterator[Any]:
    """Yield all tokens, also those inside of blocks and functions, in the order of the sheet."""
    # Without recursion, because brackets in a sheet may be nested beyond Python's limit.
    waiting = list(reversed(list(top)))
    while waiting:
        node = waiting.pop()
        yield node
        inside = getattr(node, "arguments", None) or getattr(node, "content", None) or ()
        waiting.extend(reversed(inside))


def rules(sheet: str) -> list[Any]:
    """Parse a sheet into its rules, without the comments and white space between them."""
    return list(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))


def contents(block: Any) -> list[Any]:
    """Parse the content of a rule's braces or of a `style` attribute: declarations and rules."""
    return list(tinycss2.parse_blocks_contents(block, skip_comments=True, skip_whitespace=True))


def declarations(
    found: Iterable[Any], around: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each declaration with the rules around it, the outermost first.

    Declarations more than `DEEPEST` rules deep are left out.
    """
    for each in found:
        if each.type == "declaration":
            yield around, each
        elif each.type in ("qualified-rule", "at-rule") and each.content and len(around) < DEEPEST:
            yield from declarations(contents(each.content), (*around, each))


def is_colour(word: str) -> bool:
    """Tell whether a word is the name of a colour (CSS Color 3, section 4)."""
    return parse_color(word) is not None
