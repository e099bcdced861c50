"""Run the rules over a valid brief: one file a family of rules, one function a rule.

A module here, or in a folder here, that has `RULES` is a family, and is found by being there.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic

# The rules of each family, in the order of the families' names. Importing this package imports
# every module in it, so that a new one needs no registration.
FAMILIES: tuple[tuple[RuleFunction, ...], ...] = tuple(
    rules
    for module in walk_packages(__path__, f"{__name__}.")
    if (rules := getattr(import_module(module.name), "RULES", ()))
)


def check(case: Case) -> list[Diagnostic]:
    """List every finding about a valid brief.

    Comments that allow findings, and settings that turn rules off, come later (`allow.settle`).
    """
    return [found for rules in FAMILIES for rule in rules for found in rule(case)]


__all__ = ["FAMILIES", "Case", "check"]
