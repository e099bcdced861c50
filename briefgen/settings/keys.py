"""The settings there are, by the kind of their values."""

from __future__ import annotations

from briefgen.look import PAPERS
from briefgen.outputs import attachments, registry

LISTS = ("template", "to", "attach", "off")
FOLDERS = ("output", "templates", "styles")
TEXTS = ("style", "paper", *FOLDERS)
SWITCHES = ("strict",)
COUNTS = ("seconds", "megabytes")
NAMES = ("briefgen.toml", "pyproject.toml")
KEYS = (*TEXTS, *LISTS, *SWITCHES, *COUNTS)
CHOICES = {
    "paper": PAPERS,
    "to": registry.names(),
    "attach": attachments.names(),
}


def chosen(key: str, name: str) -> str | None:
    """The value of a setting that is meant by a name, in capitals or not; None where none is."""
    return next((each for each in CHOICES[key] if each.casefold() == name.casefold()), None)
