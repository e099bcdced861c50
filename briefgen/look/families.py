"""Finds the font families that the user's styles name, but of which there is no font.

Apart from `fonts`, because this module parses style sheets, which is only needed if the user has
styles of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.records import record
from briefgen.ground.span import Span
from briefgen.ground.suggest import did_you_mean
from briefgen.look import Look
from briefgen.look.fonts import RENUMBERED, Face, faces_of_extras, shipped_faces
from briefgen.look.styles import own_sheets

# Words in a list of families that are no family's name: the generic families (CSS Fonts 4, section
# 2.1), and the keywords that every property of CSS may have.
GENERIC = set(
    """
    serif sans-serif monospace cursive fantasy system-ui ui-serif ui-sans-serif ui-monospace
    ui-rounded math emoji fangsong inherit initial unset revert revert-layer
    """.split()  # noqa: SIM905 - it reads as a list
)
# The variables of briefgen's own sheets that hold font families. Others are found by their use.
VARIABLES = {"--text-font", "--head-font", "--label-font"}
# The sheet that isn't used for the PDF. On a screen, a browser takes the reader's own fonts.
FOR_SCREENS = "screen.css"
TAKE_INSTEAD = "Take the family's `.ttf` files instead, or run `pip install 'briefgen[cjk]'`."
# The most findings about families: a sheet of megabytes could name thousands.
MOST_TOLD = 20


@record
class _Named:
    """A family in a list of families, and its place in the sheet; line and column count from 1."""

    family: str
    line: int
    column: int
    width: int


@record
class _Sheet:
    """A sheet's declarations that hold on paper: those in `@font-face`, and all others."""

    path: Path
    of_fonts: list[Any]
    of_rules: list[Any]


def missing_families(look: Look, own: Sequence[Face]) -> list[Diagnostic]:
    """Find each family that a sheet of the user's asks for on paper, but of which there is no font.

    In a list of families, only those before the first that is there are reported: the others are
    fallbacks that the PDF doesn't need.
    """
    sheets = [_parsed(path, text) for path, text in _sheets(look)]
    if not sheets:
        return []
    faces = (*shipped_faces(), *faces_of_extras(), *own)
    known = {name.casefold(): name for face in faces for name in face.names}
    for each in (each for sheet in sheets for each in sheet.of_fonts):
        # A sheet can bring a font itself, as a `data:` address in @font-face.
        if each.lower_name == "font-family":
            known |= {named.family.casefold(): named.family for named in _named(each.value)}
    # Names of families are compared without case (CSS Fonts 4, section 2.1).
    there = known.keys() | GENERIC
    variables = VARIABLES.union(*map(_variables, sheets))
    found = [
        _about(sheet.path, named, list(dict.fromkeys(known.values())))
        for sheet in sheets
        for names in _lists(sheet, variables)
        for named in takewhile(lambda each: each.family.casefold() not in there, names)
    ]
    return found[:MOST_TOLD]


def unreadable(own: Iterable[Face]) -> Iterator[Diagnostic]:
    """Make a finding for each of the user's font files that can't be read as a font."""
    for face in own:
        if face.fault:
            message = f"`{face.path}` {face.fault}."
            hint = TAKE_INSTEAD if face.fault == RENUMBERED else ""
            yield finding("font-unreadable", message, hint=hint)


def _about(at: Path, named: _Named, known: list[str]) -> Diagnostic:
    """Make the finding about a family that isn't there."""
    message = f"No font here is of the family “{named.family}”: the PDF is set in another."
    hint = did_you_mean(named.family, known)
    # did_you_mean lists the known names if none is near. That list isn't used: there are dozens.
    if not hint.startswith("Did"):
        hint = "Put its files into `fonts/` beside this sheet, or name a family that is there."
    span = Span(str(at), named.line, named.column, named.line, named.column + named.width)
    return finding("font-missing", message, span, hint)


