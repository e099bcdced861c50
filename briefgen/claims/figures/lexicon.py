"""Hold what is known of the numbers of a language: the words of its file in `languages/`.

A language is a file there, found by being there. Words stand with spaces between; `_` joins those
of a phrase. All are compared in small letters, but for those in the tables `magnitudes_glued` and
`units_exact`. Any table may be missing.

- `decimal` and `groups`: the separators; `[regions]` has both for territories that differ;
  `ambiguous` where both are used, and only the region tells; `capitals` where nouns have them;
- `[numbers]`: words by their value; `[ones]`: those that are figures only before a unit or the
  like; `[multipliers]`: those that multiply what is before them; `[halves]`: what adds a half
  (`behind`) or is one (`before`);
- `[joining]`: words inside a number (`between`), `articles` before one, `alone`: multipliers that
  are numbers by themselves; `compounds`, where numbers are one word; `scores`: tens to which up to
  19 can be added (soixante-dix);
- `[magnitudes]` behind digits, `[magnitudes_before]` before them; `[magnitudes_glued]` only where
  no blank is between, or with money;
- `[units]`, those of `units.toml` beside them; `connectors`: words between magnitude and unit;
  `per`: words before a second unit (£5 an hour);
  `declaring`: words before a magnitude that holds for a whole table (in thousands);
- `[hedges]` before a figure (`none`: what only looks like one) and `[hedges_behind]`; `[signs]`:
  words for minus, and for falling;
- `[multiples]`: words for so many times (twice), read in sources alone;
- `[ranges]`, `[shares]`, and `[anaphora]`: words with which a small number only points back;
- `[ordinals]`: what is joined to the digits of an ordinal by a hyphen (`words`) or without one
  (`glued`), and words behind one that make no ordinal of it (`fixed`: third countries);
  `ranking`: words before one that needs no noun (it ranks 35th);
  `[ordinal_numbers]`: ordinals in words, by their value;
- `[lengths]`: what makes one unit of time, or half of one, a length: `ones` before it, `halves`,
  `within` before those; words by which it is none: `moments` behind it (a day later), `rates`
  before it (once a day);
- `[labels]`: words before a number that only tells one thing from others (page 72).
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from briefgen.claims.figures.digits import Separators
from briefgen.claims.figures.tokens import Phrases
from briefgen.ground.regexes import regex
from briefgen.ground.tables import table_at

FOLDER = Path(__file__).parent / "languages"
UNITS = Path(__file__).parent / "units.toml"

# The names of units that no figure is typed with: a third, the 15th, page 72, three times as many.
SHARE, ORDINAL, LABEL, TIMES = "share", "ordinal", "#", "times"
PERCENT, PERMILLE = "percent", "permille"

Table = dict[str, Any]


# A tuple: to make a dataclass of so many fields takes a millisecond or two.
class Lexicon(NamedTuple):
    """Hold the words with which a language writes figures.

    `numbers` has the value of each word; `multipliers` those that multiply. `number` matches
    a number in words, None where the language has none here. `leads` and `tails` are the words
    directly before and behind a number that mean anything; they spare looking at all others.
    `beside` are all words of what can stand behind one.
    """

    separators: Separators
    numbers: dict[str, Decimal]
    ones: frozenset[str]
    multipliers: dict[str, Decimal]
    halves_behind: frozenset[str]
    halves_before: frozenset[str]
    alone: frozenset[str]
    articles: frozenset[str]
    between: frozenset[str]
    scores: frozenset[Decimal]
    doubtful: frozenset[str]
    approximate: frozenset[str]
    is_turned: bool
    number: re.Pattern[str] | None
    word: re.Pattern[str] | None
    magnitudes: Phrases[Decimal]
    magnitudes_before: Phrases[Decimal]
    glued: Phrases[Decimal]
    units: Phrases[str]
    before: Phrases[str]
    lengthwise: frozenset[str]
    tight: frozenset[str]
    multiples: dict[str, Decimal]
    multiple: re.Pattern[str] | None
    connectors: frozenset[str]
    per: frozenset[str]
    declaring: re.Pattern[str] | None
    hedges: Phrases[str]
    hedges_behind: Phrases[str]
    minus: frozenset[str]
    falling: re.Pattern[str] | None
    range_words: dict[str, frozenset[str]]
    parts: dict[str, int]
    part: re.Pattern[str] | None
    every: dict[str, int]
    every_word: re.Pattern[str] | None
    share_words: dict[str, frozenset[str]]
    anaphora: frozenset[str]
    ordinals: frozenset[str]
    ordinal: re.Pattern[str] | None
    ordinal_word: re.Pattern[str] | None
    ordinal_numbers: dict[str, Decimal]
    fixed: frozenset[str]
    ranking: frozenset[str]
    labels: frozenset[str]
    lone: re.Pattern[str] | None
    half_lengths: frozenset[str]
    within: frozenset[str]
    rates: frozenset[str]
    moments: frozenset[str]
    small: frozenset[str]
    spaceless: bool
    has_capitals: bool
    is_ambiguous: bool
    leads: frozenset[str]
    tails: frozenset[str]
    beside: frozenset[str]


def _list(data: Table, table: str, name: str = "words") -> list[str]:
    return str(data.get(table, {}).get(name, "")).split()


def _plain(data: Table, table: str, name: str = "words") -> frozenset[str]:
    return frozenset(word.replace("_", " ").lower() for word in _list(data, table, name))


def _values(data: Table, table: str) -> dict[str, Decimal]:
    return {
        word.replace("_", " ").lower(): Decimal(value)
        for value, words in data.get(table, {}).items()
        for word in words.split()
    }


def _phrases(data: Table, table: str) -> dict[str, list[str]]:
    return {value: words.split() for value, words in data.get(table, {}).items()}


def _magnitudes(data: Table, table: str) -> Phrases[Decimal]:
    found: Phrases[Decimal] = Phrases()
    phrases = {Decimal(value): each for value, each in _phrases(data, table).items()}
    found.add(phrases, exact=table.endswith("glued"))
    return found


def _either(words: set[str]) -> str:
    """Match any of some words, the longest first; a blank stands for one or a hyphen."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in longest)


