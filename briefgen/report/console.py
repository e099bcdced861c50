"""What a run says to the person at the terminal, all of it on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError
from briefgen.load import Document
from briefgen.report.terminal import report


def say(text: str) -> None:
    """One line, or several."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def tell(found: Sequence[Diagnostic], document: Document, *, color: bool | None) -> None:
    """Diagnostics about a document; nothing where there are none."""
    if found:
        say(report(found, {document.file: document.lines}, color=_in_color(asked=color)))


def tell_times(seconds: Mapping[str, float]) -> None:
    """The seconds of each stage, in one line."""
    say(" · ".join(f"{stage} {took:.2f} s" for stage, took in seconds.items()))


def tell_error(error: BriefgenError, *, color: bool | None) -> None:
    """Why a run can't go on: its diagnostics where it has some, else its message."""
    if not error.diagnostics:
        say(f"briefgen: {error}")
        return
    files = {found.span.file for found in error.diagnostics if found.span}
    lines = {file: _lines(file) for file in files}
    say(report(error.diagnostics, lines, color=_in_color(asked=color)))


def _in_color(*, asked: bool | None) -> bool:
    """Whether to use colours: as asked, else on a terminal, unless NO_COLOR is set."""
    if asked is not None:
        return asked
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def _lines(file: str) -> Sequence[str]:
    try:
        return Path(file).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ()
