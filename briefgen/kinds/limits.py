"""Read the limits of a kind of paper: `pages: 3`, `bottom_line: 60 words`, `points: 6`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefgen.kinds.paper_kind import Limit

# What can be counted beside things of a list: words and lines in a check, pages in a build.
UNITS = ("words", "lines", "pages")
# The limits of the paper as a whole.
WHOLE = ("pages", "words")
# Longer limits are none.
MOST_WORDS = 6
MOST_DIGITS = 6
# Takes a limit away that the kind which is extended has.
NONE = "none"
EXAMPLE = "A limit is a number, and what is counted: `60 words`, `4 lines`, `2 pages`, or `6`."


def limits_of(typed: Mapping[str, Sequence[str]], base: Iterable[Limit]) -> tuple[Limit, ...]:
    """Make the limits of what is typed, on those of the kind that is extended."""
    found = {(each.part, each.unit): each for each in base}
    for key, values in typed.items():
        for value in values:
            if value == NONE:
                part = "" if key in WHOLE else key
                gone = [each for each in found if each[0] == part and key in (part, each[1])]
                for each in gone:
                    del found[each]
            elif limit := limit_of(key, value):
                found[limit.part, limit.unit] = limit
    return tuple(found.values())


def limit_of(key: str, value: str) -> Limit | None:
    """Read one limit; None where it can't be read."""
    number, *words = value.split()[:MOST_WORDS]
    if not (number.isascii() and number.isdigit() and 0 < int(number[:MOST_DIGITS]) == int(number)):
        return None
    most, unit = int(number), _unit("_".join(words))
    if key in WHOLE:
        return Limit("", most, key) if unit in ("", key) else None
    last = key.rpartition(".")[2]
    return Limit(key, most, "" if unit == _unit(last) else unit)


def _unit(word: str) -> str:
    """Give a unit in the plural, as it is kept: `word` and `Words` are words."""
    plain = word.lower().replace("-", "_")
    return plain if not plain or plain.endswith("s") else f"{plain}s"
