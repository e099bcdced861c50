"""Find characters that neither the fonts that are there nor the user's own can print."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache, partial
from pathlib import Path as File

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path
from briefgen.look.fonts import extra_of, is_shipped
from briefgen.model import printed_keys
from briefgen.model.languages import primary, script_typed

# Unicode's marks of direction, with which text reads differently from how it was typed
# (CVE-2021-42574).
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# The control characters of C0, DEL and C1, without tab and line feed.
CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# For each language (ISO 639-1, -2 and -3) the letters of its dates and lists that the shipped fonts
# lack; for some in another script, too: `ha-arab`. Made by scripts/letters_of_dates.py.
LETTERS = File(__file__).with_name("letters.txt")
# The scripts (ISO 15924) of Noto Serif and Noto Sans themselves.
EUROPEAN = {"", "Latn", "Cyrl", "Grek"}
# Fields that name a file. A name that can't be printed is fine if there is no such file to print.
FILES = {"file", "capture"}
# Characters without a glyph: white space, the mark of an Arabic letter's direction, and the
# variation selectors 15 and 16, which choose between the black and the coloured form of a sign.
UNPRINTED = "\n\t\u061c\ufe0e\ufe0f"
# What chooses between the forms of a Chinese character, as some Japanese names need it (UTS 37).
FORM = regex(
    "(?<=[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af])"
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
# The most characters that a message shows.
SHOWN = 20
# The most texts of a brief of which is said that they lack the letters of one script: what helps
# one helps all.
MOST_ALIKE = 5


def missing_glyph(case: Case) -> Iterator[Diagnostic]:
    """Find characters that the fonts lack, in texts and in the dates of the brief's language.

    What the language itself lacks is told there alone: a brief in it has hundreds of texts.
    """
    language, is_printed = case.brief.language, partial(prints, case)
    told = set()
    if not prints_dates(language, is_printed):
        told = {_group(char) for char in letters_of(language) if not is_printed(char)}
        message = f"The fonts can't print a brief in `{language}`, not even its dates."
        hint = _way_out(max(told, default=""))
        # A second text says nothing of its language: the brief does. So the title has to stand in.
        places = (case.value(("language",)), case.value(("title",)))
        place = next((each for each in places if each.file == case.document.file), places[0])
        yield finding("missing-glyph", message, place, hint)
    times: Counter[str] = Counter()
    for path, text, _, field in case.texts:
        if field in FILES and not os.path.lexists(case.folder / text):
            continue  # another finding says that the file is missing
        for group, found in _missing_in(case, path, text):
            times[group] += 1
            # A brief in a script whose fonts are missing has hundreds of such texts.
            if group in told or (len(group) > 1 and times[group] > MOST_ALIKE):
                continue
            if len(group) > 1 and times[group] == MOST_ALIKE:
                message = f"{found.message} Other texts that lack the like aren't listed."
                yield replace(found, message=message)
            else:
                yield found
    yield from _missing_in_keys(case)
    yield from _missing_entities(case)


def _missing_in(case: Case, path: Path, text: str) -> Iterator[tuple[str, Diagnostic]]:
    """Find what keeps a text from being printed: each group of characters, with its finding."""
    groups: dict[str, list[str]] = {}
    for char in dict.fromkeys(text if text.isascii() else FORM.sub("", text)):
        if not prints(case, char):
            groups.setdefault(_group(char), []).append(char)
    for group, chars in groups.items():
        start = end = text.index(chars[0])
        alike = set(chars)
        while end < len(text) and text[end] in alike:
            end += 1
        yield group, _about_glyphs(case, path, text[start:end], (start, end), len(chars))


def _group(char: str) -> str:
    """Name what the characters have in common that one finding tells together.

    That is the extra that brings their font, or the first word of their names, which is the script
    for letters; all signs are one group.
    """
    if char in TURNING or CONTROL.match(char):
        return char
    if extra := extra_of(char):
        return extra
    is_sign = unicodedata.category(char)[0] not in "LM"
    return "" if is_sign else unicodedata.name(char, "").partition(" ")[0]


def way_out(char: str) -> str:
    """Say how a character that can't be printed can be printed, or what else to do."""
    return _way_out(_group(char))


def _way_out(group: str) -> str:
    from briefgen.look.extras import EXTRAS, way_to_install

    if group in EXTRAS:
        return f"Run `{way_to_install(group)}`, which brings the font."
    return (
        "Put a font that has it into `styles/fonts`. `briefgen doctor` lists what can be printed."
    )


def _missing_in_keys(case: Case) -> Iterator[Diagnostic]:
    """Find characters that can't be printed in keys that are printed, and in the kind's words."""
    for path, words in printed_keys(case.brief):
        if first := next((char for char in words if not prints(case, char)), ""):
            yield replace(_about_glyphs(case, path, first, (0, 1)), span=case.key(path))
    for own in case.kind.labels:
        if first := next((char for char in own.text if not prints(case, char)), ""):
            found = _about_glyphs(case, ("kind",), first, (0, 1))
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
                yield _about_glyphs(case, field.path, missing, found.span())


def prints_dates(language: str, is_printed: Callable[[str], bool] | None = None) -> bool:
    """Tell whether the fonts have the letters in which a language's months and days are written.

    `is_printed` tells whether the fonts have one letter; without it, only the shipped fonts count.
    """
    if letters := letters_of(language):
        return all(map(is_printed or can_print, letters))
    # The shipped fonts have all letters, if the language is in its usual script.
    script = script_typed(language)
    if script in EUROPEAN:
        return True
    from briefgen.look.scripts import SCRIPTS

    return any(script in each.codes for each in SCRIPTS if not each.extra)


def letters_of(language: str) -> str:
    """List the letters of a language's dates that the shipped fonts lack."""
    first, known = primary(language), _letters()
    return known.get(f"{first}-{script_typed(language).lower()}", known.get(first, ""))


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
    """Tell whether a font that is there, shipped or of an extra or the user's, has a character."""
    if can_print(char):
        return True
    if char in TURNING or CONTROL.match(char):
        return False
    return extra_of(char) in case.extras or any(face.has(char) for face in case.own_faces)


def _about_glyphs(
    case: Case, path: Path, chars: str, place: tuple[int, int], number: int = 1
) -> Diagnostic:
    """Make the finding about characters that can't be printed; there are `number` in the text."""
    first = chars[0]
    name = f", {unicodedata.name(first)}" if unicodedata.name(first, "") else ""
    kind = unicodedata.category(first)
    message = f"The fonts have no “{chars[:SHOWN]}” (U+{ord(first):04X}{name})"
    more = number - len(set(chars))
    message += f", nor {more} more of this text." if more > 0 else "."
    hint = way_out(first)
    if first in TURNING:
        message = f"U+{ord(first):04X} turns the direction of the text, and can't be seen."
        hint = "Delete it."
    elif CONTROL.match(first):
        message = f"U+{ord(first):04X} is a control character, which nothing prints."
        hint = "Delete it."
        if case.backslash(path) == "two backslashes":
            hint = "In YAML a backslash inside \"…\" is a mark. Type it twice, or use '…'."
    elif kind == "Cf":
        # Shown, it would be nothing at all, and there is no font to look for.
        message = f"U+{ord(first):04X}{name}, can't be seen, and no font has it."
        hint = "Delete it."
    elif kind == "Cn":
        message = f"U+{ord(first):04X} is no character of Unicode."
        hint = "Delete it, or type what was meant."
    return finding("missing-glyph", message, case.part(path, *place), hint)


RULES: tuple[RuleFunction, ...] = (missing_glyph,)
