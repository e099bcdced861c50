"""Check the agenda: times that fit, points that can be said, objectives that can be met.

Times are compared by the minutes that pass, not by what clocks show: in the night in which clocks
change, 03:30 can be half an hour after 01:59.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.kinds import is_points
from briefgen.checks.wordings import Wordings, wordings
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.ground.records import record
from briefgen.ground.span import Path
from briefgen.model import Item, Objective, Point

# The rule's message and page have this number in words. Nobody makes more points in one item.
MOST_POINTS = 6
# Of so many points a reader remembers all. Where a kind allows no more, it isn't said again.
MOST_GOOD = 4


def items_overlap(case: Case) -> Iterator[Diagnostic]:
    """Find items of one meeting that are held at once.

    Where the items name no meeting, those of one day are compared.
    """
    for held in _items_by_meeting(case).values():
        held.sort(key=lambda each: each.start)
        last = held[0]
        for after in held[1:]:
            if after.start < last.busy_until:
                yield _finding_of_overlap(case, last, after)
            # A long item may overlap more than the next one.
            last = max(last, after, key=lambda each: each.busy_until)


def item_past_meeting(case: Case) -> Iterator[Diagnostic]:
    """Find items outside of their meeting.

    An item with a start is compared with the times of its first meeting. Of each meeting in which
    no item has a start, the sum of the items' minutes is compared with its length.
    """
    for path, item, at in case.items:
        meeting = case.meeting(at)
        if at is not None and meeting and meeting.starts_at is not None and item.start:
            yield from _find_outside_meeting(case, path, item, at)
    for at in range(len(case.brief.programme)):
        # If an item has a start, there may be pauses, and the sum of minutes says nothing.
        if not any(item.start for _, item, first in case.items if first == at):
            raised = [
                (path, item) for path, item, _ in case.items if at in case.brief.meetings_at(item)
            ]
            yield from _find_over_budget(case, raised, at)


def item_outside_programme(case: Case) -> Iterator[Diagnostic]:
    """Find items on a day that isn't their meeting's, or isn't in the programme."""
    days = [meeting.date for meeting in case.brief.programme]
    for path, item, at in case.items:
        meeting = case.meeting(at)
        if not item.date or not days:
            continue
        its = [case.brief.programme[place].date for place in case.brief.meetings_at(item)]
        if item.meetings and meeting and item.date not in its:
            when = f"its meeting on {meeting.date}" if len(its) == 1 else "none of its meetings is"
            message = f"`{item.title}` is on {item.date}, and {when}."
            hint = f"Delete the date: the {'meeting has' if len(its) == 1 else 'meetings have'} it."
        elif item.date not in days:
            message = f"`{item.title}` is on {item.date}, and no part of the programme is."
            hint = f"The programme runs from {min(days)} to {max(days)}."
        else:
            continue
        yield finding("item-outside-programme", message, case.value((*path, "date")), hint)


def too_many_points(case: Case) -> Iterator[Diagnostic]:
    """Find items with too many points to make; defensive ones and those to avoid don't count."""
    said = next((limit.most for limit in case.kind.limits if is_points(case, limit)), MOST_POINTS)
    for path, item, _ in case.items:
        made = [at for at, point in enumerate(item.points) if point.kind == "make"]
        if len(made) > said:
            most = "six are" if said == MOST_POINTS else "one is" if said == 1 else f"{said} are"
            message = f"`{item.title}` has {len(made)} points to make; {most} the most."
            hint = "Four are good. " if said > MOST_GOOD else ""
            hint += "Turn the rest into `kind: if raised`, or drop them."
            place = case.value((*path, "points", made[said]))
            yield finding("too-many-points", message, place, hint)


def item_without_objective(case: Case) -> Iterator[Diagnostic]:
    """Find items without an objective, except procedural ones."""
    for path, item, _ in case.items:
        if item.objective is None and not item.procedural:
            hint = "Add `objective:` and one line that can be met or missed, or `procedural: true`."
            message = f"`{item.title}` doesn't say what is wanted from it."
            yield finding("item-without-objective", message, case.value((*path, "title")), hint)


def vague_objective(case: Case) -> Iterator[Diagnostic]:
    """Find objectives that can't be met or missed, except those of procedural items."""
    worded = wordings(case.brief.language)
    formal = {(*path, "objective") for path, item, _ in case.items if item.procedural}
    for path, entry in case.entries:
        if path in formal:
            continue
        if isinstance(entry, Objective) and (found := _vague_words(entry.text, worded)):
            message = f"“{found[0]}” can't be met or missed."
            hint = "Say what is to be agreed, learnt or put on record."
            place = case.part((*path, "text"), *found.span())
            yield finding("vague-objective", message, place, hint)


def _vague_words(text: str, worded: Wordings) -> re.Match[str] | None:
    """Find what makes an objective vague: its first words, or in some languages its last ones."""
    start = worded.vague_start.match(text)
    return start or (worded.vague_end.search(text) if worded.vague_end else None)


