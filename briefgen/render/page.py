"""A View becomes HTML. The only module that knows Jinja."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import is_dataclass, replace
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import bounded
from briefgen.ground.decode import composed
from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import TemplateError
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.shipped import folder
from briefgen.ground.span import Span
from briefgen.ground.suggest import did_you_mean
from briefgen.look import SUFFIX, Look, template_names
from briefgen.look.asking import asked_for
from briefgen.look.styles import TOKENS, own_sheets
from briefgen.view import View
from briefgen.view.labels.in_templates import asked_by_templates

ANCHOR = re.compile(
    r"""[\s"'](?:(id)|href)\s*=\s*["']?(?(1)([^\s"'>]+)|\#([^\s"'>]+))""", re.IGNORECASE
)
ENDLESS = "Has it a loop without end? The bounds can be raised: --seconds and --megabytes."
# More than any sheets of a person's own have: the shipped ones are some dozens of KB.
MOST_STYLES = 4 * 1024 * 1024
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
# The medium that a sheet is for, by its name; `paged.css` is for the typesetter, not for the page.
MEDIA = {"screen.css": "screen", "page.css": "print"}
ELSEWHERE = (TOKENS, "paged.css")


def render(
    view: View, template: str = "packet", look: Look | None = None, bounds: Bounds | None = None
) -> str:
    """The page of a view as one self-contained HTML file. TemplateError where it can't be made.

    With templates of the user's own it is made within bounds, in a process of its own: no sandbox
    stops a loop that doesn't end, or one that eats memory.
    """
    look = look or Look()
    names = template_names(look)
    template = next((name for name in names if composed(name) == composed(template)), template)
    if template not in names:
        hint = did_you_mean(template, names)
        raise TemplateError(f"There is no template `{template}`. {hint}".strip())
    environment = _environment(look.templates, _names_below(look.templates))
    if not look.templates:
        return _page(environment, view, template, look)
    try:
        return bounded(lambda: _page(environment, view, template, look), _share(bounds or Bounds()))
    except EndedError as error:
        message = f"The template `{template}` took {error}, and was ended."
        raise TemplateError(message, [finding("bounds", message, hint=ENDLESS)]) from error


