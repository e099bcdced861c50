"""The settings there are: one line each, with the kind of its value, its choices and its bound.

A new setting is a line here, and a word where it is used. Where there is a file, `faults` has
pydantic validate its table by these lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

from briefgen.look import PAPERS
from briefgen.outputs import attachments, registry
from briefgen.settings.kinds import (
    AnyText,
    Count,
    Inside,
    Kind,
    Listed,
    OneOf,
    RuleToTurnOff,
    StyleName,
    Switch,
)

NAMES = ("briefgen.toml", "pyproject.toml")

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a table of settings says; None where it says nothing."""

    style: Annotated[str | None, StyleName()] = None
    paper: Annotated[str | None, OneOf(PAPERS)] = None
    output: Annotated[Path | None, Inside()] = None
    templates: Annotated[Path | None, Inside()] = None
    styles: Annotated[Path | None, Inside()] = None
    template: Annotated[Texts | None, Listed(AnyText())] = None
    to: Annotated[Texts | None, Listed(OneOf(registry.names()))] = None
    attach: Annotated[Texts | None, Listed(OneOf(attachments.names()))] = None
    off: Annotated[Texts, Listed(RuleToTurnOff())] = ()
    strict: Annotated[bool | None, Switch()] = None
    seconds: Annotated[int | None, Count()] = None
    megabytes: Annotated[int | None, Count()] = None


def _kind(hint: Any) -> Kind:
    kind: Kind = get_args(hint)[1]
    return kind


KINDS = {key: _kind(hint) for key, hint in get_type_hints(Table, include_extras=True).items()}
KEYS = tuple(KINDS)
COUNTS = tuple(key for key, kind in KINDS.items() if isinstance(kind, Count))


def _names(kind: Kind) -> tuple[str, ...]:
    inside = kind.of if isinstance(kind, Listed) else kind
    return inside.names if isinstance(inside, OneOf) else ()


CHOICES = {key: names for key, kind in KINDS.items() if (names := _names(kind))}


def chosen(key: str, name: str) -> str | None:
    """Find the value of a setting that is meant by a name, in capitals or not; None where none."""
    return next((each for each in CHOICES[key] if each.casefold() == name.casefold()), None)
