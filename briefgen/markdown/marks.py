"""The quotation marks of each language, whether it has apostrophes, and the signs between things.

The marks are those of Unicode's CLDR (`delimiters`), unless an office of that language prescribes
others: the Academy for Spanish, the Language Council for Danish, the Bureau de la traduction for
Canadian French, the Federal Chancellery for Switzerland, and what ministries print in Arabic.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.model.languages import primary, script_of

Value = TypeVar("Value")
NO_BREAK, NARROW = "\u00a0", "\u202f"
CURLY = "“”‘’"
# The outer marks and the inner ones, each with what opens and what closes.
MARKS = {
    "en": CURLY, "nl": CURLY, "pt": CURLY, "tr": CURLY, "lv": CURLY, "hi": CURLY, "bn": CURLY,
    "ko": CURLY, "th": CURLY, "zh": CURLY, "vi": CURLY, "id": CURLY, "ms": CURLY, "ga": CURLY,
    "cy": CURLY, "mt": CURLY, "sq": CURLY, "az": CURLY, "gl": "«»“”", "zh-hant": "「」『』",
    "ja": "「」『』", "fr": "«»“”", "fr-ch": "«»‹›", "de": "„“‚‘", "de-ch": "«»‹›",
    "de-li": "«»‹›", "es": "«»“”", "es-419": CURLY,
    "pt-pt": "«»“”", "it": "«»“”", "it-ch": "«»‹›", "rm": "«»‹›", "ca": "«»“”", "eu": "«»“”",
    "pl": "„”«»", "cs": "„“‚‘", "sk": "„“‚‘", "hu": "„”»«", "ro": "„”«»", "sl": "„“‚‘",
    "hr": "„“‚‘", "bs": "„”‘’", "sr": "„”’’", "mk": "„“‚‘", "bg": "„“‚‘", "et": "„“«»",
    "lt": "„“‚‘", "is": "„“‚‘", "ka": "„“«»", "sv": "””’’", "fi": "””’’", "da": "””’’",
    "nb": "«»‘’", "nn": "«»‘’", "no": "«»‘’", "el": "«»“”", "ru": "«»„“", "uk": "«»„“",
    "be": "«»„“", "kk": "«»“”", "hy": "«»“”", "ar": "«»“”", "fa": "«»‹›", "ur": "“”‘’",
    "he": "””’’",
}  # fmt: skip
# The space inside of « and », and before each sign that has one. In Canada, only the colon has.
SPACES = {
    "fr": {"«": NO_BREAK, "»": NO_BREAK, ":": NO_BREAK, ";": NARROW, "!": NARROW, "?": NARROW},
    "fr-ch": dict.fromkeys("«»:;!?", NARROW),
    "fr-ca": {"«": NO_BREAK, "»": NO_BREAK, ":": NO_BREAK},
}
# Languages without spaces between words: there it can't be told whether a straight mark opens.
UNSPACED = {"zh", "ja"}
# Languages in which a straight mark inside a word isn't an apostrophe. In Hebrew it is a geresh.
NO_APOSTROPHE = {"ar", "fa", "ur", "he", "hi", "bn", "th", "zh", "ja", "ko", "ka", "hy"}


@record
class Between:
    """What stands between things that are listed, or behind them: signs with their spaces.

    `space` stands between sentences, and before what has signs of its own, such as brackets: `open`
    and `close`. `stop` ends what briefgen puts together, `omission` a text that is cut between
    words. Around an office that is told behind a name are `office` and `office_end`.
    """

    comma: str = ", "
    semicolon: str = "; "
    colon: str = ": "
    stop: str = "."
    omission: str = "…"
    space: str = " "
    open: str = "("
    close: str = ")"
    office: str = ", "
    office_end: str = ""

    def with_office(self, name: str, office: str) -> str:
        """Write a name with the office, if there is one."""
        return f"{name}{self.office}{office}{self.office_end}" if office else name


ARABIC = {"comma": "، ", "semicolon": "؛ ", "office": "، "}
# The signs of Chinese and Japanese have the space in them.
EASTERN = {
    "stop": "。",
    "space": "",
    "open": "（",
    "close": "）",
    "office": "（",
    "office_end": "）",
}
BETWEEN = {
    "fr": Between(", ", f"{NARROW}; ", f"{NO_BREAK}: "),
    "fr-ch": Between(", ", f"{NARROW}; ", f"{NARROW}: "),
    "fr-ca": Between(", ", "; ", f"{NO_BREAK}: "),
    "ar": Between(**ARABIC), "fa": Between(**ARABIC), "ur": Between(**ARABIC, stop="۔"),
    "hi": Between(stop="।"), "bn": Between(stop="।"), "hy": Between(stop="։"),
    "th": Between(stop=""),
    # Only a word that is cut itself has the sign without a space.
    "de": Between(omission=f"{NO_BREAK}…"),
    # To a Greek, `;` is a question mark.
    "el": Between(", ", "· "),
    # People with their offices are told apart by commas in Japanese, where semicolons are rare.
    "ja": Between("、", "、", "：", **EASTERN), "zh": Between("，", "；", "：", **EASTERN),
}  # fmt: skip

# Languages in which a note's number stands before the stop of its sentence. Spanish knows both ways
# (Diccionario panhispánico de dudas, "llamada de nota"); this is that of the EU's style guide.
NOTE_FIRST = {"es", "fr", "it", "pl", "pt", "ja", "zh"}
# A stop, but for that of an abbreviation, which belongs to the word, and that of an ellipsis.
STOP = regex(r"(?<!\b\w)(?<!\betc)(?<!\.)(?:[.。！？]|[\u00a0\u202f]?[!?])\Z")


@cache
def marks_of(language: str) -> str:
    """Find a language's quotation marks: outer opening, closing; inner opening, closing.

    Empty if they aren't known.
    """
    return nearest(MARKS, language) or ""


@cache
def spaces_of(language: str) -> Mapping[str, str]:
    """Find the signs of a language that have a space before them, or behind `«`, with the space."""
    return nearest(SPACES, language) or {}


@cache
def between_of(language: str) -> Between:
    """Find what a language puts between things that are listed, and at their end."""
    return nearest(BETWEEN, language) or Between()


def nearest(table: Mapping[str, Value], language: str) -> Value | None:
    """Look up a language tag in a table of small letters; then without its last part, and so on."""
    first, *rest = language.lower().split("-")
    if first == "es" and any(each.isalpha() and len(each) == 2 and each != "es" for each in rest):
        # All other countries of Spanish are in the Americas, for which CLDR has one locale, but
        # for Equatorial Guinea, the Philippines and what is Spain's in Africa.
        rest = [] if {"gq", "ph", "ea", "ic"}.intersection(rest) else ["419"]
    if first == "zh":
        rest = [script_of(language).lower()]
    for length in range(len(rest), -1, -1):
        found = table.get("-".join((first, *rest[:length])))
        if found is not None:
            return found
    return None


def quoted(words: str, language: str) -> str:
    """Put a language's outer quotation marks around words, with its spaces inside of them.

    English marks where the language's aren't known.
    """
    marks, spaces = marks_of(language) or CURLY, spaces_of(language)
    opening, closing = marks[0], marks[1]
    return f"{opening}{spaces.get(opening, '')}{words}{spaces.get(closing, '')}{closing}"


def noted(words: str, notes: str, language: str) -> str:
    """Put references to notes behind a sentence, where the language has them: before its stop."""
    is_first = primary(language) in NOTE_FIRST
    stop = STOP.search(words) if notes and is_first else None
    return f"{words[: stop.start()]}{notes}{stop[0]}" if stop else f"{words}{notes}"
