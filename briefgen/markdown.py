"""Markdown as a brief may use it: parsed once for the checks, and again as HTML for the page.

CommonMark with tables, without raw HTML and without pictures (those are `figures`), and with
`[^id]`, which cites a source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

CITE = re.compile(r"\[\^([\w-]+)\]")
SAFE_LINK = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@|#)", re.IGNORECASE)
MAX_NESTING = 20

Cite = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a text that a rule looks at: `start` and `end` are offsets into the text."""

    kind: str
    value: str
    start: int
    end: int


def contents(text: str) -> Iterator[Found]:
    """The headings (value: level), links, citations, pictures and HTML of a text, in order."""
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n"), len(text) + 1]
    for block in _parser().parse(text):
        if not block.map:
            continue
        start, end = starts[block.map[0]], starts[min(block.map[1], len(starts) - 1)] - 1
        if block.type == "heading_open":
            line_end = starts[block.map[0] + 1] - 1
            yield Found("heading", block.tag[1:], start, line_end)
        elif block.type == "inline":
            yield from _inside(text, block, start, end)


def html(text: str, cite: Cite | None = None, *, anchors: bool = True, curly: bool = False) -> str:
    """The HTML of a text. `cite` gives the HTML of a citation; without it they are left out.

    A link that isn't safe becomes plain text, and so does one inside the page without `anchors`.
    With `curly`, straight quotation marks and apostrophes are set as a printer sets English ones.
    """
    return str(_parser(curly=curly).render(text, {"cite": cite, "anchors": anchors}))


def inline_html(
    text: str, cite: Cite | None = None, *, anchors: bool = True, curly: bool = False
) -> str:
    """The HTML of a text without the tags of its one paragraph, where it is only one."""
    whole = html(text, cite, anchors=anchors, curly=curly).strip()
    inside = whole.removeprefix("<p>").removesuffix("</p>")
    return inside if whole.startswith("<p>") and "<p>" not in inside else whole


def plain(text: str) -> str:
    """The words of a text alone, on one line."""
    words = [
        token.content if token.type in ("text", "code_inline") else " "
        for block in _parser().parse(text)
        for token in block.children or ()
        if token.type in ("text", "code_inline", "softbreak", "hardbreak")
    ]
    return " ".join("".join(words).split())


def is_safe(link: str) -> bool:
    """Whether a link may stand in a packet: http, https, mailto, or inside the page."""
    return SAFE_LINK.match(link) is not None


def _inside(text: str, block: Token, start: int, end: int) -> Iterator[Found]:
    """What stands inside a paragraph, found again in the text from left to right."""
    at = start
    for token in block.children or ():
        kind, value, typed = _of_interest(token)
        if not kind:
            continue
        found = text.find(typed, at, end)
        if found < 0:
            yield Found(kind, value, start, end)
            continue
        at = found + len(typed)
        yield Found(kind, value, found, at)


def _of_interest(token: Token) -> tuple[str, str, str]:
    """The kind and the value of a token that a rule looks at, and what to search for."""
    if token.type == "link_open":
        return "link", str(token.attrs["href"]), str(token.attrs["href"])
    if token.type == "image":
        return "picture", str(token.attrs["src"]), str(token.attrs["src"])
    if token.type == "cite":
        return "cite", token.content, f"[^{token.content}]"
    return "", "", ""


@cache
def _parser(*, curly: bool = False) -> MarkdownIt:
    options = {"html": False, "maxNesting": MAX_NESTING, "typographer": curly}
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer).enable("table")
    if curly:
        parser.enable("smartquotes")
    parser.inline.ruler.before("link", "cite", _cite_rule)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _cite_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = CITE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("cite", "", 0).content = found[1]
    state.pos = found.end()
    return True


class _Renderer(RendererHTML):
    """HTML with citations, without unsafe links and without pictures."""

    def cite(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        make: Cite | None = env["cite"]
        return make(tokens[index].content) if make else ""

    def link_open(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        link = str(tokens[index].attrs["href"])
        keep = is_safe(link) and (env["anchors"] or not link.startswith("#"))
        if not keep:
            tokens[_closing(tokens, index)].hidden = True
            return ""
        return str(self.renderToken(tokens, index, options, env))

    def link_close(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        return "" if tokens[index].hidden else "</a>"

    def image(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        return ""


def _closing(tokens: Any, index: int) -> int:
    level = tokens[index].level
    return next(
        at
        for at in range(index + 1, len(tokens))
        if tokens[at].type == "link_close" and tokens[at].level == level
    )
