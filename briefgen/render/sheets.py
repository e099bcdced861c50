"""The style sheets that go into a page: the shipped ones, and the user's in place of them.

Apart from `page`, because it knows nothing of Jinja: a sheet is text that is copied into the page.
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
from briefgen.look.styles import TOKENS, own_sheets

# More than any sheets of a person's own have: the shipped ones are some dozens of KB.
MOST_BYTES = 4 * 1024 * 1024
# The sheets in the order in which a page has them; those of a style add to what all styles share.
SHEETS = (
    "tokens.css",
    "{style}/tokens.css",
    "base.css",
    "parts/*.css",
    "screen.css",
    "page.css",
    "{style}/*.css",
    "custom.css",
)
# The medium that a sheet is for, by its name.
MEDIA = {"screen.css": "screen", "page.css": "print"}
# In a style's folder: what stands elsewhere in the order, and what is for the typesetter alone.
ELSEWHERE = (TOKENS, "paged.css")


def style_sheets(look: Look) -> tuple[tuple[str, Markup], ...]:
    """Read the sheets of a page in their order, each with the medium that it is for.

    TemplateError where one of the user's can't be read, or makes a browser ask for anything.
    """
    folders = (*look.styles, folder("styles"))
    own = [root / name for root, name in own_sheets(look)]
    if sum(path.stat().st_size for path in own if path.is_file()) > MOST_BYTES:
        raise TemplateError(f"The styles have more than {MOST_BYTES // 1048576} MB together.")
    sheets = []
    for names in _elements(folders, look.style):
        found = [_sheet(folders, name) for name in names]
        # A closing tag inside a sheet would end the element that holds it.
        text = "\n".join(text for _, text in found).replace("</", "<\\/")
        if any(at for at, _ in found):
            _refuse_asking(text, found)
        medium = MEDIA.get(Path(names[0]).name, "") if names else ""
        sheets.append((medium, Markup(text)))  # noqa: S704
    return tuple(sheets)


def _elements(folders: Sequence[Path], style: str) -> Iterator[list[str]]:
    """List the sheets of each `style` element: all parts in one, the others by themselves."""
    for sheet in SHEETS:
        name = sheet.format(style=style)
        at, _, pattern = name.rpartition("/")
        if pattern != "*.css":
            yield [name]
            continue
        there = {path.name for root in folders for path in (root / at).glob(pattern)}
        names = [f"{at}/{each}" for each in sorted(there.difference(ELSEWHERE))]
        yield from [names] if at == "parts" else ([each] for each in names)


def _sheet(folders: Sequence[Path], name: str) -> tuple[Path | None, str]:
    """Read a sheet from the first folder that has it. Its path is given where it is the user's."""
    at = next((at for at in folders if (at / name).is_file()), None)
    if at is None:
        return None, ""
    try:
        if at == folder("styles"):
            return None, (at / name).read_text("utf-8").strip()
        # Nothing is cut off in front, so that lines can be told by their numbers.
        return at / name, read_inside(at, name, "style", FileFault).decode().rstrip()
    except (FileFault, OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"The style {at / name} can't be read: {error}") from error


def _refuse_asking(together: str, sheets: Sequence[tuple[Path | None, str]]) -> None:
    """Refuse sheets of the user's that make a reader's browser ask for anything.

    They are read as they come into the page, with the shipped ones: an address can begin at the end
    of one sheet and go on in the next, and a comment that one opens can be closed by another.
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
    """Find the sheet of the user's in which a line of all of them stands, else the last before."""
    start, place = 1, None
    for at, text in sheets:
        if at and (place is None or start <= line):
            place = at, max(1, line - start + 1)
        start += text.count("\n") + 1
    assert place  # noqa: S101 - there is one, or nobody would ask
    return place
