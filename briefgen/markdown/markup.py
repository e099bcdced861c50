"""Makes HTML of Markdown, with markdown-it.

`reading` and `links` don't need this module for most texts, so that checks load no parser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain, takewhile
from typing import Any
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from briefgen.markdown.curling import MARK, SIGN, is_english, set_signs
from briefgen.markdown.lines import keep_lines, space_of
from briefgen.markdown.links import CITE, encoded, is_safe, is_sentence
from briefgen.markdown.sentences import keep_sentences
from briefgen.markdown.spacing import JOINER

# Lists and quotations deeper inside each other than that are left out by markdown-it; a rule tells
# of them (`is_too_deep`). CommonMark sets no bound, and without one a line of `>` costs a stack.
MAX_NESTING = 20
# The most columns of a table that fits on any screen.
FEW_COLUMNS = 3

# Stands for a citation while marks are curled: neither a letter nor a space (word joiner).
NOTE = JOINER
# Between two references to notes that follow each other.
COMMA = '<sup class="noteref">,</sup>'

Cite = Callable[[str], str]


def tokens(text: str) -> list[Token]:
    """Parse a text into its blocks, with what stands inside them."""
    return _parsed(text, "")


def html(
    text: str,
    cite: Cite | None = None,
    *,
    anchors: bool = True,
    language: str = "",
    numbers: Iterator[int] | None = None,
) -> str:
    """Make the HTML of a text. `cite` makes that of a citation; without `cite` they are left out.

    An unsafe link becomes plain text. If `anchors` is false, a link inside the page does, too.
    With a `language`, straight quotation marks, apostrophes and spaces at signs are set as its
    printers set them; without one, as typed.
    `numbers` gives each paragraph its number; those in lists and quotations have none.
    """
    # Without citations the HTML is the same each time; with them it has numbers.
    if numbers is None and (cite is None or "[^" not in text):
        return _rendered(text, language, anchors=anchors)
    return _with_cites(text, cite, language, anchors=anchors, numbers=numbers)


def inline_html(
    text: str, cite: Cite | None = None, *, anchors: bool = True, language: str = ""
) -> str:
    """Make the HTML of a text without the tags of its one paragraph, where it is only one."""
    whole = html(text, cite, anchors=anchors, language=language).strip()
    inside = whole.removeprefix("<p>").removesuffix("</p>")
    return inside if whole.startswith("<p>") and "<p>" not in inside else whole


def plain(text: str) -> str:
    """Read the words of a text alone, on one line."""
    words = ""
    for block in tokens(text):
        children = block.children or []
        for at, token in enumerate(children):
            if token.type in ("text", "code_inline"):
                words += token.content
            elif token.type in ("softbreak", "hardbreak"):
                words += space_of(children, at) if token.type == "softbreak" else " "
    return " ".join(words.split())


@lru_cache(maxsize=2048)
def _rendered(text: str, language: str, *, anchors: bool) -> str:
    return _with_cites(text, None, language, anchors=anchors)


def _with_cites(
    text: str,
    cite: Cite | None,
    language: str,
    *,
    anchors: bool,
    numbers: Iterator[int] | None = None,
) -> str:
    made = parser(language)
    env = {"cite": cite, "anchors": anchors, "numbers": numbers}
    return str(made.renderer.render(_parsed(text, language), made.options, env))


@lru_cache(maxsize=1024)
def _parsed(text: str, language: str) -> list[Token]:
    """Parse a text. Cached, because in a preview few texts of a brief change between two builds.

    A text of one line is one paragraph, whatever it starts with.
    """
    made = parser(language)
    if not is_sentence(text):
        return made.parse(text)
    start, end = Token("paragraph_open", "p", 1), Token("paragraph_close", "p", -1)
    start.map, start.block, end.block = [0, 1], True, True
    return [start, *made.parseInline(text.strip()), end]


def is_too_deep(text: str) -> bool:
    """Tell whether lists or quotations are nested so deep that the parser drops words."""
    return any(
        token.type in ("list_item_open", "blockquote_open") and token.level >= MAX_NESTING - 1
        for token in _parsed(text, "en")
    )


@cache
def parser(language: str = "") -> MarkdownIt:
    """Make the parser, once; with a language, one that sets signs as its printers do."""
    options = {"html": False, "xhtmlOut": False, "maxNesting": MAX_NESTING}
    made = MarkdownIt("commonmark", options, renderer_cls=_Renderer).enable("table")
    keep_sentences(made)
    keep_lines(made)
    if language:
        # Before escapes are joined with the rest: a mark behind a backslash stays straight.
        made.core.ruler.before("text_join", "curl", lambda state: _curl(state, language))
    made.core.ruler.after("block", "number", _number)
    made.inline.ruler.before("link", "cite", _cite_rule)
    # Links are judged by `is_safe` and written by `encoded`. Left to itself markdown-it prints with
    # their brackets those that it refuses, and encodes the others, so that a rule doesn't find them
    # again in the text. These methods are meant to be replaced.
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]
    made.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return made


def _number(state: StateCore) -> None:
    """Give each item of a list the number that was typed; if all are `1.`, count the items.

    CommonMark takes the number of the first item and counts on (section 5.3): `3.` and `5.` would
    be printed as 3 and 4, and items of an agenda have numbers that others refer to.
    """
    open_lists: list[tuple[Token, list[Token]]] = []
    for token in state.tokens:
        if token.type == "ordered_list_open":
            open_lists.append((token, []))
        elif token.type == "list_item_open" and token.info:
            open_lists[-1][1].append(token)
        elif token.type == "ordered_list_close":
            _number_items(*open_lists.pop())


def _number_items(around: Token, items: list[Token]) -> None:
    """Write the numbers twice: as `start` and `value`, and as counters of CSS.

    WeasyPrint counts items by CSS alone. Browsers and screen readers go by the attributes.
    """
    number = last = int(items[0].info)
    counts = number == 1 and all(int(item.info) == 1 for item in items)
    styles = [f"counter-reset: list-item {number - 1}"] if number != 1 else []
    for item in () if counts else items[1:]:
        step = int(item.info) - number
        number += step
        last = max(last, number)
        if step != 1:
            item.attrs = {"value": number, "style": f"counter-increment: list-item {step}"}
    # The room for numbers of one digit is in the sheet; each more takes about 0.6 em.
    if digits := len(str(last if not counts else len(items))) - 1:
        styles.append(f"padding-left: {1.3 + 0.6 * digits:.1f}em")
    if styles:
        around.attrSet("style", "; ".join(styles))
    if around.markup == ")":
        around.attrSet("class", "bracketed")


def _curl(state: StateCore, language: str) -> None:
    """Set the signs of each paragraph as if its tags and its citations weren't there."""
    signs = MARK if is_english(language) else SIGN
    for block in state.tokens:
        if signs.search(block.content):
            tokens = block.children or []
            pieces = [_as_read(token, tokens[at - 1 : at]) for at, token in enumerate(tokens)]
            words, at = set_signs("".join(pieces), language), 0
            for token, piece in zip(tokens, pieces, strict=True):
                # `is`: for a token that isn't to be curled, `_as_read` gives another string.
                if piece and piece is token.content:
                    token.content = "".join(words[at : at + len(piece)])
                at += len(piece)


