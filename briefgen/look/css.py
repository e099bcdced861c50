"""The ways through a style sheet, read as a browser reads it (CSS Syntax Level 3).

What a sheet asks for, which fonts it names and what a drawing keeps of its styles are looked for
on the same ways. Loads the parser, so it is imported where a sheet is there to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2
from tinycss2.color3 import parse_color

# Rules are nested in others, as in @media; no sheet needs more, and Python's own stack has an end.
DEEPEST = 8


def components(sheet: str) -> list[Any]:
    """Read a sheet, or a part of one, as tokens and blocks, whatever they mean; no comments."""
    return list(tinycss2.parse_component_value_list(sheet, skip_comments=True))


def everything(top: Iterable[Any]) -> Iterator[Any]:
    """List tokens with all that is in their blocks and functions, in the order of the sheet."""
    # By hand and not by recursion: a sheet may be deeper than Python's own stack.
    waiting = list(reversed(list(top)))
    while waiting:
        node = waiting.pop()
        yield node
        inside = getattr(node, "arguments", None) or getattr(node, "content", None) or ()
        waiting.extend(reversed(inside))


def rules(sheet: str) -> list[Any]:
    """Read the rules of a sheet, without comments and white space between them."""
    return list(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))


def contents(block: Any) -> list[Any]:
    """Read what stands in the braces of a rule, or in a `style` attribute: declarations, rules."""
    return list(tinycss2.parse_blocks_contents(block, skip_comments=True, skip_whitespace=True))


def declarations(
    found: Iterable[Any], around: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """List each declaration with the rules that it stands in, the outermost first.

    What is nested more than `DEEPEST` rules deep is left out.
    """
    for each in found:
        if each.type == "declaration":
            yield around, each
        elif each.type in ("qualified-rule", "at-rule") and each.content and len(around) < DEEPEST:
            yield from declarations(contents(each.content), (*around, each))


def is_colour(word: str) -> bool:
    """Tell whether a word is the name of a colour (CSS Color 3, section 4)."""
    return parse_color(word) is not None