def _whole_word(words: set[str]) -> re.Pattern[str] | None:
    return regex(rf"{_start_of(words)}(?!\w)") if words else None


def _start_of(words: set[str]) -> str:
    """Match any of some words at the start of a word.

    Their first letters stand first in the pattern: `re` skips what is none of them, which makes
    it twice as fast over a long text as a pattern that starts with a look behind.
    """
    ends = defaultdict(set)
    for word in words:
        ends[re.escape(word[0])].add(word[1:])
    rest = "|".join(f"(?<={first}){_group(ends[first])}" for first in sorted(ends))
    return rf"[{''.join(sorted(ends))}](?<!\w\w)(?:{rest})"


def _group(words: set[str]) -> str:
    return f"(?:{_either(words)})"


def _number(data: Table, words: set[str], behind: frozenset[str]) -> re.Pattern[str] | None:
    """Match a number in words; it may still be several numbers in a row."""
    if not words:
        return None
    joining = _either(set(_plain(data, "joining", "between")))
    blank = r"[\s\u00a0-]{0,3}"
    # Glued compounds such as achtundneunzig need no blank.
    must = "" if "compounds" in data.get("joining", {}) else r"(?<![^\W\d_])"
    between = rf"{blank}(?:(?:{joining})[\s\u00a0-]{{0,3}})?{must}" if joining else blank + must
    one = rf"(?:{_either(words | behind)})" + ("" if not must else r"(?![^\W\d_])")
    first = _start_of(words) + ("" if not must else r"(?![^\W\d_])")
    return regex(rf"{first}(?:{between}{one})*(?!\w)")


