"""What texts and pictures hold that a page could not show."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby

from briefgen.checks.case import Case, MarkdownField, RuleFunction
from briefgen.diagnostics import Diagnostic, finding
from briefgen.model import Background, Figure
from briefgen.shipped import folder
from briefgen.source import Path

# Unicode's marks of direction: what is read need not be what was typed (CVE-2021-42574).
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# A packet holds its pictures, and each may have 20 MB.
MOST_PICTURES = 100
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
REPLACEMENTS = {"→": "to", "←": "from", "≤": "at most", "≥": "at least", "≈": "about", "✓": "yes"}


def heading_order(case: Case) -> Iterator[Diagnostic]:
    """Headings in Markdown. Their level is that on the page, below the heading they stand under."""
    for field in case.markdown:
        top = _first_level(field)
        before = top - 1
        for heading in field.contents:
            if heading.kind != "heading":
                continue
            level = int(heading.value)
            if not top:
                message, hint = (
                    "A heading can't stand here.",
                    "Use **bold** words, or `background`.",
                )
            elif top <= level <= before + 1:
                before = level
                continue
            else:
                wanted = "#" * max(top, min(level, before + 1))
                message = f"A heading of level {level} breaks the order of the page's headings."
                hint = f"Start it with `{wanted}`."
                before = max(level, top - 1)
            place = case.part(field.path, heading.start, heading.end)
            yield finding("heading-order", message, place, hint)


def alt_missing(case: Case) -> Iterator[Diagnostic]:
    """Figures."""
    for path, entry in case.entries:
        if isinstance(entry, Figure) and not entry.alt:
            hint = "Add `alt:` and a sentence that says what the picture shows."
            message = f"`{entry.file}` has no text for those who don't see it."
            yield finding("alt-missing", message, case.value((*path, "file")), hint)


def picture_missing(case: Case) -> Iterator[Diagnostic]:
    """Figures, and pictures typed in Markdown, which have no place there."""
    figures = [(path, entry) for path, entry in case.entries if isinstance(entry, Figure)]
    for path, entry in figures[:MOST_PICTURES]:
        yield from _unusable(case, path, entry)
    if len(figures) > MOST_PICTURES:
        message = f"The brief has more than {MOST_PICTURES} pictures."
        yield finding("picture-missing", message, case.value(figures[MOST_PICTURES][0]))
    for field in case.markdown:
        for picture in field.contents:
            if picture.kind == "picture":
                place = case.part(field.path, picture.start, picture.end)
                hint = (
                    "Put it below `figures:` in an agenda item, with `file`, `alt` and `caption`."
                )
                message = "A picture can't stand inside a text."
                yield finding("picture-missing", message, place, hint)


def missing_glyph(case: Case) -> Iterator[Diagnostic]:
    """Every text: each run of characters that the fonts lack."""
    for path, text, _, _ in case.texts:
        if not CONTROL.search(text) and all(map(can_print, set(text))):
            continue
        told: set[str] = set()
        for missing, run in groupby(enumerate(text), lambda pair: not can_print(pair[1])):
            if missing and not told.issuperset(chars := dict(run).values()):
                told.update(chars)
                start = text.index("".join(chars))
                yield _about_glyphs(case, path, "".join(chars), start)


def _unusable(case: Case, path: Path, figure: Figure) -> Iterator[Diagnostic]:
    from briefgen.pictures import PictureFault, read_picture

    try:
        read_picture(case.folder, figure.file)
    except PictureFault as fault:
        yield finding("picture-missing", str(fault), case.value((*path, "file")), fault.hint)


@lru_cache(maxsize=4096)
def can_print(char: str) -> bool:
    """Whether every shipped font has a glyph for a character, or it needs none."""
    if char in "\n\t":
        return True
    if char in TURNING or CONTROL.match(char):  # fonts have glyphs for some of these
        return False
    starts, ends = _coverage()
    at = bisect_right(starts, ord(char)) - 1
    return at >= 0 and ord(char) <= ends[at]


def _about_glyphs(case: Case, path: Path, chars: str, start: int) -> Diagnostic:
    first = chars[0]
    name = f", {unicodedata.name(first)}" if unicodedata.name(first, "") else ""
    message = f"The fonts have no “{chars[:20]}” (U+{ord(first):04X}{name})."
    hint = "Latin, Cyrillic and Greek can be printed."
    if first in TURNING:
        message = f"U+{ord(first):04X} turns the direction of the text, and can't be seen."
        hint = "Delete it."
    elif CONTROL.match(first):
        message = f"U+{ord(first):04X} is a control character, which nothing prints."
        hint = "Delete it."
    elif first in REPLACEMENTS:
        hint = f"Write “{REPLACEMENTS[first]}”."
    return finding("missing-glyph", message, case.part(path, start, start + len(chars)), hint)


@cache
def _coverage() -> tuple[list[int], list[int]]:
    """The first and the last code points of the ranges that the fonts cover."""
    lines = (folder("styles") / "fonts" / "coverage.txt").read_text("ascii").split()
    ranges = [line.split("-") for line in lines]
    return [int(first, 16) for first, _ in ranges], [int(last, 16) for _, last in ranges]


def _first_level(field: MarkdownField) -> int:
    """The level at which headings start in a text; 0 where they can't stand at all."""
    if not isinstance(field.entry, Background):
        return 0
    return 4 if field.path[0] == "agenda" else 3


RULES: tuple[RuleFunction, ...] = (heading_order, alt_missing, picture_missing, missing_glyph)