def _share(bounds: Bounds) -> Bounds:
    """What a template may take of what its page may: typesetting takes many times as long."""
    return replace(bounds, seconds=max(1, bounds.seconds // 4))


def _page(environment: _Environment, view: View, template: str, look: Look) -> str:
    try:
        page = environment.get_template(template + SUFFIX).render(
            brief=view,
            styles=_style_sheets(look),
            paper=look.paper,
            style=look.style,
            **asked_by_templates(view.language),
        )
    except (JinjaError, SecurityError) as error:
        raise _template_error(error, view) from error
    except RecursionError as error:
        raise TemplateError("The templates include each other without end.") from error
    except Exception as error:
        # A template can make any call on the values it gets; what fails in it is its own fault.
        is_ours = _template_frame(error) is None and not look.templates
        if is_ours or isinstance(error, MemoryError | SystemError):
            raise
        raise _template_error(error, view) from error
    try:
        page.encode()
    except UnicodeEncodeError as error:
        raise TemplateError(f"The template `{template}` prints what is no text: {error}.") from None
    _refuse_dead_links(page, view, template)
    return page


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, which decides of each attribute of each type once."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read it: a matter of the names of attribute and type alone."""
        key = (type(obj), attr)
        if key not in self._safe:
            self._safe[key] = super().is_safe_attribute(obj, attr, value)
        return self._safe[key]


def _names_below(folders: Iterable[Path]) -> frozenset[str]:
    """The names of all templates in the user's folders."""
    return frozenset(path.relative_to(at).as_posix() for at in folders for path in at.rglob("*.j2"))


@lru_cache(maxsize=8)
def _environment(own: tuple[Path, ...], names: frozenset[str]) -> _Environment:
    """What renders with the user's folders, which hold templates of those names.

    With the shipped templates that none of them replaces already compiled: the process that renders
    with them is a new one each time.
    """
    environment = _Environment(
        loader=ChoiceLoader([*map(_OwnLoader, own), FileSystemLoader(folder("templates"))]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printed,
    )
    # What comes out differently each time has no place in a packet.
    del environment.filters["random"], environment.globals["lipsum"]
    for name in sorted(_names_below([folder("templates")]) - names) if own else ():
        environment.get_template(name)
    return environment


def _printed(value: Any) -> Any:
    """A value that a template prints. TypeError where it would come out as an address in memory."""
    if isinstance(value, str | Undefined):
        return value
    kind: Any = type(value)
    is_bare = kind.__repr__ is object.__repr__ and kind.__str__ is object.__str__
    if callable(value) or isinstance(value, Iterator) or is_bare:
        raise TypeError(
            f"this prints a {kind.__name__}, not a text; is a filter or a call missing?"
        )
    return value


class _OwnLoader(BaseLoader):
    """Templates from a folder of the user's, and from nowhere else: links are resolved."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def get_source(self, _environment: Any, template: str) -> tuple[str, str, None]:
        path = self._root / template
        if not os.path.lexists(path):
            raise TemplateNotFound(template)
        try:
            return (
                read_inside(self._root, template, "template", FileFault).decode(),
                str(path),
                None,
            )
        except (FileFault, UnicodeDecodeError) as error:
            raise TemplateError(f"The template {path} can't be read: {error}") from error


def _style_sheets(look: Look) -> tuple[tuple[str, Markup], ...]:
    """Of each sheet its medium and its text, the user's in place of the shipped of that name."""
    folders = (*look.styles, folder("styles"))
    _refuse_large(look)
    sheets = []
    for names in _names(folders, look.style):
        found = [_sheet(folders, name) for name in names]
        # A closing tag inside a sheet would end the element that holds it.
        text = "\n".join(text for _, text in found).replace("</", "<\\/")
        if any(at for at, _ in found):
            _refuse_asking(text, found)
        medium = MEDIA.get(Path(names[0]).name, "") if names else ""
        sheets.append((medium, Markup(text)))  # noqa: S704
    return tuple(sheets)


def _names(folders: Sequence[Path], style: str) -> Iterator[list[str]]:
    """List the sheets as they go into the page: of the parts all in one element, else one each."""
    for sheet in SHEETS:
        at, _, pattern = sheet.format(style=style).rpartition("/")
        if pattern != "*.css":
            yield [sheet.format(style=style)]
            continue
        there = {path.name for folder in folders for path in (folder / at).glob(pattern)}
        names = [f"{at}/{name}" for name in sorted(there.difference(ELSEWHERE))]
        yield from [names] if at == "parts" else ([name] for name in names)


def _refuse_large(look: Look) -> None:
    own = [root / name for root, name in own_sheets(look)]
    if sum(path.stat().st_size for path in own if path.is_file()) > MOST_STYLES:
        raise TemplateError(f"The styles have more than {MOST_STYLES // 1048576} MB together.")


def _refuse_asking(together: str, sheets: Sequence[tuple[Path | None, str]]) -> None:
    """TemplateError where sheets of the user's, as they come into the page with the shipped ones,
    make its reader's browser ask for anything.
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
    """The sheet of the user's in which a line of all of them stands, or else the last before it."""
    start, place = 1, None
    for at, text in sheets:
        if at and (place is None or start <= line):
            place = at, max(1, line - start + 1)
        start += text.count("\n") + 1
    assert place  # noqa: S101 - there is one, or nobody would ask
    return place


def _sheet(folders: Sequence[Path], name: str) -> tuple[Path | None, str]:
    """A sheet, and its path where it is the user's."""
    at = next((at for at in folders if (at / name).is_file()), None)
    if at is None:
        return None, ""
    try:
        if at == folder("styles"):
            return None, (at / name).read_text("utf-8").strip()
        return at / name, read_inside(at, name, "style", FileFault).decode().rstrip()
    except (FileFault, OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"The style {at / name} can't be read: {error}") from error


def _template_error(error: Exception, view: View) -> TemplateError:
    """The error with the template's file and line, the line itself, and the place in the brief."""
    if isinstance(error, TemplateNotFound):
        message = f"A template includes `{error.name}`, which isn't there."
    else:
        message = f"{type(error).__name__}: {error}" if not str(error) else str(error)
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or str(error.name), error.lineno
        where = ""
    else:
        file, line, where = _where(error)
    brief = f"While rendering {view.file or 'the brief'}{f', {where}' if where else ''}."
    span = Span(file, line, 1, line, 2) if file else None
    return TemplateError(message, [finding("template-error", _sentence(message), span, brief)])


def _sentence(message: str) -> str:
    return message if message.endswith(".") else f"{message}."


def _template_frame(error: Exception) -> Any:
    """The innermost frame of a traceback that is a template's."""
    frames = [
        f for f, _ in traceback.walk_tb(error.__traceback__) if f.f_code.co_filename.endswith(".j2")
    ]
    return frames[-1] if frames else None


def _where(error: Exception) -> tuple[str, int, str]:
    """The template's file and line, and the path in the brief of what it was at."""
    stack = traceback.extract_tb(error.__traceback__)
    found = [entry for entry in stack if entry.filename.endswith(".j2")]
    if not found:
        return "", 1, ""
    frame = _template_frame(error)
    places = [path for value in _values(frame) if (path := getattr(value, "source", None))]
    return found[-1].filename, found[-1].lineno or 1, places[-1] if places else ""


def _values(frame: Any) -> list[Any]:
    """The parts of the View that a template's own variables hold, as Jinja's traceback has them."""
    return [value for value in frame.f_locals.values() if is_dataclass(value)]


def _anchors(page: str) -> tuple[set[str], list[str]]:
    """The ids of a page, and its links to places inside it.

    By pattern: quotation marks in a text are escaped, and a parser takes longer over the page than
    the template does.
    """
    found = ANCHOR.findall(page)
    ids = {unescape(name) for _, name, _ in found if name}
    return ids, [unescape(to) for _, _, to in found if to]


def _refuse_dead_links(page: str, view: View, template: str) -> None:
    ids, links = _anchors(page)
    dead = [link for link in dict.fromkeys(links) if link not in ids]
    if dead:
        named = ", ".join(f"#{link}" for link in dead)
        message = (
            f"The template `{template}` leaves links of {view.file} without a place: {named}. "
            "Keep an element with each of these ids, or leave the links out."
        )
        raise TemplateError(message)
