"""A stretch of days in one locale's own way: 13–14 May 2019, 2.–6. März 2019, 2019. május 1–2.

Apart, because CLDR's patterns for stretches can't be printed as they are: they shorten the months
that the date alone writes out, and in some locales they lose a month or a particle on the way.

`babel.dates.format_interval` prints them as they are. Asked for `yMMMMd`, it takes the pattern of
`yMMMd` where there is no other, but doesn't widen the month, which UTS 35 asks for (part 4, section
2.6.3): 30 May – 2 Jun 2019. Where it falls back to two dates, it takes those of medium width. Its
text differs from what the tests ask for in six of ten locales within a month, in nine of ten over
the end of one. So only the patterns are CLDR's, as Babel reads them.
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
    """A date, or a part of one: its fields, each in its width, and the texts around them.

    `between` has one text more than there are fields: the first stands before the first field.
    """

    typed: tuple[str, ...]
    between: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Pattern:
        """Read a pattern as CLDR writes it: `d. MMMM y`."""
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
        """Name the fields in their order: `y`, `M` and `d`, and others by CLDR's letter."""
        return tuple(FIELDS.get(typed[0], typed[0]) for typed in self.typed)

    @cached_property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """Name for each text in `between` the fields around it, empty at the start and the end."""
        around = ("", *self.fields, "")
        return tuple(pairwise(around))

    def like(self, whole: Pattern, *, outside: tuple[str, str] | None = None) -> Pattern:
        """Give the fields the widths that they have in the whole date, and its words between them.

        `outside` is a gap that stays as it is: it is the stretch's own, and the date has none.
        """
        wide = dict(zip(whole.fields, whole.typed, strict=True))
        told = zip(whole.gaps, whole.between, strict=True)
        words = {gap: text for gap, text in told if gap != outside}
        return Pattern(
            tuple(map(wide.get, self.fields, self.typed)),
            tuple(map(words.get, self.gaps, self.between)),
        )

    def text(self, when: date | time, locale: Locale) -> str:
        """Write a day or a time in this pattern."""
        field = DateTimeFormat(when, locale)
        pairs = zip(self.typed, self.between[1:], strict=True)
        return self.between[0] + "".join(field[typed] + after for typed, after in pairs)


def stretch(first: date, last: date, locale: Locale) -> str:
    """Write the days from one to another as the locale does.

    Within a year, CLDR's pattern for the field in which they differ is used, with the months and
    the words of the date alone. Where there is none that says all, and over the turn of a year,
    there are two whole dates with the locale's own sign between them.
    """
    whole = whole_date(locale)
    pairs = _parts(first, last, whole, locale) if first.year == last.year else iter(())
    for start, end in pairs:
        return start.text(first, locale) + end.text(last, locale)
    return whole.text(first, locale) + sign(locale) + whole.text(last, locale)


def whole_date(locale: Locale) -> Pattern:
    """Read the locale's pattern of a date alone, with the month written out."""
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
    # CLDR has no usable pattern for days of one month in some locales. Where a date starts with the
    # day, all others agree: the first day, a dash, the whole date.
    if differing == "d" and whole.fields[0] == "d":
        dot = "." if whole.between[1].startswith(".") else ""
        yield (
            Pattern(whole.typed[:1], (whole.between[0], f"{dot}–")),
            Pattern(whole.typed, ("", *whole.between[1:])),
        )


def _says_all(differing: str, start: Pattern, end: Pattern, whole: Pattern) -> bool:
    """Whether both say what differs, and one of them the rest, in the order of the date alone.

    Some locales' patterns leave the month out of both, or print the year's in another order.
    """
    twice = ("d",) if differing == "d" else ("M", "d")
    years = [part.fields[at] for part, at in ((start, 0), (end, -1)) if whole.fields[at] == "y"]
    return (
        sorted(start.fields + end.fields) == sorted(("y", "M", "d", *twice))
        and set(twice) <= set(start.fields) & set(end.fields)
        and all(
            list(each.fields) == [f for f in whole.fields if f in each.fields]
            for each in (start, end)
        )
        and set(years) <= {"y"}
    )


def _ended(start: Pattern, differing: str, whole: Pattern, locale: Locale) -> Pattern:
    """The first part of a stretch with the sign at its end as it is printed.

    English keeps to the signs of British typography everywhere. CLDR's thin spaces would let a
    line end between two days, and aren't needed between months.
    """
    last = start.between[-1]
    after = whole.between[whole.fields.index(start.fields[-1]) + 1]
    if locale.language == "en":
        last = "–" if differing == "d" else " – "
    # CLDR writes `1.–2. 3.` for numbers; a month in words may take no point behind the day.
    elif last.startswith(".") and not after.startswith("."):
        last = last[1:]
    last = last.replace(THIN, NARROW_NO_BREAK if differing == "d" else " ")
    return Pattern(start.typed, (*start.between[:-1], last))


def sign(locale: Locale) -> str:
    """Find what stands between two whole dates: a dash, or a word."""
    between = str(locale.interval_formats.get(None) or "{0} – {1}")[3:-3]
    return " – " if between.strip(f"{THIN} ") in ("-", "–") else between
