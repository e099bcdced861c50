"""Find characters that neither the shipped fonts nor the user's own can print."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache, partial
from pathlib import Path as File

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path
from briefgen.look.fonts import is_shipped
from briefgen.model import printed_keys

# Unicode's marks of direction, with which text reads differently from how it was typed
# (CVE-2021-42574).
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# The control characters of C0 and DEL, without tab and line feed.
CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f]")
# For each language (ISO 639-1, -2 and -3) the letters of its dates and lists that the shipped fonts
# lack. Made by scripts/letters_of_dates.py.
LETTERS = File(__file__).with_name("letters.txt")
# Languages whose dates CLDR also has in Latin letters, as `hi-Latn`; and the scripts (ISO 15924) of
# the shipped fonts.
WRITTEN_IN_LATIN = {"bal", "hi", "iu", "kok", "shi", "vai", "zh"}
PRINTED_SCRIPTS = {"latn", "cyrl", "grek"}
# Fields that name a file. A name that can't be printed is fine if there is no such file to print.
FILES = {"file", "capture"}
# Characters without a glyph: white space, and the variation selectors 15 and 16, which choose
# between the black and the coloured form of a sign.
UNPRINTED = "\n\t\ufe0e\ufe0f"


def missing_glyph(case: Case) -> Iterator[Diagnostic]:
    """Find characters that the fonts lack, in texts and in the dates of the brief's language."""
    if not prints_dates(case.brief.language, partial(prints, case)):
        message = f"The fonts can't print the dates of a brief in `{case.brief.language}`."
        hint = (
            "Type `en`, or another language in Latin, Cyrillic or Greek; "
            "or put a font into `styles/fonts`."
        )
        yield finding("missing-glyph", message, case.value(("language",)), hint)
    for path, text, _, field in case.texts:
        if field in FILES and not os.path.lexists(case.folder / text):
            continue  # another finding says that the file is missing
        unseen = {char for char in set(text) if not prints(case, char)}
        if not unseen:
            continue
        # Each missing character is pointed out once in a text.
        told: set[str] = set()
        for run in re.finditer(f"[{re.escape(''.join(sorted(unseen)))}]+", text):
            if not told.issuperset(run[0]):
                told.update(run[0])
                yield _about_glyphs(case, path, run[0], run.start())
    yield from _missing_in_keys(case)
    yield from _missing_entities(case)


def _missing_in_keys(case: Case) -> Iterator[Diagnostic]:
    """Find characters that can't be printed in keys that are printed, and in the kind's words."""
    for path, words in printed_keys(case.brief):
        if first := next((char for char in words if not prints(case, char)), ""):
            yield replace(_about_glyphs(case, path, first, 0), span=case.key(path))
    for own in case.kind.labels:
        if first := next((char for char in own.text if not prints(case, char)), ""):
            found = _about_glyphs(case, ("kind",), first, 0)
            message = f"In the kind's label of `{own.typed}`: {found.message}"
            yield replace(found, message=message, span=case.value(("kind",)))


def _missing_entities(case: Case) -> Iterator[Diagnostic]:
    """Find characters typed as `&#20013;` that can't be printed.

    In code an entity is printed as typed, so texts with code are left out.
    """
    for field in case.markdown:
        if "&" not in field.text or "`" in field.text:
            continue
        from briefgen.markdown.conserved.characters import ENTITY, value_of

        for found in ENTITY.finditer(field.text):
            if missing := "".join(char for char in value_of(found) if not prints(case, char)):
                yield _about_glyphs(case, field.path, missing, found.start(), found.end())


def prints_dates(language: str, is_printed: Callable[[str], bool] | None = None) -> bool:
    """Tell whether the fonts have the letters in which a language's months and days are written.

    `is_printed` tells whether the fonts have one letter; without it, only the shipped fonts count.
    For a language that is written from right to left the answer is always no, because pages aren't
    set that way.
    """
    primary, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    letters = _letters().get(primary, "")
    if not letters:  # the shipped fonts have all letters, if the language is in its usual script
        return not script or script in PRINTED_SCRIPTS
    if script == "latn" and primary in WRITTEN_IN_LATIN:
        return True
    turned = any(unicodedata.bidirectional(char) in ("R", "AL") for char in letters)
    return not turned and all(map(is_printed or can_print, letters))


@cache
def _letters() -> dict[str, str]:
    """Read for each language the letters of its dates that the shipped fonts lack."""
    lines = LETTERS.read_text("utf-8").splitlines()
    return {name: letters for name, _, letters in (line.partition(" ") for line in lines)}


@lru_cache(maxsize=4096)
def can_print(char: str) -> bool:
    """Tell whether the shipped fonts have a glyph for a character, or it needs none."""
    if char in UNPRINTED:
        return True
    if char in TURNING or CONTROL.match(char):  # fonts have glyphs for some of these
        return False
    return is_shipped(char)


def prints(case: Case, char: str) -> bool:
    """Tell whether a shipped font, or one of the user's, has a glyph for a character."""
    if can_print(char):
        return True
    is_seen = char not in TURNING and not CONTROL.match(char)
    return is_seen and any(face.has(char) for face in case.own_faces)


def _about_glyphs(
    case: Case, path: Path, chars: str, start: int, end: int | None = None
) -> Diagnostic:
    """Make the finding about characters that can't be printed."""
    first = chars[0]
    name = f", {unicodedata.name(first)}" if unicodedata.name(first, "") else ""
    message = f"The fonts have no “{chars[:20]}” (U+{ord(first):04X}{name})."
    hint = "Latin, Cyrillic and Greek can be printed; for others, put a font into `styles/fonts`."
    if first in TURNING:
        message = f"U+{ord(first):04X} turns the direction of the text, and can't be seen."
        hint = "Delete it."
    elif CONTROL.match(first):
        message = f"U+{ord(first):04X} is a control character, which nothing prints."
        hint = "Delete it."
        if case.backslash(path) == "two backslashes":
            hint = "In YAML a backslash inside \"…\" is a mark. Type it twice, or use '…'."
    return finding(
        "missing-glyph", message, case.part(path, start, end or start + len(chars)), hint
    )


RULES: tuple[RuleFunction, ...] = (missing_glyph,)