def _ordinal(data: Table) -> re.Pattern[str] | None:
    """Match 15th; 19-й is joined by a hyphen."""
    ends = {*_list(data, "ordinals", "glued"), *(f"-{end}" for end in _list(data, "ordinals"))}
    return regex(rf"\d(?<![\w.,/-]\d)\d{{0,2}}{_group(ends)}(?!\w)") if ends else None


def _lone(data: Table) -> re.Pattern[str] | None:
    """Match one unit of time, or half of one: a week, half an hour."""
    ones, halves = (_plain(data, "lengths", kind) for kind in ("ones", "halves"))
    units = [
        word
        for unit in common_units()["kinds"]["lengths"].split()
        for word in _phrases(data, "units").get(unit, ())
    ]
    if not (ones and units):
        return None
    lead = rf"(?P<lead>{_start_of({*ones, *halves})})"
    return regex(rf"{lead}[ \u00a0\n](?P<unit>{_either(set(units))})(?!\w)")


def _declaring(words: list[str], data: Table) -> re.Pattern[str] | None:
    """Match "in" directly before a magnitude: in thousands, in Mio. Euro."""
    magnitudes = {word for each in _phrases(data, "magnitudes").values() for word in each}
    if not words:
        return None
    return regex(rf"{_start_of(set(words))}\s(?={_group(magnitudes)}(?!\w))")


@cache
def common_units() -> Table:
    """Read the units that are written alike in all languages."""
    return table_at(UNITS)


@cache
def money() -> frozenset[str]:
    """List the units that are money."""
    named = common_units()["kinds"]["money"].split()
    return frozenset({*common_units()["before"], *common_units()["letters"], *named} - {"percent"})


@cache
def letters() -> frozenset[str]:
    """List the currencies in letters that may as well be a part of a code: the R of R4."""
    return frozenset(" ".join(common_units()["letters"].values()).split())


@cache
def times() -> frozenset[str]:
    """List the units of lengths of time."""
    return frozenset(common_units()["kinds"]["times"].split())


def made_of(data: Table, region: str = "") -> Lexicon:
    """Make the lexicon of a language from the tables of its file."""
    return Lexicon(**_numbers_of(data, region), **_phrases_of(data), **_beside_of(data))


def _numbers_of(data: Table, region: str) -> dict[str, Any]:
    """Make what numbers in digits and words are written with."""
    signs = data.get("regions", {}).get(region) or data.get("decimal", "") + data.get("groups", "")
    numbers, ones = _values(data, "numbers"), _values(data, "ones")
    multipliers = _values(data, "multipliers")
    halves = {kind: _plain(data, "halves", kind) for kind in ("behind", "before")}
    words = {*numbers, *ones, *multipliers, *halves["before"]}
    joining = {
        kind: _plain(data, "joining", kind)
        for kind in ("alone", "articles", "between", "doubtful", "approximate")
    }
    return {
        **joining,
        "separators": Separators(signs[:1], signs[1:]),
        "numbers": {**numbers, **ones, **dict.fromkeys(halves["before"], Decimal("0.5"))},
        "ones": frozenset(ones),
        "multipliers": multipliers,
        "halves_behind": halves["behind"],
        "halves_before": halves["before"],
        "scores": frozenset(map(Decimal, _list(data, "joining", "scores"))),
        "is_turned": "turned" in data.get("joining", {}),
        "number": _number(data, words, halves["behind"]),
        "word": regex(_either({*words, *halves["behind"], *joining["between"]})) if words else None,
        "multiples": _values(data, "multiples"),
        "multiple": _whole_word({*_values(data, "multiples")}),
        "spaceless": bool(data.get("spaceless")),
        "has_capitals": bool(data.get("capitals")),
        "is_ambiguous": bool(data.get("ambiguous")) and not region,
    }


