"""Writes messages to standard error, for commands that don't report the outcome of a run."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.builds.outcome import lines_of, texts_about
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import BriefgenError
from briefgen.ground.files import from_here
from briefgen.report.terminal import Lines, report, stopped


def say(text: str) -> None:
    """Write a text and a line end.

    The caller passes names and texts from outside through `visible` first.
    """
    # One write, so that lines of several threads don't mix.
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def tell_lines(found: Sequence[Diagnostic], lines: Lines, *, color: bool | None) -> None:
    """Write findings, each with the line of its file. `color` is None to decide by the terminal."""
    say(report(found, lines, color=_in_color(asked=color)))


def from_here_on(found: Sequence[Diagnostic], lines: Lines) -> tuple[list[Diagnostic], Lines]:
    """Shorten the names of files in findings and lines to paths from the current folder."""
    shown = [
        replace(each, span=replace(each.span, file=_from_here(each.span.file)))
        if each.span
        else each
        for each in found
    ]
    return shown, {**lines, **{_from_here(file): typed for file, typed in lines.items()}}


def _from_here(file: str) -> str:
    return str(from_here(Path(file)))


def tell_error(error: BriefgenError, *, color: bool | None) -> None:
    """Write why a run can't go on: the findings of the error, or else its message.

    `color` is None to decide by the terminal.
    """
    lines = lines_of(texts_about(error.diagnostics))
    say(stopped(error, lines, color=_in_color(asked=color)))


def _in_color(*, asked: bool | None) -> bool:
    """Tell whether to use colours: as asked, else on a terminal, unless NO_COLOR is set."""
    if asked is not None:
        return asked
    # https://no-color.org
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")
