"""Tell the language of some words by their script, and by everyday words of the languages.

Two others use it, each with its own lists of words: one asks for the language of a whole text, to
find its speakers, and one for that of a sentence, to find the words that turn its sense. Their
answers may differ, as a report may quote a foreign sentence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from briefgen.ground.regexes import regex

LanguageT = TypeVar("LanguageT", bound=Hashable)

# The letters of each script, in the order in which a tie is decided.
SCRIPTS = {
    "Latin": regex("[A-Za-z\u00aa-\u024f\u1e00-\u1eff]"),
    "Cyrillic": regex("[\u0400-\u052f]"),
    "Greek": regex("[\u0370-\u03ff\u1f00-\u1fff]"),
    "Hebrew": regex("[\u0590-\u05ff]"),
    "Arabic": regex("[\u0600-\u06ff]"),
    "Devanagari": regex("[\u0900-\u097f]"),
    "Thai": regex("[\u0e00-\u0e7f]"),
    "Hangul": regex("[\uac00-\ud7a3]"),
    "Kana": regex("[\u3040-\u30ff]"),
    "Han": regex("[\u3400-\u9fff々]"),
}


def letters_of(text: str) -> dict[str, int]:
    """Count the letters of a text by their script."""
    # The pattern of a large script takes a millisecond to compile. Each starts with `[` and the
    # first letter of its script: where no sign of the text is as high, it isn't needed.
    highest = max(text, default="")
    return {
        script: len(letters.findall(text)) if letters.pattern[1] <= highest else 0
        for script, letters in SCRIPTS.items()
    }


def script_of(text: str) -> str:
    """Name the script that most letters of a text are in; empty where it has none of these."""
    counts = letters_of(text)
    script = max(counts, key=lambda each: counts[each])
    return script if counts[script] else ""


def languages_by_word(
    words: Mapping[LanguageT, Iterable[str]],
) -> dict[str, tuple[LanguageT, ...]]:
    """Turn words by language into languages by word: which languages have each everyday word."""
    found: dict[str, list[LanguageT]] = defaultdict(list)
    for language, own in words.items():
        for word in own:
            found[word].append(language)
    return {word: tuple(languages) for word, languages in found.items()}


def hits(words: Iterable[str], known: Mapping[str, tuple[LanguageT, ...]]) -> Counter[LanguageT]:
    """Count for each language how many of the `words` are its everyday words."""
    counted: Counter[LanguageT] = Counter()
    for word in words:
        for language in known.get(word, ()):
            counted[language] += 1
    return counted
