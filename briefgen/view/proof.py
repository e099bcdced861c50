"""What a reader is told of a quote: whether it was checked, and where it stands in its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote as percent

from briefgen.evidence.gather import Checked, Evidence, State
from briefgen.links import encoded
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
    if match is None or found.read is None:
        return Proof(found.state, sign, meaning)
    text = found.read.capture.text
    page = found.read.capture.page_of(match.start)
    url = brief.sources[found.source_id].url
    prefix, exact, suffix = selector_of(found, brief)
    return Proof(
        found.state,
        sign,
        meaning,
        page=f"page {page}" if page else "",
        link=encoded(url) + fragment([text[start:end] for start, end in match.parts])
        if url
        else "",
        prefix=" ".join(prefix.split()),
        exact=" ".join(exact.split()),
        suffix=" ".join(suffix.split()),
        before=" ".join(_whole_words(prefix)[-NEAR:]),
        after=" ".join(_whole_words(suffix)[:NEAR]),
    )


def selector_of(found: Checked, brief: Brief) -> tuple[str, str, str]:
    """Prefix, exact and suffix of a Text Quote Selector (W3C Web Annotation Data Model, 4.2.4).

    A source names people whom a brief must not: as long as anybody in it isn't on the record, no
    words of the source leave but those that were quoted.
    """
    verdict, read = found.verdict, found.read
    if verdict is None or verdict.match is None or read is None:
        return "", found.quote.text, ""
    exact = read.capture.text[verdict.match.start : verdict.match.end]
    quiet = any(person.attribution != "on record" for person in brief.people.values())
    if not quiet and found.quote.attribution in (None, "on record"):
        return verdict.context[0], exact, verdict.context[1]
    return "", exact if len(verdict.match.parts) == 1 else found.quote.text, ""


def _whole_words(text: str) -> list[str]:
    """The words of a stretch of text that were not cut off at its far end."""
    return re.findall(r"(?<!\S)[^\W\d_][\w'’-]*", text)


def fragment(parts: Sequence[str]) -> str:
    """The text fragment that opens a page at a passage (WICG, URL Fragment Text Directives).

    A short passage is named whole, a long one or one with omissions by its first and last words.
    """
    first, last = parts[0].split(), parts[-1].split()
    if len(parts) == 1 and len(" ".join(first)) <= LONG:
        return f"#:~:text={_encoded(first)}"
    return f"#:~:text={_encoded(first[:EDGE])},{_encoded(last[-EDGE:])}"


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