def point_without_context(case: Case) -> Iterator[Diagnostic]:
    """Find points that don't say what they answer, or why they are avoided."""
    for path, entry in case.entries:
        if not isinstance(entry, Point):
            continue
        place = case.value((*path, "kind"))
        if entry.kind in ("if raised", "respond") and not entry.they_say:
            message = "The point doesn't say what it answers."
            yield finding("point-without-context", message, place, "Add `they_say:`")
        elif entry.kind == "avoid" and not entry.why:
            message = "The point doesn't say why it is to be avoided."
            yield finding("point-without-context", message, place, "Add `why:`")


@record
class _Held:
    """An item with its times, in minutes passed since the midnight before its meeting.

    `end` is None if the item has no length. `until` is the end in the minutes that the clocks show;
    the two differ if the clocks change that night.
    """

    path: Path
    item: Item
    start: int
    end: int | None
    until: int | None

    @property
    def busy_until(self) -> int:
        """Get the end; without a length, one minute after the start.

        So two items that start at the same time overlap even if neither has a length.
        """
        return self.end or self.start + 1


def _finding_of_overlap(case: Case, before: _Held, after: _Held) -> Diagnostic:
    """Make the finding about two items of which the second starts too early."""
    message = f"`{after.item.title}` starts before `{before.item.title}` is over."
    if after.start == before.start:
        message = f"`{after.item.title}` starts at the same time as `{before.item.title}`."
    until = (
        f"this one lasts until {_clock(before.until)}" if before.until else "this one starts here"
    )
    related = [Related(until, case.value((*before.path, "start")))]
    hint = "Change a start, or the minutes of the earlier item."
    return finding("items-overlap", message, case.value((*after.path, "start")), hint, related)


def _items_by_meeting(case: Case) -> dict[object, list[_Held]]:
    """Group the items that have a start by their meeting, or else by day."""
    groups: dict[object, list[_Held]] = defaultdict(list)
    for path, item, at in case.items:
        home, meeting = case.brief.zone, case.meeting(at)
        shown, clocks = item.starts_at(meeting, home), item.clocks(meeting, home)
        # A time in an hour that is left out or comes twice has no one number of minutes since
        # midnight. `time_skipped` and `time_twice` point it out.
        if shown is not None and not clocks.change_at(shown):
            key = (item.meeting, item.date) if at is None else at
            start, until = clocks.passed(shown), item.ends_at(meeting, home)
            end = start + item.minutes if item.minutes is not None else None
            groups[key].append(_Held(path, item, start, end, until))
    return groups


def _clock(minutes: int) -> str:
    """Write minutes after midnight as a time of day; past 24 hours it starts again."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _find_outside_meeting(case: Case, path: Path, item: Item, at: int) -> Iterator[Diagnostic]:
    """Find an item that starts outside of its meeting, or runs past its end."""
    meeting, home = case.brief.programme[at], case.brief.zone
    clocks = meeting.clocks(home)
    start, end = meeting.starts_at or 0, meeting.ends_at(home)
    item_start = item.starts_at(meeting, home) or 0
    if clocks.change_at(start) or clocks.change_at(item_start):
        return  # the time may be either of two, and `time_twice` says so
    begins, until = clocks.passed(item_start), None
    if end is not None and meeting.end is None:
        until = clocks.passed(start) + (meeting.minutes or 0)
    elif end is not None:
        until = clocks.passed(end, again=True)  # the later one, where the end comes twice
    related = [Related("the meeting", case.value(("programme", at, "start")))]
    place = case.value((*path, "start"))
    if begins < clocks.passed(start) or (until is not None and begins >= until):
        message = f"`{item.title}` starts at {_clock(item_start)}, outside its meeting."
    elif until is not None and item.minutes is not None and begins + item.minutes > until:
        over = begins + item.minutes - until
        message = f"`{item.title}` runs {over} minutes past the end of its meeting."
        place = case.value((*path, "minutes"))
    else:
        return
    span = f"{_clock(start)} to {_clock(end)}" if end is not None else f"from {_clock(start)}"
    yield finding("item-past-meeting", message, place, f"The meeting is {span}.", related)


def _find_over_budget(case: Case, items: list[tuple[Path, Item]], at: int) -> Iterator[Diagnostic]:
    """Find the first item that no longer fits into the minutes of the meeting at a place."""
    meeting = case.brief.programme[at]
    start, end = meeting.starts_at, meeting.ends_at(case.brief.zone)
    if start is not None and end is not None:
        # The longer of two lengths, where a time comes twice that night, so that no warning is
        # wrong.
        length = max(meeting.clocks(case.brief.zone).lengths(start, end))
    elif meeting.minutes is not None:
        length = meeting.minutes
    else:
        return
    used = 0
    for path, item in items:
        used += item.minutes or 0
        if used > length:
            message = f"With `{item.title}` the items take {used} minutes, the meeting {length}."
            related = [Related("the meeting", case.value(("programme", at, "title")))]
            place = case.value((*path, "minutes"))
            hint = "Shorten an item, or drop one."
            if meeting.interpretation == "consecutive":
                hint = f"{hint} Half of the time goes to interpretation as it is."
            yield finding("item-past-meeting", message, place, hint, related)
            return


RULES: tuple[RuleFunction, ...] = (
    items_overlap,
    item_past_meeting,
    item_outside_programme,
    too_many_points,
    item_without_objective,
    vague_objective,
    point_without_context,
)
