"""Say left and right for the start and end of lines, where CSS or the engine can't tell them.

The sheets say start and end, so that one and the same sheet sets pages that are written from left
to right and from right to left.
"""

from __future__ import annotations

import re

from briefgen.ground.regexes import regex

# What is named by sides in a rule for pages: CSS Paged Media has no words for start and end.
# Nothing else in briefgen's own sheets is.
PAGE_SIDE = regex(r"(@(?:top|bottom)-|text-align: )(left|right)\b")
PAGE_MARGINS = regex(r"(?<![\w-])margin: ([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;]+);")
OTHER_SIDE = {"left": "right", "right": "left"}

STYLE = regex(r"(<style\b[^>]*>)(.*?)(</style>)", re.DOTALL)
# Start and end, in the names of properties and in their values.
INLINE = regex(
    r"\b(?P<of>(?:margin|padding|border)-(?=inline)|(?=inset-inline-)|text-align:\s*(?=[se])"
    r"|float:\s*(?=inline))(?:inset-)?(?:inline-)?(?P<at>start|end)\b"
)
FLOAT = regex(r"\b(?P<of>float:\s*)inline-(?P<at>start|end)\b")
SIDES = {"ltr": {"start": "left", "end": "right"}, "rtl": {"start": "right", "end": "left"}}
ROOT = regex(r"""<html\b[^>]*\sdir=["']?(ltr|rtl)\b""", re.IGNORECASE)
# An element with a direction of its own that can have margins, unlike words in a line.
TURNED = regex(r"""<(?!html\b|span\b|bdi\b|a\b)\w+\b[^<>]*\sdir=["']?(ltr|rtl)\b""", re.IGNORECASE)


def mirrored(sheet: str) -> str:
    """Write a sheet for pages that are written from right to left: their margins change sides."""
    sheet = PAGE_SIDE.sub(lambda found: found[1] + OTHER_SIDE[found[2]], sheet)
    return PAGE_MARGINS.sub(r"margin: \1 \4 \3 \2;", sheet)


def direction_of_page(html: str) -> str:
    """Tell how a page is written, `ltr` or `rtl`, by its first tag."""
    found = ROOT.search(html[:1000])
    return found[1].lower() if found else "ltr"


def with_sides(html: str) -> str:
    """Write left and right for start and end in the sheets of a page, where all of it is alike.

    WeasyPrint takes `padding-inline-start` before a `padding-left` that comes later, where their
    selectors weigh the same; CSS has the later one win, whichever it is (CSS Logical Properties and
    Values 1, section 4). So a user's sheet would change nothing. And it stops with an error at
    `float: inline-end` in a line. In a page with blocks in both directions, only floats get sides.
    """
    head, end, body = html.partition("</head>")
    direction = direction_of_page(head)
    pattern = INLINE
    if any(found.lower() != direction for found in TURNED.findall(body)):
        pattern = FLOAT
    head = STYLE.sub(
        lambda found: found[1] + sides_of(found[2], direction, pattern) + found[3], head
    )
    return head + end + body


def sides_of(sheet: str, direction: str, pattern: re.Pattern[str] = INLINE) -> str:
    """Write left and right for start and end in a sheet, for text of a direction."""
    sides = SIDES[direction]
    return pattern.sub(lambda found: found["of"] + sides[found["at"]], sheet)
