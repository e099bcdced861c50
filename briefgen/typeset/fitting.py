"""Mark elements that don't fit on their page, so that `styles/fitted.css` sets them differently.

Whether something fits is measured, not guessed: the engine lays the page out, `survey` measures it,
and only where something sticks out or is too tall, it is marked and the page is laid out again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from briefgen.ground.regexes import regex
from briefgen.typeset.splitting import parts_of, split
from briefgen.typeset.survey import Survey, Wide

# The most times that a page is laid out. With each layout a table can be set in the next of its
# ways, of which there are seven (TURNED), after the first layout without marks.
PASSES = 8
# The attributes that hold the marks; `fitted.css` selects by them.
FIT = "data-fit"
PAGE = "data-page"
ANY = math.inf
# The ways to set a table that is too wide, from the mildest on: the marks, and by which factor a
# table may be too wide to fit when it is set so. PLAIN holds for tables that can't have a page of
# their own, TURNED for others. "Across" turns the page: that gives 1.36 times the width on Letter,
# and 1.5 times on A4. "Loose" lets long numbers break at their spaces, "hyphened" lets words break
# where their language allows, and "broken" lets words break anywhere, but still no numbers.
PLAIN = (
    ("small", 1.2),
    ("tiny", 1.45),
    ("tiny loose", ANY),
    ("tiny hyphened", ANY),
    ("tiny broken", ANY),
)
TURNED = (
    ("small", 1.2),
    ("across", 1.52),
    ("tiny across", 2.1),
    ("across loose", ANY),
    ("tiny across loose", ANY),
    ("tiny across hyphened", ANY),
    ("tiny across broken", ANY),
)
# The size of a table's type by its mark, in rem as in `fitted.css`; and that without a mark.
TYPE = {"small": 0.76, "tiny": 0.62, "across": 0.82}
UNMARKED_TYPE = 0.93
# How much wider the text area of a turned page is: between Letter and A4.
ACROSS = 1.45
# A table that is too wide by more than this factor even in the smallest type is split into several,
# if it can be: otherwise most of its words would be torn.
MOST_TORN = 1.4
# A block that is taller than this share of a page may break over pages, and blocks side by side are
# set below each other. Kept whole, they would leave up to as much of the page before them empty.
TALL = 0.6
# The marks for a title that has more lines than the number.
TITLE_LINES = ((7, "tiny"), (4, "small"))
HEADING = regex(r"h[1-6]\Z")
# The classes of what stands, in a line or two, between the title of an item and its background.
# These elements go along with a table that follows them onto a turned page.
BEGINNINGS = {"objective", "item-facts"}
# A list of contents with at most this many lines goes along onto a turned page, too.
FEW = 12
# If at most this many letters follow a turned table in the document, they stay on the turned page:
# on an upright page they would be alone.
SHORT = 600
# A paragraph right before a table goes along with it if it has at most this many letters.
LEAD = 200


def mark(root: Any, found: Survey) -> bool:
    """Mark all that doesn't fit; tell whether a mark is new, so that a new layout is needed."""
    parents = {kid: parent for parent in root.iter() for kid in parent}
    changes = [
        # Lists, not generators: `any` below would stop at the first change, but all are to be made.
        *[_set_table(wide, parents) for wide in found.tables.values()],
        *[
            any(add(element, size) for most, size in TITLE_LINES if lines > most)
            for element, lines in found.titles.values()
            if not element.get(FIT)
        ],
        *[add(element, "breaks") for element, share in found.kept.values() if share > TALL],
        *[
            add(element, "stacked")
            for element, share, pages in found.beside.values()
            if share > TALL or pages > 1
        ],
    ]
    if any(changes):
        return True
    # Breaking words anywhere comes last: a table that is set in another way may have room for them.
    cut = [add(block, "cut") for block in found.lines.values()]
    return any(cut)


def add(element: Any, words: str) -> bool:
    """Add marks to an element; tell whether it lacked any of them."""
    given = element.get(FIT, "").split()
    added = [word for word in words.split() if word not in given]
    if added:
        element.set(FIT, " ".join([*given, *added]))
    return bool(added)


