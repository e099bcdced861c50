"""Find what texts and pictures hold that a page could not show, or not as it was meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.glyphs import prints, way_out
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path
from briefgen.model import Background, Figure, Quote, Section, Translation, pictures

# A packet contains its pictures, each of up to 20 MB. With more pictures no mail program takes it.
MOST_PICTURES = 100
# How many characters a message names that the fonts can't print.
MOST_NAMED = 5
# The words of a link and the start of its address: the parser gives the place of the address alone.
LINK_WORDS = regex(r"\[([^\[\]]*)\]\(")
# Pairs that enclose a whole quotation in one language or another. Single marks aren't among them:
# one of them is the apostrophe.
PAIRS = ("“”", '""', "„“", "„”", "«»", "»«", "””", "「」", "『』")
# Of two cells the second reads as what follows the first, as in `10:45<tab>Photo`, and behind a
# bullet or a number a tab sets no columns.
FEWEST_CELLS = 3
WITH_BARS = "Put `|` between the cells, and `|---|` for each column below the first row."


def heading_order(case: Case) -> Iterator[Diagnostic]:
    """Find headings whose level breaks the order of the page's headings.

    Their level counts on the page, below the heading of the part that they stand in (WCAG 2.2,
    technique G141).
    """
    for field in case.markdown:
        # The level at which headings start in this text, below the page's own; 0 where none can
        # stand.
        top = 4 if field.path[0] == "agenda" else 3
        top = top if isinstance(field.entry, Background | Section) else 0
        before = top - 1
        for heading in field.contents:
            if heading.kind != "heading":
                continue
            level = int(heading.value)
            place = case.part(field.path, heading.start, heading.end)
            meant = f" Where the # is no mark, put {case.backslash(field.path)} before it."
            meant = meant if level == 1 else ""
            if _is_blank(field.text[heading.start : heading.end]):
                continue
            if not top:
                message = "A heading can't stand here."
                hint = f"Use **bold** words, or `background`.{meant}"
            elif top <= level <= before + 1:
                before = level
                continue
            else:
                wanted = "#" * max(top, min(level, before + 1))
                message = f"A heading of level {level} breaks the order of the page's headings."
                hint = f"Start it with `{wanted}`.{meant}"
                # The next heading is compared with this one, so that one slip gives one finding.
                before = max(level, top - 1)
            yield finding("heading-order", message, place, hint)


def empty_heading(case: Case) -> Iterator[Diagnostic]:
    """Find headings in Markdown without words."""
    for field in case.markdown:
        for heading in field.contents:
            if heading.kind == "heading" and _is_blank(field.text[heading.start : heading.end]):
                place = case.part(field.path, heading.start, heading.end)
                hint = "Type its words, or delete the line."
                yield finding("empty-heading", "This heading has no words.", place, hint)


def empty_link(case: Case) -> Iterator[Diagnostic]:
    """Find links in Markdown without words, which a reader can't see."""
    for field in case.markdown:
        links = {found.start for found in field.contents if found.kind == "link"}
        if not links:
            continue
        from html import unescape

        for found in LINK_WORDS.finditer(field.text):
            # The parser gives the place of a link's address, which may stand in `<…>`.
            if links.isdisjoint((found.end(), found.end() + 1)) or shows(unescape(found[1])):
                continue
            place = case.part(field.path, found.start(), found.end())
            hint = "Type its words between the brackets, as in [the annex](https://…)."
            yield finding(
                "empty-link", "This link has no words, so that nobody sees it.", place, hint
            )


def alt_missing(case: Case) -> Iterator[Diagnostic]:
    """Find figures without a text that says what they show."""
    for path, entry in case.entries:
        if isinstance(entry, Figure) and not entry.alt:
            hint = "Add `alt:` and a sentence that says what the picture shows."
            message = f"`{entry.file}` has no text for those who don't see it."
            yield finding("alt-missing", message, case.value((*path, "file")), hint)


