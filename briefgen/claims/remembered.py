"""Remembers what was found of a sentence, for the next time that its brief is checked.

While a brief is written under preview, a save changes a sentence or two, and seldom a copy. What is
remembered holds no text of a copy, only offsets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from briefgen.claims.names.known import Known, known_of
from briefgen.claims.names.tokens import WORD, folded
from briefgen.claims.statements import Statement
from briefgen.evidence.claim import Looked, Place
from briefgen.evidence.gather import Evidence
from briefgen.model import Brief

# The most sentences that are remembered for one state of what they are compared with.
MOST = 20_000
# The fields of a brief that hold its sentences. What is found of one sentence depends on none of
# the others, but for their definitions of acronyms and their words without a capital.
SENTENCES = frozenset(
    {"title", "serial", "bottom_line", "objectives", "programme", "agenda", "background", "press"}
)
LETTERS = re.compile(r"[^\W\d_]+")

# A sentence: its words, what it cites, where it starts in its text, and those of its words with a
# capital that the brief has without one, too.
Asked = tuple[str, tuple[str, ...], int, frozenset[str]]
# What was looked for in it, and its passages.
Found = tuple[tuple[Looked, ...], tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Memory:
    """What was found of sentences, to be added to, and the words without a capital of the brief."""

    found: dict[Asked, Found]
    small: frozenset[str]

    def asked(self, statement: Statement) -> Asked:
        """Make the key of a sentence."""
        common = capitals(statement.words) & self.small
        return statement.words, statement.cited, statement.start, common


def memory_of(brief: Brief, evidence: Evidence) -> Memory:
    """Get what was found of this brief's sentences.

    Nothing is known where people, sources or copies are others than before.
    """
    # Names are looked for in sources alone, and what tells them takes time to load.
    known = known_of(brief) if brief.sources else None
    found = _found(_state(brief, evidence, known))
    if len(found) > MOST:
        found.clear()
    return Memory(found, known.small if known else frozenset())


@lru_cache(maxsize=2 * MOST)
def capitals(words: str) -> frozenset[str]:
    """List the words that begin with a capital, folded, and their parts between hyphens."""
    every = {*WORD.findall(words), *LETTERS.findall(words)}
    return frozenset(folded(word) for word in every if word[0].isupper())


@lru_cache(maxsize=8)
def _found(_state: str) -> dict[Asked, Found]:
    return {}


def _state(brief: Brief, evidence: Evidence, known: Known | None) -> str:
    """Sum up all that sentences are compared with: the rest of the brief, and the copies."""
    rest = {name: value for name, value in brief if name not in SENTENCES}
    copies = {name: read.capture.sha256 for name, read in evidence.captures.items()}
    defined = sorted(known.defined.items()) if known else []
    state = repr((rest, defined, copies))
    return sha256(state.encode()).hexdigest()
