"""The settings there are: one line each, with the kind of its value, its choices and its bound.

A plain dataclass, so that where there is no file of settings pydantic isn't loaded for them. Where
there is one, `faults` has pydantic validate its table by these lines. A new setting is a line here,
and a word where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, get_args, get_type_hints

from briefgen.look import PAPERS, STYLES
from briefgen.outputs import attachments, registry
from briefgen.settings.kinds import Count, Inside, Listed, Marker, OneOf, RuleToTurnOff

NAMES = ("briefgen.toml", "pyproject.toml")

Folder = Annotated[Path, Inside()]
AnyNames = Annotated[tuple[str, ...], Listed()]
Outputs = Annotated[tuple[Annotated[str, OneOf(registry.names())], ...], Listed()]
Attachments = Annotated[tuple[Annotated[str, OneOf(attachments.names())], ...], Listed()]
Rules = Annotated[tuple[Annotated[str, RuleToTurnOff()], ...], Listed()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a table of settings says; None where it says nothing."""

    style: Annotated[str, OneOf(STYLES)] | None = None
    paper: Annotated[str, OneOf(PAPERS)] | None = None
    output: Folder | None = None
    templates: Folder | None = None
    styles: Folder | None = None
    template: AnyNames | None = None
    to: Outputs | None = None
    attach: Attachments | None = None
    off: Rules = ()
    strict: bool | None = None
    seconds: Annotated[int, Count()] | None = None
    megabytes: Annotated[int, Count()] | None = None


KINDS = get_type_hints(Table, include_extras=True)
KEYS = tuple(KINDS)


def _markers(kind: object) -> list[Marker]:
    """What the line of a setting says beyond its type, from outside in."""
    inside = [marker for part in get_args(kind) for marker in _markers(part)]
    return [kind] if isinstance(kind, Marker) else inside


COUNTS = tuple(key for key in KEYS if any(isinstance(m, Count) for m in _markers(KINDS[key])))
CHOICES = {
    key: marker.names
    for key in KEYS
    for marker in _markers(KINDS[key])
    if isinstance(marker, OneOf)
}


def chosen(key: str, name: str) -> str | None:
    """Find the value of a setting that is meant by a name, in capitals or not; None where none."""
    return next((each for each in CHOICES[key] if each.casefold() == name.casefold()), None)
