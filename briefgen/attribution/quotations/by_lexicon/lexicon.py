"""Read the lexicon of a language: the words of its file in `lexicons/`.

All differences between the languages of this reading are in their files, so that adding a language
means adding a file. Words stand in small letters, with spaces between; a phrase joins its words by
`_`. Any list may be missing. At the top of a file:

- `common`: everyday words, by which texts of the language are known;
- `grammar`: `compounds` where an office may end a longer word (Finanzminister), `capitals` where
  all nouns have them, `articles` where the language has any, `drops-subject` where a verb needs no
  subject (dijo);
- `verbs`: verbs of speech; `weak`: those that tell of speech only directly beside a quotation
  (sieht). `[verbs_by_ending]` and `[weak_by_ending]` have stems by the endings that they take (`-`
  for none).

In `[lists]`, how a speaker is named:

- `according`: what leads to a speaker without a verb (laut); `tags`: the same, but only directly
  behind a quotation (so X); `closing`: words that start a sentence about the quotation before it
  (so schloss X); `genitive`: endings that a name has behind `according`, each with a
  colon and the ending that the name has by itself;
- `participles` tell of speech behind one of the `auxiliaries` (hat gesagt); `endings`: those of
  verbs that aren't listed: behind a quotation they count as verbs of speech;
- `fillers` and `hearers`: what may stand between a verb and its subject (sagte am Montag der dpa
  X);
- `nobody`: words that show that a document speaks, or nobody; `papers`: kinds of documents, which
  don't show who wrote them.

What people are called:

- `determiners`; `new`: those of them that show the first mention of somebody (ein); `plural`:
  pronouns for several people;
- `of`: words between an office and its field (Minister für Häfen); `places` may follow an office
  without such a word;
- `particles` of names (von, de); `no_name`: words that are no name, though a capital starts them;
- `conjunctions` and `prepositions`;
- endings: `oblique`, of a word that belongs to the next one; `adjectives`, of words that may stand
  before an office (without this list, any word may); `gerunds`, of words that are no name;
- `elisions`: articles before an apostrophe (l', d'); `abbreviations`: short forms with a full stop.

In tables of their own: `[roles]`, offices by the gender of who holds them (`men`, `women`),
`groups`, and `people` (many at once); `[honorifics]` and `[pronouns]` by gender (`m`, `f`, `any`);
`[genders]`, the gender that an article or (behind `-`) the end of a surname shows. `[reporting]` is
for `reporting.py`.
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import cache

from briefgen.attribution.quotations.languages import ENGLISH, files, words_of
from briefgen.attribution.quotations.patterns import either
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.naming.forenames import MEN, WOMEN, forenames

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


@record
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
        """Tell whether a verb of speech may have no subject: dijo."""
        return "drops-subject" in self.grammar

    def has(self, name: str, low: str) -> bool:
        """Tell whether a word in small letters stands in a list."""
        return low in self.lists[name]

    def role_of(self, low: str) -> str:
        """Find the office in a word: minister in finanzminister, chef in spd-chef; else empty."""
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
    """Read a list of phrases, by their first words. In the list `_` joins the words of a phrase."""
    found: PhraseTable = {}
    for part in re.split(r"[\s|]+", words.strip()):
        if part:
            phrase = tuple(part.split("_"))
            found.setdefault(phrase[0], []).append(phrase)
    return found


def _genders(data: dict[str, str]) -> dict[str, str]:
    """Read the gender of each word from a table of words by gender; empty where it has two."""
    names = {"m": "m", "f": "f", "any": "", "men": "m", "women": "f"}
    found: dict[str, str] = {}
    for key, gender in names.items():
        for word in str(data.get(key, "")).split():
            found[word] = "" if word in found else gender
    return found


def _token(lists: dict[str, frozenset[str]]) -> re.Pattern[str]:
    """Make the pattern of one token: `l'` is one by itself, and `Dr.` keeps its full stop."""
    elided, short = either(lists["elisions"]), either(lists["abbreviations"])
    return regex(
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
    """Read the lexicon of a language; None where it has none, or a reading of its own."""
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
