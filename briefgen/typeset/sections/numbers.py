"""Make the pages that print "page x of y" over joined pages."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.look.sides import direction_of_page, mirrored
from briefgen.typeset.sections.dividing import Division

# The most pages that are numbered in one go, so that several processes can share the work.
AT_ONCE = 100
# The boxes in the margins of a page (CSS Paged Media Module Level 3, 4) without the one that
# prints the page's number.
BOXES = """
    top-left-corner top-left top-center top-right top-right-corner right-top right-middle
    right-bottom bottom-right-corner bottom-center bottom-left bottom-left-corner left-bottom
    left-middle left-top
""".split()  # noqa: SIM905 - it reads as a walk around the page
ONLY_NUMBERS = (
    "@page { background: none !important; border: none !important; "
    + " ".join(f"@{box} {{ content: none !important }}" for box in BOXES)
    + " } html, body { background: none !important }"
)

Size = tuple[str, str]  # width and height in points


def numbers_pages(division: Division, sizes: Sequence[Size]) -> list[str]:
    """Make pages that are typeset as empty ones of these sizes, with nothing but their numbers.

    Each is for AT_ONCE pages of the joined file.
    """
    return [_numbers(division, sizes, at) for at in range(0, len(sizes), AT_ONCE)]


def _numbers(division: Division, sizes: Sequence[Size], start: int) -> str:
    # A page of another size was turned for a table; `fitting` calls such pages "landscape".
    others = [size for size in dict.fromkeys(sizes) if size != sizes[0]]
    names = {size: f"landscape{at or ''}" for at, size in enumerate(others)}
    rules = "".join(
        f"@page {name} {{ size: {width}pt {height}pt !important }}"
        for (width, height), name in names.items()
    )
    head, end, after = division.head.rpartition("</head>")
    head = head.replace("counter(pages)", f'"{len(sizes)}"')
    shown = sizes[start : start + AT_ONCE]
    # All pages but the last one end with a break.
    pages = "".join(
        f'<div style="page: {names.get(size, "auto")}; '
        f"break-after: {'page' if at < len(shown) else 'auto'}; "
        f'counter-reset: {f"page {start + 1}" if at == 1 else "none"}"></div>'
        for at, size in enumerate(shown, 1)
    )
    counted = f"@page :first {{ counter-reset: page {start + 1} }}"
    only = mirrored(ONLY_NUMBERS) if direction_of_page(head) == "rtl" else ONLY_NUMBERS
    sheet = f"<style>{only}{rules}{counted}</style>"
    return f"{head}{sheet}{end}{after}{division.body}{pages}</body></html>\n"
