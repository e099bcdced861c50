"""Find figures that cite nothing, and cited sources without a copy, where an office asks for that.

Neither is a mistake by itself. So the one has no limit, and the other is off, until settings say
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.insource import command
from briefgen.checks.sources import SHOWN, places_citing
from briefgen.evidence.counting import printed_claims
from briefgen.ground.diagnostics import Diagnostic, Related, finding


def figures_uncited(case: Case) -> Iterator[Diagnostic]:
    """Find that more figures cite nothing than the settings allow, in one finding."""
    most = case.figures_uncited
    uncited = [
        case.part(claim.path, each.start, each.end)
        for claim in printed_claims(case.brief, case.evidence)
        for each in claim.looked
        if each.state == "uncited" and each.kind != "name"
    ]
    if most is None or len(uncited) <= most:
        return
    first, *others = sorted(uncited, key=lambda span: (span.line, span.column))
    count = len(uncited)
    figures = "1 figure cites" if count == 1 else f"{count:,} figures cite"
    allowed = "none" if most == 0 else f"{most:,} at most"
    hint = "Say behind their sentences where they are from: `[^id]`."
    if count > SHOWN:
        hint += f" The first {SHOWN} are shown."
    related = [Related("this one, too", span) for span in islice(others, SHOWN - 1)]
    message = f"{figures} nothing; the settings allow {allowed}."
    yield finding("figures-uncited", message, first, hint, related)


def source_without_copy(case: Case) -> Iterator[Diagnostic]:
    """Find sources that are cited and have no capture."""
    for name, source in case.brief.sources.items():
        if source.capture or name not in case.cited:
            continue
        resting = places_citing(case, name)
        rests = "one place rests" if len(resting) == 1 else f"{len(resting)} places rest"
        message = f"`{name}` has no copy, and {rests} on it unchecked."
        hint = f"Save what you read, and keep it: `{command(case, name)}`."
        yield finding(
            "source-without-copy", message, case.key(("sources", name)), hint, resting[:SHOWN]
        )


RULES: tuple[RuleFunction, ...] = (figures_uncited, source_without_copy)
