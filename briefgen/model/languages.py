"""Know language tags: their form, the languages that there are, and what else people type."""

from __future__ import annotations

import re

from briefgen.ground.regexes import regex

# BCP 47, section 2.1, without extensions: language, script, region and variants.
LANGUAGE = regex(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*\Z",
    re.IGNORECASE | re.ASCII,
)
# The languages of two letters (ISO 639-1); those of three are too many to list.
LANGUAGES = set(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht
    hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky
    la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny
    oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr
    ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
    yo za zh zu
    """.split()  # noqa: SIM905 - it reads as a list
)
# Codes of countries, old codes (`iw`) and those of ISO 639-2 that people type for a language.
MEANT_LANGUAGES = {
    "at": "de", "cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "ge": "ka", "gr": "el", "jp": "ja",
    "kz": "kk", "ua": "uk", "us": "en", "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro",
    "deu": "de", "eng": "en", "fra": "fr", "fre": "fr", "ger": "de", "rus": "ru", "spa": "es",
}  # fmt: skip
# Names of languages, in English and in the language itself.
LANGUAGE_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "russian": "ru", "русский": "ru", "italian": "it",
    "italiano": "it", "polish": "pl", "polski": "pl", "dutch": "nl", "nederlands": "nl",
    "portuguese": "pt", "português": "pt", "ukrainian": "uk", "українська": "uk",
    "chinese": "zh", "中文": "zh", "japanese": "ja", "日本語": "ja", "arabic": "ar",
    "العربية": "ar", "british english": "en-GB", "american english": "en-US",
}  # fmt: skip
# Scripts that are written from right to left (ISO 15924), and the languages that usually have them.
RIGHT_TO_LEFT = {"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
# The script of languages that are seldom written in Latin letters, where it matters for fonts,
# direction or line breaks (CLDR, likely subtags). Those of Cyrillic and Greek need nothing special.
SCRIPTS = {
    "ar": "Arab", "fa": "Arab", "ur": "Arab", "ps": "Arab", "sd": "Arab", "ug": "Arab",
    "ckb": "Arab", "ks": "Arab", "prs": "Arab", "azb": "Arab", "he": "Hebr", "iw": "Hebr",
    "yi": "Hebr", "ji": "Hebr", "dv": "Thaa", "syr": "Syrc", "nqo": "Nkoo", "hi": "Deva",
    "mr": "Deva", "ne": "Deva", "sa": "Deva", "bn": "Beng", "as": "Beng", "th": "Thai",
    "ka": "Geor", "hy": "Armn", "ja": "Jpan", "ko": "Kore",
}  # fmt: skip
# Where Chinese is written in traditional characters (CLDR, likely subtags).
TRADITIONAL = {"tw", "hk", "mo"}
# Other tags, each with the usual one of its language. Norwegian has the words of Bokmål, in which
# most people write it.
MEANT = {"no": "nb", "nn": "nb", "iw": "he", "sh": "sr"}


def primary(language: str) -> str:
    """Return the first part of a language tag, without region and script: `pt` of `pt-BR`."""
    return language.lower().split("-")[0]


def is_same(language: str, other: str) -> bool:
    """Tell whether two tags name one language: `fr` and `fr-CA`, and `no` and `nb`."""
    one, two = primary(language), primary(other)
    return MEANT.get(one, one) == MEANT.get(two, two)


def script_typed(language: str) -> str:
    """Find the script that is named in a tag, as ISO 15924 calls it; empty if none is."""
    parts = language.split("-")[1:]
    return next((part.title() for part in parts if len(part) == 4 and part.isalpha()), "")


def script_of(language: str) -> str:
    """Find the script in which a language is written, as ISO 15924 calls it: `Arab`, `Hant`.

    Empty for Latin, Cyrillic, Greek and what isn't known.
    """
    if typed := script_typed(language):
        return typed
    first, *rest = language.lower().split("-")
    if first == "zh":
        return "Hant" if TRADITIONAL.intersection(rest) else "Hans"
    return SCRIPTS.get(first, "")


def direction_of(language: str) -> str:
    """Tell how a language is written: `rtl` from right to left, else `ltr`."""
    return "rtl" if script_of(language) in RIGHT_TO_LEFT else "ltr"


def prefix_of(language: str) -> str:
    """Give what begins all ids of the second text on the page: `fr-ca.`."""
    return f"{language.lower()}."
