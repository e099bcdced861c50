"""Read the lexicon of a language: the words of its file in `lexicons/`.

All differences between the languages of this reading are in their files, so that adding a language
means adding a file. Words stand in small letters, with spaces between; a phrase joins its words by
`_`. Any list may be missing. At the top of a file:

- `common`: everyday words, by which texts of the language are known;
- `grammar`: `compounds` where an office may end a longer word (Finanzminister), `capitals` where
  all nouns have them, `articles` where there are any, `drops-subject` where a verb may stand alone
  for who spoke (dijo);
- `verbs`: verbs of speech; `weak`: those that tell of speech only directly beside a quotation
  (sieht). `[verbs_by_ending]` and `[weak_by_ending]` have stems by the endings that they take (`-`
  for none).

In `[lists]`, how a speaker is named:

- `according`: what leads to a speaker without a verb (laut); `tags`: the same, but only directly
  behind a quotation (so X); `closing`: words that start a sentence about the quotation before it
  (so schloss X); `genitive`: endings of a name behind `according`, each with the one it has alone,
  behind a colon;
- `participles` tell of speech behind one of the `auxiliaries` (hat gesagt); `endings`: how a verb
  of speech ends that isn't listed, behind its quotation;
- `fillers` and `hearers`: what may stand between a verb and its subject (sagte am Montag der dpa
  X);
- `nobody`: words that say that a paper speaks, or nobody; `papers`: what is written, whose author
  isn't named by it.

What people are called:

- `determiners`, those of them that say that somebody is `new` (ein), and pronouns that are
  `plural`;
- `of`: what leads from an office to what it is of; `places` may belong to an office without it;
- `particles` of names (von, de); `no_name`: words that are no name, though a capital starts them;
- `conjunctions` and `prepositions`;
- endings: `oblique` of a word that belongs to the next one, `adjectives` of what stands before an
  office (any word where there are none), `gerunds` of what is no name;
- `elisions`: articles before an apostrophe (l', d'); `abbreviations`: short forms with a full stop.

In tables of their own: `[roles]`, offices by the gender of who holds them (`men`, `women`),
`groups`, and `people` (many at once); `[honorifics]` and `[pronouns]` by gender (`m`, `f`, `any`);
`[genders]`, what an article or (behind `-`) the end of a surname tells. `[reporting]` is for
`reporting.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from briefgen.attribution.forenames import MEN, WOMEN, forenames
from briefgen.attribution.quotations.languages import ENGLISH, files, words_of
from briefgen.attribution.quotations.patterns import either

# The lists in `[lists]` that are sets of words, and those that hold phrases or endings.
LISTS = tuple(
    """
    papers places tags closing nobody determiners new of particles elisions abbreviations
    conjunctions prepositions fillers no_name plural participles auxiliaries oblique adjectives
    gerunds
    """.split()  # noqa: SIM905 - it reads as a list
)
PHRASES_AND_ENDINGS = ("according", "hearers", "genitive", "endings")
# Phrases by their first word.
PhraseTable = dict[str, list[tuple[str, ...]]]
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Hold the words of one language that tell who speaks, all in small letters.

    `roles`, `honorifics`, `pronouns` and `forenames` give the gender (m, f, or nothing) that each
    word tells. `token` matches what counts as one word.
    """

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
        """Tell whether an office may be the end of a longer word: Finanzminister."""
        return "compounds" in self.grammar

    @property
    def has_capitals(self) -> bool:
        """Tell whether all nouns start with a capital, so that a capital is no sign of a name."""
        return "capitals" in self.grammar

    @property
    def has_articles(self) -> bool:
        """Tell whether nouns have articles."""
        return "articles" in self.grammar

    @property
    def drops_subject(self) -> bool:
        """Tell whether a verb may stand alone for whoever spoke: dijo."""
        return "drops-subject" in self.grammar

    def has(self, name: str, low: str) -> bool:
        """Tell whether a word in small letters stands in a list."""
        return low in self.lists[name]

    def role_of(self, low: str) -> str:
        """Find the office in a word, or nothing: minister in finanzminister, chef in spd-chef."""
        if low in self.roles or low in self.groups or low in self.people:
            return low
        if "-" in low and (last := low.rsplit("-", 1)[1]) in self.roles:
            return last
        if not self.has_compounds:
            return ""
        # An office has at least four letters. At most 23 letters before it are tried, which no
        # first half of a compound has, so that a "word" of thousands costs no more.
        tails = (low[cut:] for cut in range(2, min(len(low) - 3, 24)))
        return next((tail for tail in tails if tail in self.roles or tail in self.groups), "")


