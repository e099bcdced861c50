"""The rules over a valid brief: one file a family, one function a rule, found by being there.

A module here, or in a folder here, that has `RULES` is a family. Nothing else has to be told of a
new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic


def _families() -> Iterator[tuple[RuleFunction, ...]]:
    for module in walk_packages(__path__, f"{__name__}."):
        if rules := getattr(import_module(module.name), "RULES", ()):
            yield rules


# The rules of each family, in the order of the families' names.
FAMILIES: tuple[tuple[RuleFunction, ...], ...] = tuple(_families())


def check(case: Case) -> list[Diagnostic]:
    """List every finding about a valid brief, before any is allowed by a comment or turned off."""
    return [found for rules in FAMILIES for rule in rules for found in rule(case)]


__all__ = ["FAMILIES", "Case", "check"]
