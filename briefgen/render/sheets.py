"""Reads the style sheets that go into a page: briefgen's own, or the user's in place of them.

Apart from `page`, because sheets aren't templates: their text is copied into the page as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from markupsafe import Markup

from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import TemplateError
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.shipped import folder
from briefgen.ground.span import Span
from briefgen.look import Look
from briefgen.look.asking import asked_for
from briefgen.look.sides import mirrored
from briefgen.look.styles import TOKENS, own_sheets

# The most that a user's sheets may have together. Briefgen's own have some dozens of KB; more than
# this is no style sheet, and each page would hold all of it.
MOST_BYTES = 4 * 1024 * 1024
# The sheets in the order in which a page has them, because in CSS a later rule overrides an earlier
# one: a style's after those that all styles share, and last the user's additions.
SHEETS = (
    "tokens.css",
    "{style}/tokens.css",
    "base.css",
    "parts/*.css",
    "grid.css",
    "screen.css",
    "page.css",
    "two-languages.css",
    "{style}/*.css",
    "{size}.css",
    "custom.css",
)
# The medium of a sheet (the attribute `media`), by its name. All others are for every medium.
MEDIA = {
    "screen.css": "screen",
    "page.css": "print",
    "large.css": "print",
    # Where there is room for a column of labels beside the text.
    "grid.css": "print, screen and (min-width: 48rem)",
}
# The sheet of pages in two languages, which no other page has.
TWO_LANGUAGES = "two-languages.css"
# The sheet of a kind of paper, in its folder.
OF_KIND = "kind.css"
# Sheets in a style's folder that `*.css` leaves out: the tokens stand earlier in the order, and
# paged.css goes to the typesetter alone.
ELSEWHERE = (TOKENS, "paged.css")


def style_sheets(
    look: Look, kinds: Sequence[Path] = (), direction: str = "ltr", *, is_in_two: bool = False
) -> tuple[tuple[str, Markup], ...]:
    """Read the sheets of a page: for each `style` element its medium (may be empty) and its text.

    `kinds` are the folders of the kind of paper, and of those that it extends, nearest first: their
    sheets come last, so that what a house does otherwise holds in each style. `direction` is that
    of the page, and `is_in_two` tells whether it is in two languages.

    Raises TemplateError if a user's sheet can't be read, is too large, or would make a browser load
    anything.
    """
    folders = (*look.styles, folder("styles"))
    own = [root / name for root, name in own_sheets(look)]
    if sum(path.stat().st_size for path in own if path.is_file()) > MOST_BYTES:
        raise TemplateError(f"The styles have more than {MOST_BYTES // 1048576} MB together.")
    sheets = []
    for names in _elements(folders, look):
        if names == [TWO_LANGUAGES] and not is_in_two:
            continue
        found = [_sheet(folders, name) for name in names]
        if direction == "rtl":
            # The user's own say themselves on which side of a page a thing stands.
            found = [(at, text if at else mirrored(text)) for at, text in found]
        # In HTML, `</style` ends the element even inside a comment or string of CSS. In CSS, `<\/`
        # means the same as `</`.
        text = "\n".join(text for _, text in found).replace("</", "<\\/")
        if any(at for at, _ in found):
            _refuse_asking(text, found)
        medium = MEDIA.get(Path(names[0]).name, "") if names else ""
        sheets.append((medium, Markup(text)))  # noqa: S704
    sheets += (("", Markup(text)) for text in map(_of_kind, reversed(kinds)) if text)  # noqa: S704
    return tuple(sheets)


def _of_kind(at: Path) -> str:
    """Read the sheet in the folder of a kind of paper; empty if it has none."""
    if not (at / OF_KIND).is_file():
        return ""
    try:
        text = read_inside(at, OF_KIND, "style", FileFault).decode().rstrip()
    except (FileFault, UnicodeDecodeError) as error:
        raise TemplateError(f"The style {at / OF_KIND} can't be read: {error}") from error
    text = text.replace("</", "<\\/")
    _refuse_asking(text, [(at / OF_KIND, text)])
    return text


def _elements(folders: Sequence[Path], look: Look) -> Iterator[list[str]]:
    """Yield the names of the sheets in each `style` element of a page.

    The sheets in `parts/` share one element, and each other sheet has its own.
    """
    # A style of the user's builds on the default one, so that it only has to say what differs.
    is_shipped = (folders[-1] / look.style).is_dir()
    base = () if is_shipped else (f"{Look().style}/{TOKENS}",)
    for sheet in (SHEETS[0], *base, *SHEETS[1:]):
        name = sheet.format(style=look.style, size=look.size)
        at, _, pattern = name.rpartition("/")
        if pattern != "*.css":
            yield [name]
            continue
        there = {path.name for root in folders for path in (root / at).glob(pattern)}
        names = [f"{at}/{each}" for each in sorted(there.difference(ELSEWHERE))]
        yield from [names] if at == "parts" else ([each] for each in names)


def _sheet(folders: Sequence[Path], name: str) -> tuple[Path | None, str]:
    """Read a sheet from the first folder that has it: its path if it is the user's, and its text.

    The text is empty if no folder has the sheet.
    """
    at = next((at for at in folders if (at / name).is_file()), None)
    if at is None:
        return None, ""
    try:
        if at == folder("styles"):
            return None, (at / name).read_text("utf-8").strip()
        # Empty lines at the start stay, so that the line numbers of findings are right.
        return at / name, read_inside(at, name, "style", FileFault).decode().rstrip()
    except (FileFault, OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"The style {at / name} can't be read: {error}") from error


def _refuse_asking(together: str, sheets: Sequence[tuple[Path | None, str]]) -> None:
    """Raise TemplateError if the user's sheets would make a reader's browser load anything.

    `together` is the text of one `style` element, as it comes into the page. Single sheets aren't
    enough: an address can begin at the end of one and go on in the next, and a comment that one
    opens can be closed by another.
    """
    asked = asked_for(together)
    if asked is None:
        return
    what, line = asked
    at, line = _place_of_line(line, sheets)
    message = f"A style asks for something else: {what}"
    hint = "Copy it into the sheet, or write it as data: url(data:…)."
    span = Span(str(at), line, 1, line, 2)
    raise TemplateError(
        f"{message} in {at}", [finding("external-resource", f"{message}.", span, hint)]
    )


def _place_of_line(line: int, sheets: Sequence[tuple[Path | None, str]]) -> tuple[Path, int]:
    """Find the user's sheet, and the line in it, for a line of the joined sheets (from 1).

    If the line is in a sheet of briefgen's own, it is the last user's sheet before: what that one
    leaves open changes the meaning of the next.
    """
    start, place = 1, None
    for at, text in sheets:
        if at and (place is None or start <= line):
            place = at, max(1, line - start + 1)
        start += text.count("\n") + 1
    assert place  # noqa: S101 - only called if a sheet is the user's
    return place
