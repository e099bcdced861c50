"""What a reader is told of a quote: whether it was checked, and where it stands in its source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote as percent

from briefgen.evidence.gather import Checked, Evidence, State
from briefgen.model import Brief
from briefgen.view.data import Proof, ProofNote

STATES: dict[State, tuple[str, str]] = {
    "verbatim": ("Checked", "The words stand in the source as they are quoted."),
    "edited": ("Checked, edits marked", "The words stand in the source but for the marked edits."),
    "original": (
        "Original checked",
        "The original words stand in the source; this is a translation.",
    ),
    "unchecked": ("Not checked", "There is no copy of the source to check the words against."),
    "failed": ("Not in the source", "The words do not stand in the source like this."),
}
# A text fragment names a long passage by its first and its last words.
LONG = 120
EDGE = 5
NEAR = 3


def proof_of(found: Checked, brief: Brief) -> Proof:
    """What is known of a quote, in the words of a reader."""
    sign, meaning = STATES[found.state]
    match = found.verdict.match if found.verdict and found.state != "failed" else None
    if match is None or found.read is None or found.verdict is None:
        return Proof(found.state, sign, meaning)
    page = found.read.capture.page_of(match.start)
    text = found.read.capture.text[match.start : match.end]
    url = brief.sources[found.source_id].url
    before, after = found.verdict.context
    return Proof(
        found.state,
        sign,
        meaning,
        page=f"page {page}" if page else "",
        link=url + fragment(text) if url else "",
        prefix=" ".join(before.split()),
        exact=" ".join(text.split()),
        suffix=" ".join(after.split()),
        before=" ".join(_whole_words(before)[-NEAR:]),
        after=" ".join(_whole_words(after)[:NEAR]),
    )


def _whole_words(text: str) -> list[str]:
    """The words of a stretch of text that were not cut off at its far end."""
    return re.findall(r"(?<!\S)[^\W\d_][\w'’-]*", text)


def fragment(text: str) -> str:
    """The text fragment that opens a page at a passage (WICG, URL Fragment Text Directives)."""
    words = text.split()
    if len(" ".join(words)) <= LONG:
        return f"#:~:text={_encoded(words)}"
    return f"#:~:text={_encoded(words[:EDGE])},{_encoded(words[-EDGE:])}"


def _encoded(words: Iterable[str]) -> str:
    """Words with what the directive's syntax would take for its own encoded as well."""
    return percent(" ".join(words), safe="").replace("-", "%2D")


def legend(evidence: Evidence) -> tuple[ProofNote, ...]:
    """What each sign means, of those that there are, with how many quotes carry it."""
    states = [found.state for found in evidence.quotes]
    return tuple(
        ProofNote(state, sign, meaning, states.count(state))
        for state, (sign, meaning) in STATES.items()
        if state in states
    )
