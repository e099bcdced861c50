"""Explains an error in a template: its line, and the part of the brief that was being printed."""

from __future__ import annotations

import traceback
from dataclasses import is_dataclass
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError

from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import TemplateError
from briefgen.ground.span import Span
from briefgen.view import View


def fault_of(error: Exception, view: View) -> TemplateError:
    """Make the TemplateError for an error in a template: its line, and the place in the brief."""
    if isinstance(error, TemplateNotFound):
        message = f"A template includes `{error.name}`, which isn't there."
    else:
        message = str(error) or f"{type(error).__name__}: "
    message = message if message.endswith(".") else f"{message}."
    # A template that can't be compiled never ran, so that it has no frame and prints nothing yet.
    if isinstance(error, TemplateSyntaxError):
        file, line, where = error.filename or str(error.name), error.lineno, ""
    else:
        file, line, where = _where(error)
    brief = f"While rendering {view.file or 'the brief'}{f', {where}' if where else ''}."
    span = Span(file, line, 1, line, 2) if file else None
    return TemplateError(message, [finding("template-error", message, span, brief)])


def template_frame(error: Exception) -> Any:
    """Find the innermost frame of an error's traceback that is a template's; None if none is.

    Jinja compiles a template to Python code, and its frames have the template's own file name and
    lines.
    """
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    found = [frame for frame in frames if frame.f_code.co_filename.endswith(".j2")]
    return found[-1] if found else None


def _where(error: Exception) -> tuple[str, int, str]:
    """Find the template's file and line, and the path in the brief of what it was printing.

    The file and the path are empty if they aren't known.
    """
    stack = traceback.extract_tb(error.__traceback__)
    found = [entry for entry in stack if entry.filename.endswith(".j2")]
    if not found:
        return "", 1, ""
    # Jinja rewrites the traceback so that the template's variables are the locals of its frames. A
    # variable that is a part of the view has its path in `source`; that of the innermost loop is
    # the last.
    values = [each for each in template_frame(error).f_locals.values() if is_dataclass(each)]
    places = [path for each in values if (path := getattr(each, "source", None))]
    return found[-1].filename, found[-1].lineno or 1, places[-1] if places else ""
