"""Take labels and times of turns out of what a quote seems to have left out.

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
    """Tell whether nobody speaks a word that was dropped between two parts of a quote."""
    if not 0 <= drop.part < len(parts) - 1:
        return False
    start, end = parts[drop.part][1], parts[drop.part + 1][0]
    word = re.compile(rf"(?<!\w){re.escape(drop.word)}(?!\w)", re.IGNORECASE)
    if not word.search(text, start, end):
        return False
    return not any(word.search(spoken) for spoken in _speech_between(text, turns, start, end))


def _speech_between(text: str, turns: Sequence[Turn], start: int, end: int) -> Iterator[str]:
    """Yield what is spoken between two offsets: all but the lines that hold labels."""
    at = start
    # The turn that the quote goes on with starts where the words left out end.
    for turn in turns_between(turns, start, end + 1):
        line = text.rfind("\n", 0, turn.label_start) + 1
        if line > at:
            yield text[at:line]
        at = max(at, min(turn.start, end))
    yield text[at:end]
