"""Define the settings, one line each: the name, and the kind of its value.

A new setting is a line here, and a use of it elsewhere. `faults` validates the table of a file by
these lines.
"""

from pathlib import Path
from typing import Annotated, get_args

from briefgen.ground.records import record
from briefgen.look import PAPERS
from briefgen.outputs import attachments, registry
from briefgen.settings.kinds import (
    AnyText,
    Count,
    InnerPattern,
    Inside,
    Kind,
    Limit,
    Listed,
    OneOf,
    RuleToTurnOff,
    RuleToTurnOn,
    StyleName,
    Switch,
)

NAMES = ("briefgen.toml", "pyproject.toml")

Texts = tuple[str, ...]


@record
class Table:
    """The values in a table of settings; None for each that it doesn't set."""

    briefs: Annotated[Texts | None, Listed(InnerPattern())] = None
    style: Annotated[str | None, StyleName()] = None
    paper: Annotated[str | None, OneOf(PAPERS)] = None
    output: Annotated[Path | None, Inside()] = None
    templates: Annotated[Path | None, Inside()] = None
    styles: Annotated[Path | None, Inside()] = None
    template: Annotated[Texts | None, Listed(AnyText())] = None
    to: Annotated[Texts | None, Listed(OneOf(registry.names()))] = None
    attach: Annotated[Texts | None, Listed(OneOf(attachments.names()))] = None
    off: Annotated[Texts, Listed(RuleToTurnOff())] = ()
    on: Annotated[Texts, Listed(RuleToTurnOn())] = ()
    figures_uncited: Annotated[int | None, Limit()] = None
    strict: Annotated[bool | None, Switch()] = None
    sections: Annotated[bool | None, Switch()] = None
    seconds: Annotated[int | None, Count()] = None
    megabytes: Annotated[int | None, Count()] = None


# The kind of each setting: the second argument of its `Annotated`.
KINDS: dict[str, Kind] = {
    # Evaluating annotations that are texts takes longer than all else here, so that this module has
    # no `from __future__ import annotations`.
    key: get_args(hint)[1]
    for key, hint in Table.__annotations__.items()
}
KEYS = tuple(KINDS)
# The settings that are bounds. `owner` asks whether one of them is raised.
COUNTS = tuple(key for key, kind in KINDS.items() if isinstance(kind, Count))


def _choices_of(kind: Kind) -> tuple[str, ...]:
    inside = kind.of if isinstance(kind, Listed) else kind
    return inside.names if isinstance(inside, OneOf) else ()


# The names that a setting can have, for those that have a list of them. The command line offers
# the same names.
CHOICES = {key: names for key, kind in KINDS.items() if (names := _choices_of(kind))}


def chosen(key: str, name: str) -> str | None:
    """Find the choice of a setting by its name, whatever its capitals; None where there is none."""
    return next((each for each in CHOICES[key] if each.casefold() == name.casefold()), None)