def _set_table(wide: Wide, parents: dict[Any, Any]) -> bool:
    """Set a table that is too wide in another way; tell whether there was a way left.

    The first time, the way is chosen by how much too wide the table is; then it is the next one. A
    table whose words would be torn is split into several, if it can be.
    """
    element, given = wide.element, wide.element.get(FIT, "")
    # "Loose" helps only a table with numbers such as 1 234 567.
    numbers = element.iterfind(".//*[@data-number]")
    has_spaced_numbers = any(" " in "".join(cell.itertext()).strip() for cell in numbers)
    ways = [
        (words, factor)
        for words, factor in (TURNED if wide.turns else PLAIN)
        if "loose" not in words or has_spaced_numbers
    ]
    marks = [words for words, _ in ways]
    at = marks.index(given) + 1 if given in marks else 0
    if given not in marks:
        at = next(n for n, (_, factor) in enumerate(ways) if factor >= wide.factor)
    breaks = at >= len(ways) or any(word in marks[at] for word in ("loose", "broken"))
    is_torn = breaks or (ways[at][1] == ANY and _factor_in(wide, "tiny") > MOST_TORN)
    if is_torn and _split(wide, parents):
        return True
    if at >= len(ways):
        return False
    _set(element, marks[at], parents)
    return True


def _set(table: Any, marks: str, parents: dict[Any, Any]) -> None:
    """Replace the marks of a table, and turn its page if they say so."""
    table.set(FIT, marks)
    if "across" in marks:
        _turn_page(table, parents)


def _factor_in(wide: Wide, size: str) -> float:
    """Estimate by which factor a table would be too wide in the type `size`.

    If its page can be turned, the factor is that on a turned page.
    """
    given = wide.element.get(FIT, "").split()
    factor = (
        wide.factor
        * TYPE[size]
        / min([TYPE[word] for word in given if word in TYPE] or [UNMARKED_TYPE])
    )
    return factor / ACROSS if wide.turns and "across" not in given else factor


def _split(wide: Wide, parents: dict[Any, Any]) -> bool:
    """Split a table into several in a readable type; tell whether that is possible."""
    marks = "across" if wide.turns else "small"
    parts = parts_of(wide.element, _factor_in(wide, marks))
    if parts < 2:
        return False
    _set(wide.element, marks, parents)
    split(wide.element, parents[wide.element], parts)
    return True


def _turn_page(table: Any, parents: dict[Any, Any]) -> None:
    """Put a table on a turned page, with the headings before it, and the rest upright again.

    A page can only be turned between elements, so each element around the table is looked at, from
    the inside out: what stands before it is taken along as far as it would be left behind alone.
    """
    element = table
    element.set(PAGE, "landscape")
    while (parent := parents.get(element)) is not None:
        before = list(parent)[: list(parent).index(element)]
        if element is table and before:
            # A short paragraph before a table usually says what it shows.
            lead = before[-1]
            if lead.tag == "p" and len("".join(lead.itertext())) <= LEAD:
                before.pop().set(PAGE, "landscape")
        while before and _goes_along(before[-1]):
            before.pop().set(PAGE, "landscape")
        if before:
            break
        element = parent
    following = list(_following(table, parents))
    if sum(len("".join(each.itertext())) for each in following) <= SHORT:
        return
    for after in following:
        # The line below a table that names its sources stays with it.
        if "rests-on" in after.get("class", "").split():
            after.set(PAGE, "landscape")
            continue
        if not after.get(PAGE):
            after.set(PAGE, "upright")
        return


def _goes_along(element: Any) -> bool:
    """Tell whether an element goes with what follows it: a heading, a short list of contents.

    On the page before, it would stand at the end with nothing below it.
    """
    classes = element.get("class", "").split()
    if "contents" in classes:
        return sum(1 for _ in element.iter("li")) <= FEW
    return bool(HEADING.match(str(element.tag)) or BEGINNINGS.intersection(classes))


def _following(element: Any, parents: dict[Any, Any]) -> Iterator[Any]:
    """List the elements after an element: its siblings, then those of each element around it."""
    while (parent := parents.get(element)) is not None:
        kids = list(parent)
        yield from kids[kids.index(element) + 1 :]
        element = parent
