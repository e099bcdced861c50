"""Lists the words that briefgen itself puts into outputs: labels, dates, names of elements.

A person may have such a word as a name: March, Press or White. Where it stands alone in an output,
it is briefgen's word, and doesn't name the person.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from briefgen.ground.regexes import regex
from briefgen.ground.shipped import PACKAGE, folder
from briefgen.outputs.leaving.page import asides

# What Jinja doesn't print as it stands: comments, statements, expressions.
JINJA = regex(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
WORD = regex(r"[^\W\d_]+")
# The modules whose strings can come into an output, beside the catalogues of labels.
SPEAKING = (
    "view/*.py",
    "outputs/annotations.py",
    "outputs/kinds/*.py",
    "outputs/attachments/*.py",
    "typeset/finish/claims.py",
)
# The names of programs in the metadata of a page or PDF.
NAMES = "briefgen WeasyPrint Pango"


@cache
def labels(language: str) -> frozenset[str]:
    """List the words that briefgen prints in a brief of this language, folded to small letters."""
    from briefgen.view.labels import all_words

    words: set[str] = set(NAMES.split())
    words.update(WORD.findall(" ".join(all_words(language))))
    for path in folder("templates").rglob("*.j2"):
        words.update(WORD.findall(JINJA.sub(" ", path.read_text("utf-8"))))
    for pattern in SPEAKING:
        for path in PACKAGE.glob(pattern):
            words.update(WORD.findall(" ".join(_strings(path.read_text("utf-8")))))
    words.update(WORD.findall(" ".join(_of_calendar(language))))
    return frozenset(word.casefold() for word in words)


def _strings(source: str) -> Iterator[str]:
    """List the strings in the source of a module, without its docstrings."""
    nodes = list(ast.walk(ast.parse(source)))
    # A string that is a statement by itself is a docstring.
    about = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in about:
            yield node.value


def _of_calendar(language: str) -> Iterator[str]:
    """List the names of months, days, quarters and languages, in all forms of the language."""
    from briefgen.view.words import locale_of

    locale = locale_of(language)
    for kind in (locale.months, locale.days, locale.quarters):
        for forms in kind.values():
            for width in forms.values():
                yield from map(str, width.values())
    yield from (name for name in locale.languages.values() if name)


def is_syntax(word: str) -> bool:
    """Tell whether a word is one of HTML, SVG or CSS that a page can hold."""
    from briefgen.look import css

    return word.lower() in _syntax() or css.is_colour(word)


@cache
def _syntax() -> frozenset[str]:
    """List the words of briefgen's templates and styles, and of SVG, in small letters."""
    from briefgen.pictures.drawing import known

    files = (*folder("templates").rglob("*.j2"), *folder("styles").rglob("*.css"))
    texts = [path.read_text("utf-8") for path in files]
    lists = known()
    drawn = (*lists.elements, *lists.attributes, *lists.properties, *lists.values)
    return frozenset(word for text in (*texts, *drawn) for word in WORD.findall(text.lower()))


@cache
def sheet_words() -> frozenset[str]:
    """List the comments and strings of briefgen's own styles, whole."""
    texts = (path.read_text("utf-8") for path in folder("styles").rglob("*.css"))
    return frozenset(words for text in texts for words in asides(text))


@cache
def ids() -> frozenset[str]:
    """List the ids that briefgen's own templates give to elements."""
    # An id with `{` or `}` is computed, and isn't known here.
    texts = (path.read_text("utf-8") for path in folder("templates").rglob("*.j2"))
    return frozenset(name for text in texts for name in re.findall(r'id="([^"{}]+)"', text))
