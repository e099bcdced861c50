"""Read the files of the languages in which quotations are read, and tell a text's language.

A language is a file in `lexicons/`, found by being there. It holds all that is known of the
language: its everyday words, the words that tell who speaks (`by_lexicon/lexicon.py` says what each
list is for) and, as `[reporting]`, those that report or deny (`reporting.py`).

`everyday.toml` has everyday words of languages without a file, so that a text in one of them isn't
taken for another language. Once a language has a file, the file counts instead.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from briefgen.evidence.language import SCRIPTS, hits, languages_by_word
from briefgen.ground.regexes import regex
from briefgen.ground.tables import table_at

FOLDER = Path(__file__).parent / "lexicons"
EVERYDAY = Path(__file__).parent / "everyday.toml"
ENGLISH = "en"
# How many words of a text are looked at to tell its language.
SAMPLE = 20_000
# How many letters of a script count as much as one everyday word.
LETTERS = 3
# In how many code points the letters of a script are counted.
SCRIPT_SAMPLE = 100_000
# Scripts that tell a language, and those in which no language has a lexicon.
BY_SCRIPT = {
    "ja": SCRIPTS["Kana"],
    "zh": SCRIPTS["Han"],
    "ko": SCRIPTS["Hangul"],
    # Greek, Armenian to Malayalam, Thai and Lao, Georgian, Ethiopic: no language that is written in
    # them has a lexicon, so nobody is named in any of them.
    "other": regex("[\u0370-\u03ff\u0530-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u1200-\u137f]"),
}
# An elided article is a word of its own, with its apostrophe: l'accord.
WORD = regex(r"[^\W\d_]+['’]?")


@cache
def files() -> dict[str, dict[str, Any]]:
    """Read the files of all languages, by the language's code."""
    return {path.stem: table_at(path) for path in sorted(FOLDER.glob("*.toml"))}


def words_of(data: dict[str, Any], name: str) -> frozenset[str]:
    """Collect the words of a list in a file, with those that stems and endings make."""
    found = set(str(data.get(name, "")).split())
    for endings, stems in data.get(f"{name}_by_ending", {}).items():
        ends = ["" if ending == "-" else ending for ending in endings.split()]
        found.update(stem + end for stem in stems.split() for end in ends)
    return frozenset(found)


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """List for every everyday word and verb of speech the languages that have it."""
    own = {
        language: words_of(data, "common") | words_of(data, "verbs")
        for language, data in files().items()
    }
    others = table_at(EVERYDAY)
    return languages_by_word({name: words.split() for name, words in others.items()} | own)


def language_of(text: str) -> str:
    """Tell the language of a text by its script and its everyday words.

    It is English where nothing tells, or where another language is only as likely, and `other` for
    a script whose languages have no lexicon. Only the first 20,000 words count.
    """
    sample = text[:SCRIPT_SAMPLE]
    # The pattern of a large script takes a millisecond to compile, and starts with `[` and its
    # first letter. Quotation marks and dashes are of no script.
    highest = max((sign for sign in set(sample) if not "\u2000" <= sign <= "\u20cf"), default="")
    counted = Counter(
        {
            language: len(script.findall(sample)) // LETTERS
            for language, script in BY_SCRIPT.items()
            if script.pattern[1] <= highest
        }
    )
    if counted["ja"] and counted["zh"]:
        # Kana occur in Japanese alone. Its other characters are those of Chinese, so they count
        # too.
        counted["ja"] += counted.pop("zh")
    known = _known()
    typed = (found[0] for found in islice(WORD.finditer(text), SAMPLE))
    words = (word.lower().replace("’", "'") for word in typed)
    # An apostrophe that ends no known word is a quotation mark.
    counted += hits((word if word in known else word.rstrip("'") for word in words), known)
    best = max(counted.values(), default=0)
    if best == counted[ENGLISH]:
        return ENGLISH
    return min(language for language, count in counted.items() if count == best)
