"""Write down the letters in which languages write dates, of those that the shipped fonts lack.

So that a check need not load Babel to say whether a font of the user's has them.
"""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

from babel import localedata
from babel.core import get_global

from briefgen.checks import glyphs
from briefgen.look.fonts import is_shipped
from briefgen.view.times import span_of_time
from briefgen.view.words import day, days, listed

DAYS = [date(2024, month, 1 + month) for month in range(1, 13)]
STRETCHES = (DAYS, DAYS[:2], [DAYS[0], date(2024, 1, 9)], [*DAYS, date(2025, 1, 1)])
# A language, or a language and a script.
LANGUAGE = re.compile(r"[a-z]+(?:_[A-Za-z]{4})?")
HOURS = ((1, 90), (9, 570), (13, 810), (11, 780))


def words(language: str) -> str:
    """What a page may print of a language: dates, stretches of days, times and lists."""
    found = [day(when, language, weekday=True).text for when in DAYS]
    found += [days(stretch, language) for stretch in STRETCHES]
    found += [span_of_time(time(hour), end, language) for hour, end in HOURS]
    return "".join([*found, listed("abc", language)])


def languages() -> set[str]:
    """The languages that Babel knows, under all their names, some with a script: `ha-arab`."""
    names = {*localedata.locale_identifiers(), *get_global("language_aliases")}
    return {name.replace("_", "-") for name in names if LANGUAGE.fullmatch(name)}


def table() -> str:
    """Of each language that needs more than the shipped fonts the letters that they lack.

    A language with its script has a line where it differs from the language without.
    """
    found = {name: "".join(sorted(filter(_is_lacking, set(words(name))))) for name in languages()}
    lines = {
        name.lower(): letters
        for name, letters in found.items()
        if letters != (found.get(name.partition("-")[0], "") if "-" in name else "")
    }
    return "".join(f"{name} {lines[name]}\n" for name in sorted(lines))


def _is_lacking(char: str) -> bool:
    return not is_shipped(char) and not char.isspace() and char not in glyphs.UNPRINTED


if __name__ == "__main__":
    path = Path(glyphs.__file__).with_name("letters.txt")
    path.write_text(table(), encoding="utf-8")
