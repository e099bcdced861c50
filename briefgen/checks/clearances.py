"""Check the clearances of a paper: that none is outdated, and none missing where one is needed."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.kinds import of_paper
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.model import Brief, Clearance

GIVEN = ("cleared", "cleared by silence")
# How the state of an office that hasn't cleared ends a sentence.
SAID = {"asked": "was asked, and has not cleared it", "objects": "objects to it"}


def clearance_outdated(case: Case) -> Iterator[Diagnostic]:
    """Find clearances that were given before the day that the paper says it is true on."""
    as_of = case.brief.as_of
    for at, each in enumerate(case.brief.clearances):
        if each.stands in GIVEN and each.on and each.on < as_of:
            path = ("clearances", at)
            message = f"{each.office} cleared this on {each.on}, and it is as of {as_of}."
            hint = "Ask again, or set `as_of` back if nothing has changed since."
            related = [Related("the date of the paper", case.value(("as_of",)))]
            yield finding("clearance-outdated", message, case.value((*path, "on")), hint, related)


def clearance_missing(case: Case) -> Iterator[Diagnostic]:
    """Find offices that haven't cleared a paper whose kind needs clearances; a draft may wait.

    An office that the paper itself says is against what is asked may object: it is a split paper.
    """
    brief = case.brief
    if "clearances" not in case.kind.needs or (brief.handling and brief.handling.draft):
        return
    kind = case.kind.title or case.kind.name
    draft = "While they are awaited, say `handling: {draft: true}`."
    if not brief.clearances:
        message = f"A paper of the kind {kind} says who has cleared it."
        hint = f"Add `clearances:` with a line for each office. {draft}"
        yield finding("clearance-missing", message, of_paper(case), hint)
    for at, each in enumerate(brief.clearances):
        if each.stands not in GIVEN and not (each.stands == "objects" and _dissents(brief, each)):
            message = f"{each.office} {SAID[each.stands]}."
            hint = f"{_way_out(brief, each)} {draft}"
            yield finding("clearance-missing", message, case.value(("clearances", at)), hint)


def _dissents(brief: Brief, clearance: Clearance) -> bool:
    """Tell whether a decision names an office, or the bureau that it belongs to, as against it.

    EB/IFD is an office of EB.
    """
    above = _key(clearance.office).split("/")
    names = {"/".join(above[:end]) for end in range(1, len(above) + 1)}
    against = (
        _key(office)
        for decision in brief.decision
        for office, view in decision.offices.items()
        if view == "against"
    )
    return any(office in names for office in against)


def _key(office: str) -> str:
    return " ".join(office.casefold().split())


def _way_out(brief: Brief, clearance: Clearance) -> str:
    if clearance.stands != "objects":
        return "Add `on:` with the day on which it cleared."
    if brief.decision:
        return f"Say so where it is decided: `offices: {{{clearance.office}: against}}`."
    return "Say in the paper what it objects to, and leave the clearance out."


RULES: tuple[RuleFunction, ...] = (clearance_outdated, clearance_missing)
