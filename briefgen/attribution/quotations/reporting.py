"""Make the patterns, by language, for words that report or deny what somebody said.

They come from the table `[reporting]` in the file of a language in `lexicons/`. Its verbs are other
lists than those by which speakers are found: here a form counts even if it is a noun too, such as
`claims` and `reports`, because only phrases like `they claim` are looked for. The lists:

- `verbs`: forms of verbs of speech; `small`: what may stand beside one within its clause;
- `bare`: verbs that need no `that` before what was said: he said the talks had failed;
- `that`: words between a verb and what was said; `according`: words that report without a verb;
- `first`: words by which somebody speaks of themselves; `speakers`: pronouns for somebody else;
- `claimants`: people whose words a speaker reports and doesn't share: critics, some;
- `denied`: what leads to words that the speaker denies; `denial`: what denies the words before it;
  phrases stand between `|`, or on a line each;
- `articles`: words that stand before an office, and never before a name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.attribution.quotations.languages import files
from briefgen.attribution.quotations.patterns import either
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

WORD = r"[^\W\d_][\w'’-]*"
# A name: words with a capital, side by side.
CAPITAL = r"[A-ZÀ-ÖØ-ÞĀŁŚŽČŠА-ЯЁΑ-Ω][\w'’.-]*"
# All quotation marks, whichever of them opens: languages differ in it.
OPENING = "\"“”„‟«»‹›'‘‚"


@record
class LazyPattern:
    """Hold a pattern that is compiled, and searched for, only where a text has one of `words`.

    Every match contains one of the words, so nothing is missed. Most languages occur in no source
    of a brief, and compiling the patterns of all takes a tenth of the time of a whole check.
    """

    words: tuple[str, ...]
    source: str
    ignores_case: bool = True

    def search(self, text: str) -> re.Match[str] | None:
        """Find the pattern in a text."""
        return self._compiled.search(text) if self._may_find(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """Find the pattern at the start of a text."""
        return self._compiled.match(text) if self._may_find(text) else None

    def _may_find(self, text: str) -> bool:
        """Tell whether a text has one of the words, in any case."""
        folded = text.casefold()
        return any(word in folded for word in self.words)

    @property
    def _compiled(self) -> re.Pattern[str]:
        return _compiled(self.source, re.IGNORECASE if self.ignores_case else re.NOFLAG)


@lru_cache(maxsize=256)
def _compiled(source: str, flags: re.RegexFlag) -> re.Pattern[str]:
    """Compile a pattern once: languages and calls share it."""
    return regex(source, flags)


@record
class ReportingPatterns:
    """Hold the patterns of one language for phrases before or behind some words.

    Before the words, with a match that ends where they start: `indirect` (X said that), `claimed`
    (they say), `told` (Lund says), `denied` (I never said), `according` (according to X), `bare` (X
    said). Behind the words: `tail` (X said), `claim` (they say), `denial` (that is untrue). `first`
    finds somebody who speaks of themselves, with one of the words in `own`.
    """

    first: LazyPattern
    indirect: LazyPattern
    claimed: LazyPattern
    told: LazyPattern
    denied: LazyPattern
    according: LazyPattern
    bare: LazyPattern
    tail: LazyPattern
    claim: LazyPattern
    denial: LazyPattern
    own: frozenset[str]
    pronouns: frozenset[str]
    articles: frozenset[str]


@lru_cache(maxsize=1)
def reporting_patterns() -> tuple[ReportingPatterns, ...]:
    """Make the patterns of all languages whose file has a table `[reporting]`.

    All of them are searched for in every text, because a speaker may be quoted in another language
    than the text's.
    """
    tables = (data.get("reporting") for data in files().values())
    return tuple(_reporting(table) for table in tables if table)


def _reporting(data: dict[str, str]) -> ReportingPatterns:
    """Make the patterns of one language from the table in its file."""
    names = ("verbs", "bare", "claimants", "first")
    verbs, bare, claimants, first = (data[name].split() for name in names)
    denied, denial, according = (
        [phrase.strip() for phrase in re.split(r"[|\n]", data[name]) if phrase.strip()]
        for name in ("denied", "denial", "according")
    )
    verb, claimant = _any(verbs), _any(claimants)
    small, that = _any(data["small"].split()), _any(data["that"].split())
    # `Critics would always claim` has two small words beside the verb. Three are allowed.
    beside = rf"(?:\s+{small}){{0,3}}"
    # `It is right to note that` reports nobody: an infinitive is no statement.
    plain = rf"(?:\s+(?!to\b){small}){{0,3}}"
    # A comma, a colon or `that` may stand between the verb and the words.
    leads = rf"(?:\s*[,:])?(?:\s+{that}\b)?[\s,:]*"
    return ReportingPatterns(
        first=_pattern(first, rf"\b{_any(first)}\b"),
        indirect=_pattern(
            verbs,
            rf"(?P<who>{WORD}){plain}\s+{verb}(?:\s+[\w'’-]+){{0,4}},?\s+{that}\b(?P<rest>[^.;:!?\n]{{0,90}})$",
        ),
        claimed=_pattern(claimants, rf"\b{claimant}{beside}\s+{verb}{beside}{leads}$"),
        told=_pattern(
            verbs,
            rf"(?P<who>{CAPITAL})(?i:{beside}\s+{verb}{beside}(?:\s+{WORD}){{0,2}}{leads})$",
            ignores_case=False,
        ),
        denied=_pattern(denied, rf"\b{_any(denied)}(?:\W+{WORD}){{0,3}}\W*$"),
        according=_pattern(
            according,
            rf"^\W*{_any(according)}\s+[^.;:!?]{{2,60}},[^.;:!?]{{0,90}}$",
        ),
        bare=_pattern(
            bare,
            rf"(?P<who>{WORD}){plain}\s+{_any(bare)},?(?:\s+[\w'’-]+){{0,12}}\s+$",
        ),
        tail=_pattern(
            verbs,
            rf"^[^.;:!?{OPENING}]{{0,60}},\s+(?:(?i:{verb}{beside})\s+(?P<who>{CAPITAL})"
            rf"|(?P<name>{WORD})(?:\s+{WORD}){{0,4}}?(?i:{beside}\s+{verb}\b))",
            ignores_case=False,
        ),
        claim=_pattern(
            claimants,
            rf"^[\s,.!?…{OPENING}–—-]*(?:(?:{WORD}\s+){{0,2}}{claimant}{beside}\s+{verb}\b"
            rf"|{verb}\s+(?:{WORD}\s+)?{claimant}\b)",
        ),
        denial=_pattern(denial, rf"\b{_any(denial)}\b(?=\W*(?:$|[.!?,;]))"),
        own=frozenset(first),
        pronouns=frozenset(data["speakers"].split()),
        articles=frozenset(data["articles"].split()),
    )


def _any(words: list[str]) -> str:
    """Write a pattern for one of some words."""
    return f"(?:{either(words)})"


def _pattern(words: list[str], source: str, *, ignores_case: bool = True) -> LazyPattern:
    """Make a pattern whose every match has one of the words."""
    return LazyPattern(tuple(word.casefold() for word in words), source, ignores_case)
