"""Follows the HTML and the text together: a tag needs its marks, a letter needs itself."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.ground.regexes import regex
from briefgen.markdown.conserved import blocks, inline
from briefgen.markdown.conserved.tokens import HtmlToken, html_tokens
from briefgen.markdown.conserved.walk import Differs, Misprint, Walk

WORD = regex(r"\S{1,40}")
TAGS = inline.TAGS | blocks.TAGS
# The tags before which a definition or a heading without words may stand; neither is printed.
BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr"}
BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6"}


def misprints(text: str, html: str) -> list[Misprint]:
    """Find where the HTML of a text differs from it, up to the first misprint `changed`.

    Behind that one, the text and the HTML can't be matched any more.

    In the HTML each citation is `<cite>id</cite>`. Pictures and unsafe links, which are printed
    as something else, have rules of their own: a text with one is not looked at here.
    """
    walk = Walk(text)
    try:
        _follow(walk, html_tokens(html))
    except Differs as found:
        word = WORD.match(text, found.start)
        end = word.end() if word else len(text)
        return [*walk.cells, Misprint("changed", found.start, end)]
    return walk.cells


def _follow(walk: Walk, page: Iterable[HtmlToken]) -> None:
    """Follow a page from its start to its end. Raises Differs where the text has something else."""
    for token in page:
        if token.kind == "words":
            walk.words(token.value)
            continue
        if token.kind == "open" and token.value in BLOCKS:
            walk.skip_unprinted()
        if follow := TAGS.get((token.kind, token.value)):
            follow(walk, token)
    walk.skip_signs()
    walk.skip_unprinted()
    walk.skip_blank_links()
    if walk.cursor.at < len(walk.cursor.text):
        raise Differs(walk.cursor.at)
    # Only code or an escape names this label, so no link uses it; but its line isn't printed.
    for label, at in walk.defined.items():
        if label not in walk.used:
            raise Differs(at)
