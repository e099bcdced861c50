"""Write the notes that a report prints beside the findings of a brief, each one line or empty."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from briefgen.kinds import PaperKind
from briefgen.settings.files import Settings


def turned_off(settings: Settings) -> str:
    """Say which rules the settings turn off; empty where they turn off none."""
    if settings.file is None or not settings.off:
        return ""
    return f"{_off(settings.off)}, by {_way_to(settings.file)}"


def turned_off_by_kind(kind: PaperKind) -> str:
    """Say which rules a kind of the user's turns off; empty for briefgen's, which are known."""
    return f"{_off(kind.off)}, by the kind `{kind.name}`" if kind.is_own and kind.off else ""


def _off(rules: Iterable[str]) -> str:
    names = sorted(set(rules))
    many = "1 rule" if len(names) == 1 else f"{len(names)} rules"
    return f"{many} turned off: {', '.join(names)}"


def passed_over(settings: Settings) -> str:
    """Say which settings are ignored because another user owns the file; empty without any."""
    if settings.file is None or not settings.passed_over:
        return ""
    names = " and ".join(f"`{key}`" for key in settings.passed_over)
    verb = "is" if len(settings.passed_over) == 1 else "are"
    file = _way_to(settings.file)
    return f"{file} belongs to another user: {names} in it {verb} passed over"


def labels_in_english(language: str) -> str:
    """Say that the page's labels are in English, because `language` has none; else give nothing."""
    from briefgen.view.labels import has_labels
    from briefgen.view.printed import language_in_english

    if has_labels(language):
        return ""
    name = language_in_english(language)
    return f"the labels of the page are in English: there are none yet in {name}"


def _way_to(file: Path) -> str:
    try:
        return os.path.relpath(file)
    except ValueError:  # on Windows there is no relative path to another drive
        return str(file)
