"""Mend a text: make its certain edits, read it again, and go on until none is left.

Each round is verified. An edit that doesn't take its finding away, or brings another fault, is
taken back, and the finding stays to be told.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import field

from briefgen.builds.fixing.changes import Change, Moves, applied, changes_of
from briefgen.builds.fixing.judging import is_mended
from briefgen.builds.fixing.reading import Read, Reading
from briefgen.ground.errors import BriefgenError
from briefgen.ground.positions import line_and_column
from briefgen.ground.records import mutable, record

# Of faults of YAML, each hides the next, and takes a round of its own.
MOST_ROUNDS = 200
# Of the processor's time. A brief has a few rounds, which take a fraction of a second each.
MOST_SECONDS = 60


@record
class Mend:
    """One edit that was made: the rule of its finding, its place, the old text and the new one.

    Line and column, from 1, are those of the new text in the mended file. The old text is empty
    where something was inserted.
    """

    rule: str
    line: int
    column: int
    old: str
    new: str


@record
class Mended:
    """A text after all certain edits, what is found in it then, and the edits in its order."""

    reading: Reading
    mends: tuple[Mend, ...]


def mended(reading: Reading, read: Read) -> Mended:
    """Make the certain edits of a text, and those of which the need is only seen afterwards."""
    mending = _Mending(reading, read, time.process_time() + MOST_SECONDS)
    for _ in range(MOST_ROUNDS):
        wanted = changes_of(mending.reading, mending.refuses)
        if not wanted or mending.is_late:
            break
        mending.make(wanted)
    return Mended(mending.reading, tuple(mending.mends()))


@mutable
class _Mending:
    """A text while it is mended: what is found in it now, and the changes made so far.

    `made` has their places in the text as it is now. `refused` has those that were taken back, by
    what stays the same of them while other parts of the text change. `seen` has the texts that were
    there before: edits that undo each other would never end.
    """

    reading: Reading
    read: Read
    until: float
    made: list[Change] = field(default_factory=list)
    refused: set[object] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    @property
    def is_late(self) -> bool:
        """Whether this takes so long that what isn't mended yet is left for another call."""
        return time.process_time() > self.until

    def make(self, changes: Sequence[Change]) -> list[bool]:
        """Make as many of some changes as do what they should, and tell of each whether it did."""
        if not changes or self.is_late:
            return [False] * len(changes)
        if self._is_made(changes):
            return [True] * len(changes)
        if len(changes) == 1:
            self.refused.add(self._key(changes[0]))
            return [False]
        half = len(changes) // 2
        done = self.make(changes[:half])
        taken = [each for each, is_done in zip(changes, done, strict=False) if is_done]
        return done + self.make([Moves(taken).moved(each) for each in changes[half:]])

    def _is_made(self, changes: Sequence[Change]) -> bool:
        """Make changes all together if that does what it should, and tell whether it did."""
        text = applied(self.reading.text, changes)
        if text in self.seen:
            return False
        try:
            found = self.read(text)
        except BriefgenError:  # such as a text whose check takes longer than it may
            return False
        if not is_mended(self.reading, found, changes):
            return False
        self.seen.add(self.reading.text)
        moves = Moves(changes)
        self.reading, self.made = found, [*map(moves.moved, self.made), *moves.made()]
        return True

    def refuses(self, change: Change) -> bool:
        """Tell whether a change was taken back before."""
        return self._key(change) in self.refused

    def _key(self, change: Change) -> object:
        line, _ = line_and_column(change.start, self.reading.starts)
        before = self.reading.text[self.reading.starts[line - 1] : change.start]
        return (change.found.rule, change.found.message, change.old, change.text, before)

    def mends(self) -> Iterator[Mend]:
        """Describe the changes that were made, in the order of the text."""
        for change in sorted(self.made, key=lambda each: each.start):
            line, column = line_and_column(change.start, self.reading.starts)
            yield Mend(change.found.rule, line, column, change.old, change.text)
