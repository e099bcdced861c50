"""Choose the passage of a capture on which a sentence may rest, to show it: whole sentences."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.claims.alike import Alike, Window, inside
from briefgen.claims.pieces import pieces
from briefgen.evidence.concordance import stems

Stretch = tuple[int, int]
# The least of a sentence that the window around its passage has, and of its words; and what the
# figures and names of the sentence add to it, all together.
LEAST, WORDS, MENTIONS = 0.22, 2, 0.5
# The share of a passage that the sentence beside the most similar one has to add to be shown.
ADDS = 0.25
# Where no words are alike, as in another language: how near to each other figures and names stand,
# and how many places one may have that says something of where.
TOGETHER, FEW = 300, 12


def passage(
    text: str, language: str, found: Alike, mentioned: Sequence[Sequence[Stretch]]
) -> Stretch | None:
    """Find the sentences of a text that are most like one of the brief; None if nothing is.

    `mentioned` has for each figure and name of the brief's sentence its places in the text, in
    order.
    """
    windows = [(_score(each, mentioned), each) for each in found.windows]
    score, best = max(windows, key=lambda each: each[0], default=(0.0, None))
    if best and score >= LEAST and best.count >= WORDS:
        chosen = _narrowed(text, best, found, language)
        held = sum(any(inside(places, *chosen)) for places in mentioned)
        # What is alike may be spread over a list or a table, with nothing in any line of it.
        if len(_weight(text[slice(*chosen)], found)) + held >= WORDS:
            return chosen
    if at := _by_mentions(mentioned):
        around = pieces(text, *at, language) or [at]
        return around[0][0], around[-1][1]
    return None


def _score(window: Window, mentioned: Sequence[Sequence[Stretch]]) -> float:
    held = sum(any(inside(places, window.start, window.end)) for places in mentioned)
    return window.share + MENTIONS * held / max(1, len(mentioned))


def _narrowed(text: str, window: Window, found: Alike, language: str) -> Stretch:
    """Choose the sentences at a window that have the most of what it is alike in."""
    near = pieces(text, window.start, window.end, language) or [(window.start, window.end)]
    shares = [_weight(text[start:end], found) for start, end in near]
    best = max(range(len(near)), key=lambda at: sum(shares[at].values()))
    start, end = near[best]
    said = dict(shares[best])
    # The next sentence goes on with the same matter if it has words that this one lacks.
    for at in (best - 1, best + 1):
        if 0 <= at < len(near):
            new = sum(weight for each, weight in shares[at].items() if each not in said)
            if new > ADDS * sum(found.weights.values()):
                said |= shares[at]
                start, end = min(start, near[at][0]), max(end, near[at][1])
    return start, end


def _weight(words: str, found: Alike) -> dict[str, float]:
    """Weigh the words of the brief's sentence that some words of a text have, by their stems."""
    weights = found.weights
    return {
        each: weights[each] for each in stems(" ".join(words.lower().split())) if each in weights
    }


def _by_mentions(mentioned: Sequence[Sequence[Stretch]]) -> Stretch | None:
    """Find the place where two or more mentions stand together, of those with few places."""
    few = [places for places in mentioned if 0 < len(places) <= FEW]
    best: tuple[int, Stretch] = (1, (0, 0))
    for place in (place for places in few for place in places):
        low, high = place[0] - TOGETHER, place[1] + TOGETHER
        best = max(best, (sum(any(inside(each, low, high)) for each in few), place))
    return best[1] if best[0] > 1 else None
