"""What is said of a brief beside its findings: what settings leave out, and labels in English."""

from __future__ import annotations

import os
from pathlib import Path

from briefgen.settings.files import Settings


def turned_off(settings: Settings) -> str:
    """Say which rules the settings turn off; empty where they turn off none."""
    names = sorted(set(settings.off))
    if settings.file is None or not names:
        return ""
    many = "1 rule" if len(names) == 1 else f"{len(names)} rules"
    return f"{many} turned off: {', '.join(names)}, by {_way_to(settings.file)}"


def passed_over(settings: Settings) -> str:
    """Say what isn't done because the settings are another user's; empty where all is done."""
    if settings.file is None or not settings.passed_over:
        return ""
    names = " and ".join(f"`{key}`" for key in settings.passed_over)
    verb = "is" if len(settings.passed_over) == 1 else "are"
    file = _way_to(settings.file)
    return f"{file} belongs to another user: {names} in it {verb} passed over"


def labels_in_english(language: str) -> str:
    """Say that the page's labels are in English, for want of others; empty where there are some."""
    from briefgen.view.labels import has_labels
    from briefgen.view.printed import language_in_english

    if has_labels(language):
        return ""
    name = language_in_english(language)
    return f"the labels of the page are in English: there are none yet in {name}"


def _way_to(file: Path) -> str:
    try:
        return os.path.relpath(file)
    except ValueError:  # on Windows, from another drive
        return str(file)
