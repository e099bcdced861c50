"""The families of fonts that the user's styles name, of which some may not be there.

Apart from `fonts`, because it parses sheets, which no brief without styles of its own needs.
"""

from __future__ import annotations

import re
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
# A variable that holds fonts: `font-family: var(--text-font)`.
VARIABLE = re.compile(r"\bfont(?:-family)?\s*:[^;{}]{0,200}?\bvar\(\s*(--[\w-]{1,100})")
# Sheets that the PDF isn't made with.
FOR_SCREENS = "screen.css"
MOST_TOLD = 20
# Rules are nested in others, as in @media; no sheet needs more.
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Named:
    """A family in a list of them, with its place in its sheet."""

    family: str
    line: int
    column: int
    width: int


def missing_families(look: Look, own: Sequence[Face]) -> list[Diagnostic]:
    """A finding for each family that a sheet of the user's wants, and that no font is of.

    Of a list those count that stand before the first that is there: the PDF would be set in them.
    """
    sheets = list(_sheets(look))
    if not sheets:
        return []
    variables = {"--text-font", "--head-font", *_variables(text for _, text in sheets)}
    faces = [*shipped_faces(), *own]
    known = {name.casefold(): name for face in faces for name in face.names}
    lists = [(at, found) for at, text in sheets for found in _lists(text, variables, known)]
    return [
        _about(at, named, list(dict.fromkeys(known.values())))
        for at, names in lists
        for named in takewhile(lambda each: not _is_there(each.family, known), names)
    ][:MOST_TOLD]


def unreadable(own: Iterable[Face]) -> Iterator[Diagnostic]:
    """A finding for each file among the fonts that isn't one."""
    for face in own:
        if face.fault:
            message = f"`{face.path}` {face.fault}."
            yield finding("font-unreadable", message)


def _is_there(family: str, known: dict[str, str]) -> bool:
    return family.casefold() in known or family.casefold() in GENERIC


def _about(at: Path, named: _Named, known: list[str]) -> Diagnostic:
    message = f"No font here is of the family “{named.family}”: the PDF is set in another."
    hint = did_you_mean(named.family, known)
    if not hint.startswith("Did"):
        hint = "Put its files into `fonts/` beside this sheet, or name a family that is there."
    span = Span(str(at), named.line, named.column, named.line, named.column + named.width)
    return finding("font-missing", message, span, hint)


def _sheets(look: Look) -> Iterator[tuple[Path, str]]:
    """The user's sheets that are used for the PDF. Those that can't be read are told of later."""
    seen: set[str] = set()
    for root, name in own_sheets(look):
        if name.endswith(FOR_SCREENS) or name in seen:
            continue
        seen.add(name)
        with suppress(FileFault, UnicodeDecodeError):
            yield root / name, read_inside(root, name, "style", FileFault).decode()


def _variables(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in VARIABLE.findall(text)}


def _lists(text: str, variables: set[str], known: dict[str, str]) -> Iterator[list[_Named]]:
    """The lists of families in a sheet. A family that the sheet brings itself becomes known."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    declared = list(_declared(rules, is_face=False))
    for is_face, each in declared:
        if is_face and each.lower_name == "font-family":
            known |= {named.family.casefold(): named.family for named in _named(each.value)}
    for is_face, each in declared:
        if is_face:
            continue
        if each.lower_name == "font-family" or each.name in variables:
            yield _named(each.value)
        elif each.lower_name == "font":
            yield _named(_behind_size(each.value))


def _declared(rules: Iterable[Any], *, is_face: bool, deep: int = 0) -> Iterator[tuple[bool, Any]]:
    """Every declaration of a sheet but for those of screens, and whether it is of an @font-face."""
    import tinycss2

    for rule in rules:
        if rule.type == "declaration":
            yield is_face, rule
        elif rule.type in ("qualified-rule", "at-rule") and rule.content and deep < DEEPEST:
            name = getattr(rule, "lower_at_keyword", "")
            if name == "media" and any(_is_screen(token) for token in rule.prelude):
                continue
            inner = tinycss2.parse_blocks_contents(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            yield from _declared(inner, is_face=name == "font-face", deep=deep + 1)


def _is_screen(token: Any) -> bool:
    return bool(token.type == "ident" and token.lower_value == "screen")


def _behind_size(tokens: Sequence[Any]) -> Sequence[Any]:
    """What stands behind the size in the value of `font`; nothing where none is seen."""
    sizes = [at for at, token in enumerate(tokens) if token.type in ("dimension", "percentage")]
    if not sizes:
        return ()
    # A height of line as `1rem/1.4` is a number behind the size.
    heights = [at for at, token in enumerate(tokens) if token.type in ("number", "function")]
    return tokens[max((*sizes, *(at for at in heights if at > sizes[0]))) + 1 :]


def _named(tokens: Sequence[Any]) -> list[_Named]:
    """The families of a list, up to a variable, whose value is looked at where it is given."""
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