def picture_missing(case: Case) -> Iterator[Diagnostic]:
    """Find pictures that can't be printed, and those in Markdown, which have no place there."""
    named = list(pictures(case.brief))
    for path, file in named[:MOST_PICTURES]:
        yield from _picture_faults(case, path, file)
    if len(named) > MOST_PICTURES:
        message = f"The brief has more than {MOST_PICTURES} pictures."
        yield finding("picture-missing", message, case.value(named[MOST_PICTURES][0]))
    for field in case.markdown:
        for picture in field.contents:
            if picture.kind == "picture":
                place = case.part(field.path, picture.start, picture.end)
                hint = (
                    "Put it below `figures:` in an agenda item, with `file`, `alt` and `caption`."
                )
                message = "A picture can't stand inside a text."
                yield finding("picture-missing", message, place, hint)


def _picture_faults(case: Case, path: Path, file: str) -> Iterator[Diagnostic]:
    """Find what keeps a picture from being printed: its file, or the letters in an SVG."""
    from briefgen.pictures import PictureFault, read_picture

    place = case.value(path)
    try:
        picture = read_picture(case.folder, file)
    except PictureFault as fault:
        edit = case.document.retyped(place, fault.meant)
        yield finding("picture-missing", str(fault), place, fault.hint, edit=edit)
        return
    missing = dict.fromkeys(char for char in picture.words if not prints(case, char))
    if missing:
        # A character that shows nothing, such as U+E000, is named by its number alone.
        names = [
            f"“{char}” (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}"
            for char in missing
        ]
        named = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
        message = f"`{file}` has text that the fonts can't print: {named}."
        hint = f"{way_out(next(iter(missing)))} Or export it with its text as paths."
        yield finding("picture-missing", message, place, hint)


def shows(words: str) -> bool:
    """Tell whether any of a text can be seen: more than white space and marks of no width."""
    return any(unicodedata.category(char)[0] not in "ZC" for char in words)


def _is_blank(heading: str) -> bool:
    """Tell whether the line of a heading has no words."""
    # Most headings have a word, and need no parser. The letters of `&nbsp;` are none.
    if "&" not in heading:
        words = heading
    else:
        from html import unescape

        words = unescape(heading)
    if re.search(r"\w", words):
        return False
    from briefgen.markdown.markup import plain

    return not shows(plain(heading.strip(" \t#>*+-")))


def quote_in_marks(case: Case) -> Iterator[Diagnostic]:
    """Find quotes with quotation marks around all of their words.

    Marks that also stand inside set a part apart, and not the quote: `“Yes”, and then “no”`.
    """
    for path, entry in case.entries:
        if isinstance(entry, Quote | Translation) and _is_enclosed(entry.text.strip()):
            message = "The words of this quote stand in quotation marks."
            hint = "Leave them out: the packet prints its own."
            yield finding("quote-in-marks", message, case.value((*path, "text")), hint)


def _is_enclosed(text: str) -> bool:
    inside = text[1:-1]
    return f"{text[:1]}{text[-1:]}" in PAIRS and not {text[0], text[-1]} & set(inside)


def table_by_tabs(case: Case) -> Iterator[Diagnostic]:
    """Find tables whose cells would run together, since a tab is printed as a space."""
    for field in case.markdown:
        for start, end in _first_rows(field.text) if "\t" in field.text else ():
            message = "Tabs stand between the cells of this table, and are printed as spaces."
            yield finding("table-by-tabs", message, case.part(field.path, start, end), WITH_BARS)


def _first_rows(text: str) -> Iterator[tuple[int, int]]:
    """Give the first row of each table: where it starts and ends in the text."""
    at, rows = 0, [(0, 0, 0)]
    for line in text.splitlines(keepends=True):
        row = line.rstrip()
        cells = 0 if "|" in row else sum(1 for cell in row.split("\t") if cell.strip())
        rows.append((at + len(row) - len(row.lstrip()), at + len(row), cells))
        at += len(line)
    rows.append((at, at, 0))
    for before, (here, behind) in zip(rows, pairwise(rows[1:]), strict=False):
        if before[2] < FEWEST_CELLS <= min(here[2], behind[2]):
            yield here[0], here[1]


RULES: tuple[RuleFunction, ...] = (
    empty_heading,
    empty_link,
    heading_order,
    alt_missing,
    picture_missing,
    quote_in_marks,
    table_by_tabs,
)
