"""Check what is to be decided and done: deadlines, recommendations, outcomes.

No rule asks what day it is: what is overdue is so by the date of the brief.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.ground.span import Path
from briefgen.ground.suggest import did_you_mean, listed, sure_id
from briefgen.model import Decision


def several_recommended(case: Case) -> Iterator[Diagnostic]:
    """Find decisions of which more than one option is recommended."""
    for path, decision in _decisions(case):
        found = [at for at, option in enumerate(decision.options) if option.recommended]
        if len(found) > 1:
            places = [case.value((*path, "options", at, "recommended")) for at in found]
            message = f"{len(found)} of {len(decision.options)} options are recommended."
            hint = "Recommend one, and say in `against:` what speaks against the others."
            related = [Related("this one is the first", places[0])]
            yield finding("several-recommended", message, places[1], hint, related)


def nothing_to_choose(case: Case) -> Iterator[Diagnostic]:
    """Find decisions in which the reader is to choose, and there are no two options."""
    for path, decision in _decisions(case):
        count = len(decision.options)
        if decision.ask == "choose" and count < 2:
            message = "The reader is asked to choose, and there is no option."
            message = "The reader is asked to choose from one option." if count else message
            hint = "Add `options:`, each with a title. For a yes or no, `ask: agree`."
            yield finding("nothing-to-choose", message, case.value((*path, "ask")), hint)


def decision_overdue(case: Case) -> Iterator[Diagnostic]:
    """Find decisions that should have been taken by the date of the brief, and have no outcome."""
    as_of = case.brief.as_of
    for path, decision in _decisions(case):
        if decision.by and decision.by < as_of and decision.outcome is None:
            message = f"This had to be decided by {decision.by}; the brief is as of {as_of}."
            hint = "Give it a new `by:`, or say in `outcome:` what was decided."
            yield finding("decision-overdue", message, case.value((*path, "by")), hint)


def unknown_option(case: Case) -> Iterator[Diagnostic]:
    """Find outcomes that name an option that the decision hasn't."""
    for path, decision in _decisions(case):
        name = decision.outcome.option if decision.outcome else None
        titles = {option.title: option.id for option in decision.options if option.id}
        known = list(titles.values())
        if name is None or name in known:
            continue
        place = case.value((*path, "outcome", "option"))
        edit = case.document.retyped(place, sure_id(name, known, list(titles.items())))
        message = f"No option of this decision has the id `{name}`."
        hint = did_you_mean(name, known, titles)
        hint = hint or (f"Name {listed(known, name)}." if known else f"Add `id: {name}` to it.")
        yield finding("unknown-option", message, place, hint, edit=edit)


def ask_of_kind(case: Case) -> Iterator[Diagnostic]:
    """Find decisions that ask for what papers of this kind don't ask for."""
    asks = case.kind.asks
    for path, decision in _decisions(case):
        if asks and decision.ask and decision.ask not in asks:
            message = f"A paper of the kind `{case.kind.name}` doesn't ask to {decision.ask}."
            hint = f"It asks to {', '.join(asks[:-1])} or {asks[-1]}."
            hint = hint if len(asks) > 1 else f"It asks to {asks[0]}."
            yield finding("ask-of-kind", message, case.value((*path, "ask")), hint)


def action_overdue(case: Case) -> Iterator[Diagnostic]:
    """Find actions that should have been done by the date of the brief, and weren't."""
    as_of = case.brief.as_of
    for at, action in enumerate(case.brief.actions):
        if action.is_overdue(as_of):
            message = f"This was due on {action.due}; the brief is as of {as_of}."
            hint = "If it is done, type `state: done`. If not, say in `note:` how far it is."
            yield finding("action-overdue", message, case.value(("actions", at, "due")), hint)


def done_later(case: Case) -> Iterator[Diagnostic]:
    """Find what is told as decided or done on a day after the date of the brief."""
    as_of = case.brief.as_of
    days = [
        ((*path, "outcome", "on"), decision.outcome.on)
        for path, decision in _decisions(case)
        if decision.outcome
    ]
    for at, action in enumerate(case.brief.actions):
        days += [(("actions", at, field), getattr(action, field)) for field in CLOSING]
    for place, day in days:
        if day and day > as_of:
            message = f"The brief is as of {as_of}, and tells of {day} as past."
            hint = "Change the day, or the brief's `as_of`."
            yield finding("done-later", message, case.value(place), hint)


def open_and_closed(case: Case) -> Iterator[Diagnostic]:
    """Find actions that are said to be open, and have a day on which they were closed."""
    for at, action in enumerate(case.brief.actions):
        if action.state == "open" and action.closed_on:
            message = f"This is `open`, and was closed on {action.closed_on}."
            hint = "Type `state: done` or `state: dropped`, or delete `closed_on:`."
            place = case.value(("actions", at, "state"))
            yield finding("open-and-closed", message, place, hint)


# The days of an action that have to be past.
CLOSING = ("agreed_on", "closed_on")


def _decisions(case: Case) -> Iterator[tuple[Path, Decision]]:
    for at, decision in enumerate(case.brief.decision):
        yield ("decision", at), decision


RULES: tuple[RuleFunction, ...] = (
    several_recommended,
    nothing_to_choose,
    decision_overdue,
    unknown_option,
    ask_of_kind,
    action_overdue,
    done_later,
    open_and_closed,
)
