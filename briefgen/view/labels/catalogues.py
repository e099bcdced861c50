"""Reads the catalogues: English from `en.toml`, all other languages as gettext's tools have them.

`en.toml` is where labels are written, with comments for translators: its texts always stand in
quotation marks, and a label is found by a key, so that a better word in English loses no
translation. `kinds.translated` says what the files of the other languages are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial

from briefgen.ground.records import record
from briefgen.kinds.labelled import ENGLISH, source
from briefgen.kinds.translated import translations
from briefgen.markdown.spacing import with_next_word
from briefgen.view.words import locale_of

# A label's text; or what gives it for a number of things, in the right plural form.
Words = str | Callable[[int], str]


@record
class Catalogue:
    """The labels of one language, by key."""

    language: str
    words: Mapping[str, Words]


@cache
def catalogue(language: str) -> Catalogue:
    """Read the labels of a language that `languages` lists. What isn't translated is left out."""
    if language == ENGLISH:
        return Catalogue(ENGLISH, {key: _english(words) for key, words in source().items()})
    translated = translations(language)
    words: dict[str, Words] = {}
    for key, text in source().items():
        if isinstance(text, str):
            if said := translated.pgettext(key, text):
                words[key] = with_next_word(said, language)
        else:
            forms = partial(translated.npgettext, key, text["one"], text["other"])
            if forms(1):
                words[key] = partial(_form, forms, language)
    return Catalogue(language, words)


def _form(forms: Callable[[int], str], language: str, count: int) -> str:
    return with_next_word(forms(count), language)


def _english(words: str | Mapping[str, str]) -> Words:
    return words if isinstance(words, str) else partial(form_of, words, ENGLISH)


def form_of(words: Mapping[str, str], language: str, count: int) -> str:
    """Choose the plural form for a number, by CLDR's rules; `other` has to be there."""
    return words.get(locale_of(language).plural_form(count)) or words["other"]
