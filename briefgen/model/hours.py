"""Count the minutes on the clocks of a place, also on days on which they change.

In those nights two times differ by more or less than the minutes that pass between them. `fold` is
that of PEP 495: of a time that comes twice, 0 is the first.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from briefgen.ground.records import record

# The first and the last year of Python's calendar are left out: in another zone their times can
# fall outside of the calendar, which raises OverflowError.
FIRST, LAST = date(2, 1, 1), date(9998, 12, 31)
MINUTE = timedelta(minutes=1)


@record
class Change:
    """A change of clocks from the time `before` to `after`: forward if it `skips`, else back.

    `first` and `second` are the two moments, in UTC, that the time which was asked about may mean.
    """

    skips: bool
    before: time
    after: time
    first: datetime
    second: datetime


@record
class Clocks:
    """The clocks of one zone on one day; without a zone or a day, they never change.

    Times are in minutes after the midnight that the day starts with, and may be on the day after.
    """

    day: date | None
    zone: str | None

    def later(self, start: int, minutes: int) -> int:
        """Tell the time that the clocks show so many minutes after they showed `start`."""
        if not self._known:
            return start + minutes
        # Added in UTC, where every minute passes once.
        end = (self._at(start).astimezone(UTC) + minutes * MINUTE).astimezone(self._zone)
        return (end.replace(tzinfo=None) - self._midnight) // MINUTE

    def passed(self, at: int, *, again: bool = False) -> int:
        """Count the minutes that have passed from midnight until the clocks show `at`.

        If they show that time twice, the first one is meant, or with `again` the second.
        """
        if not self._known:
            return at
        since = self._at(at, int(again)).astimezone(UTC) - self._at(0).astimezone(UTC)
        return since // MINUTE

    def lengths(self, start: int, end: int) -> frozenset[int]:
        """Count the minutes between two times: several numbers if one of them comes twice."""
        if not self._known:
            return frozenset({end - start})
        # Each of the two may come twice, which makes up to four lengths.
        starts, ends = ([self._at(at, fold) for fold in (0, 1)] for at in (start, end))
        return frozenset(
            (last.astimezone(UTC) - first.astimezone(UTC)) // MINUTE
            for first in starts
            for last in ends
        )

    def change_at(self, at: int) -> Change | None:
        """Find the change of clocks that leaves a time out, or repeats it; None without one."""
        if not self._known:
            return None
        # Only times that are left out or repeated have two offsets, one for each fold (PEP 495).
        first, second = self._at(at, 0), self._at(at, 1)
        by = (second.utcoffset() or timedelta()) - (first.utcoffset() or timedelta())
        if not by:
            return None
        # The time `abs(by)` earlier is surely neither left out nor repeated.
        steps = range(abs(by) // MINUTE + 1)

        def is_ordinary(step: int) -> bool:
            back = at - step
            return self._at(back, 0).utcoffset() == self._at(back, 1).utcoffset()

        since = bisect_left(steps, 1, key=is_ordinary) - 1
        edge = self._midnight + (at - since) * MINUTE
        before, after = (edge, edge + by) if by > timedelta() else (edge - by, edge)
        moments = first.astimezone(UTC), second.astimezone(UTC)
        return Change(by > timedelta(), before.time(), after.time(), *moments)

    @property
    def _known(self) -> bool:
        """Tell whether a zone can be asked about the day."""
        return self.zone is not None and self.day is not None and FIRST < self.day < LAST

    @property
    def _zone(self) -> tzinfo:
        from zoneinfo import ZoneInfo

        # `_known` is asked before: the fallback is for the type checker.
        return ZoneInfo(self.zone or "UTC")

    @property
    def _midnight(self) -> datetime:
        return datetime.combine(self.day or FIRST, time())

    def _at(self, minutes: int, fold: int = 0) -> datetime:
        """Make the moment of a time; of one that comes twice, the first or the second."""
        at = self._midnight + minutes * MINUTE
        return at.replace(tzinfo=self._zone, fold=fold)
