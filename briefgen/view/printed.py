"""Texts that aren't Markdown, as their language prints them."""

from __future__ import annotations

from briefgen.markdown.curling import curled


def is_english(language: str) -> bool:
    """Tell whether a tag is of English, whose quotation marks and apostrophes are curled."""
    return language.lower().split("-")[0] == "en"


def printed(text: str | None, language: str) -> str:
    """Curl the marks of a text where its language does; nothing where there is no text."""
    if not text:
        return ""
    return curled(text) if is_english(language) else text


def language_in_english(language: str) -> str:
    """Find the English name of a language, or its tag where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").get_language_name("en") or language
    except (UnknownLocaleError, ValueError):
        return language
