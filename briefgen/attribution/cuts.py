"""Keep labels and times of turns from being reported as words that a quote left out.

The search for dropped words (`evidence.drops`) knows nothing of turns: in `We go` / `MR NOT: now`
it takes the label's `NOT` for a negation that the quote hides. So this module goes over its result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.attribution.transcripts.turns import Turn, turns_between
from briefgen.evidence.drops import Drop
from briefgen.evidence.verify import Verdict
from briefgen.ground.regexes import regex

Place = tuple[int, int]


def without_labels(verdict: Verdict, text: str, turns: Sequence[Turn]) -> Verdict:
    """Remove the dropped words that stand only in labels of turns, or in their times.

    A word that somebody also speaks within the omission stays reported.
    """
    if not verdict.drops or verdict.match is None or not turns:
        return verdict
    parts = verdict.match.parts
    kept = [drop for drop in verdict.drops if not _is_in_label(drop, text, turns, parts)]
    return replace(verdict, drops=tuple(kept))


def _is_in_label(drop: Drop, text: str, turns: Sequence[Turn], parts: Sequence[Place]) -> bool:
    """Tell whether a dropped word stands only in labels, so that nobody speaks it.

    `parts` are the offsets of the parts of the quote; the word was dropped between two of them.
    """
    if not 0 <= drop.part < len(parts) - 1:
        return False
    start, end = parts[drop.part][1], parts[drop.part + 1][0]
    word = regex(rf"(?<!\w){re.escape(drop.word)}(?!\w)", re.IGNORECASE)
    if not word.search(text, start, end):
        return False
    return not any(word.search(spoken) for spoken in _speech_between(text, turns, start, end))


def _speech_between(text: str, turns: Sequence[Turn], start: int, end: int) -> Iterator[str]:
    """Yield the spoken text between two offsets, without labels of turns and their times."""
    at = start
    # Up to `end + 1`, so that the turn is included in which the quote goes on: it starts at `end`.
    for turn in turns_between(turns, start, end + 1):
        line = text.rfind("\n", 0, turn.label_start) + 1
        if line > at:
            yield text[at:line]
        at = max(at, min(turn.start, end))
    yield text[at:end]
