"""What doesn't fit on a page as it was laid out is marked, for a sheet that sets it in another way.

It is measured, not guessed: the engine lays out, `survey` measures, and only where something sticks
out or has to be broken the page is laid out again. The sheet is `styles/fitted.css`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from briefgen.typeset.splitting import parts_of, split
from briefgen.typeset.survey import Survey, Wide

# How often a page is laid out anew, at the most. Each table can take a step at each, and there are
# seven of them.
PASSES = 8
FIT = "data-fit"
PAGE = "data-page"
ANY = math.inf
# The ways to set a table, each smaller than the one before: the marks, and how much wider a table
# may be that fits in so. On a page across there is 1.36 of the width of Letter, 1.5 of A4. Loose,
# long numbers break at their spaces; hyphened, words break as a language has it; broken, words
# break anywhere, and numbers still do not.
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
# The type of a table as it is marked, and how much wider a page is that is turned. A table that is
# in the smallest type still wider by more than the last figure is split: words would be torn.
TYPE = {"small": 0.76, "tiny": 0.62, "across": 0.82}
UNMARKED_TYPE, ACROSS, MOST_TORN = 0.93, 1.45, 1.4
# What is taller than this share of a page may break; what stands side by side is set one by one.
TALL = 0.6
# From so many letters on, a position and all positions of an item come near that height.
LONG_SIDE, LONG_SIDES = 800, 2600
TITLE_LINES = ((7, "tiny"), (4, "small"))
HEADING = re.compile(r"h[1-6]\Z")
# What stands between the title of an item and its background, in a line or two.
BEGINNINGS = {"objective", "item-facts"}
# Contents of so many lines go with what follows them.
FEW = 12
# So many letters at the end of a document would be alone on a page: they stay on the one across.
SHORT = 600
# So many letters before a table go with it.
LEAD = 200


def stack_long(root: Any) -> None:
    """Set long positions one by one, below each other.

    WeasyPrint fails on a grid that has to break over pages, so this is guessed by their letters
    before it lays out.
    """
    for element in root.iter():
        if "sides" in element.get("class", "").split():
            letters = [len("".join(side.itertext())) for side in element]
            if max(letters, default=0) > LONG_SIDE or sum(letters) > LONG_SIDES:
                _add(element, "stacked")


def mark(root: Any, found: Survey) -> bool:
    """Mark what doesn't fit, and tell whether anything was: then the page is laid out again."""
    parents = {kid: parent for parent in root.iter() for kid in parent}
    changes = [
        *[_set_table(wide, parents) for wide in found.tables.values()],
        *[
            any(_add(element, size) for most, size in TITLE_LINES if lines > most)
            for element, lines in found.titles.values()
            if not element.get(FIT)
        ],
        *[_add(element, "breaks") for element, share in found.kept.values() if share > TALL],
        *[
            _add(element, "stacked")
            for element, share, pages in found.beside.values()
            if share > TALL or pages > 1
        ],
    ]
    if any(changes):
        return True
    # Only where nothing else helped: a table set in another way often holds its long lines.
    cut = [_add(block, "cut") for block in found.lines.values()]
    return any(cut)


def _add(element: Any, words: str) -> bool:
    """Give an element marks that it may already have, and tell whether it got one."""
    given = element.get(FIT, "").split()
    added = [word for word in words.split() if word not in given]
    if added:
        element.set(FIT, " ".join([*given, *added]))
    return bool(added)


def _set_table(wide: Wide, parents: dict[Any, Any]) -> bool:
    """The next way to set a table, or the first that is small enough; the last is to split it."""
    element, given = wide.element, wide.element.get(FIT, "")
    ways = [
        (words, factor)
        for words, factor in (TURNED if wide.turns else PLAIN)
        if "loose" not in words or _has_spaced_numbers(element)
    ]
    marks = [words for words, _ in ways]
    at = marks.index(given) + 1 if given in marks else 0
    if given not in marks:
        at = next(n for n, (_, factor) in enumerate(ways) if factor >= wide.factor)
    breaks = at >= len(ways) or any(word in marks[at] for word in ("loose", "broken"))
    is_torn = breaks or (ways[at][1] == ANY and _in_type(wide, "tiny") > MOST_TORN)
    if is_torn and _split(wide, parents):
        return True
    if at >= len(ways):
        return False
    _set(element, marks[at], parents)
    return True


def _set(table: Any, marks: str, parents: dict[Any, Any]) -> None:
    table.set(FIT, marks)
    if "across" in marks:
        _turn(table, parents)


def _in_type(wide: Wide, size: str) -> float:
    """By which factor a table will be too wide in a type, on a page across if one is turned."""
    given = wide.element.get(FIT, "").split()
    factor = (
        wide.factor
        * TYPE[size]
        / min([TYPE[word] for word in given if word in TYPE] or [UNMARKED_TYPE])
    )
    return factor / ACROSS if wide.turns and "across" not in given else factor


def _split(wide: Wide, parents: dict[Any, Any]) -> bool:
    """Set a table as several, in type that is read with ease, and tell whether it can be."""
    marks = "across" if wide.turns else "small"
    parts = parts_of(wide.element, _in_type(wide, marks))
    if parts < 2:
        return False
    _set(wide.element, marks, parents)
    split(wide.element, parents[wide.element], parts)
    return True


def _has_spaced_numbers(table: Any) -> bool:
    """Whether there are numbers such as 1 234 567, which are kept on a line at first."""
    numbers = table.iterfind(".//*[@data-number]")
    return any(" " in "".join(cell.itertext()).strip() for cell in numbers)


def _turn(table: Any, parents: dict[Any, Any]) -> None:
    """A page across for a table, its headings with it, and upright again behind it."""
    element = table
    element.set(PAGE, "landscape")
    while (parent := parents.get(element)) is not None:
        before = list(parent)[: list(parent).index(element)]
        if element is table and before:
            # A line or two that say what the table is.
            lead = before[-1]
            if lead.tag == "p" and len("".join(lead.itertext())) <= LEAD:
                before.pop().set(PAGE, "landscape")
        while before and _begins(before[-1]):
            before.pop().set(PAGE, "landscape")
        if before:
            break
        element = parent
    following = list(_following(table, parents))
    if sum(len("".join(each.itertext())) for each in following) <= SHORT:
        return
    for after in following:
        if "rests-on" in after.get("class", "").split():
            after.set(PAGE, "landscape")
            continue
        if not after.get(PAGE):
            after.set(PAGE, "upright")
        return


def _begins(element: Any) -> bool:
    """Whether an element would be left behind, alone on its page."""
    classes = element.get("class", "").split()
    if "contents" in classes:
        return sum(1 for _ in element.iter("li")) <= FEW
    return bool(HEADING.match(str(element.tag)) or BEGINNINGS.intersection(classes))


def _following(element: Any, parents: dict[Any, Any]) -> Iterator[Any]:
    """The elements behind an element, in order: its next one, else that of what holds it."""
    while (parent := parents.get(element)) is not None:
        kids = list(parent)
        yield from kids[kids.index(element) + 1 :]
        element = parent
