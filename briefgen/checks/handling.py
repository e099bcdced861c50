"""Check how a paper is to be handled: that its embargo ends at one moment for everybody."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, finding


def embargo_without_zone(case: Case) -> Iterator[Diagnostic]:
    """Find embargoes of which nobody says on which clocks they end."""
    handling = case.brief.handling
    until = handling.embargo_at(case.brief.zone) if handling else None
    if until and until[1] is None:
        place = case.value(("handling", "embargo"))
        message = f"The embargo ends at {until[0]:%H:%M}, and nothing says on whose clocks."
        hint = "Add `zone:` below it, as in `zone: Europe/London`."
        yield finding("embargo-without-zone", message, place, hint)


RULES: tuple[RuleFunction, ...] = (embargo_without_zone,)
