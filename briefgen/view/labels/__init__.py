"""The words that briefgen prints, by key: a catalogue a language, found by being in this folder.

Apart from templates and view, so that a language is one file. Catalogues are TOML, which the
standard library reads, and in which a text always stands in quotation marks: in YAML, a label such
as `Press: {access}` or `No` without them would be something other than a text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from briefgen.ground.suggest import did_you_mean
from briefgen.view.label import NOTHING, Label
from briefgen.view.words import locale_of

FOLDER = Path(__file__).parent
ENGLISH = "en"
# A key is told by its point from the words that a template of the user's own marks as English.
KEY = re.compile(r"[a-z][a-z\d-]*\.[a-z][a-z\d-]*")
FIELD = re.compile(r"\{([a-z]+)(:lower)?\}")
# Of the words between two values those with letters; signs and spaces around them are no language.
CORE = re.compile(r"(\W*)(.*\S)?(\s*)", re.DOTALL)

Words = str | Mapping[str, str]


class LabelError(LookupError):
    """A template asks for a key that no catalogue has, or leaves out a value of a label."""


@dataclass(frozen=True)
class Catalogue:
    """The labels of one language, by key."""

    language: str
    words: Mapping[str, Words]


def languages() -> tuple[str, ...]:
    """List the tags of the languages that have a catalogue."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def has_labels(language: str) -> bool:
    """Tell whether there are labels in a language, or in the nearest that includes it."""
    return _primary(labels_of(language).chain[0].language) == _primary(language)


def all_words(language: str) -> Iterator[str]:
    """Go through all texts from which the labels of a brief in a language are made."""
    for each in labels_of(language).chain:
        for words in each.words.values():
            yield from (words,) if isinstance(words, str) else words.values()


def labels_of(language: str) -> Labels:
    """Find the labels for a brief in a language: its own, and English for what it has none for."""
    return _labels(language, FOLDER)


@cache
def catalogue(path: Path) -> Catalogue:
    """Read the catalogue of a language. An empty text counts as missing: no page prints nothing."""
    tables = tomllib.loads(path.read_text("utf-8"))
    found = {
        f"{part}.{name}": words
        for part, table in tables.items()
        for name, words in table.items()
        if words
    }
    return Catalogue(path.stem, found)


@dataclass(frozen=True)
class Labels:
    """What is asked for the words of a page.

    `chain` has the catalogues, the nearest first, and `whole` the parts of which no label is
    missing in the brief's language.
    """

    language: str
    chain: tuple[Catalogue, ...]
    whole: frozenset[str] = frozenset()

    def say(self, key: str, /, **values: str | int) -> Label:
        """Find the words of a key, with values put in that are in the same language.

        `count` chooses the plural. Raises LabelError.
        """
        words, language = self._filled(key, values)
        said = FIELD.sub(lambda field: _value(values[field[1]], field[2], language), words)
        return Label(said, self._marked(language))

    def of(self, part: str, value: str | None) -> Label:
        """Find the label of a value of the format, such as `if raised`; nothing for no value."""
        if not value:
            return NOTHING
        return self.say(f"{part}.{value.lower().replace(' ', '-')}")

    def counted(self, key: str, count: int | None) -> Label:
        """Write a number of things, such as `20 minutes`; nothing where there is no number."""
        return self.say(key, count=count) if count else NOTHING

    def marked(self, key: str, /, **values: str | int) -> Markup:
        """Find the words of a key as HTML, marked where they aren't in the brief's language.

        The values are the brief's own words, and stay without a mark.
        """
        words, language = self._filled(key, values)
        pieces = FIELD.split(words)
        out = mark(Label(pieces[0], self._marked(language)))
        for name, small, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            out += escape(_value(values[name], small, language))
            out += mark(Label(after, self._marked(language)))
        return out

    def in_css(self, key: str, /, **values: str) -> Markup:
        """Write a label as `content` of CSS; the values are functions such as `counter(page)`."""
        words, _ = self._filled(key, values)
        pieces = FIELD.split(words)
        parts = [_css_string(pieces[0])]
        for name, after in zip(pieces[1::3], pieces[3::3], strict=True):
            parts += [values[name], _css_string(after)]
        return Markup(" ".join(filter(None, parts)))  # noqa: S704 - strings are escaped

    def together(self, part: str) -> Labels:
        """Take the same labels, or the English ones where some of a part are missing.

        For sentences that are put together of several: half and half, nobody could read them.
        """
        return self if part in self.whole else Labels(self.language, self.chain[-1:])

    def language_of(self, key: str) -> str:
        """Find the language in which a label's values are written: the brief's, if it can be."""
        language = self._found(key, {})[1]
        return self._marked(language) or self.language

    def _marked(self, language: str) -> str:
        return "" if _primary(language) == _primary(self.language) else language

    def _filled(self, key: str, values: Mapping[str, str | int]) -> tuple[str, str]:
        """The words and their language, where there is a value for all that they name."""
        words, language = self._found(key, values)
        missing = {name for name, _ in FIELD.findall(words)}.difference(values)
        if missing:
            raise LabelError(f"The label `{key}` needs a value for `{min(missing)}`.")
        return words, language

    def _found(self, key: str, values: Mapping[str, str | int]) -> tuple[str, str]:
        for each in self.chain:
            if words := each.words.get(key):
                return _plural(words, values.get("count", 0), each.language), each.language
        hint = did_you_mean(key, self.chain[-1].words)
        raise LabelError(f"There is no label `{key}`. {hint}".strip())


@cache
def _labels(language: str, folder: Path) -> Labels:
    """Labels, the nearest catalogue first: for `pt-BR` those of `pt-BR`, `pt` and `en`."""
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
    return language.lower().split("-")[0]


def _plural(words: Words, count: str | int, language: str) -> str:
    if isinstance(words, str):
        return words
    form = locale_of(language).plural_form(int(count))
    return words.get(form) or words["other"]


def _value(value: str | int, small: str | None, language: str) -> str:
    """A value as it is printed inside a label."""
    if isinstance(value, int):
        return format_decimal(value, locale=locale_of(language))
    return value[:1].lower() + value[1:] if small else value


def _css_string(text: str) -> str:
    """A text as a string of CSS (CSS Syntax Level 3, 4.3.5), safe inside a `style` element."""
    if not text:
        return ""
    escaped = re.sub(r'[\\"<\n]', lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{escaped}"'


def lang(label: str) -> Markup:
    """Write the attribute `lang` of an element that holds a label alone; none if it needs none."""
    language = getattr(label, "language", "")
    return Markup(' lang="{}"').format(language) if language else Markup()


def mark(label: str) -> Markup:
    """Write a label as HTML, in a `span` where it isn't in the brief's language."""
    attribute = lang(label)
    if not attribute:
        return escape(str(label))
    found = CORE.fullmatch(label)
    assert found  # noqa: S101 - it matches everything
    before, core, after = found.groups()
    if not core:
        return escape(str(label))
    return Markup("{}<span{}>{}</span>{}").format(before, attribute, core, after)
