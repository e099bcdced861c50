"""Tell whether changes mended what they were made for, and harmed nothing.

A mended fault often lets another one be seen that was there before: nobody looked at what a
misspelt field holds, and nothing below a fault of YAML is read. That is told from new faults by the
place, and by the order of the stages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from briefgen.builds.fixing.changes import Change, Moves
from briefgen.builds.fixing.reading import STAGES, Reading
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.rules import RULE, RULES
from briefgen.ground.span import Path
from briefgen.model.validate import MOST

ORDER = {rule.name: at for at, rule in enumerate(RULES)}


def is_mended(before: Reading, after: Reading, changes: Sequence[Change]) -> bool:
    """Tell whether the findings of some changes are gone, and no fault came that wasn't there.

    What could be built can still be built.
    """
    if before.is_read and not after.is_read:
        return False
    if after.stops and not before.stops:
        return False
    moves = Moves(changes)
    if not before.is_read:
        return after.is_read or _end(moves) < min(_at(after, each) for each in after.findings)
    left = {(each.rule, each.message, _at(after, each)) for each in after.findings}
    for change in changes:
        found = change.found
        if any((found.rule, found.message, at) in left for at in moves.places(change.at)):
            return False
    # Validation tells only so many faults at once, and the next ones come now. Half of them can be
    # fields that seem to be missing because they are misspelt, which aren't told.
    if len(before.findings) >= MOST // 2:
        return True
    fields = set(_fields(before, changes))
    new = _new(before, after, moves)
    return all(_was_hidden(each, after, changes, fields) for each in new)


def _end(moves: Moves) -> int:
    """Give the offset of the end of the last change, in the text in which all are made."""
    return moves.made()[-1].end


def _new(before: Reading, after: Reading, moves: Moves) -> Iterator[Diagnostic]:
    """Find what is told now and wasn't before: of another rule, or at another place.

    A sentence can change where a finding stays, as where it counts or lists something.
    """
    there = {(each.rule, at) for each in before.findings for at in moves.places(_at(before, each))}
    told = Counter((each.rule, each.message) for each in before.findings)
    for each in after.findings:
        if (each.rule, _at(after, each)) in there or told[each.rule, each.message] > 0:
            told[each.rule, each.message] -= 1
        else:
            yield each


def _was_hidden(
    found: Diagnostic, after: Reading, changes: Sequence[Change], fields: set[Path]
) -> bool:
    """Tell whether a finding can only be seen now, because something before it is mended."""
    stage = RULE[found.rule].stage
    of_changes = RULE[changes[0].found.rule].stage
    if stage != of_changes:
        return STAGES.index(stage) > STAGES.index(of_changes)
    # Rules that others rely on come before these.
    first = min(ORDER[change.found.rule] for change in changes)
    if stage == "check" and ORDER[found.rule] > first:
        return True
    path = after.path_at(_at(after, found))
    return any(path[:length] in fields for length in range(1, len(path) + 1))


def _fields(before: Reading, changes: Sequence[Change]) -> Iterator[Path]:
    """Give the places of what nobody looked at before, as they are after the changes."""
    for change in changes:
        path = before.path_at(change.start)
        if change.found.rule == "unknown-field" and path:
            yield (*path[:-1], change.text)
        # What an entry has to hold can depend on one of its fields, such as the kind of a point.
        yield path[:-1]


def _at(reading: Reading, found: Diagnostic) -> int:
    """Give the offset of a finding; -1 if it isn't about a place in this text."""
    at = reading.offset_of(found)
    return -1 if at is None else at
