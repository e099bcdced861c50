"""Make the pages that print "page x of y" over joined pages."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.typeset.sections.dividing import Division

# The boxes in the margins of a page (CSS Paged Media Module Level 3, 4) without the one that
# prints the page's number.
BOXES = """
    top-left-corner top-left top-center top-right top-right-corner right-top right-middle
    right-bottom bottom-right-corner bottom-center bottom-left bottom-left-corner left-bottom
    left-middle left-top
""".split()  # noqa: SIM905 - it reads as a picture of the page
ONLY_NUMBERS = (
    "@page { background: none !important; border: none !important; "
    + " ".join(f"@{box} {{ content: none !important }}" for box in BOXES)
    + " } html, body { background: none !important }"
)

Size = tuple[str, str]  # width and height in points


def numbers_page(division: Division, sizes: Sequence[Size]) -> str:
    """Make a page that is typeset as empty pages of these sizes, with nothing but their numbers."""
    first = sizes[0]
    # A page of another size was turned for a table; `fitting` calls such pages "landscape".
    names = {size: f"landscape{at or ''}" for at, size in enumerate(_others(sizes))}
    rules = "".join(
        f"@page {name} {{ size: {width}pt {height}pt !important }}"
        for (width, height), name in names.items()
    )
    before, end, after = division.head.rpartition("</head>")
    head = f"{before}<style>{ONLY_NUMBERS}{rules}</style>{end}{after}"
    # All pages but the last one end with a break.
    pages = "".join(
        f'<div style="page: {"auto" if size == first else names[size]}; break-after: '
        f'{"auto" if at == len(sizes) else "page"}"></div>'
        for at, size in enumerate(sizes, 1)
    )
    return f"{head}{division.body}{pages}</body></html>\n"


def _others(sizes: Sequence[Size]) -> list[Size]:
    return [size for size in dict.fromkeys(sizes) if size != sizes[0]]
