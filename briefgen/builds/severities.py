"""Decide which findings are told, and how severe they are: by the settings, then by the kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.rules import RULE
from briefgen.kinds import PaperKind
from briefgen.settings.resolver import Resolved


def silent_of(resolved: Resolved, kind: PaperKind) -> tuple[str, ...]:
    """Give the rules of which no finding is told of a paper of that kind.

    A kind turns off what settings may turn off, and turns on what only settings turn on; what they
    turn off stays off.
    """
    on = {rule for rule, severity in kind.rules if severity != "off"}
    kept = (rule for rule in resolved.silent if rule in resolved.off or rule not in on)
    return (*kept, *(rule for rule in kind.off if RULE[rule].may_be_off))


def as_severe(found: Iterable[Diagnostic], kind: PaperKind) -> list[Diagnostic]:
    """List findings with the severity that the kind of paper gives their rules."""
    # None of those that keep a name or a secret is made milder; to be stricter is free.
    said = {
        rule: severity
        for rule, severity in kind.rules
        if severity == "error" or RULE[rule].may_be_off
    }
    return [
        replace(each, severity="warning" if said[each.rule] == "warning" else "error")
        if said.get(each.rule) in ("warning", "error")
        else each
        for each in found
    ]