def _phrases_of(data: Table) -> dict[str, Any]:
    """Make the magnitudes, units and hedges, and the words at which any of them may be found."""
    magnitudes, magnitudes_before, glued = (
        _magnitudes(data, f"magnitudes{kind}") for kind in ("", "_before", "_glued")
    )
    units: Phrases[str] = Phrases()
    units.add(_phrases(common_units(), "behind"), exact=True)
    units.add(_phrases(data, "units_exact"), exact=True)
    units.add(_phrases(data, "units"))
    before: Phrases[str] = Phrases()
    before.add(_phrases(common_units(), "before"), exact=True)
    before.add(_phrases(common_units(), "letters"), exact=True)
    before.add(_phrases(data, "units_before"))
    hedges: Phrases[str] = Phrases()
    hedges.add(_phrases(data, "hedges"))
    behind: Phrases[str] = Phrases()
    behind.add(_phrases(data, "hedges_behind"))
    connectors = _plain(data, "units_between", "connectors")
    leads = {*before.lasts, *hedges.lasts, *magnitudes_before.lasts}
    leads |= _plain(data, "signs", "minus") | _plain(data, "joining", "articles")
    leads |= _plain(data, "ranges", "between") | _plain(data, "ranges", "from")
    leads |= _plain(data, "labels")
    return {
        "magnitudes": magnitudes,
        "magnitudes_before": magnitudes_before,
        "glued": glued,
        "units": units,
        "before": before,
        "hedges": hedges,
        "hedges_behind": behind,
        "connectors": connectors,
        "leads": frozenset(leads),
        "tails": frozenset({*magnitudes.firsts, *glued.firsts, *units.firsts, *behind.firsts}),
        "beside": connectors | magnitudes.tokens | glued.tokens | units.tokens | behind.tokens,
    }


def _beside_of(data: Table) -> dict[str, Any]:
    """Make the words beside a number that say what it is, and those of shares and ordinals."""
    shares = data.get("shares", {})
    parts = {word: int(part) for word, part in _values(shares, "parts").items()}
    every = {word: int(part) for word, part in _values(shares, "every").items()}
    ordinal_numbers = _values(data, "ordinal_numbers")
    return {
        **{kind: _plain(data, "units_between", kind) for kind in ("tight", "lengthwise", "per")},
        **{kind: _plain(data, "lengths", kind) for kind in ("within", "rates", "moments")},
        **{kind: _plain(data, "ordinals", kind) for kind in ("fixed", "ranking")},
        **{kind: _plain(data, kind) for kind in ("labels", "ordinals", "anaphora", "small")},
        "half_lengths": _plain(data, "lengths", "halves"),
        "declaring": _declaring(_list(data, "units_between", "declaring"), data),
        "minus": _plain(data, "signs", "minus"),
        "falling": _whole_word(set(_plain(data, "signs", "falling"))),
        "range_words": {
            kind: _plain(data, "ranges", kind) for kind in ("between", "and", "from", "to", "list")
        },
        "parts": parts,
        "part": _whole_word(set(parts)),
        "every": every,
        "every_word": _whole_word(set(every)),
        "share_words": {
            kind: _plain(data, "shares", kind)
            for kind in ("in", "behind", "one", "whole", "not_after", "of")
        },
        "lone": _lone(data),
        "ordinal": _ordinal(data),
        "ordinal_word": _whole_word(set(ordinal_numbers)),
        "ordinal_numbers": ordinal_numbers,
    }


def _file(language: str) -> Path | None:
    code = re.split("[-_]", language)[0]
    file = FOLDER / f"{code.lower()}.toml"
    # A tag comes from a brief: only one of plain letters names a file.
    return file if code.isalpha() and code.isascii() and file.is_file() else None


def is_known(language: str) -> bool:
    """Tell whether the numbers of a language are known in words, by its tag."""
    return _file(language) is not None


@cache
def lexicon_of(language: str) -> Lexicon:
    """Make the lexicon of a language, by its tag; that of one without a file is Babel's."""
    if file := _file(language):
        parts = re.split("[-_]", language)[1:]
        regions = (part.upper() for part in parts if re.fullmatch("[A-Za-z]{2}|[0-9]{3}", part))
        return made_of(table_at(file), next(regions, ""))
    from briefgen.claims.figures.elsewhere import table_of

    return made_of(table_of(language))
