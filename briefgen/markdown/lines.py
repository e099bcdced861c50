"""Keeps the lines of a list that was typed in a way that Markdown doesn't know; joins others.

Markdown joins the lines of a paragraph: with `10 Uhr Abfahrt` below it, `9 Uhr Ankunft` would be
read as an arrival at ten. CommonMark knows `-`, `+`, `*`, `1.` and `1)` as marks of lists and no
others (section 5.2), and those who write briefs type many more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefgen.ground.regexes import regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

# Starts of lines that make a list for certain, if two lines of a paragraph have the same.
LISTED = regex(
    r"(?P<bullet>[•·▪▫◦‣∙●○■□☐☑☒►–—])\s|(?P<box>\[[ xX]\])\s|(?P<section>§{1,2}\s?\d)"
    r"|(?P<number>\d{1,3}(?:(?:[.:h]\d{1,3}){1,5}[.)]?|[.)]))(?=[\s–-]|\Z)"
    r"|(?P<bracketed>\((?:\d{1,3}|[^\W\d_]|[ivx]{1,4})\))\s"
    r"|(?P<letter>(?:[^\W\d_]|[ivxIVX]{1,4})[.)])\s|(?P<amount>[-+−±<>=≤≥~≈]{1,2}\s?\d)"
)
# Starts that a line of a wrapped sentence may have, too, so that they make a list only behind a
# short line: a number, `Art. 5`, `Who: the Chair`, `€5m`, an `o` for a bullet.
WRAPPED = regex(
    r"(?P<figure>\d)|(?P<numbered>[^\W\d_]{1,12}[.,]{0,2}\s\d)|(?P<o>o)\s"
    r"|(?P<label>[^\W\d_][^\s:]{0,15}(?:\s[^\s:]{1,12})?\s?:)\s"
    r"|(?P<sign>[^\w\s\\\"'“”‘’«»„()\[\]`&.,;:!?…])"
)
# Kinds of starts that a list may mix: `9 Uhr` and `10.30 Uhr`, `- 3` and `~ 4`.
ALIKE = {"number": "figure", "amount": "sign"}
# Letters and signs of Chinese and Japanese, which have no spaces between words.
EASTERN = r"\u2e80-\u303f\u3040-\u30ff\u31c0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60"
BEFORE, BEHIND = regex(rf"[{EASTERN}]\Z"), regex(rf"[{EASTERN}]")
# The tokens that have a paragraph's words.
WORDS = ("text", "text_special", "code_inline")
# The most characters of a short line. Behind a longer one, the next may start with a number only
# because the sentence was wrapped there.
SHORT = 50


def keep_lines(made: MarkdownIt) -> None:
    """Make a parser keep the lines of lists that Markdown doesn't know."""

    def typed_lists(state: StateCore) -> None:
        for block in state.tokens:
            if block.type == "inline" and "\n" in block.content:
                _keep(block.children or [])

    # As the last rule, when the words of a line are one token. Before, escapes are tokens.
    made.core.ruler.push("typed_lists", typed_lists)


def _keep(tokens: list[Token]) -> None:
    """Break lines of a paragraph before each that starts in the same way as another one."""
    ends = [at for at, token in enumerate(tokens) if token.type == "softbreak"]
    starts = [0, *(at + 1 for at in ends)]
    lines = [tokens[at:end] for at, end in zip(starts, [*ends, None], strict=True)]
    lengths = [sum(len(token.content) for token in line) for line in lines]
    for number in kept_apart(list(map(_first_words, lines)), lengths):
        token = tokens[ends[number - 1]]
        token.type, token.tag = "hardbreak", "br"


def space_of(tokens: Sequence[Token], at: int) -> str:
    """Give what a soft break, the token at that place, stands for: a space, or nothing.

    Between Chinese or Japanese letters it is nothing (CSS Text Level 3, 4.1.3).
    """
    before = (each.content for each in reversed(tokens[:at]) if each.type in WORDS and each.content)
    behind = (each.content for each in tokens[at + 1 :] if each.type in WORDS and each.content)
    is_joined = BEFORE.search(next(before, "")) and BEHIND.match(next(behind, ""))
    return "" if is_joined else " "


def kept_apart(firsts: Sequence[str], lengths: Sequence[int]) -> Iterator[int]:
    """Find which lines of a paragraph stay lines, by their numbers from 0.

    `firsts` are the words with which each line starts, `lengths` those of the whole lines.
    """
    kinds = list(map(_kind, firsts))
    surely = Counter(kinds)
    maybe = Counter(ALIKE.get(kind, kind) for kind in kinds)
    for number, kind in enumerate(kinds[1:], start=1):
        is_listed = kind in LISTED.groupindex and surely[kind] > 1
        is_short = lengths[number - 1] <= SHORT
        if kind and (is_listed or (maybe[ALIKE.get(kind, kind)] > 1 and is_short)):
            yield number


def _first_words(line: list[Token]) -> str:
    return line[0].content if line and line[0].type == "text" else ""


def _kind(words: str) -> str:
    """Tell how a line starts: a group of LISTED or WRAPPED; empty if it starts like a sentence."""
    found = LISTED.match(words) or WRAPPED.match(words)
    return found.lastgroup or "" if found else ""
