"""What a template can ask the catalogue, by the names that it calls.

Apart from the catalogue, which knows no templates, and from `render`, which knows no labels.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from briefgen.view.label import Label
from briefgen.view.labels import ENGLISH, KEY, labels_of, lang, mark
from briefgen.view.printed import is_english


def asked_by_templates(language: str) -> dict[str, Any]:
    """The functions that the templates of a brief in that language can call, by their names.

    `label(KEY)` is the words as HTML, marked where they are in another language; where an element
    holds nothing else, `words(KEY)` is the words and `lang(KEY)` its attribute. `in_css` is for
    style sheets. Each takes the values that the words name. `label` and `in_english` also take
    English words that stand in no catalogue: those of a template of the user's own.
    """
    labels = labels_of(language)
    own = "" if is_english(language) else ENGLISH

    def label(words: str, /, **values: str | int) -> Markup:
        if isinstance(words, Label):
            return mark(words)
        if KEY.fullmatch(words):
            return labels.marked(words, **values)
        return mark(Label(words, own))

    def lang_of(words: str, /, **values: str | int) -> Markup:
        return lang(words if isinstance(words, Label) else labels.say(words, **values))

    return {
        "label": label,
        "words": labels.say,
        "lang": lang_of,
        "in_css": labels.in_css,
        "in_english": lang(Label("", own)),
    }
