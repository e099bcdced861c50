"""The classes of the View for what is decided, done and read out."""

from __future__ import annotations

from markupsafe import Markup

from briefgen.ground.records import record
from briefgen.view.label import Label
from briefgen.view.said import Day, Said


@record
class OptionView:
    """One of the things between which the reader chooses."""

    source: str  # where it stands in the YAML: `decision[0].options[1]`
    id: str  # its id on the page
    title: str  # the option in a few words
    is_recommended: bool  # whether it is the one recommended
    is_chosen: bool  # whether it was chosen, once that is known
    text: Markup  # what it is, if the title isn't enough
    in_favour: tuple[Said, ...]  # what speaks for it
    against: tuple[Said, ...]  # what speaks against it
    cost: Markup  # what it costs
    risk: Markup  # what can go wrong


@record
class OutcomeView:
    """What was decided."""

    source: str  # where it stands in the YAML: `decision[0].outcome`
    answer: Label  # the answer, such as Agreed; empty where the brief has none
    option: str  # the title of the option that was chosen; empty without one
    on: Day  # the day of the decision
    note: Markup  # under which conditions, or why


@record
class DecisionView(Said):
    """What is asked of the reader."""

    number: str  # from 1; empty where nothing else is to be decided
    ask: Label  # what to do, such as Agree; empty where the brief doesn't say
    by: Day  # the day by which a decision is needed
    otherwise: Markup  # what happens without one
    in_favour: str  # the offices that are for it
    opposed: str  # the offices that are against it
    options: tuple[OptionView, ...]  # between what to choose, in the brief's order
    are_beside: bool  # whether the options stand side by side: few of them, of few words each
    is_choice: bool  # whether the reader ticks one of the options
    answers: tuple[Label, ...]  # what else the reader can tick; empty once it is decided
    outcome: OutcomeView | None  # what was decided, once it was


@record
class ActionView(Said):
    """Something to be done."""

    number: str  # its number in the log
    owner: str  # who does it
    due: Day  # the day by which it is to be done
    state: Label  # Open, Done, Dropped or Overdue; the last where the brief is later than `due`
    is_open: bool  # whether it is still to be done
    is_overdue: bool  # whether it should have been done by the date of the brief
    agreed_on: Day  # the day on which it was agreed
    closed_on: Day  # the day on which it was done or dropped
    note: Markup  # how far it is


@record
class RemarkView(Said):
    """Words to be read out; `html` holds paragraphs."""

    title: str  # what it is; empty where the brief doesn't say
    speaker: str  # who reads it
    minutes: Label  # how many minutes there are for it
    length: Label  # how many words it has, and how long they take
