"""Find the runs of words with capitals in a sentence, and the words that begin one."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.claims.names.tokens import Token
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# What stands before the first word of a sentence, a cell or a quotation inside a text.
OPENS = regex(r"[.!?:|•\"“„«]", needs='.!?:|•"“„«')
# What may stand between two words of one name. Where emphasis stood, there are more spaces.
JOINS = regex(r"[ \u00a0\u202f]{1,5}|[-\u2010\u2011]|[ \t]*\r?\n[ \t]*|[ \u00a0]&[ \u00a0]|")
# The most small words inside a name: Organisation for the Prohibition of …
MOST_SMALL = 3
# A longer run is a list of headings, or hostile.
MOST_RUN = 40
# Short forms that end with a full stop and stand before a name or a number.
SHORT_FORMS = frozenset(
    """
    mr mrs ms dr st prof gen sen rep gov col capt lt sgt hon rev sr sra no art vs m mm messrs
    """.split()  # noqa: SIM905 - it reads as a list
)
# What stands before a surname, or before a title: Ms Waters, Mr President.
HONORIFICS = frozenset(("mr", "mrs", "ms", "mx", "miss", "mme", "mlle", "sra", "srta"))


@record
class Run:
    """Words with capitals, and small words between: the numbers of the first and last token."""

    first: int
    last: int


def joins(one: Token, other: Token) -> bool:
    """Tell whether what stands between two words can stand inside a name."""
    gap = other.gap
    if gap.startswith(".") and (len(one.text) == 1 or one.low in SHORT_FORMS):
        gap = gap[1:]
    return bool(JOINS.fullmatch(gap))


def is_opening(tokens: list[Token], at: int) -> bool:
    """Tell whether a word is the first of a sentence, so that its capital says nothing."""
    gap = tokens[at].gap
    if at == 0:
        return True
    before = tokens[at - 1]
    if gap.startswith(".") and (len(before.text) == 1 or before.low in SHORT_FORMS):
        gap = gap[1:]
    return bool(OPENS.search(gap))


def runs_of(tokens: list[Token], small: frozenset[str]) -> Iterator[Run]:
    """Yield the runs of words with capitals, in order."""
    at = 0
    while at < len(tokens):
        if not tokens[at].is_capital:
            at += 1
            continue
        last = at
        while last < at + MOST_RUN and (behind := _next_capital(tokens, last, small)):
            last = behind
        yield Run(at, last)
        at = last + 1


def _next_capital(tokens: list[Token], at: int, small: frozenset[str]) -> int | None:
    """Give the next word with a capital that belongs to the same run, if there is one."""
    for behind in range(at + 1, min(at + 2 + MOST_SMALL, len(tokens))):
        if not joins(tokens[behind - 1], tokens[behind]):
            return None
        if tokens[behind].is_capital:
            return behind
        if tokens[behind].low not in small:
            return None
    return None