def _as_read(token: Token, before: list[Token]) -> str:
    """Give what a reader sees of a token; in code, addresses and escapes, `x` for each mark."""
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "cite":  # a word joiner, so that a mark behind it doesn't open a quotation
        return NOTE
    if token.type not in ("text", "text_special", "code_inline"):
        return ""
    is_address = before and before[0].type == "link_open" and before[0].info == "auto"
    if token.type == "text" and not is_address:
        return token.content
    # As long as the content, but never the same object, even if no mark is in it.
    return MARK.sub("x", token.content + " ")[:-1]


def _cite_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = CITE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("cite", "", 0).content = found[1]
    state.pos = found.end()
    return True


class _Renderer(RendererHTML):
    """HTML with citations, without unsafe links and without pictures.

    markdown-it calls a method by the type of each token. Tokens that are cached are rendered again:
    what a method changes in them has to come out the same the second time.
    """

    def cite(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        make: Cite | None = env["cite"]
        if make is None:
            return ""
        follows = index > 0 and tokens[index - 1].type == "cite"
        # Not with `+`: `make` gives Markup, which would escape the comma's tags.
        return f"{COMMA if follows else ''}{make(tokens[index].content)}"

    def softbreak(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        return "\n" if space_of(tokens, index) else ""

    def link_open(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        link = str(tokens[index].attrs["href"])
        level = tokens[index].level
        end = next(
            at
            for at in range(index + 1, len(tokens))
            if tokens[at].type == "link_close" and tokens[at].level == level
        )
        keep = is_safe(link) and (env["anchors"] or not link.startswith("#"))
        # A link without words would be a stop of the keyboard that nobody sees.
        keep = keep and _shows(tokens[index + 1 : end])
        tokens[end].hidden = not keep
        if not keep:
            return ""
        tokens[index].attrs["href"] = encoded(link)
        return str(self.renderToken(tokens, index, options, env))

    def link_close(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        return "" if tokens[index].hidden else "</a>"

    def heading_open(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        """Leave out a heading without words: it would be an empty line in the contents."""
        words = tokens[index + 1]
        if _shows(words.children or ()):
            return str(self.renderToken(tokens, index, options, env))
        words.children, tokens[index + 2].hidden = [], True
        return ""

    def thead_open(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        """Leave out a head in which no cell has words: it would be a bar without a word."""
        end = next(at for at in range(index, len(tokens)) if tokens[at].type == "thead_close")
        if not any(_shows(each.children or ()) for each in tokens[index:end]):
            for each in tokens[index : end + 1]:
                each.hidden, each.children = True, each.children and []
        return str(self.renderToken(tokens, index, options, env))

    def table_open(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        """Let the keyboard reach a table that may scroll on a small screen (WCAG 2.1.1)."""
        behind = (tokens[at] for at in range(index, len(tokens)))
        cells = takewhile(lambda token: token.type != "thead_close", behind)
        if sum(token.type == "th_open" for token in cells) > FEW_COLUMNS:
            tokens[index].attrSet("tabindex", "0")
        return str(self.renderToken(tokens, index, options, env))

    def th_open(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        """Make a plain cell of a header cell without words, which is no header of anything."""
        if not _shows(tokens[index + 1].children or ()):
            tokens[index].tag = tokens[index + 2].tag = "td"
        return str(self.renderToken(tokens, index, options, env))

    def paragraph_open(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        """Start a new line for a further paragraph of an item, if its paragraphs have no tags."""
        follows = index > 0 and tokens[index - 1].type == "paragraph_close"
        if tokens[index].hidden and follows:
            return "<br>\n"
        if env["numbers"] is not None and tokens[index].level == 0:
            return f'<p class="numbered"><span class="number">{next(env["numbers"])}.</span> '
        return str(self.renderToken(tokens, index, options, env))

    def image(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        return ""


def _shows(tokens: Iterable[Token]) -> bool:
    """Tell whether tokens print anything but white space, marks of zero width and pictures."""
    words = (each.content for each in tokens if each.type in ("text", "code_inline", "cite"))
    return any(category(char)[0] not in "ZC" for char in chain.from_iterable(words))
