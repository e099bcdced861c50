"""The words by which a text reports or denies what somebody said, as patterns, by language.

Each language is one file in `reporting/`; all of them are looked for in every text. The lists:

- `verbs`: forms of verbs of speech; `small`: what may stand beside one within its clause;
- `bare`: the verbs that may lead to what was said by themselves: he said the talks had failed;
- `that`: what leads from one to what was said, `according` what does without a verb;
- `first`: words by which somebody speaks of himself, `speakers` pronouns for somebody else;
- `claimants`: people whose words a speaker reports and doesn't share: critics, some;
- `denied`: what leads to words that the speaker denies; `denial`: what denies the words before it;
  phrases stand between `|`, or a line each;
- `articles`: what leads to an office, and to no name.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "reporting"
WORD = r"[^\W\d_][\w'’-]*"
# A name: words with a capital, side by side.
CAPITAL = r"[A-ZÀ-ÖØ-ÞĀŁŚŽČŠА-ЯЁΑ-Ω][\w'’.-]*"
NEVER = r"(?!)"
OPENING = "\"“”„‟«»‹›'‘‚"


@dataclass(frozen=True, slots=True)
class Reporting:
    """The patterns of one language; those with `lead` end where the reported words start.

    `indirect`: X said that; `claimed`: they say; `told`: Lund says; `denied`: I never said. Behind
    the words: `tail` is X said, `claim` is they say, `denial` is that is untrue.
    """

    first: re.Pattern[str]
    indirect: re.Pattern[str]
    claimed: re.Pattern[str]
    told: re.Pattern[str]
    denied: re.Pattern[str]
    according: re.Pattern[str]
    bare: re.Pattern[str]
    tail: re.Pattern[str]
    claim: re.Pattern[str]
    denial: re.Pattern[str]
    own: frozenset[str]
    pronouns: frozenset[str]
    articles: frozenset[str]


@lru_cache(maxsize=1)
def languages() -> tuple[Reporting, ...]:
    """The patterns of all languages that have a file."""
    files = sorted(FOLDER.glob("*.toml"))
    return tuple(_reporting(tomllib.loads(path.read_text("utf-8"))) for path in files)


def _reporting(data: dict[str, str]) -> Reporting:
    verb, small, that = (_any(data[name].split()) for name in ("verbs", "small", "that"))
    claimant, first = _any(data["claimants"].split()), data["first"].split()
    denied, denial = (_any(_phrases(data[name])) for name in ("denied", "denial"))
    beside = rf"(?:\s+{small}){{0,3}}"
    # What only wishes to say something doesn't say it: it is right to note that.
    plain = rf"(?:\s+(?!to\b){small}){{0,3}}"
    leads = rf"(?:\s*[,:])?(?:\s+{that}\b)?[\s,:]*"
    return Reporting(
        first=_pattern(rf"\b{_any(first)}\b"),
        indirect=_pattern(
            rf"(?P<who>{WORD}){plain}\s+{verb}(?:\s+[\w'’-]+){{0,4}},?\s+{that}\b(?P<rest>[^.;:!?\n]{{0,90}})$"
        ),
        claimed=_pattern(rf"\b{claimant}{beside}\s+{verb}{beside}{leads}$"),
        told=re.compile(
            rf"(?P<who>{CAPITAL})(?i:{beside}\s+{verb}{beside}(?:\s+{WORD}){{0,2}}{leads})$"
        ),
        denied=_pattern(rf"\b{denied}(?:\W+{WORD}){{0,3}}\W*$"),
        according=_pattern(
            rf"^\W*{_any(_phrases(data['according']))}\s+[^.;:!?]{{2,60}},[^.;:!?]{{0,90}}$"
        ),
        bare=_pattern(
            rf"(?P<who>{WORD}){plain}\s+{_any(data['bare'].split())},?(?:\s+[\w'’-]+){{0,12}}\s+$"
        ),
        tail=re.compile(
            rf"^[^.;:!?{OPENING}]{{0,60}},\s+(?:(?i:{verb}{beside})\s+(?P<who>{CAPITAL})"
            rf"|(?P<name>{WORD})(?:\s+{WORD}){{0,4}}?(?i:{beside}\s+{verb}\b))"
        ),
        claim=_pattern(
            rf"^[\s,.!?…{OPENING}–—-]*(?:(?:{WORD}\s+){{0,2}}{claimant}{beside}\s+{verb}\b"
            rf"|{verb}\s+(?:{WORD}\s+)?{claimant}\b)"
        ),
        denial=_pattern(rf"\b{denial}\b(?=\W*(?:$|[.!?,;]))"),
        own=frozenset(first),
        pronouns=frozenset(data["speakers"].split()),
        articles=frozenset(data["articles"].split()),
    )


def _any(words: list[str]) -> str:
    if not words:
        return NEVER
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for phrase in re.split(r"[|\n]", text) if phrase.strip()]


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
