"""The lexicons of languages other than English, and which language a text is in.

Each language is one file in `lexicons/`: adding a language is adding a file. The lists:

- `common`: everyday words, by which texts of the language are known;
- `verbs`: verbs of speech; `weak`: those that tell of speech only directly beside a quotation;
  `participles` do so behind one of the `auxiliaries`; `…_by_ending`: stems by what they end in
  (`-` for nothing);
- `according`: what leads to a speaker without a verb (words joined by `_`, phrases by `|` or
  spaces); `tags`: the same directly behind a quotation only; `closing`: words that start a
  sentence about the quotation before it; `nobody`: words that say that a paper speaks, or nobody;
  `papers`: what is written, whose author isn't named by it;
- `determiners`, those that say that somebody is `new`, `of` (what leads from an office to what it
  is of), `particles` of names, `conjunctions`, `prepositions`;
- `fillers` and `hearers`: what may stand between a verb and its subject;
- `no_name`: words that are no name, though a capital starts them; `places` may belong to an
  office; endings: `oblique` of a word that belongs to the next one, `adjectives` of what stands
  before an office (any word where there are none), `gerunds` of what is no name;
- `roles`: offices by the gender of who holds them, `groups`, and `people` (many at once);
- `grammar`: `compounds` where an office may end a longer word, `capitals` where all nouns have
  them, `articles` where there are any, `drops-subject` where a verb may stand alone for who spoke;
- `endings`: how a verb of speech ends that isn't listed, behind its quotation;
- `genders`: what an article or (behind `-`) the end of a surname tells;
- `genitive`: endings as they stand behind `according`, each with the one that a name has alone.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from briefgen.attribution.quotations.english.words import MEN, WOMEN

FOLDER = Path(__file__).parent.parent / "lexicons"
ENGLISH = "en"
# Lists that a language may be without.
OPTIONAL = (
    "places",
    "oblique",
    "adjectives",
    "gerunds",
    "new",
    "tags",
    "closing",
    "nobody",
    "papers",
    "elisions",
    "participles",
    "auxiliaries",
)
# How many words of a text are looked at to tell its language.
SAMPLE = 20_000
# How many letters of a script count as much as an everyday word.
LETTERS = 3
SCRIPT_SAMPLE = 100_000
SCRIPTS = {
    "ja": re.compile(r"[\u3041-\u30ff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    # Scripts of languages that have no lexicon: in them nobody is named.
    "other": re.compile(r"[\u0370-\u03ff\u0530-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u1200-\u137f]"),
}
WORD = re.compile(r"[^\W\d_]+['’]?")
# PhraseTable by their first word.
PhraseTable = dict[str, list[tuple[str, ...]]]
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language that tell who speaks."""

    language: str
    common: frozenset[str]
    verbs: frozenset[str]
    weak: frozenset[str]
    lists: dict[str, frozenset[str]]
    according: PhraseTable
    hearers: PhraseTable
    roles: dict[str, str]
    groups: frozenset[str]
    people: frozenset[str]
    honorifics: dict[str, str]
    pronouns: dict[str, str]
    genitive: tuple[tuple[str, str], ...]
    genders: dict[str, str]
    endings: tuple[str, ...]
    grammar: frozenset[str]
    token: re.Pattern[str]
    forenames: dict[str, str] = field(repr=False)

    @property
    def has_compounds(self) -> bool:
        """Whether an office may be the end of a longer word."""
        return "compounds" in self.grammar

    @property
    def has_capitals(self) -> bool:
        """Whether all nouns start with a capital."""
        return "capitals" in self.grammar

    @property
    def has_articles(self) -> bool:
        """Whether nouns have articles."""
        return "articles" in self.grammar

    @property
    def drops_subject(self) -> bool:
        """Whether a verb may stand alone for whoever spoke."""
        return "drops-subject" in self.grammar

    def has(self, name: str, low: str) -> bool:
        """Whether a word in small letters stands in a list."""
        return low in self.lists[name]

    def role_of(self, low: str) -> str:
        """The office in a word, or nothing: minister in finanzminister, chef in spd-chef."""
        if low in self.roles or low in self.groups or low in self.people:
            return low
        if "-" in low and (last := low.rsplit("-", 1)[1]) in self.roles:
            return last
        if not self.has_compounds:
            return ""
        tails = (low[cut:] for cut in range(2, min(len(low) - 3, 24)))
        return next((tail for tail in tails if tail in self.roles or tail in self.groups), "")


def _words(data: dict[str, Any], name: str) -> frozenset[str]:
    """The words of a list, with those that its stems and endings make."""
    found = set(str(data.get(name, "")).split())
    for endings, stems in data.get(f"{name}_by_ending", {}).items():
        ends = ["" if ending == "-" else ending for ending in endings.split()]
        found.update(stem + end for stem in stems.split() for end in ends)
    return frozenset(found)


