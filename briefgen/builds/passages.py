"""Gather for the writer what each cited sentence rests on: the nearest passage of each source.

It is plain data, so that it can be sent to another process, and so that a report that shows it
loads no stage.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.ground.records import record

if TYPE_CHECKING:
    from briefgen.builds.pipeline import Checked
    from briefgen.evidence.claim import Claim, Place
    from briefgen.evidence.gather import Evidence
    from briefgen.naming import Unnamed

# The most characters that are kept of a sentence, and of a passage: some lines of a terminal.
MOST = 400


@record
class NearPassage:
    """The passage of a source that is most like a sentence.

    `where` is its page or its line, and empty where the copy has neither. `words` is empty where no
    passage is like the sentence, where the source has no copy (`is_copied`), or where the passage
    names somebody whom the brief must not name (`is_shown`).
    """

    source: str
    where: str = ""
    words: str = ""
    is_copied: bool = True
    is_shown: bool = True


@record
class CitedSentence:
    """A sentence of a brief that cites something, its line from 1, and a passage a source.

    `file` is that of the text in a second language; empty for the brief's own.
    """

    line: int
    words: str
    passages: tuple[NearPassage, ...]
    file: str = ""


def cited_sentences(case: Checked) -> tuple[CitedSentence, ...]:
    """List the sentences that cite something, in the brief's order; none of an invalid brief.

    Those of which no source has a copy are left out: there is nothing to show. Behind them stand
    those of the text in a second language.
    """
    if case.second is None:
        return _sentences_of(case)
    file = case.second.document.file
    second = (replace(each, file=file) for each in _sentences_of(case.second))
    return (*_sentences_of(case), *second)


def _sentences_of(case: Checked) -> tuple[CitedSentence, ...]:
    """List the sentences of one text that cite something."""
    if case.brief is None or case.evidence is None:
        return ()
    from briefgen.markdown.links import CITE
    from briefgen.model import texts
    from briefgen.naming import unnamed_of

    unnamed = unnamed_of(case.brief)
    typed = {path: text for path, text, _, _ in texts(case.brief)}
    return tuple(
        CitedSentence(
            case.document.part_span(claim.path, claim.start, claim.end).line,
            _in_a_line(CITE.sub("", typed[claim.path][claim.start : claim.end])),
            tuple(_passages(claim, case.evidence, unnamed)),
        )
        for claim in case.evidence.claims
        if any(name in case.evidence.captures for name in claim.cited)
    )


def _passages(claim: Claim, evidence: Evidence, unnamed: Unnamed) -> Iterator[NearPassage]:
    found = {place.source: place for place in claim.passages}
    for name in claim.cited:
        if name not in evidence.captures:
            yield NearPassage(name, is_copied=False)
        elif name in found:
            yield _near(found[name], evidence, unnamed)
        else:
            yield NearPassage(name)


def _near(place: Place, evidence: Evidence, unnamed: Unnamed) -> NearPassage:
    from briefgen.naming import named_in

    read = evidence.captures[place.source]
    capture = read.capture
    page = capture.page_of(place.start)
    where = f"page {page}" if page else ""
    if not page and capture.has_lines:
        where = f"line {capture.line_of(place.start)[0]}"
    # Of a passage as long as the source, only the beginning is looked at.
    words = read.text.words(place.start, min(place.end, place.start + 2 * MOST))
    # What a terminal shows is sent on, and kept by servers that check briefs.
    if named_in(words, unnamed, "prose"):
        return NearPassage(place.source, where, is_shown=False)
    return NearPassage(place.source, where, _in_a_line(words))


def _in_a_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MOST else f"{words[:MOST].rpartition(' ')[0] or words[:MOST]} …"
