"""Tell that a text has another name in the place of one that it has only elsewhere.

The place is told by a word beside the name: `Holm said`, `Energy Secretary Holm`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.claims.alike import Alike, inside
from briefgen.claims.mention import Mention, Name
from briefgen.claims.names.source import NameIndex
from briefgen.claims.names.tokens import Token, tokens_of
from briefgen.claims.names.words import Words, has_words, words_of
from briefgen.ground.records import record

Stretch = tuple[int, int]
# The least that the most similar window has of the sentence, and of its words; and the most that a
# window with the typed name has, as a share of that.
SURE, WORDS, LITTLE = 0.3, 3, 0.5
# How far around a place of the name, in characters, the word beside it may stand.
NEAR = 120
# A name that has more places is what the text is about.
MOST_PLACES = 30
# The shortest word that tells a place; `the` and `in` are beside any name.
SHORTEST = 4


def elsewhere(
    mention: Mention, words: str, names: NameIndex, alike: Alike, language: str
) -> Stretch | None:
    """Find the name that the passage most like a sentence has in the place of a typed one.

    `words` are those of the sentence. None where the typed name stands near that passage or in one
    that is nearly as much alike, or where the word beside it is near it anywhere: then the text may
    well say so.
    """
    name, best = mention.value, alike.windows[0] if alike.windows else None
    if not isinstance(name, Name) or name.kind not in ("person", "name", "country"):
        return None
    if best is None or best.share < SURE or best.count < WORDS or not has_words(language):
        return None
    places = names.places(name, language)
    if not 0 < len(places) <= MOST_PLACES or names.is_foreign(language):
        return None
    near = inside(places, best.start - NEAR, best.end + NEAR)
    shares = (each.share for each in alike.windows if any(inside(places, each.start, each.end)))
    if any(near) or max(shares, default=0.0) > LITTLE * best.share:
        return None
    around = " ".join(names.text[max(0, start - NEAR) : end + NEAR] for start, end in places)
    known = words_of(language)
    passage = _Passage(names.text, best.start, best.end, known)
    tokens = tokens_of(words)
    typed = {token.low for token in tokens} | {token.low for token in tokens_of(around)}
    found = (passage.named(each, typed) for each in _beside(tokens, mention, known, typed=around))
    return next(filter(None, found), None)


@record
class _Beside:
    """The folded words right before a name, or the one behind it."""

    words: tuple[str, ...]
    is_before: bool


def _beside(
    tokens: Sequence[Token], mention: Mention, known: Words, *, typed: str
) -> Iterator[_Beside]:
    """Yield the words beside a name that tell its place, if they aren't beside it in the text."""
    there = {token.low for token in tokens_of(typed)}
    before = [token for token in tokens if token.end <= mention.start]
    while before and before[-1].low in known.small:
        before.pop()
    lows = tuple(token.low for token in before[-2:] if len(token.low) >= SHORTEST)
    if lows and lows[-1] not in known.titles and lows[-1] not in known.opening | there:
        yield _Beside(lows[-1:], is_before=True)
    elif len(lows) > 1 and lows[-1] not in there:
        # A title alone is beside too many names: Energy Secretary, but not Secretary.
        yield _Beside(lows, is_before=True)
    behind = next((token for token in tokens if token.start >= mention.end), None)
    if behind and behind.gap == " " and len(behind.low) >= SHORTEST and behind.low not in there:
        yield _Beside((behind.low,), is_before=False)


@record
class _Passage:
    """A stretch of a text, with the words of its language."""

    text: str
    start: int
    end: int
    known: Words

    def named(self, beside: _Beside, typed: set[str]) -> Stretch | None:
        """Find the name beside some words, if it isn't one of those that are `typed`."""
        words, small = beside.words, self.known.small
        tokens = [
            token for token in tokens_of(self.text[self.start : self.end]) if token.low not in small
        ]
        for at in range(len(tokens) - len(words) + 1):
            if tuple(token.low for token in tokens[at : at + len(words)]) == words:
                first = at + len(words) if beside.is_before else at - 1
                found = tokens[max(0, first) : first + 1]
                # Of a name behind a word the last part tells: Ida Holm.
                while beside.is_before and found and first + len(found) < len(tokens):
                    behind = tokens[first + len(found)]
                    if not behind.is_capital or behind.gap != " ":
                        break
                    found.append(behind)
                if found and all(self._is_other(token, typed) for token in found[-1:]):
                    return self.start + found[0].start, self.start + found[-1].end
        return None

    def _is_other(self, token: Token, typed: set[str]) -> bool:
        return token.is_capital and token.low not in typed and not self.known.is_generic(token.low)
