"""What a run says to the person at the terminal, all of it on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import BriefgenError
from briefgen.ground.files import bytes_of, from_here
from briefgen.load.document import Document
from briefgen.report.terminal import Lines, report, stopped


def say(text: str) -> None:
    """One line, or several, whole: what others named is to be `visible`."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def tell(found: Sequence[Diagnostic], document: Document, *, color: bool | None) -> None:
    """Diagnostics about a document; nothing where there are none."""
    if found:
        tell_lines(found, {**lines_of(found), document.file: document.lines}, color=color)


def tell_lines(found: Sequence[Diagnostic], lines: Lines, *, color: bool | None) -> None:
    """Diagnostics, with the lines of the files that they are about."""
    say(report(found, lines, color=_in_color(asked=color)))


def from_here_on(found: Sequence[Diagnostic], lines: Lines) -> tuple[list[Diagnostic], Lines]:
    """Diagnostics, and the lines of their files, with these called by their way from here."""
    shown = [
        replace(each, span=replace(each.span, file=_from_here(each.span.file)))
        if each.span
        else each
        for each in found
    ]
    return shown, {**lines, **{_from_here(file): typed for file, typed in lines.items()}}


def _from_here(file: str) -> str:
    return str(from_here(Path(file)))


def tell_times(seconds: Mapping[str, float]) -> None:
    """The seconds of each stage, in one line."""
    say(" · ".join(f"{stage} {took:.2f} s" for stage, took in seconds.items()))


def tell_error(error: BriefgenError, *, color: bool | None) -> None:
    """Why a run can't go on: its diagnostics where it has some, else its message."""
    say(stopped(error, lines_of(error.diagnostics), color=_in_color(asked=color)))


def _in_color(*, asked: bool | None) -> bool:
    """Whether to use colours: as asked, else on a terminal, unless NO_COLOR is set."""
    if asked is not None:
        return asked
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def lines_of(found: Sequence[Diagnostic]) -> dict[str, Sequence[str]]:
    """The lines of all files that diagnostics are about, captures among them."""
    related = [each.span for one in found for each in one.related]
    spans = [*(one.span for one in found if one.span), *related]
    return {file: _lines(file) for file in {span.file for span in spans}}


def _lines(file: str) -> Sequence[str]:
    try:
        return bytes_of(Path(file)).decode("utf-8", errors="replace").splitlines()
    except OSError:
        return ()
