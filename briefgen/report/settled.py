"""What the settings of a brief turned off, and what in them is passed over, in a line each."""

from __future__ import annotations

import os
from pathlib import Path

from briefgen.report.terminal import visible
from briefgen.settings.files import Settings


def turned_off(settings: Settings) -> str:
    """The rules that are not asked, and who says so; empty where all are."""
    off = sorted(set(settings.off))
    if settings.file is None or not off:
        return ""
    many = "1 rule" if len(off) == 1 else f"{len(off)} rules"
    return f"{many} turned off: {', '.join(off)}, by {visible(_way_to(settings.file))}"


def passed_over(settings: Settings) -> str:
    """What isn't done, because the settings are another user's; empty where nothing is."""
    if settings.file is None or not settings.passed_over:
        return ""
    names = " and ".join(f"`{key}`" for key in settings.passed_over)
    verb = "is" if len(settings.passed_over) == 1 else "are"
    file = visible(_way_to(settings.file))
    return f"{file} belongs to another user: {names} in it {verb} passed over"


def _way_to(file: Path) -> str:
    """A file as it is named from here, or by its whole path from another drive."""
    try:
        return os.path.relpath(file)
    except ValueError:
        return str(file)