def _phrases(words: str) -> PhraseTable:
    found: PhraseTable = {}
    for part in re.split(r"[\s|]+", words.strip()):
        if part:
            phrase = tuple(part.split("_"))
            found.setdefault(phrase[0], []).append(phrase)
    return found


def _pair(words: str) -> tuple[str, str]:
    ending, _, alone = words.partition(":")
    return ending, alone


def _genders(data: dict[str, str]) -> dict[str, str]:
    names = {"m": "m", "f": "f", "any": "", "men": "m", "women": "f"}
    found: dict[str, str] = {}
    for key, gender in names.items():
        for word in str(data.get(key, "")).split():
            found[word] = "" if word in found else gender
    return found


def either(words: Iterable[str]) -> str:
    """The pattern of one of some words, the longest first; of none, what is found nowhere."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def _token(lists: dict[str, frozenset[str]]) -> re.Pattern[str]:
    """What is one word of a language: with its elided articles apart, its short forms whole."""
    elided, short = either(lists["elisions"]), either(lists["abbreviations"])
    return re.compile(
        rf"\b(?i:{elided})['’](?=\w)|\b(?i:{short})\.(?=\s*\w)"
        r"|\b[^\W\d_]\.(?:[^\W\d_]\.)*(?=\s*[^\W\d_a-zа-я])"
        r"|\w+(?:[-.'’&/]\w+)*|--+|\S"
    )


@lru_cache(maxsize=1)
def forenames() -> dict[str, str]:
    """Forenames in small letters, with the gender of those who bear them."""
    known = _genders(tomllib.loads((FOLDER / "forenames.toml").read_text("utf-8")))
    return dict.fromkeys(MEN, "m") | dict.fromkeys(WOMEN, "f") | known


@lru_cache(maxsize=32)
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language, or None where there is none."""
    path = FOLDER / f"{language}.toml"
    if language == ENGLISH or not path.is_file():
        return None
    data = tomllib.loads(path.read_text("utf-8"))
    if data.get("east"):
        return None
    lists = {
        name: frozenset(str(words).split())
        for name, words in (dict.fromkeys(OPTIONAL, "") | data["lists"]).items()
        if name not in ("according", "hearers", "genitive", "endings")
    }
    according = _phrases(data["lists"]["according"])
    lists["fillers"] -= lists["determiners"]
    lists["no_name"] |= according.keys() | _words(data, "verbs")
    roles = data["roles"]
    return Lexicon(
        language,
        _words(data, "common"),
        _words(data, "verbs"),
        _words(data, "weak"),
        lists,
        according,
        _phrases(data["lists"]["hearers"]),
        _genders({"men": roles["men"], "women": roles["women"]}),
        frozenset(roles["groups"].split()) | lists["papers"],
        frozenset(roles["people"].split()),
        _genders(data["honorifics"]),
        _genders(data["pronouns"]) | dict.fromkeys(lists["plural"] - {"sie"}, "p"),
        tuple(_pair(words) for words in data["lists"].get("genitive", "").split()),
        _genders(data.get("genders", {})),
        tuple(str(data["lists"].get("endings", "")).split()),
        frozenset(data["grammar"].split()),
        _token(lists),
        forenames(),
    )


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, ...]]:
    """Every everyday word and verb of speech, with the languages that it may belong to."""
    known: dict[str, list[str]] = {}
    for path in sorted(FOLDER.glob("??.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        for word in _words(data, "common") | _words(data, "verbs"):
            known.setdefault(word, []).append(path.stem)
    for language, words in tomllib.loads((FOLDER / "others.toml").read_text("utf-8")).items():
        for word in words.split():
            known.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in known.items()}


def language_of(text: str) -> str:
    """The language of a text by its script and its everyday words; English where nothing tells."""
    known = _known()
    counted = Counter(
        {name: len(script.findall(text[:SCRIPT_SAMPLE])) for name, script in SCRIPTS.items()}
    )
    counted = Counter({name: count // LETTERS for name, count in counted.items()})
    if counted["ja"] and counted["zh"]:
        # Kana tell Japanese from Chinese, which has the same characters and none of them.
        counted["ja"] += counted.pop("zh")
    for found in islice(WORD.finditer(text), SAMPLE):
        word = found[0].lower().replace("’", "'")
        for language in known.get(word) or known.get(word.rstrip("'"), ()):
            counted[language] += 1
    best = max(counted.values(), default=0)
    return ENGLISH if best == counted[ENGLISH] else min(
        language for language, count in counted.items() if count == best
    )  # fmt: skip
