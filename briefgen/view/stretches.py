"""A stretch of days in one locale's own way: 13–14 May 2019, 2.–6. März 2019, 2019. május 1–2.

Apart, because CLDR's patterns for stretches can't be printed as they are: they shorten the months
that the date alone writes out, and in some locales they lose a month or a particle on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from itertools import pairwise

from babel import Locale
from babel.dates import DateTimeFormat, tokenize_pattern

# The fields of a date in CLDR's patterns (UTS 35, part 4); L is the month without its day.
FIELDS = {"y": "y", "u": "y", "M": "M", "L": "M", "d": "d"}
SKELETONS = ("yMMMMd", "yMMMd")
THIN, NARROW_NO_BREAK = "\u2009", "\u202f"


@dataclass(frozen=True)
class Pattern:
    """A date, or a part of one: its fields, each as wide as it is typed, and what stands between.

    `between` has a text more than there are fields: the first stands before the first of them.
    """

    typed: tuple[str, ...]
    between: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Pattern:
        """The pattern that CLDR writes as `d. MMMM y`."""
        typed, between = [], [""]
        for kind, value in tokenize_pattern(text):
            if kind == "field":
                typed.append(str(value[0]) * int(value[1]))
                between.append("")
            else:
                between[-1] += str(value)
        return cls(tuple(typed), tuple(between))

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Year, month and day as `y`, `M` and `d`, in their order; other fields by their letter."""
        return tuple(FIELDS.get(typed[0], typed[0]) for typed in self.typed)

    @cached_property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """Of each text in `between` the fields around it, empty at the start and at the end."""
        around = ("", *self.fields, "")
        return tuple(pairwise(around))

    def like(self, whole: Pattern, *, outside: tuple[str, str] | None = None) -> Pattern:
        """The same with fields as wide as in the whole date, and with its words between them.

        `outside` is the gap that belongs to the stretch, and not to the date: it stays.
        """
        wide = dict(zip(whole.fields, whole.typed, strict=True))
        told = zip(whole.gaps, whole.between, strict=True)
        words = {gap: text for gap, text in told if gap != outside}
        return Pattern(
            tuple(map(wide.get, self.fields, self.typed)),
            tuple(map(words.get, self.gaps, self.between)),
        )

    def text(self, when: date | time, locale: Locale) -> str:
        """A day in this pattern."""
        field = DateTimeFormat(when, locale)
        pairs = zip(self.typed, self.between[1:], strict=True)
        return self.between[0] + "".join(field[typed] + after for typed, after in pairs)


def stretch(first: date, last: date, locale: Locale) -> str:
    """The days from the first to the last, another one, as the locale writes them.

    In CLDR's pattern for the field in which they differ, with the months and the words of the date
    alone; else, and over the turn of a year, as two dates with the locale's own sign between them.
    """
    whole = whole_date(locale)
    pairs = _parts(first, last, whole, locale) if first.year == last.year else iter(())
    for start, end in pairs:
        return start.text(first, locale) + end.text(last, locale)
    return whole.text(first, locale) + sign(locale) + whole.text(last, locale)


def whole_date(locale: Locale) -> Pattern:
    """The pattern of a date alone, with the month written out."""
    return Pattern.of(str(locale.date_formats["long"].pattern))


def _parts(
    first: date, last: date, whole: Pattern, locale: Locale
) -> Iterator[tuple[Pattern, Pattern]]:
    """The patterns of the first and the last day that say all that they have to, the best first."""
    differing = "d" if first.month == last.month else "M"
    for skeleton in SKELETONS:
        parts = locale.interval_formats.get(skeleton, {}).get(differing, ())
        if len(parts) != 2:
            continue
        start, end = map(Pattern.of, parts)
        if _says_all(differing, start, end, whole):
            start = _ended(start.like(whole, outside=start.gaps[-1]), differing, whole, locale)
            end = end.like(whole, outside=end.gaps[0])
            yield start, end
    if differing == "d" and whole.fields[0] == "d":  # as all do that start with the day
        dot = "." if whole.between[1].startswith(".") else ""
        yield Pattern(whole.typed[:1], (whole.between[0], f"{dot}–")), _bare(whole)


def _says_all(differing: str, start: Pattern, end: Pattern, whole: Pattern) -> bool:
    """Whether both say what differs, and one of them the rest, in the order of the date alone."""
    twice = ("d",) if differing == "d" else ("M", "d")
    years = [part.fields[at] for part, at in ((start, 0), (end, -1)) if whole.fields[at] == "y"]
    return (
        sorted(start.fields + end.fields) == sorted(("y", "M", "d", *twice))
        and set(twice) <= set(start.fields) & set(end.fields)
        and all(_in_order(part.fields, whole.fields) for part in (start, end))
        and set(years) <= {"y"}
    )


def _in_order(fields: tuple[str, ...], order: tuple[str, ...]) -> bool:
    return fields == tuple(sorted(fields, key=order.index))


def _ended(start: Pattern, differing: str, whole: Pattern, locale: Locale) -> Pattern:
    """The first part of a stretch with the sign at its end as it is printed.

    English keeps to the signs of British typography everywhere. CLDR's thin spaces would let a
    line end between two days, and aren't needed between months.
    """
    last = start.between[-1]
    after = whole.between[whole.fields.index(start.fields[-1]) + 1]
    if locale.language == "en":
        last = "–" if differing == "d" else " – "
    elif last.startswith(".") and not after.startswith("."):
        last = last[1:]
    last = last.replace(THIN, NARROW_NO_BREAK if differing == "d" else " ")
    return Pattern(start.typed, (*start.between[:-1], last))


def sign(locale: Locale) -> str:
    """What stands between two whole dates: a dash, or a word."""
    between = str(locale.interval_formats.get(None) or "{0} – {1}")[3:-3]
    return " – " if between.strip(f"{THIN} ") in ("-", "–") else between


def _bare(whole: Pattern) -> Pattern:
    """The whole date without what stands before it."""
    return Pattern(whole.typed, ("", *whole.between[1:]))
