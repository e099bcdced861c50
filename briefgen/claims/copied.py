"""Read the dates, figures and names of a capture, once for all sentences that cite it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import attrgetter

from briefgen.claims import dates, figures
from briefgen.claims.divided import joined
from briefgen.claims.mention import Agreement, Clock, Day, Figure, Mention, Value
from briefgen.claims.spoken import language_of
from briefgen.claims.tables import Heading, headings_in, is_in_table, scale_at
from briefgen.ground.records import record

# How far from a typed figure one may be that agrees with it, as a share of it, where words such as
# "about" or "more than" stand before it. And how many figures on each side of it are looked at.
HEDGED, MOST_NEAR = Decimal("0.5"), 2000

# What a figure may have been multiplied by in a word that isn't known: 1.5 मिलियन.
UNREAD = tuple(Decimal(10) ** zeros for zeros in (0, 3, 6, 9, 12))

# A value with all its places in a text, in order, and how it agrees with a typed one.
Agreeing = tuple[Agreement, Sequence[tuple[int, int]]]


@record
class Copied:
    """The figures, dates and times of a text, by their values.

    `language` is what it was read in. `mentions` are all of them in order.
    """

    text: str
    language: str
    mentions: tuple[Mention, ...]
    _known: dict[Figure | Day | Clock, tuple[Agreeing, ...]] = field(default_factory=dict)
    # Each is the only one of its kind; comparing all that they hold would take long.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @cached_property
    def _places(self) -> dict[Value, list[tuple[int, int]]]:
        found: dict[Value, list[tuple[int, int]]] = defaultdict(list)
        for each in self.mentions:
            found[each.value].append((each.start, each.end))
        return found

    @cached_property
    def _sorted(self) -> tuple[list[Decimal], list[Figure]]:
        """The figures by their size, a range by both of its ends."""
        ends = [
            (end, each)
            for each in self._places
            if isinstance(each, Figure)
            for end in {each.value, each.value if each.high is None else each.high}
        ]
        ends.sort(key=lambda end: end[0])
        return [end for end, _ in ends], [each for _, each in ends]

    @cached_property
    def has_weekdays(self) -> bool:
        """Whether any day of the week is named."""
        days = (each for each in self._places if isinstance(each, Day))
        return any(each.weekday is not None for each in days)

    @cached_property
    def _clocks(self) -> Sequence[Clock]:
        return [each for each in self._places if isinstance(each, Clock)]

    @cached_property
    def _by_part(self) -> dict[dates.Key, list[Day]]:
        """The dates by their parts: the keys of those that may agree with a typed one."""
        found: dict[dates.Key, list[Day]] = defaultdict(list)
        for each in self._places:
            if isinstance(each, Day):
                for key in dates.read_keys(each):
                    found[key].append(each)
        return found

    def can_tell(self, typed: Figure | Day | Clock, *, is_other: bool) -> bool:
        """Tell whether it means anything that the text lacks a value; `is_other` if it has another.

        What may be in words of a language that isn't known is missed only where it has another.
        """
        if isinstance(typed, Figure):
            return is_other or figures.can_tell(typed, self.language)
        is_month = isinstance(typed, Day) and typed.month is not None and typed.day is None
        return (is_other and is_month) or dates.can_tell(typed, self.language)

    def agreeing(self, typed: Figure | Day | Clock) -> tuple[Agreeing, ...]:
        """Find the values that agree with a typed one, the same before those it is rounded from."""
        if typed not in self._known:
            found = sorted(self._agreeing(typed), key=lambda each: each[0])
            self._known[typed] = tuple(found)
        return self._known[typed]

    def _agreeing(self, typed: Figure | Day | Clock) -> Iterator[Agreeing]:
        if isinstance(typed, Figure):
            yield from self._agreeing_figures(typed)
            if typed.high is None and not typed.unit:
                # A year may be read as a figure here and as a date there.
                yield from self._same(Day(int(typed.value)) if typed.value % 1 == 0 else typed)
            return
        if isinstance(typed, Day) and typed.year and not typed.month and not typed.part:
            for counts in (False, True):
                yield from self._same(Figure(Decimal(typed.year), Decimal(1), counts=counts))
        near = self._dates_near(typed) if isinstance(typed, Day) else self._clocks
        for each in near:
            if agrees := dates.agreement(typed, each):
                yield agrees, self._places[each]

    def _dates_near(self, typed: Day) -> Sequence[Day]:
        near = (each for key in dates.typed_keys(typed) for each in self._by_part.get(key, ()))
        return list(dict.fromkeys(near))

    def _same(self, value: Figure | Day) -> Iterator[Agreeing]:
        if value in self._places:
            yield "found", self._places[value]

    def _agreeing_figures(self, typed: Figure) -> Iterator[Agreeing]:
        # The same value first: most are there, and in a long report many others lie near it.
        for is_near in (False, True):
            found = list(self._figures_near(typed, is_near=is_near))
            yield from found
            if any(agrees == "found" for agrees, _ in found):
                return
            if is_near and not found:
                yield from self._in_tables(typed)
                yield from self._by_digits(typed)

    def _by_digits(self, typed: Figure) -> Iterator[Agreeing]:
        """Find the digits of a figure in a language whose units and magnitudes nobody knows."""
        if figures.is_known(self.language):
            return
        bare = figures.digits_alone(typed)
        for scale in (scale for scale in UNREAD if scale == 1 or typed.step >= scale / 1000):
            scaled = replace(bare, value=bare.value / scale, step=bare.step / scale)
            for each in self._near(scaled, is_near=True):
                if agrees := figures.agreement(scaled, figures.digits_alone(each)):
                    yield agrees, self._places[each]

    @cached_property
    def _headings(self) -> list[Heading]:
        return headings_in(self.text, self.language)

    def _in_tables(self, typed: Figure) -> Iterator[Agreeing]:
        """Find numbers without a unit in tables whose heading says what they are."""
        for scale in {each.scale for each in self._headings}:
            bare = replace(
                typed, value=typed.value / scale, step=typed.step / scale, unit="", counts=False
            )
            for each in self._near(bare, is_near=True):
                # One with a magnitude of its own isn't multiplied again.
                if each.unit or each.step > 1:
                    continue
                # The zeros that the heading adds don't make 312,000 more exact than 312.
                is_same = (each.value, each.high) == (bare.value, bare.high)
                agrees = (
                    "found" if is_same else figures.agreement(bare, replace(each, counts=False))
                )
                places = [
                    (start, end)
                    for start, end in self._places[each][:MOST_NEAR]
                    if agrees
                    and scale_at(self._headings, start, scale, typed.unit)
                    and is_in_table(self.text, start, end)
                ]
                if agrees and places:
                    yield agrees, places

    def _figures_near(self, typed: Figure, *, is_near: bool) -> Iterator[Agreeing]:
        """Find the figures of a value, or else near it, that agree with a typed one."""
        for each in self._near(typed, is_near=is_near):
            if agrees := figures.agreement(typed, each):
                yield agrees, self._places[each]

    def _near(self, typed: Figure, *, is_near: bool) -> Iterator[Figure]:
        values, read = self._sorted
        near: set[int] = set()
        for end in _ends(typed):
            reach = _reach(end, typed) if is_near else Decimal(0)
            middle = bisect_left(values, end)
            most = min(len(values), middle + MOST_NEAR)
            first = bisect_left(values, end - reach, max(0, middle - MOST_NEAR))
            near.update(range(first, bisect_right(values, end + 2 * reach, first, most)))
        return (read[number] for number in sorted(near))

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """List what is mentioned in a stretch of the text."""
        first = bisect_left(self.mentions, start, key=lambda each: each.start)
        last = bisect_left(self.mentions, end, key=lambda each: each.start)
        return self.mentions[first:last]


def _ends(typed: Figure) -> Iterator[Decimal]:
    """List the values at which a figure may stand; a share may be typed as a part of one."""
    for end in (typed.value, typed.value if typed.high is None else typed.high):
        yield end
        if typed.unit == "percent":
            yield end / 100
        elif abs(end) <= 1:
            yield end * 100


def _reach(end: Decimal, typed: Figure) -> Decimal:
    """Tell how far from a typed value one may be that it is rounded from."""
    if typed.hedge:
        return max(abs(end) * HEDGED, typed.step)
    # 5,000 may be rounded to thousands, however it is typed.
    zeros = end.normalize().as_tuple().exponent
    return max(typed.step, Decimal(1).scaleb(zeros) if isinstance(zeros, int) else typed.step)


@lru_cache(maxsize=32)
def copied(text: str, language: str, about: date | None) -> Copied:
    """Read a text. `about` is its date, if known; `language` is that of the brief.

    A text in another language is read in that, if its words tell.
    """
    return read_in(text, language_of(text, language), about)


def read_in(text: str, language: str, about: date | None) -> Copied:
    """Read a text in a language. `about` is its date, if known."""
    read = joined(text)
    days = dates.dates_in(read, language, about, is_source=True)
    # A bare 2019 or 14.30 may be a number instead.
    sure = (each for each in days if isinstance(each.value, Day | Clock) and each.value.sure)
    taken = [(each.start, each.end) for each in sure]
    found = [*days, *figures.figures_in(read, language, taken, is_source=True)]
    return Copied(text, language, tuple(sorted(found, key=attrgetter("start", "end"))))
