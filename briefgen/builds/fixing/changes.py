"""Choose the edits of findings that can be made together, and put them into a text.

Nothing but the edited stretches changes: whatever else stands in the text stays as it was typed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.builds.fixing.reading import Reading
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.positions import offsets_of
from briefgen.ground.records import record
from briefgen.ground.rules import RULE


@record
class Change:
    """An edit of a finding in offsets of a text: from `start` up to, and without, `end`.

    `at` is where the finding is told, and `old` what stands at the place of the edit.
    """

    start: int
    end: int
    text: str
    at: int
    old: str
    found: Diagnostic

    @property
    def moves_by(self) -> int:
        """Give how far what stands behind the change is moved by it."""
        return len(self.text) - (self.end - self.start)


def changes_of(reading: Reading) -> list[Change]:
    """Find the changes that can be made to a text together, in the order of the text.

    They are those of one stage, because later stages may see other findings once these are mended.
    None overlaps another one; what is left out comes in another round, if it is still found then.
    """
    asked = defaultdict[tuple[int, int], list[Change]](list)
    for found in reading.findings:
        if change := _change_of(found, reading):
            asked[change.start, change.end].append(change)
    # Where two findings would put different texts in one place, it has two readings.
    sure = [each[0] for each in asked.values() if len({change.text for change in each}) == 1]
    stages = [reading.stages.index(RULE[each.found.rule].stage) for each in sure]
    chosen: list[Change] = []
    for stage, change in sorted(zip(stages, sure, strict=True), key=lambda each: each[1].start):
        if stage == min(stages) and not (chosen and _touch(chosen[-1], change)):
            chosen.append(change)
    return chosen


def _touch(one: Change, next_: Change) -> bool:
    return next_.start < one.end or next_.start == one.start


def _change_of(found: Diagnostic, reading: Reading) -> Change | None:
    """Make the change of a finding; None without an edit, or where it isn't one of this text."""
    edit = found.edit
    # A finding can be about another file too, such as a capture: that one is never touched.
    if edit is None or found.span is None or edit.span.file != reading.file:
        return None
    place, told = offsets_of(edit.span, reading.starts), offsets_of(found.span, reading.starts)
    if place is None or told is None or place[1] > len(reading.text):
        return None
    start, end = place
    old, text = reading.text[start:end], _with_ends_of(reading.text, edit.text)
    if old == text or (_is_of_form(found) and _words(old) != _words(text)):
        return None
    at = told[0] if found.span.file == reading.file else start
    return Change(start, end, text, at, old, found)


def _is_of_form(found: Diagnostic) -> bool:
    """Tell whether a finding is about how a text is typed, not what it says.

    An edit of such a finding sets marks and spaces, and never a letter: libyaml's errors look the
    same for several slips, and a wrong guess must not cost a word.
    """
    return RULE[found.rule].stage == "load" and found.rule != "duplicate-key"


def _words(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _with_ends_of(text: str, inserted: str) -> str:
    """Write the line ends of an edit as those of the file, where all of these are alike."""
    ends = set(re.findall("\r\n|\n|\r", text))
    if len(ends) != 1 or "\r" in inserted:
        return inserted
    return inserted.replace("\n", ends.pop())


def applied(text: str, changes: Sequence[Change]) -> str:
    """Put changes, which are in order and don't overlap, into the text that they were made for."""
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.start], change.text]
        at = change.end
    return "".join((*parts, text[at:]))


def moved(offset: int, changes: Iterable[Change]) -> int:
    """Find where a character of a text stands after some changes.

    One that was replaced is as far from the start of its change as it was, if that is as long. One
    before which something was inserted stands behind that.
    """
    by = 0
    for change in changes:
        if offset < change.start:
            break
        if offset < change.end:
            return change.start + by + min(offset - change.start, len(change.text))
        by += change.moves_by
    return offset + by


def after(change: Change, made: Sequence[Change]) -> Change:
    """Give a change as it is in the text in which others were made."""
    start = moved(change.start, made)
    return replace(
        change, start=start, end=start + change.end - change.start, at=moved(change.at, made)
    )


def made_in_place(changes: Sequence[Change]) -> list[Change]:
    """Give changes with the places of their new texts, in the text in which all were made."""
    by, made = 0, []
    for change in changes:
        start = change.start + by
        made.append(replace(change, start=start, end=start + len(change.text)))
        by += change.moves_by
    return made
