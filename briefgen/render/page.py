"""Renders a view as a page: one HTML file, with everything that it shows inside it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

from jinja2 import TemplateError as JinjaError

from briefgen.ground.bounds import Bounds, EndedError
from briefgen.ground.children import bounded
from briefgen.ground.decode import composed
from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import TemplateError
from briefgen.ground.regexes import regex
from briefgen.ground.suggest import did_you_mean
from briefgen.kinds import SUFFIX, PaperKind
from briefgen.look import Look, template_names
from briefgen.render.directions import with_directions
from briefgen.render.environment import Environment, environment_of, keep_compiled
from briefgen.render.faults import fault_of, template_frame
from briefgen.render.sheets import style_sheets
from briefgen.view import View
from briefgen.view.labels.in_templates import asked_by_templates

# An attribute `id`, or an `href` that leads to a place inside the page. A pattern is safe here,
# because templates escape quotation marks in texts; and an HTML parser takes longer over the page
# than rendering it.
ANCHOR = regex(r"""[\s"'](?:(id)|href)\s*=\s*["']?(?(1)([^\s"'>]+)|\#([^\s"'>]+))""", re.IGNORECASE)
ENDLESS = "Has it a loop without end? The bounds can be raised: --seconds and --megabytes."


def render(
    view: View,
    template: str = "packet",
    look: Look | None = None,
    bounds: Bounds | None = None,
    kind: PaperKind | None = None,
) -> str:
    """Make the page of a view: one self-contained HTML file; `kind` is the kind of paper.

    Raises TemplateError if it can't be made. With templates of the user's own, the page is made in
    a process of its own, within bounds: the sandbox stops neither a loop without end nor one that
    fills the memory.
    """
    look, bounds = look or Look(), bounds or Bounds()
    folders = kind.folders if kind else ()
    names = template_names(look, folders)
    # Compared composed, because the file's name may have come from macOS in other code points.
    template = next((name for name in names if composed(name) == composed(template)), template)
    if template not in names:
        hint = did_you_mean(template, names)
        raise TemplateError(f"There is no template `{template}`. {hint}".strip())
    environment = environment_of(look.templates, folders)
    if not look.templates:
        page = _page(environment, view, template, look, folders)
        keep_compiled(environment)
        return page
    keep_compiled(environment)
    # The bounds are for the page with its typesetting, which takes many times as long as rendering.
    share = replace(bounds, seconds=max(1, bounds.seconds // 4))
    try:
        return bounded(lambda: _page(environment, view, template, look, folders), share)
    except EndedError as error:
        message = f"The template `{template}` took {error}, and was ended."
        raise TemplateError(message, [finding("bounds", message, hint=ENDLESS)]) from error


def _page(
    environment: Environment, view: View, template: str, look: Look, kinds: tuple[Path, ...]
) -> str:
    """Render a page in this process. Raises TemplateError for any fault of a template."""
    page = _filled(environment, view, template, look, kinds)
    if view.second:
        from briefgen.render.two_languages import joined

        second = _filled(environment, view.second, template, look, kinds)
        page = joined(page, second, view.second)
    # A template can print half a character with an escape such as "\ud800".
    try:
        page.encode()
    except UnicodeEncodeError as error:
        raise TemplateError(f"The template `{template}` prints what is no text: {error}.") from None
    _refuse_dead_links(page, view, template)
    return with_directions(page, view.direction, view.language)


def _filled(
    environment: Environment, view: View, template: str, look: Look, kinds: tuple[Path, ...]
) -> str:
    """Fill a template with a view in one language. Raises TemplateError for any fault of it."""
    styles = style_sheets(look, kinds, view.direction, is_in_two=view.second is not None)
    try:
        return environment.get_template(template + SUFFIX).render(
            brief=view,
            styles=styles,
            paper=look.paper,
            style=look.style,
            size=look.size,
            sections=look.sections,
            **asked_by_templates(view.language, view.kind.labels),
        )
    except JinjaError as error:
        raise fault_of(error, view) from error
    except RecursionError as error:
        raise TemplateError("The templates include each other without end.") from error
    except Exception as error:
        # A template can call any method of its values, with any arguments. So an error is a fault
        # of the template, unless it was raised outside of all templates and only ours were used.
        is_ours = template_frame(error) is None and not look.templates
        if is_ours or isinstance(error, MemoryError | SystemError):
            raise
        raise fault_of(error, view) from error


def _refuse_dead_links(page: str, view: View, template: str) -> None:
    """Raise TemplateError if links inside the page lead nowhere.

    The texts of a brief hold links to notes and items. A user's template may leave out the elements
    to which they lead.
    """
    found = ANCHOR.findall(page)
    ids = {unescape(name) for _, name, _ in found if name}
    links = (unescape(to) for _, _, to in found if to)
    dead = [link for link in dict.fromkeys(links) if link not in ids]
    if dead:
        named = ", ".join(f"#{link}" for link in dead)
        message = (
            f"The template `{template}` leaves links of {view.file} without a place: {named}. "
            "Keep an element with each of these ids, or leave the links out."
        )
        raise TemplateError(message)
