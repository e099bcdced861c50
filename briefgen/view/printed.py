"""Texts that aren't Markdown, as their language prints them."""

from __future__ import annotations

from briefgen.curling import curled


def is_english(language: str) -> bool:
    """Whether a language tag is of English, whose quotation marks and apostrophes are curled."""
    return language.lower().split("-")[0] == "en"


def printed(text: str | None, language: str) -> str:
    """A text as it is printed, with the marks of its language; nothing where there is none."""
    if not text:
        return ""
    return curled(text) if is_english(language) else text
