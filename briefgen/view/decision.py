"""Makes the view of what is to be decided, between what, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from briefgen.ground.breadth import breadth
from briefgen.ground.span import Path, dotted
from briefgen.model import Argument, Decision, Option, Outcome
from briefgen.view import data, words
from briefgen.view.label import Label
from briefgen.view.writer import Writer

# What a reader ticks, by what is asked of them; `choose` has a box at each option besides.
ANSWERS: dict[str, tuple[str, ...]] = {
    "agree": ("agreed", "not-agreed", "discuss"),
    "approve": ("approved", "not-approved", "discuss"),
    "choose": ("discuss",),
    "note": ("noted", "discuss"),
    "sign": ("signed", "not-signed", "discuss"),
    "discuss": ("discussed",),
    "receive": ("received", "discuss"),
    "endorse": ("endorsed", "not-endorsed", "discuss"),
    "ratify": ("ratified", "not-ratified", "discuss"),
    "review": ("reviewed", "discuss"),
    "adopt": ("adopted", "not-adopted", "discuss"),
    "introduce": ("agreed", "not-agreed", "discuss"),
    "authorise": ("agreed", "not-agreed", "discuss"),
    "direct": ("agreed", "not-agreed", "discuss"),
    "invite": ("agreed", "not-agreed", "discuss"),
    "take assurance": ("assured", "not-assured", "discuss"),
}
# By the number of options, the most letters in a cell of the table that has them side by side.
LONGEST_CELL = {2: 420, 3: 260}


def decisions_of(writer: Writer) -> tuple[data.DecisionView, ...]:
    """Make the view of each decision, in the brief's order."""
    return writer.each(("decision",), writer.brief.decision, _decision)


def _decision(writer: Writer, path: Path, decision: Decision) -> data.DecisionView:
    fields = writer.said_fields(path, decision)
    outcome = decision.outcome
    chosen = (outcome.option if outcome else None) or ""
    options = (*path, "options")
    may_tick = writer.kind.has_boxes and outcome is None
    is_alone = len(writer.brief.decision) == 1
    return data.DecisionView(
        **fields,
        number="" if is_alone else str(int(path[-1]) + 1),
        ask=writer.labels.of("decision", decision.ask),
        by=writer.day(decision.by),
        otherwise=writer.inline((*path, "otherwise"), decision.otherwise),
        in_favour=_offices(writer, decision, "for"),
        opposed=_offices(writer, decision, "against"),
        options=writer.each(options, decision.options, partial(_option, chosen=chosen)),
        are_beside=_are_beside(decision.options),
        is_choice=decision.is_choice and may_tick,
        answers=_answers(writer, decision) if may_tick else (),
        outcome=_outcome(writer, (*path, "outcome"), outcome, decision) if outcome else None,
    )


def _are_beside(options: tuple[Option, ...]) -> bool:
    """Tell whether options are compared in columns, in which long texts would be unreadable."""
    cells = [length for option in options for length in _lengths(option)]
    return 0 < max(cells, default=0) <= LONGEST_CELL.get(len(options), 0)


def _lengths(option: Option) -> Iterator[int]:
    """Yield how many letters there are in each cell of an option."""
    for reasons in (option.for_, option.against):
        yield sum(breadth(each.text) for each in reasons)
    yield from (breadth(text or "") for text in (option.cost, option.risk, option.text))


def _answers(writer: Writer, decision: Decision) -> tuple[Label, ...]:
    ask = decision.ask or ("choose" if decision.is_choice else "agree")
    return tuple(writer.labels.of("sign-off", answer) for answer in ANSWERS[ask])


def _offices(writer: Writer, decision: Decision, side: str) -> str:
    found = [writer.printed(name) for name, held in decision.offices.items() if held == side]
    return words.listed(found, writer.language)


def _option(writer: Writer, path: Path, option: Option, *, chosen: str) -> data.OptionView:
    return data.OptionView(
        source=dotted(path),
        id=writer.places[path].id,
        title=writer.printed(option.title),
        is_recommended=option.recommended,
        is_chosen=bool(option.id) and option.id == chosen,
        text=writer.inline((*path, "text"), option.text),
        in_favour=writer.each((*path, "for"), option.for_, _argument),
        against=writer.each((*path, "against"), option.against, _argument),
        cost=writer.inline((*path, "cost"), option.cost),
        risk=writer.inline((*path, "risk"), option.risk),
    )


def _argument(writer: Writer, path: Path, argument: Argument) -> data.Said:
    return writer.said(path, argument)


def _outcome(writer: Writer, path: Path, outcome: Outcome, decision: Decision) -> data.OutcomeView:
    titles = {option.id: option.title for option in decision.options}
    return data.OutcomeView(
        source=dotted(path),
        answer=writer.labels.of("decision", outcome.answer),
        option=writer.printed(titles.get(outcome.option) if outcome.option else None),
        on=writer.day(outcome.on),
        note=writer.inline((*path, "note"), outcome.note),
    )
