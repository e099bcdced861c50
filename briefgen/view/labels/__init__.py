"""The words that briefgen prints, by key, with one catalogue file a language in this folder.

No template and no other module has words of its own, so that one new file adds a language.
Catalogues are TOML: the standard library reads it, and its texts always stand in quotation marks.
In YAML, a translator who forgets them would make a group of `Press: {access}`, and false of `No`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.suggest import did_you_mean
from briefgen.kinds.labelled import label_keys
from briefgen.view.label import NOTHING, Label
from briefgen.view.words import locale_of

FOLDER = Path(__file__).parent
ENGLISH = "en"
# A key, such as `programme.title`. A user's template can pass English words in its place; they are
# told apart by the point.
KEY = regex(r"[a-z][a-z\d-]*\.[a-z][a-z\d-]*")
# A value inside a label, such as `{date}`; `{date:lower}` begins it with a small letter.
FIELD = regex(r"\{([a-z]+)(:lower)?\}")
# The words of a label, and the signs and spaces around them, which are in no language.
CORE = regex(r"(\W*)(.*\S)?(\s*)", re.DOTALL)

# A label's text, or its texts by plural form, in CLDR's names: `one`, `few`, `other`.
Words = str | Mapping[str, str]


class LabelError(LookupError):
    """Raised if a template asks for a key that no catalogue has, or leaves out a label's value."""


@record
class Catalogue:
    """The labels of one language, by key."""

    language: str
    words: Mapping[str, Words]


def languages() -> tuple[str, ...]:
    """List the tags of the languages that have a catalogue, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def has_labels(language: str) -> bool:
    """Tell whether there is a catalogue for a language: that of `pt` is also one for `pt-BR`."""
    return _primary(labels_of(language).chain[0].language) == _primary(language)


def all_words(language: str) -> Iterator[str]:
    """Yield all texts of the catalogues for briefs in a language, which include the English one."""
    for each in labels_of(language).chain:
        for words in each.words.values():
            yield from (words,) if isinstance(words, str) else words.values()


def labels_of(
    language: str, own: tuple[tuple[str, str], ...] = (), own_language: str = ENGLISH
) -> Labels:
    """Find the labels for a brief in a language, with English for those that it lacks.

    `own` are what a kind of paper calls parts and fields, as it is typed: `bottom_line`.
    """
    labels = _labels(language, FOLDER)
    return _with_own(labels, own, own_language) if own else labels


def _with_own(labels: Labels, own: tuple[tuple[str, str], ...], own_language: str) -> Labels:
    """Put the labels of a kind of paper before the others of their language."""
    known = labels.chain[-1].words
    words: dict[str, Words] = {}
    for typed, text in own:
        words |= dict.fromkeys(label_keys(typed, known), text)
    ours = Catalogue(own_language, words)
    # Words in the brief's language go before those of a kind in another, and these before English.
    languages = [_primary(each.language) for each in labels.chain]
    is_ours = _primary(own_language) == _primary(labels.language)
    at = 0 if is_ours else languages.count(_primary(labels.language))
    return Labels(labels.language, (*labels.chain[:at], ours, *labels.chain[at:]), labels.whole)


@cache
def catalogue(path: Path) -> Catalogue:
    """Read the catalogue of a language.

    An empty text counts as missing, so that a translator may leave it for later: English is printed
    there, not nothing.
    """
    tables = tomllib.loads(path.read_text("utf-8"))
    found = {
        f"{part}.{name}": words
        for part, table in tables.items()
        for name, words in table.items()
        if words
    }
    return Catalogue(path.stem, found)


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
        return "" if _primary(language) == _primary(self.language) else language

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
                if isinstance(words, str):
                    return words, each.language
                # CLDR's rules for the language choose the form. `other` is there in all languages.
                form = locale_of(each.language).plural_form(int(values.get("count", 0)))
                return words.get(form) or words["other"], each.language
        hint = did_you_mean(key, self.chain[-1].words)
        raise LabelError(f"There is no label `{key}`. {hint}".strip())


@cache
def _labels(language: str, folder: Path) -> Labels:
    """Gather the catalogues for a language: for `pt-BR` those of `pt-BR`, `pt` and `en`.

    Catalogues that don't exist are left out, and English is always the last.
    """
    parts = language.lower().split("-")
    wanted = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    files = {path.stem.lower(): path for path in folder.glob("*.toml")}
    names = dict.fromkeys((*(name for name in wanted if name in files), ENGLISH))
    chain = tuple(catalogue(files[name]) for name in names)
    near = [each.words for each in chain if _primary(each.language) == _primary(language)]
    missing = {key.split(".")[0] for key in set(chain[-1].words).difference(*near)}
    known = {key.split(".")[0] for key in chain[-1].words}
    return Labels(language, chain, frozenset(known - missing))


def _primary(language: str) -> str:
    """Return the first part of a language tag, without region and script: `pt` of `pt-BR`."""
    return language.lower().split("-")[0]


def _value(value: str | int, small: str | None, language: str) -> str:
    """Write a value as a label prints it: numbers with the language's separators."""
    if isinstance(value, int):
        return format_decimal(value, locale=locale_of(language))
    return value[:1].lower() + value[1:] if small else value


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
    return Markup(' lang="{}"').format(language) if language else Markup()


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
