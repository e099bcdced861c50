"""Choose the edits of findings that can be made together, and put them into a text.

Nothing but the edited stretches changes: whatever else stands in the text stays as it was typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from briefgen.builds.fixing.reading import STAGES, Reading
from briefgen.ground.decode import LINE_END
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.positions import offsets_of
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.rules import RULE

SEVERAL = frozenset(",;/&")
# Numbers that were typed as the dashes of a list, and the first and last line of a pasted block.
MARK = regex(r"(?:^|(?<=\r))[ \t]*(?:\d{1,2}[.)](?=\s|\Z)|```\w*[ \t]*(?=[\r\n]|\Z))", re.MULTILINE)


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


def changes_of(
    reading: Reading, refuses: Callable[[Change], bool] = lambda _: False
) -> list[Change]:
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
    left = [each for each in sure if not refuses(each)]
    first = min(map(_stage, left), default=0)
    chosen: list[Change] = []
    for change in sorted(left, key=lambda each: each.start):
        if _stage(change) == first and not (chosen and _touch(chosen[-1], change)):
            chosen.append(change)
    return chosen


def _stage(change: Change) -> int:
    return STAGES.index(RULE[change.found.rule].stage)


def _touch(one: Change, next_: Change) -> bool:
    return next_.start < one.end or next_.start == one.start


def _change_of(found: Diagnostic, reading: Reading) -> Change | None:
    """Make the change of a finding; None without an edit, or where it isn't one of this text."""
    edit = found.edit
    # A finding can be about another file too, such as a capture: that one is never touched.
    if edit is None or edit.span.file != reading.file:
        return None
    place = offsets_of(edit.span, reading.starts)
    if place is None or place[1] > len(reading.text):
        return None
    start, end = place
    old, text = reading.text[start:end], _with_ends_of(reading.text, edit.text)
    if old == text or (_is_of_form(found, old) and _words(old) != _words(text)):
        return None
    at = reading.offset_of(found)
    return Change(start, end, text, start if at is None else at, old, found)


def _is_of_form(found: Diagnostic, old: str) -> bool:
    """Tell whether a finding is about how a text is typed, or several ids, not what it says.

    An edit of such a finding sets marks and spaces, and never a letter: libyaml's errors look the
    same for several slips, and a wrong guess must not cost a word, nor one of two ids.
    """
    is_load = RULE[found.rule].stage == "load" and found.rule != "duplicate-key"
    return is_load or (found.rule == "bad-id" and not SEVERAL.isdisjoint(old))


def _words(text: str) -> str:
    """Keep the letters and digits of a text, without those that stand for a mark."""
    return "".join(char for char in MARK.sub("", text).casefold() if char.isalnum())


def _with_ends_of(text: str, inserted: str) -> str:
    """Write the line ends of an edit as those of the file, where all of these are alike."""
    ends = set(LINE_END.findall(text))
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


class Moves:
    """Finds where a character of a text stands after some changes, which are in order."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._changes = changes
        self._starts = [change.start for change in changes]
        self._by = list(accumulate((change.moves_by for change in changes), initial=0))

    def __call__(self, offset: int) -> int:
        """Find the new offset of the character at an offset.

        One that was replaced is as far from the start of its change as it was, if that is as long.
        One before which something was inserted stands behind that.
        """
        at = bisect_right(self._starts, offset)
        change = self._changes[at - 1] if at else None
        if change and offset < change.end:
            inside = min(offset - change.start, len(change.text))
            return change.start + self._by[at - 1] + inside
        return offset + self._by[at]

    def places(self, offset: int) -> set[int]:
        """Find where something stands that may be before or behind what was inserted there."""
        behind, at = self(offset), bisect_right(self._starts, offset)
        change = self._changes[at - 1] if at else None
        is_inserted = change and change.start == change.end == offset
        return {behind, behind - len(change.text)} if change and is_inserted else {behind}

    def moved(self, change: Change) -> Change:
        """Give another change as it is in the text in which these were made."""
        start = self(change.start)
        end = start + change.end - change.start
        return replace(change, start=start, end=end, at=self(change.at))

    def made(self) -> list[Change]:
        """Give the changes with the places of their new texts, in the text in which all stand."""
        return [
            replace(each, start=each.start + by, end=each.start + by + len(each.text))
            for each, by in zip(self._changes, self._by, strict=False)
        ]