def _phrases(words: str) -> PhraseTable:
    """Read phrases, whose words `_` joins, by their first word."""
    found: PhraseTable = {}
    for part in re.split(r"[\s|]+", words.strip()):
        if part:
            phrase = tuple(part.split("_"))
            found.setdefault(phrase[0], []).append(phrase)
    return found


def _genders(data: dict[str, str]) -> dict[str, str]:
    """Read a table of words by gender: each word's gender; none where it has two."""
    names = {"m": "m", "f": "f", "any": "", "men": "m", "women": "f"}
    found: dict[str, str] = {}
    for key, gender in names.items():
        for word in str(data.get(key, "")).split():
            found[word] = "" if word in found else gender
    return found


def _token(lists: dict[str, frozenset[str]]) -> re.Pattern[str]:
    """Make the pattern for one word: elided articles apart, short forms with their full stop."""
    elided, short = either(lists["elisions"]), either(lists["abbreviations"])
    return re.compile(
        rf"\b(?i:{elided})['’](?=\w)|\b(?i:{short})\.(?=\s*\w)"
        r"|\b[^\W\d_]\.(?:[^\W\d_]\.)*(?=\s*[^\W\d_a-zа-я])"
        r"|\w+(?:[-.'’&/]\w+)*|--+|\S"
    )


@cache
def _forenames() -> dict[str, str]:
    """Read forenames in small letters, with the gender of those who bear them."""
    english = dict.fromkeys(MEN, "m") | dict.fromkeys(WOMEN, "f")
    return english | _genders(forenames()["others"])


@cache
def lexicon(language: str) -> Lexicon | None:
    """Read the lexicon of a language; None for those that have none, or another reading."""
    data = files().get(language)
    # English and the languages of East Asia have a file, and readings of their own.
    if data is None or language == ENGLISH or data.get("east"):
        return None
    written, roles = data.get("lists", {}), data.get("roles", {})
    lists = {name: frozenset(str(written.get(name, "")).split()) for name in LISTS}
    according = _phrases(written.get("according", ""))
    verbs = words_of(data, "verbs")
    # A determiner leads to a subject, so it must not be passed over as a filler before it.
    lists["fillers"] -= lists["determiners"]
    lists["no_name"] |= according.keys() | verbs
    return Lexicon(
        language=language,
        common=words_of(data, "common"),
        verbs=verbs,
        weak=words_of(data, "weak"),
        lists=lists,
        according=according,
        hearers=_phrases(written.get("hearers", "")),
        roles=_genders({"men": roles.get("men", ""), "women": roles.get("women", "")}),
        groups=frozenset(roles.get("groups", "").split()) | lists["papers"],
        people=frozenset(roles.get("people", "").split()),
        honorifics=_genders(data.get("honorifics", {})),
        # German `sie` means she and they; here it counts as she.
        pronouns=_genders(data.get("pronouns", {})) | dict.fromkeys(lists["plural"] - {"sie"}, "p"),
        genitive=tuple(
            (ending, alone)
            for ending, _, alone in (
                pair.partition(":") for pair in written.get("genitive", "").split()
            )
        ),
        genders=_genders(data.get("genders", {})),
        endings=tuple(written.get("endings", "").split()),
        grammar=frozenset(data.get("grammar", "").split()),
        token=_token(lists),
        forenames=_forenames(),
    )
