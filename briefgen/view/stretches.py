"""Writes a range of days as a locale does: 13–14 May 2019, 2.–6. März 2019, 2019. május 1–2.

CLDR's patterns for ranges can't be printed as they are. They abbreviate months that the locale
writes out in a single date, and in some locales a month or a particle is missing.

`babel.dates.format_interval` prints them as they are, so it isn't used. Asked for `yMMMMd`, it
takes the pattern of `yMMMd` if there is no other, but doesn't widen the month, as UTS 35 demands
(part 4, section 2.6.3): 30 May – 2 Jun 2019. If it falls back to two dates, it takes those of
medium width. Its text differs from what the tests ask for in six of ten locales within a month, and
in nine of ten over the end of a month. So this module takes only the patterns from CLDR, as Babel
reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from functools import cached_property
from itertools import pairwise

from babel import Locale
from babel.dates import DateTimeFormat, tokenize_pattern

from briefgen.ground.records import record

# The letters for a date's fields in CLDR's patterns (UTS 35, part 4), and the field of each: `L` is
# the month in the form that it has without a day, `u` the year counted on before year 1.
FIELDS = {"y": "y", "u": "y", "M": "M", "L": "M", "d": "d"}
# The keys of CLDR's patterns for ranges of days, the better first: the month in full, abbreviated.
SKELETONS = ("yMMMMd", "yMMMd")
THIN, NARROW_NO_BREAK = "\u2009", "\u202f"


@record
class Pattern:
    """The pattern of a date, a time, or a part of one: its fields and the texts around them.

    `typed` holds the fields as CLDR writes them, such as `MMMM`, in which the number of letters is
    the width. `between` has one text more: before the first field, between fields, after the last.
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
        """The fields in their order: `y`, `M` and `d` for a date, others by CLDR's letter."""
        return tuple(FIELDS.get(typed[0], typed[0]) for typed in self.typed)

    @cached_property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """The two fields around each text in `between`; an empty one at the start and the end."""
        around = ("", *self.fields, "")
        return tuple(pairwise(around))

    def like(self, whole: Pattern, *, outside: tuple[str, str] | None = None) -> Pattern:
        """Make this pattern with the widths of a whole date's fields, and the texts between them.

        The text at the gap `outside` stays as it is: there a range has a sign that a date lacks.
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


def stretch(first: date, last: date, locale: Locale, *, short: bool = False) -> str:
    """Write the range from one day to another as the locale does.

    Within a year, CLDR's pattern for the field that differs is used, with the months and words of a
    whole date. Over the turn of a year, and if no pattern says everything, two whole dates are
    written, with the locale's sign between them. A `short` one has abbreviated months.
    """
    whole = whole_date(locale, short=short)
    pairs = _parts(first, last, whole, locale) if first.year == last.year else iter(())
    for start, end in pairs:
        return start.text(first, locale) + end.text(last, locale)
    return whole.text(first, locale) + sign(locale) + whole.text(last, locale)


def whole_date(locale: Locale, *, short: bool = False) -> Pattern:
    """Read the locale's pattern of a single date, with the month written out unless it is short."""
    pattern = locale.datetime_skeletons["yMMMd"] if short else locale.date_formats["long"]
    return Pattern.of(str(pattern.pattern))


def _parts(
    first: date, last: date, whole: Pattern, locale: Locale
) -> Iterator[tuple[Pattern, Pattern]]:
    """Yield usable pairs of patterns, for the first and the last day, the best first."""
    differing = "d" if first.month == last.month else "M"
    for skeleton in SKELETONS:
        parts = locale.interval_formats.get(skeleton, {}).get(differing, ())
        if len(parts) != 2:
            continue
        start, end = map(Pattern.of, parts)
        if _says_all(differing, start, end, whole):
            start = _with_printed_sign(
                start.like(whole, outside=start.gaps[-1]), differing, whole, locale
            )
            end = end.like(whole, outside=end.gaps[0])
            yield start, end
    # In some locales CLDR has no usable pattern for two days of one month. All other locales whose
    # dates start with the day agree on: the first day, a dash, the whole date.
    if differing == "d" and whole.fields[0] == "d":
        dot = "." if whole.between[1].startswith(".") else ""
        yield (
            Pattern(whole.typed[:1], (whole.between[0], f"{dot}–")),
            Pattern(whole.typed, ("", *whole.between[1:])),
        )


def _says_all(differing: str, start: Pattern, end: Pattern, whole: Pattern) -> bool:
    """Tell whether two patterns say everything, in the order of a whole date.

    Both have to have the field in which the days differ, and one of them all other fields. Some
    locales' patterns leave the month out of both, or have the fields in another order than their
    whole date.
    """
    twice = ("d",) if differing == "d" else ("M", "d")
    # Where the whole date begins or ends with the year, the range has to do so, too.
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


def _with_printed_sign(start: Pattern, differing: str, whole: Pattern, locale: Locale) -> Pattern:
    """Make the first half of a range, with the sign at its end as it is printed.

    English always has the signs of British typography. CLDR has thin spaces around many signs: a
    line could end there between two days, and between months an ordinary space is right.
    """
    last = start.between[-1]
    after = whole.between[whole.fields.index(start.fields[-1]) + 1]
    if locale.language == "en":
        last = "–" if differing == "d" else " – "
    # CLDR's pattern is for months as numbers, `1.–2. 3.`. Before a month in words, some languages
    # write no point after the day.
    elif last.startswith(".") and not after.startswith("."):
        last = last[1:]
    last = last.replace(THIN, NARROW_NO_BREAK if differing == "d" else " ")
    return Pattern(start.typed, (*start.between[:-1], last))


def sign(locale: Locale) -> str:
    """Find what the locale puts between two whole dates: a dash, or a word."""
    # CLDR's pattern is `{0} – {1}`; the text between the two is taken.
    between = str(locale.interval_formats.get(None) or "{0} – {1}")[3:-3]
    return " – " if between.strip(f"{THIN} ") in ("-", "–") else between
