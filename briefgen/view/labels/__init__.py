"""The words that briefgen prints, by key, with one catalogue file a language in this folder.

No template and no other module has words of its own, so that one new file adds a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.suggest import did_you_mean
from briefgen.kinds import OwnLabel
from briefgen.kinds.labelled import ENGLISH, label_keys
from briefgen.kinds.translated import catalogues_for
from briefgen.markdown.curling import curled
from briefgen.markdown.marks import between_of
from briefgen.model.languages import direction_of, is_same
from briefgen.view.casing import with_small_letter
from briefgen.view.label import NOTHING, Label
from briefgen.view.labels.catalogues import Catalogue, Words, catalogue, form_of
from briefgen.view.words import locale_of

__all__ = ["ENGLISH", "LabelError", "Labels", "labels_of"]

# A key, such as `programme.title`. A user's template can pass English words in its place; they are
# told apart by the point.
KEY = regex(r"[a-z][a-z\d-]*\.[a-z][a-z\d-]*")
# A value inside a label, such as `{date}`; `{date:lower}` begins it with a small letter.
FIELD = regex(r"\{([a-z]+)(:lower)?\}")
# Numbers of things among which every language has one for each of its plural forms (CLDR).
NUMBERS = (0, 1, 2, 3, 5, 8, 11, 20, 21, 100, 1_000_000)
# The words of a label, and the signs and spaces around them, which are in no language.
CORE = regex(r"(\W*)(.*\S)?(\s*)", re.DOTALL)


class LabelError(LookupError):
    """Raised if a template asks for a key that no catalogue has, or leaves out a label's value."""


def has_labels(language: str) -> bool:
    """Tell whether there is a catalogue for a language: that of `pt` is also one for `pt-BR`."""
    return is_same(labels_of(language).chain[0].language, language)


def all_words(language: str) -> Iterator[str]:
    """Yield all texts of the catalogues for briefs in a language, which include the English one."""
    for each in labels_of(language).chain:
        for words in each.words.values():
            yield from (words,) if isinstance(words, str) else sorted(set(map(words, NUMBERS)))


def labels_of(language: str, own: tuple[OwnLabel, ...] = ()) -> Labels:
    """Find the labels for a brief in a language, with English for those that it lacks.

    `own` are what settings and a kind of paper call parts and fields, the most important first.
    """
    labels = _labels(language)
    return _with_own(labels, own) if own else labels


def _with_own(labels: Labels, own: tuple[OwnLabel, ...]) -> Labels:
    """Put the labels of a house before the others of their language.

    Those in the brief's language go before its catalogue; and this before those in another
    language, which go before English.
    """
    ours = [each for each in own if is_same(each.language, labels.language)]
    others = [each for each in own if not is_same(each.language, labels.language)]
    at = sum(is_same(each.language, labels.language) for each in labels.chain)
    chain = (
        *_catalogues(ours, labels),
        *labels.chain[:at],
        *_catalogues(others, labels),
        *labels.chain[at:],
    )
    return Labels(labels.language, chain, labels.whole)


def _catalogues(own: Iterable[OwnLabel], labels: Labels) -> Iterator[Catalogue]:
    """Make a catalogue of the labels of a house that stand beside each other in one language."""
    known = labels.chain[-1].words
    for language, group in groupby(own, lambda each: each.language):
        words: dict[str, Words] = {}
        for each in group:
            forms = {form: curled(text, language) for form, text in dict(each.forms).items()}
            said = partial(form_of, forms, language) if forms else curled(each.text, language)
            for key in label_keys(each.typed, known):
                words.setdefault(key, said)
        yield Catalogue(language, words)


