"""Writes texts that aren't Markdown as their language prints them."""

from __future__ import annotations

from briefgen.markdown.curling import curled


def is_english(language: str) -> bool:
    """Tell whether a language tag is one of English.

    Straight quotation marks and apostrophes are only curled in English: other languages have other
    marks, and which ones depends on the country.
    """
    return language.lower().split("-")[0] == "en"


def printed(text: str | None, language: str) -> str:
    """Write a text, with curled quotation marks if it is English; an empty text for None."""
    if not text:
        return ""
    return curled(text) if is_english(language) else text


def language_in_english(language: str) -> str:
    """Find the English name of a language; its tag if Babel doesn't know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").get_language_name("en") or language
    except (UnknownLocaleError, ValueError):
        return language
