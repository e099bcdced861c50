"""Labels and times of turns that a quote may leave out, because nobody speaks them.

Apart from the search for dropped words (`evidence.drops`), which knows no turns: in `We go` / `MR
NOT: now` it takes the label's `NOT` for a negation that the quote hides.
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
    """Take from a verdict the dropped words that stand only in labels of turns, or in their times.

    A word that is also spoken in the stretch that was left out stays reported.
    """
    if not verdict.drops or verdict.match is None or not turns:
        return verdict
    parts = verdict.match.parts
    kept = [drop for drop in verdict.drops if not _is_in_label(drop, text, turns, parts)]
    return replace(verdict, drops=tuple(kept))


def _is_in_label(drop: Drop, text: str, turns: Sequence[Turn], parts: Sequence[Place]) -> bool:
    """Whether a word that was dropped between two parts of a quote is spoken by nobody there."""
    if not 0 <= drop.part < len(parts) - 1:
        return False
    start, end = parts[drop.part][1], parts[drop.part + 1][0]
    word = re.compile(rf"(?<!\w){re.escape(drop.word)}(?!\w)", re.IGNORECASE)
    if not word.search(text, start, end):
        return False
    return not any(word.search(spoken) for spoken in _spoken(text, turns, start, end))


def _spoken(text: str, turns: Sequence[Turn], start: int, end: int) -> Iterator[str]:
    """What is spoken between two offsets: everything but the lines before the words of a turn."""
    at = start
    # The turn that the quote goes on with starts where the words left out end.
    for turn in turns_between(turns, start, end + 1):
        line = text.rfind("\n", 0, turn.label_start) + 1
        if line > at:
            yield text[at:line]
        at = max(at, min(turn.start, end))
    yield text[at:end]
