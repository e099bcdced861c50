"""Remembers what was found of a sentence, for the next time that its brief is checked.

While a brief is written under preview, a save changes a sentence or two, and seldom a copy. What is
remembered holds no text of a copy, only offsets.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from briefgen.claims.own import own_times
from briefgen.evidence.claim import Looked, Place
from briefgen.evidence.gather import Evidence
from briefgen.model import Brief

# The most sentences that are remembered for one state of what they are compared with.
MOST = 20_000
# The fields of a brief that hold its sentences. What a sentence mentions, and whether a source has
# it, depends on none of the others, but for the days and hours of meetings.
SENTENCES = frozenset(
    {"title", "serial", "bottom_line", "objectives", "programme", "agenda", "background", "press"}
)

# The words of a sentence, what it cites, and where it starts in its text.
Asked = tuple[str, tuple[str, ...], int]
# What was looked for in it, and its passages.
Known = tuple[tuple[Looked, ...], tuple[Place, ...]]


def remembered(brief: Brief, evidence: Evidence) -> dict[Asked, Known]:
    """Get what is known of sentences of this brief, to be added to.

    It is empty where people, sources or copies are others than before.
    """
    known = _known(_state(brief, evidence))
    if len(known) > MOST:
        known.clear()
    return known


@lru_cache(maxsize=8)
def _known(_state: str) -> dict[Asked, Known]:
    return {}


def _state(brief: Brief, evidence: Evidence) -> str:
    """Sum up all that sentences are compared with: the rest of the brief, and the copies."""
    rest = {name: value for name, value in vars(brief).items() if name not in SENTENCES}
    copies = {name: read.capture.sha256 for name, read in evidence.captures.items()}
    return sha256(repr((rest, copies, [*own_times(brief)])).encode()).hexdigest()
