"""Write the styles in an SVG again, with only the properties that draw, and without comments.

tinycss2 parses them like a browser (CSS Syntax, Level 3). A regular expression would take a string
for a rule, or a rule for a string, where a browser doesn't.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from functools import lru_cache
from typing import Any

import tinycss2

from briefgen.look import css

# A function from an old id or class to the new one.
Renamed = Callable[[str], str]


@lru_cache(maxsize=1024)
def style_written(words: str, properties: frozenset[str]) -> str:
    """Write a `style` attribute again, with the declarations of `properties` and of variables."""
    return ";".join(_declarations(words, properties))


def sheet_written(words: str, properties: Set[str], id_of: Renamed, class_of: Renamed) -> str:
    """Write a style sheet again, with the new ids and classes of the drawing in its selectors.

    Of at-rules, only `@media` and `@supports` are kept; a still picture needs no others.
    """
    return "".join(_rules(css.rules(words), properties, id_of, class_of))


def _rules(
    rules: list[Any], properties: Set[str], id_of: Renamed, class_of: Renamed
) -> Iterator[str]:
    """Write rules again, and those within `@media` and `@supports`."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selector = _selector(rule.prelude, id_of, class_of)
            yield f"{selector}{{{';'.join(_declarations(rule.content, properties))}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inside = tinycss2.parse_rule_list(
                rule.content or [], skip_comments=True, skip_whitespace=True
            )
            written = "".join(_rules(inside, properties, id_of, class_of))
            yield f"@{rule.lower_at_keyword} {tinycss2.serialize(rule.prelude)}{{{written}}}"


def _declarations(content: Any, properties: Set[str]) -> Iterator[str]:
    for part in css.contents(content):
        if part.type == "declaration" and (part.name in properties or part.name[:2] == "--"):
            value = tinycss2.serialize(_without_comments(part.value)).strip()
            yield f"{part.name}:{value}{'!important' if part.important else ''}"


def _without_comments(tokens: list[Any]) -> list[Any]:
    return [token for token in tokens if token.type != "comment"]


def _selector(tokens: list[Any], id_of: Renamed, class_of: Renamed) -> str:
    """Write a selector with the new ids and classes. A class is an identifier after a dot."""
    before = None
    for token in css.everything(tokens):
        if token.type == "hash":
            token.value = id_of(token.value)
        elif token.type == "ident" and before == ".":
            token.value = class_of(token.value)
        before = token.value if token.type == "literal" else None
    return str(tinycss2.serialize(_without_comments(tokens))).strip()
