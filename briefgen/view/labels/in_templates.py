"""The functions with which templates ask for labels.

Apart from the catalogues, which know nothing of templates, and from `render`, which knows nothing
of labels.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from briefgen.kinds import OwnLabel
from briefgen.markdown.curling import is_english
from briefgen.markdown.marks import between_of, noted, quoted
from briefgen.model.languages import direction_of
from briefgen.view.label import Label
from briefgen.view.labels import ENGLISH, KEY, labels_of, lang, mark


def asked_by_templates(language: str, own: tuple[OwnLabel, ...] = ()) -> dict[str, Any]:
    """Make the functions that templates can call, by name, for a brief in that language.

    `label(KEY)` gives a label as HTML, in a `span` with `lang` if it is in another language. If an
    element holds only the label, `words(KEY)` gives its text and `lang(KEY)` the element's
    attribute. `in_css(KEY)` is for style sheets. All take the values that the label names.

    `quoted(WORDS)` puts the outer quotation marks of the brief's language around words, or those of
    another language; `between` has what stands between things: `comma`, `semicolon` and `colon`.

    `noted(WORDS, NOTES)` puts references to notes behind a sentence, or before its stop.

    `in_language(TAG)` is the attributes `lang` and `dir` of an element of a line in that language.

    A user's template may have English words that are in no catalogue: `label(WORDS)` marks them,
    and `in_english` is the attribute of an element that holds only such words.
    """
    labels = labels_of(language, own)
    english = "" if is_english(language) else ENGLISH

    def label(words: str, /, **values: str | int) -> Markup:
        if isinstance(words, Label):
            return mark(words)
        if KEY.fullmatch(words):
            return labels.marked(words, **values)
        return mark(Label(words, english))

    def lang_of(words: str, /, **values: str | int) -> Markup:
        return attribute(words if isinstance(words, Label) else labels.say(words, **values))

    def attribute(label: Label) -> Markup:
        # Of a heading or a cell that has a direction of its own, the margins and the edge from
        # which it is set would be those of another page. Its words get the direction alone
        # (`render/directions.py`).
        if label.language and direction_of(label.language) != direction_of(language):
            return Markup(' lang="{}"').format(label.language)
        return lang(label)

    def in_language(tag: str) -> Markup:
        return lang(Label("", tag))

    def quoted_words(words: str, other: str = "") -> Markup:
        return Markup(quoted("{}", other or language)).format(words)  # noqa: S704 - a literal

    def with_notes(words: str, notes: str) -> Markup:
        return Markup(noted(escape(words), escape(notes), language))  # noqa: S704 - escaped

    return {
        "quoted": quoted_words,
        "noted": with_notes,
        "between": between_of(language),
        "label": label,
        "words": labels.say,
        "lang": lang_of,
        "in_language": in_language,
        "in_css": labels.in_css,
        "in_english": attribute(Label("", english)),
    }
