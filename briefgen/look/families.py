"""The families of fonts that the user's styles name, of which some may not be there.

Apart from `fonts`, because it parses sheets, which no brief without styles of its own needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.span import Span
from briefgen.ground.suggest import did_you_mean
from briefgen.look import Look
from briefgen.look.fonts import Face, shipped_faces
from briefgen.look.styles import own_sheets

# What a style names without a family of that name (CSS Fonts 4, section 2.1), and CSS's own words.
GENERIC = set(
    """
    serif sans-serif monospace cursive fantasy system-ui ui-serif ui-sans-serif ui-monospace
    ui-rounded math emoji fangsong inherit initial unset revert revert-layer
    """.split()  # noqa: SIM905 - it reads as a list
)
# The variables that hold fonts in the shipped sheets; others are found where they are used.
VARIABLES = {"--text-font", "--head-font"}
# The sheet that the PDF isn't made with.
FOR_SCREENS = "screen.css"
MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class _Named:
    """A family in a list of them, with its place in its sheet."""

    family: str
    line: int
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet's declarations for paper: those of its own fonts (`@font-face`), and the others."""

    path: Path
    of_fonts: list[Any]
    of_rules: list[Any]


def missing_families(look: Look, own: Sequence[Face]) -> list[Diagnostic]:
    """Find each family that a sheet of the user's wants for paper, and that no font is of.

    Of a list those count that stand before the first that is there: the PDF would be set in them.
    """
    sheets = [_parsed(path, text) for path, text in _sheets(look)]
    if not sheets:
        return []
    known = {name.casefold(): name for face in (*shipped_faces(), *own) for name in face.names}
    for each in (each for sheet in sheets for each in sheet.of_fonts):
        # A sheet can bring a font itself, as data.
        if each.lower_name == "font-family":
            known |= {named.family.casefold(): named.family for named in _named(each.value)}
    variables = VARIABLES.union(*map(_variables, sheets))
    found = [
        _about(sheet.path, named, list(dict.fromkeys(known.values())))
        for sheet in sheets
        for names in _lists(sheet, variables)
        for named in takewhile(lambda each: not _is_there(each.family, known), names)
    ]
    return found[:MOST_TOLD]


def unreadable(own: Iterable[Face]) -> Iterator[Diagnostic]:
    """Find the files among the user's fonts that aren't fonts."""
    for face in own:
        if face.fault:
            message = f"`{face.path}` {face.fault}."
            yield finding("font-unreadable", message)


def _is_there(family: str, known: dict[str, str]) -> bool:
    return family.casefold() in known or family.casefold() in GENERIC


def _about(at: Path, named: _Named, known: list[str]) -> Diagnostic:
    message = f"No font here is of the family “{named.family}”: the PDF is set in another."
    hint = did_you_mean(named.family, known)
    # With dozens of families known, a list of all of them helps nobody.
    if not hint.startswith("Did"):
        hint = "Put its files into `fonts/` beside this sheet, or name a family that is there."
    span = Span(str(at), named.line, named.column, named.line, named.column + named.width)
    return finding("font-missing", message, span, hint)


def _sheets(look: Look) -> Iterator[tuple[Path, str]]:
    """Read the user's sheets for paper. What can't be read is told of when the page is made."""
    seen = {FOR_SCREENS, f"{look.style}/{FOR_SCREENS}"}
    for root, name in own_sheets(look):
        if name not in seen:
            seen.add(name)
            with suppress(FileFault, UnicodeDecodeError):
                yield root / name, read_inside(root, name, "style", FileFault).decode()


def _parsed(path: Path, text: str) -> _Sheet:
    from briefgen.look import css

    sheet = _Sheet(path, [], [])
    for around, each in css.declarations(css.rules(text)):
        if not any(_is_for_screens(rule) for rule in around):
            is_of_font = _at_word(around[-1]) == "font-face"
            (sheet.of_fonts if is_of_font else sheet.of_rules).append(each)
    return sheet


def _at_word(rule: Any) -> str:
    return getattr(rule, "lower_at_keyword", "")


def _is_for_screens(rule: Any) -> bool:
    tokens = rule.prelude if _at_word(rule) == "media" else ()
    return any(token.type == "ident" and token.lower_value == "screen" for token in tokens)


def _variables(sheet: _Sheet) -> set[str]:
    """Find the variables that hold fonts, as in `font-family: var(--text-font)`.

    Those of variables whose names end alike count too: `--text-font: var(--brand)`.
    """
    from briefgen.look import css

    values = (each.value for each in sheet.of_rules if each.name.endswith(("font", "font-family")))
    tokens = (token for value in values for token in css.everything(value))
    calls = (each for each in tokens if each.type == "function" and each.lower_name == "var")
    # The name stands first, perhaps behind white space.
    named = (call.arguments[:2] for call in calls)
    return {token.value for tokens in named for token in tokens if token.type == "ident"}


def _lists(sheet: _Sheet, variables: set[str]) -> Iterator[list[_Named]]:
    for each in sheet.of_rules:
        if each.lower_name == "font-family" or each.name in variables:
            yield _named(each.value)
        elif each.lower_name == "font":
            yield _named(_behind_size(each.value))


def _behind_size(tokens: Sequence[Any]) -> Sequence[Any]:
    """Cut the value of `font` down to what stands behind the size; nothing where none is seen."""
    sizes = [at for at, token in enumerate(tokens) if token.type in ("dimension", "percentage")]
    if not sizes:
        return ()
    # A height of line as `1rem/1.4` is a number behind the size.
    heights = [at for at, token in enumerate(tokens) if token.type in ("number", "function")]
    return tokens[max((*sizes, *(at for at in heights if at > sizes[0]))) + 1 :]


def _named(tokens: Sequence[Any]) -> list[_Named]:
    """Read the families of a list, up to a variable: its value is looked at where it is given."""
    found: list[_Named] = []
    words: list[Any] = []
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
