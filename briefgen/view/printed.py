"""Writes texts that aren't Markdown as their language prints them."""

from __future__ import annotations

from briefgen.markdown.curling import curled


def printed(text: str | None, language: str, *, inside: bool = False) -> str:
    """Write a text with the signs of its language; an empty text for None.

    `inside` says that it is printed in quotation marks.
    """
    return curled(text, language, inside=inside) if text else ""


def language_in_english(language: str) -> str:
    """Find the English name of a language; its tag if Babel doesn't know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").get_language_name("en") or language
    except (UnknownLocaleError, ValueError):
        return language
