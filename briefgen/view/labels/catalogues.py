"""Reads the catalogues: English from `en.toml`, all other languages as gettext's tools have them.

`en.toml` is where labels are written, with comments for translators: its texts always stand in
quotation marks, and a label is found by a key, so that a better word in English loses no
translation. Each other language is a file `LANG.po` beside it, as translators' programs write it,
and `LANG.mo`, which `make labels` compiles from that with Babel. The key of a label is the context
of its message: `programme.title`; that of a kind's label has the kind before it:
`uk-submission:bottom_line`.
"""

from __future__ import annotations

import gettext
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from briefgen.ground.records import record
from briefgen.view.words import locale_of

FOLDER = Path(__file__).parent
ENGLISH = "en"

# A label's text; or what gives it for a number of things, in the right plural form.
Words = str | Callable[[int], str]


@record
class Catalogue:
    """The labels of one language, by key."""

    language: str
    words: Mapping[str, Words]


class _Untranslated(gettext.NullTranslations):
    """Says nothing for a message without a translation, where gettext would give the English."""

    def pgettext(self, context: str, message: str) -> str:
        return ""

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return ""


def languages() -> tuple[str, ...]:
    """List the tags of the languages that have a catalogue, sorted."""
    return tuple(sorted((ENGLISH, *(path.stem for path in FOLDER.glob("*.mo")))))


@cache
def source() -> Mapping[str, str | Mapping[str, str]]:
    """Read the English labels by key, those with a number as texts by plural form."""
    tables = tomllib.loads((FOLDER / f"{ENGLISH}.toml").read_text("utf-8"))
    return {
        f"{part}.{name}": words for part, table in tables.items() for name, words in table.items()
    }


@cache
def catalogue(language: str) -> Catalogue:
    """Read the labels of a language that `languages` lists. What isn't translated is left out."""
    if language == ENGLISH:
        return Catalogue(ENGLISH, {key: _english(words) for key, words in source().items()})
    translated = _translations(language)
    words: dict[str, Words] = {}
    for key, text in source().items():
        if isinstance(text, str):
            if said := translated.pgettext(key, text):
                words[key] = said
        else:
            forms = partial(translated.npgettext, key, text["one"], text["other"])
            if forms(1):
                words[key] = forms
    return Catalogue(language, words)


def of_kind(language: str, lineage: tuple[str, ...], typed: str, text: str) -> str:
    """Translate a label of a kind of paper; empty if there is no translation.

    `lineage` are the names of the kind and of those that it extends, the nearest first.
    """
    if language == ENGLISH:
        return ""
    translated = _translations(language)
    return next(
        filter(None, (translated.pgettext(f"{kind}:{typed}", text) for kind in lineage)), ""
    )


@cache
def _translations(language: str) -> gettext.GNUTranslations:
    with (FOLDER / f"{language}.mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    translations.add_fallback(_Untranslated())
    return translations


def _english(words: str | Mapping[str, str]) -> Words:
    return words if isinstance(words, str) else partial(form_of, words, ENGLISH)


def form_of(words: Mapping[str, str], language: str, count: int) -> str:
    """Choose the plural form for a number, by CLDR's rules; `other` has to be there."""
    return words.get(locale_of(language).plural_form(count)) or words["other"]
