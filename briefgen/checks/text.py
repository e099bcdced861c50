"""What texts and pictures hold that a page could not show."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from html import unescape
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
MOST_NAMED = 5
LINK_WORDS = re.compile(r"\[([^\[\]]*)\]\(")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
REPLACEMENTS = {"→": "to", "←": "from", "≤": "at most", "≥": "at least", "≈": "about", "✓": "yes"}
# Languages whose dates and lists the page would have in letters that the fonts lack, with their
# names in ISO 639-2 and -3. A test holds this against what is printed.
OTHER_LETTERS = set(
    """
    adp ajp am amh apc ar ara arb arm as asm bal bcc ben bgc bgn bh bho bih bn bo bod brx bur byn
    ccp chi chr ckb cld cls cmn csw dgo doi dz dzo fa fas geo gez gom gu guj he heb hi hin hnj hy
    hye ii iii ike iku iu iw ja ji jpn ka kan kas kat khm km kn ko kok kor ks lao lo lrc mai mal
    mar ml mni mr mup my mya mzn ne nep npi nqo or ori ory osa pa pan pbu per pes prp ps pus
    raj sa san sat sd shi si sin skr snd syr ta tam te tel th tha ti tib tig tir trw ug uig ur urd
    vai wal xnr ydd yi yid yue zgh zh zho
    """.split()  # noqa: SIM905 - it reads as a list
)
# As `hi-Latn`: these can be had in Latin letters, and all can't in others than these scripts.
WRITTEN_IN_LATIN = {"bal", "hi", "iu", "kok", "shi", "vai", "zh"}
PRINTED_SCRIPTS = {"latn", "cyrl", "grek"}


def heading_order(case: Case) -> Iterator[Diagnostic]:
    """Headings in Markdown. Their level is that on the page, below the heading they stand under.

    Links without words are told of here as well (bad-link): they want the same look at the page.
    """
    yield from _blank_links(case)
    for field in case.markdown:
        top = _first_level(field)
        before = top - 1
        for heading in field.contents:
            if heading.kind != "heading":
                continue
            level = int(heading.value)
            place = case.part(field.path, heading.start, heading.end)
            meant = f" Where the # is no mark, put {case.backslash(field.path)} before it."
            meant = meant if level == 1 else ""
            if _is_blank(field.text[heading.start : heading.end]):
                hint = "Type its words, or delete the line."
                yield finding("heading-order", "This heading has no words.", place, hint)
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
                before = max(level, top - 1)
            yield finding("heading-order", message, place, hint)


def _blank_links(case: Case) -> Iterator[Diagnostic]:
    for field in case.markdown:
        links = {found.start for found in field.contents if found.kind == "link"}
        for found in LINK_WORDS.finditer(field.text) if links else ():
            if links.isdisjoint((found.end(), found.end() + 1)) or shows(unescape(found[1])):
                continue
            place = case.part(field.path, found.start(), found.end())
            hint = "Type its words between the brackets, as in [the annex](https://…)."
            yield finding(
                "bad-link", "This link has no words, so that nobody sees it.", place, hint
            )


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
    """Every text: each run of characters that the fonts lack. The brief's language as well."""
    if not prints_dates(case.brief.language):
        message = f"The fonts can't print the dates of a brief in `{case.brief.language}`."
        hint = "Type `en`, or another language that is written in Latin, Cyrillic or Greek."
        yield finding("missing-glyph", message, case.value(("language",)), hint)
    for path, text, _, _ in case.texts:
        if not CONTROL.search(text) and all(map(can_print, set(text))):
            continue
        told: set[str] = set()
        for missing, run in groupby(enumerate(text), lambda pair: not can_print(pair[1])):
            if missing and not told.issuperset(chars := dict(run).values()):
                told.update(chars)
                start = text.index("".join(chars))
                yield _about_glyphs(case, path, "".join(chars), start)
    yield from _missing_entities(case)


def _missing_entities(case: Case) -> Iterator[Diagnostic]:
    """What is typed as `&#20013;`, and can't be printed either. In code it is printed as typed."""
    for field in case.markdown:
        if "&" not in field.text or "`" in field.text:
            continue
        from briefgen.conserved.typed import ENTITY, value_of

        for found in ENTITY.finditer(field.text):
            if missing := "".join(char for char in value_of(found) if not can_print(char)):
                yield _about_glyphs(case, field.path, missing, found.start(), found.end())


def _unusable(case: Case, path: Path, figure: Figure) -> Iterator[Diagnostic]:
    from briefgen.pictures import PictureFault, read_picture

    place = case.value((*path, "file"))
    try:
        picture = read_picture(case.folder, figure.file)
    except PictureFault as fault:
        yield finding("picture-missing", str(fault), place, fault.hint)
        return
    missing = dict.fromkeys(char for char in picture.words if not can_print(char))
    if missing:
        message = f"`{figure.file}` has text that the fonts can't print: {_named(missing)}."
        hint = "Export it with its text as paths, or write it in Latin, Cyrillic or Greek."
        yield finding("picture-missing", message, place, hint)


def _named(chars: Iterable[str]) -> str:
    """The first of some characters: “中” (U+4E2D), and U+E000 alone, which shows nothing."""
    first = [
        f"“{char}” (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}"
        for char in chars
    ]
    return ", ".join(first[:MOST_NAMED]) + (" …" if len(first) > MOST_NAMED else "")


def prints_dates(language: str) -> bool:
    """Whether the fonts have the letters in which a language's months and days are written."""
    primary, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if script and script not in PRINTED_SCRIPTS:
        return False
    return primary not in OTHER_LETTERS or (script == "latn" and primary in WRITTEN_IN_LATIN)


def shows(words: str) -> bool:
    """Whether any of it is seen: there is more than white space and marks of no width."""
    return any(unicodedata.category(char)[0] not in "ZC" for char in words)


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


def _about_glyphs(
    case: Case, path: Path, chars: str, start: int, end: int | None = None
) -> Diagnostic:
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
    return finding(
        "missing-glyph", message, case.part(path, start, end or start + len(chars)), hint
    )


@cache
def _coverage() -> tuple[list[int], list[int]]:
    """The first and the last code points of the ranges that the fonts cover."""
    lines = (folder("styles") / "fonts" / "coverage.txt").read_text("ascii").split()
    ranges = [line.split("-") for line in lines]
    return [int(first, 16) for first, _ in ranges], [int(last, 16) for _, last in ranges]


def _is_blank(heading: str) -> bool:
    """Whether the line of a heading has no words. Most have some, and need no parser."""
    if re.search(r"\w", unescape(heading)):
        return False
    from briefgen.markup import plain

    return not shows(plain(heading.strip(" \t#>*+-")))


def _first_level(field: MarkdownField) -> int:
    """The level at which headings start in a text; 0 where they can't stand at all."""
    if not isinstance(field.entry, Background):
        return 0
    return 4 if field.path[0] == "agenda" else 3


RULES: tuple[RuleFunction, ...] = (
    heading_order,
    alt_missing,
    picture_missing,
    missing_glyph,
)
