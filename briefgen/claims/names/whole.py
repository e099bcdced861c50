"""Find what of a sentence may be one name of several words, or one list of names.

Each of the words may be a common one, so that nothing is told unless a source has it nearly so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.claims.mention import Mention, Name
from briefgen.claims.names.runs import Run, is_opening
from briefgen.claims.names.tokens import POSSESSIVE, Token
from briefgen.claims.names.words import Words
from briefgen.ground.regexes import regex

Tokens = Sequence[Token]
COMMA = regex(r",\s{1,3}")
SPACE = regex(r"\s{1,3}")
LAST = ("and", "or", "et", "ou", "y", "e", "o", "и", "или", "und", "oder")
FEWEST_LISTED, MOST_LISTED = 3, 12


def wholes(
    tokens: list[Token], run: Run, names: Sequence[Mention], words: Words
) -> Iterator[Mention]:
    """Yield what of a run may be one name that is made of common words, too: two and more.

    The people among the run's `names` are apart, and codes, and what stands behind a possessive:
    those are other names.
    """
    people = [
        each for each in names if isinstance(each.value, Name) and each.value.kind == "person"
    ]
    stretch: list[int] = []
    for at in range(run.first, run.last + 1):
        token = tokens[at]
        is_person = any(each.start <= token.start < each.end for each in people)
        if is_person or any(map(str.isdigit, token.text)):
            yield from _whole(tokens, stretch, " ")
            stretch = []
        elif token.is_capital and not _only_opens(tokens, at, words):
            stretch.append(at)
            if POSSESSIVE.search(token.text):
                yield from _whole(tokens, stretch, " ")
                stretch = []
    yield from _whole(tokens, stretch, " ")


def lists(tokens: list[Token], words: Words) -> Iterator[Mention]:
    """Yield the lists of names of a sentence: Sweden, Finland and Norway."""
    stretch: list[int] = []
    for at, token in enumerate(tokens):
        if token.low in LAST and SPACE.fullmatch(token.gap):
            continue
        is_next = bool(stretch) and (
            COMMA.fullmatch(token.gap)
            or (tokens[at - 1].low in LAST and SPACE.fullmatch(token.gap))
        )
        if not is_next:
            yield from _listed(tokens, stretch)
            stretch = []
        if token.is_capital and not words.is_generic(token.low):
            stretch.append(at)
        elif stretch:
            yield from _listed(tokens, stretch)
            stretch = []
    yield from _listed(tokens, stretch)


def _listed(tokens: list[Token], stretch: Sequence[int]) -> Iterator[Mention]:
    if FEWEST_LISTED <= len(stretch) <= MOST_LISTED:
        yield from _whole(tokens, stretch, ", ")


def _only_opens(tokens: list[Token], at: int, words: Words) -> bool:
    return is_opening(tokens, at) and tokens[at].low in words.opening


def _whole(tokens: list[Token], stretch: Sequence[int], joint: str) -> Iterator[Mention]:
    own = [tokens[at] for at in stretch]
    if len(own) < 2 or all(token.text.isupper() for token in own):
        return
    words = tuple(POSSESSIVE.sub("", token.text) for token in own)
    name = Name(words, joint.join(words), "run", is_opening(tokens, stretch[0]))
    yield Mention(name, own[0].start, own[-1].start + len(words[-1]))
