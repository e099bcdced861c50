"""Along the page and the text at once: each tag asks for its marks, each letter for itself."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.markdown.conserved import blocks, inline
from briefgen.markdown.conserved.page import Part, parts
from briefgen.markdown.conserved.typed import WORD
from briefgen.markdown.conserved.walk import Difference, Differs, Walk

TAGS = inline.TAGS | blocks.TAGS
# Before these a definition may stand, or a heading without words, of which nothing is printed.
BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr"}
BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6"}


def differences(text: str, html: str) -> list[Difference]:
    """Where the HTML of a text differs from it. Behind the first change nothing is looked for.

    In the HTML each citation is `<cite>id</cite>`. Pictures and unsafe links, which are printed
    as something else, have rules of their own: a text with one is not looked at here.
    """
    walk = Walk(text)
    try:
        _follow(walk, parts(html))
    except Differs as found:
        word = WORD.match(text, found.start)
        end = word.end() if word else len(text)
        return [*walk.cells, Difference("changed", found.start, end)]
    return walk.cells


def _follow(walk: Walk, page: Iterable[Part]) -> None:
    """Follow a page from its start to its end. Differs where the text goes another way."""
    for part in page:
        if part.kind == "words":
            walk.words(part.value)
            continue
        if part.kind == "open" and part.value in BLOCKS:
            walk.skip_unprinted()
        if follow := TAGS.get((part.kind, part.value)):
            follow(walk, part)
    walk.skip_signs()
    walk.skip_unprinted()
    walk.skip_blank_links()
    if walk.typed.at < len(walk.typed.text):
        raise Differs(walk.typed.at)
    for label, at in walk.defined.items():
        if label not in walk.used:
            raise Differs(at)