@record
class Labels:
    """The labels for briefs in one language.

    `chain` holds the catalogues in which a key is looked up, the nearest language first and English
    last. `whole` names the parts (tables of the catalogue) with no label missing in the language.
    """

    language: str
    chain: tuple[Catalogue, ...]
    whole: frozenset[str] = frozenset()

    def say(self, key: str, /, **values: str | int) -> Label:
        """Find the words of a key, and put values into them, which must be in the same language.

        The value `count` chooses the plural form. Raises LabelError if there is no such key, or a
        value is missing.
        """
        words, language = self._filled(key, values)
        said = FIELD.sub(lambda field: _value(values[field[1]], field[2], language), words)
        return Label(said, self._marked(language))

    def knows(self, key: str) -> bool:
        """Tell whether there are words for a key."""
        return any(key in each.words for each in self.chain)

    def of(self, part: str, value: str | None) -> Label:
        """Find the label of one of the format's values, such as `if raised`; empty for no value."""
        if not value:
            return NOTHING
        return self.say(f"{part}.{value.lower().replace(' ', '-')}")

    def counted(self, key: str, count: int | None) -> Label:
        """Write a number of things, such as `20 minutes`; empty for None and 0."""
        return self.say(key, count=count) if count else NOTHING

    def sentences(self, said: Sequence[Label]) -> Label:
        """Put sentences in one language behind each other; empty for none."""
        if not said:
            return NOTHING
        language = said[0].language
        return Label(between_of(language or self.language).space.join(said), language)

    def marked(self, key: str, /, **values: str | int) -> Markup:
        """Find the words of a key as HTML, in a `span` with `lang` if they are in another language.

        The values are the brief's own words, and aren't marked. Raises LabelError as `say` does.
        """
        words, language = self._filled(key, values)
        # Words, name, `:lower` or None, words, name, and so on: split keeps the pattern's groups.
        pieces = FIELD.split(words)
        out = mark(Label(pieces[0], self._marked(language)))
        for name, small, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            out += escape(_value(values[name], small, language))
            out += mark(Label(after, self._marked(language)))
        return out

    def in_css(self, key: str, /, **values: str) -> Markup:
        """Write a label for CSS's property `content`; values are functions like `counter(page)`.

        Raises LabelError as `say` does.
        """
        words, _ = self._filled(key, values)
        pieces = FIELD.split(words)
        parts = [css_string(pieces[0])]
        for name, after in zip(pieces[1::3], pieces[3::3], strict=True):
            parts += [values[name], css_string(after)]
        return Markup(" ".join(filter(None, parts)))  # noqa: S704 - strings are escaped

    def together(self, part: str) -> Labels:
        """Return these labels, or the English ones if the language lacks any label of a part.

        This is for sentences that are put together from several labels: nobody could read a
        sentence that is half in one language and half in the other.
        """
        return self if part in self.whole else Labels(self.language, self.chain[-1:])

    def language_of(self, key: str) -> str:
        """Find the language for a label's values, such as dates, so that they fit its words."""
        language = self._found(key, {})[1]
        # If the label is in the brief's language, in its own variety: `en-US`, not `en`.
        return self._marked(language) or self.language

    def _marked(self, language: str) -> str:
        """Return the language with which words have to be marked; empty if it is the brief's."""
        return "" if is_same(language, self.language) else language

    def _filled(self, key: str, values: Mapping[str, str | int]) -> tuple[str, str]:
        """Find the words of a key and their language. Raises LabelError if they lack a value."""
        words, language = self._found(key, values)
        missing = {name for name, _ in FIELD.findall(words)}.difference(values)
        if missing:
            raise LabelError(f"The label `{key}` needs a value for `{min(missing)}`.")
        return words, language

    def _found(self, key: str, values: Mapping[str, str | int]) -> tuple[str, str]:
        """Find the words of a key in the right plural form, and their language."""
        for each in self.chain:
            if words := each.words.get(key):
                said = words if isinstance(words, str) else words(int(values.get("count", 0)))
                return said, each.language
        hint = did_you_mean(key, self.chain[-1].words)
        raise LabelError(f"There is no label `{key}`. {hint}".strip())


@cache
def _labels(language: str) -> Labels:
    """Gather the catalogues for a language: for `pt-BR` those of `pt-BR`, `pt` and `en`.

    Catalogues that don't exist are left out, and English is always the last.
    """
    chain = tuple(map(catalogue, dict.fromkeys((*catalogues_for(language), ENGLISH))))
    near = [each.words for each in chain if is_same(each.language, language)]
    missing = {key.split(".")[0] for key in set(chain[-1].words).difference(*near)}
    known = {key.split(".")[0] for key in chain[-1].words}
    return Labels(language, chain, frozenset(known - missing))


def _value(value: str | int, small: str | None, language: str) -> str:
    """Write a value as a label prints it: numbers with the language's separators."""
    if isinstance(value, int):
        return format_decimal(value, locale=locale_of(language))
    return with_small_letter(value, language) if small else value


def css_string(text: str) -> str:
    """Write a text as a string of CSS (CSS Syntax Level 3, 4.3.5); empty for an empty text."""
    if not text:
        return ""
    # `<` is escaped for HTML: `</style` would end the element in which the sheet stands.
    escaped = re.sub(r'[\\"<\n]', lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{escaped}"'


def lang(label: str) -> Markup:
    """Write the attribute `lang` for an element that holds only this label; empty if not needed."""
    language = getattr(label, "language", "")
    if not language:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(language, direction_of(language))


def mark(label: str) -> Markup:
    """Write a label as HTML, in a `span` with `lang` if it isn't in the brief's language."""
    attribute = lang(label)
    if not attribute:
        return escape(str(label))
    found = CORE.fullmatch(label)
    assert found  # noqa: S101 - it matches everything
    before, core, after = found.groups()
    if not core:
        return escape(str(label))
    return Markup("{}<span{}>{}</span>{}").format(before, attribute, core, after)