def _sheets(look: Look) -> Iterator[tuple[Path, str]]:
    """Read the user's sheets for paper, by path. One that can't be read is left out here.

    Rendering the page raises an error about it.
    """
    seen = {FOR_SCREENS, f"{look.style}/{FOR_SCREENS}"}
    for root, name in own_sheets(look):
        if name not in seen:
            seen.add(name)
            with suppress(FileFault, UnicodeDecodeError):
                yield root / name, read_inside(root, name, "style", FileFault).decode()


def _parsed(path: Path, text: str) -> _Sheet:
    """Parse a sheet, and sort its declarations; those in `@media screen` are left out."""
    from briefgen.look import css

    sheet = _Sheet(path, [], [])
    for around, each in css.declarations(css.rules(text)):
        if not any(_is_for_screens(rule) for rule in around):
            # `around` is never empty: every declaration stands inside a rule.
            is_of_font = _at_word(around[-1]) == "font-face"
            (sheet.of_fonts if is_of_font else sheet.of_rules).append(each)
    return sheet


def _at_word(rule: Any) -> str:
    """Return the name of an at-rule, such as `media`; empty for any other rule."""
    return getattr(rule, "lower_at_keyword", "")


def _is_for_screens(rule: Any) -> bool:
    """Tell whether a rule is `@media screen`, which doesn't hold for a PDF."""
    tokens = rule.prelude if _at_word(rule) == "media" else ()
    return any(token.type == "ident" and token.lower_value == "screen" for token in tokens)


def _variables(sheet: _Sheet) -> set[str]:
    """Find the variables that hold font families, as in `font-family: var(--text-font)`.

    A variable counts, too, if it is used in another whose name ends in `font` or `font-family`:
    `--text-font: var(--brand)`.
    """
    from briefgen.look import css

    values = (each.value for each in sheet.of_rules if each.name.endswith(("font", "font-family")))
    tokens = (token for value in values for token in css.everything(value))
    calls = (each for each in tokens if each.type == "function" and each.lower_name == "var")
    # The name stands first, perhaps behind white space.
    named = (call.arguments[:2] for call in calls)
    return {token.value for tokens in named for token in tokens if token.type == "ident"}


def _lists(sheet: _Sheet, variables: set[str]) -> Iterator[list[_Named]]:
    """Yield the families of each declaration that has a list of them."""
    for each in sheet.of_rules:
        if each.lower_name == "font-family" or each.name in variables:
            yield _named(each.value)
        elif each.lower_name == "font":
            yield _named(_behind_size(each.value))


def _behind_size(tokens: Sequence[Any]) -> Sequence[Any]:
    """Cut the families out of a value of `font`: they follow the size. Empty if it has no size."""
    sizes = [at for at, token in enumerate(tokens) if token.type in ("dimension", "percentage")]
    if not sizes:
        return ()
    # The line height, as in `1rem/1.4`, may stand between the two.
    heights = [at for at, token in enumerate(tokens) if token.type in ("number", "function")]
    return tokens[max((*sizes, *(at for at in heights if at > sizes[0]))) + 1 :]


def _named(tokens: Sequence[Any]) -> list[_Named]:
    """Read a list of families, up to the first variable.

    What the variable holds isn't known here; its own declaration is read by itself.
    """
    found: list[_Named] = []
    # A family without quotation marks can be several words.
    words: list[Any] = []
    # None ends the last family, as a comma ends the others.
    for token in (*tokens, None):
        if token is None or token.type in ("literal", "function"):
            if words:
                family = " ".join(word.value for word in words)
                first, last = words[0], words[-1]
                wide = last.source_column - first.source_column if len(words) > 1 else 0
                marks = 2 if last.type == "string" else 0
                width = wide + len(last.value) + marks
                found.append(_Named(family, first.source_line, first.source_column, width))
            words = []
            if token is not None and token.type == "function":
                break
        elif token.type in ("ident", "string"):
            words.append(token)
    return found
