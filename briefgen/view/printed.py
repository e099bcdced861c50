"""Texts that aren't Markdown, as their language prints them."""

from __future__ import annotations

from markupsafe import Markup, escape

from briefgen.markdown.curling import curled

# The labels of a page are in English, until they are translated.
ENGLISH = "en"
# Of those that are spelled otherwise in the United States.
AMERICAN = {"Programme": "Program"}


def is_english(language: str) -> bool:
    """Whether a language tag is of English, whose quotation marks and apostrophes are curled."""
    return language.lower().split("-")[0] == "en"


def printed(text: str | None, language: str) -> str:
    """A text as it is printed, with the marks of its language; nothing where there is none."""
    if not text:
        return ""
    return curled(text) if is_english(language) else text


def in_english(language: str) -> Markup:
    """The attribute of an element that holds a label, in a brief of another language."""
    return Markup() if is_english(language) else Markup(' lang="{}"').format(ENGLISH)


def label(text: str, language: str) -> Markup:
    """A label, marked as English in a brief of another language, so that it is read out as such."""
    if not text:
        return Markup()
    if language.lower() == "en-us":
        text = AMERICAN.get(text, text)
    if is_english(language):
        return escape(text)
    return Markup("<span{}>{}</span>").format(in_english(language), text)


def language_in_english(language: str) -> str:
    """The English name of a language, or its tag where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").get_language_name(ENGLISH) or language
    except (UnknownLocaleError, ValueError):
        return language


def language_of_labels(language: str) -> str:
    """The language of the dates inside of labels."""
    return language if is_english(language) else ENGLISH
