"""Tells what a cited sentence rests on: the passage of each of its sources that is most like it.

The browser asks for it by the number of a note (`references`), and gets no verdict: findings are
made by the rules. The page and all outputs are without it, because a passage may name people whom
the brief must not. It is shown as the terminal shows passages of copies, for the same reason: to
the writer, who has the copies on the same disk. It is sent only when asked for, and never in the
list of a folder's briefs. Whoever is let in by `--host` sees it as they see the findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Any

from briefgen.builds.pipeline import Checked
from briefgen.evidence.claim import Claim, Place
from briefgen.evidence.gather import ComparedQuote, Evidence, Read
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path
from briefgen.markdown.links import CITE
from briefgen.markdown.markup import plain
from briefgen.model import Brief, texts
from briefgen.preview.references import Reference
from briefgen.report.terminal import UNSEEN, visible
from briefgen.view.data import View

Stretch = tuple[int, int]
# The most characters of a passage that are sent: about a page. A copy can be one endless line.
LONGEST = 2400
# How many characters of its source are shown before a quote, and how many behind it. And beside a
# figure that stands elsewhere in a copy without pages or lines.
AROUND, BESIDE = 200, 24
# The most characters that a word has, when a stretch is to begin and end between two words.
LONGEST_WORD = 30
# A line of a copy that is at least so long goes on in the next: it was broken for want of room. A
# shorter one is a row of a table, or a heading.
BROKEN = 45
# The most sentences of one text whose passages are sent. A table has one a row.
MOST = 200
SENTENCE_ENDS, CLOSING = ".!?:;…。", "\"'”’»)]"
# What a browser would show nothing of, or obey; the ends of lines are kept.
UNSEEN_IN_LINES = regex(rf"(?!\n){UNSEEN.pattern}")


@record
class _Passage:
    """A passage of one source: where it is, what is marked in it, and what is to be said of it."""

    source: str
    place: Stretch | None = None
    marks: tuple[Stretch, ...] = ()
    said: tuple[str, ...] = ()


def passages(case: Checked, view: View, reference: Reference) -> dict[str, Any] | None:
    """Describe for the browser what the text behind a note's number rests on; None if nothing.

    A number inside a text stands for its sentence, with all sources of that. One that stands for
    the whole text has all its sentences, each with this source alone: else it would be a list of
    pages.
    """
    if case.brief is None or case.evidence is None:
        return None
    brief, evidence = case.brief, case.evidence
    panel = _Panel(brief, evidence, view)
    if quote := evidence.of(reference.path[:-1]):
        names = _first(reference.source, quote.quote.cited)
        found = [panel.source(_of_quote(quote, name, evidence)) for name in names]
        return {"title": "The quote in its source", "sentences": [{"words": "", "sources": found}]}
    text = _text_at(brief, reference.path)
    claims = _claims_behind(reference, evidence.claims, text)
    if not claims:
        return None
    if reference.source not in evidence.captures and reference.at is None:
        claims = claims[:1]  # of each of the others the same is to be said
    is_one = len(claims) == 1
    sentences = []
    for claim in claims[:MOST]:
        names = _first(reference.source, claim.cited) if is_one else [reference.source]
        found = [panel.source(_of_claim(claim, name, evidence)) for name in names]
        words = "" if is_one else visible(_words_of(text, claim))
        sentences.append({"words": words, "sources": found})
    return {"title": "Nearest in the source", "sentences": sentences}


def _claims_behind(reference: Reference, claims: Iterable[Claim], text: str) -> list[Claim]:
    """Find the sentence before a number, or all that rest on a source of the whole text.

    Below a line that ends with a colon, the list rests on what that line cites.
    """
    here = [
        each for each in claims if each.path == reference.path and reference.source in each.cited
    ]

    def is_without_number(claim: Claim) -> bool:
        return reference.source not in CITE.findall(text, claim.start, claim.end)

    if reference.at is None:
        beside = [*filter(is_without_number, here)] or here
        return [each for each in beside if not text.startswith("#", each.start)]
    at = sum(each.start <= reference.at for each in here)
    own = here[max(0, at - 1) : at]
    is_lead = any(_words_of(text, each).endswith(":") for each in own)
    return [*own, *(takewhile(is_without_number, here[at:]) if is_lead else ())]


def _of_claim(claim: Claim, source: str, evidence: Evidence) -> _Passage:
    """Take from a claim what is about one of its sources."""
    if source not in evidence.captures:
        return _without_a_copy(source, evidence)
    place = next((_stretch(each) for each in claim.passages if each.source == source), None)
    text = evidence.captures[source].capture.text
    looked = [each for each in claim.looked if each.at and each.at.source == source]
    found = {each.at: each.kind for each in looked if each.at}
    said = [*_said_of_missing(claim, source, place, evidence)]
    if place is None:
        first = next(iter(found), None)
        what = f"; these are the words around “{_words_at(first, evidence)}”" if first else ""
        said.insert(0, f"No passage of this copy is like the sentence{what}.")
        place = _around(text, _stretch(first), AROUND) if first else None
    inside = {at: stretch for at in found if (stretch := _in_passage(at, place, text))}
    # Where else a copy has a name tells nothing: it has most of them all over.
    elsewhere = [at for at, kind in found.items() if at not in inside and kind != "name"]
    if elsewhere:
        places = "; ".join(_with_place(each, evidence) for each in elsewhere)
        said.append(f"Elsewhere in this copy: {places}.")
    return _Passage(source, place, tuple(inside.values()), tuple(said))


def _in_passage(at: Place, place: Stretch | None, text: str) -> Stretch | None:
    """Find what was found inside a passage: at its place, or the same words there once more."""
    if place is None or _is_inside(_stretch(at), place):
        return _stretch(at) if place else None
    words = re.escape(text[at.start : at.end])
    end = min(place[1], place[0] + LONGEST)
    again = regex(rf"(?<![\w.,]){words}(?!\w|[.,]\d)").search(text, place[0], end)
    return again.span() if again else None


def _said_of_missing(
    claim: Claim, source: str, place: Stretch | None, evidence: Evidence
) -> Iterator[str]:
    """Name what wasn't found, and what the passage has in its place, where that can be told."""
    # Where another source of the sentence has no copy, what wasn't found is `uncopied`.
    missing = [each for each in claim.looked if each.state in ("missing", "uncopied")]
    if nowhere := [each.text for each in missing if not each.elsewhere]:
        yield f"Not found in this copy: {'; '.join(nowhere)}."
    if elsewhere := [each.text for each in missing if each.elsewhere]:
        yield f"Only where this copy speaks of something else: {'; '.join(elsewhere)}."
    instead = [each.instead for each in missing if each.instead and each.instead.source == source]
    words = [
        _words_at(each, evidence)
        for each in dict.fromkeys(instead)
        if _is_inside(_stretch(each), place)
    ]
    if words:
        yield f"The passage has: {'; '.join(words)}."


def _of_quote(found: ComparedQuote, source: str, evidence: Evidence) -> _Passage:
    """Show a quote among the words around it, or the words that are most like it."""
    held = next((each for each in (found, *found.also) if each.source_id == source), None)
    if source not in evidence.captures:
        return _without_a_copy(source, evidence)
    text = evidence.captures[source].capture.text
    match = held.verdict.match if held and held.verdict else None
    if match:
        # A quote that isn't true as typed may have its parts out of order.
        parts = tuple(sorted(match.parts))
        return _Passage(source, _around(text, (parts[0][0], parts[-1][1]), AROUND), parts)
    not_found = "Not found word for word in this copy."
    if held and held.nearest:
        near = _around(text, (held.nearest.start, held.nearest.end), AROUND)
        return _Passage(source, near, said=(f"{not_found} This is the nearest passage.",))
    return _Passage(source, said=(not_found,))


def _without_a_copy(source: str, evidence: Evidence) -> _Passage:
    fault = evidence.faults.get(source)
    return _Passage(source, said=(fault.why if fault else "There is no copy of this source.",))


class _Panel:
    """Describes the passages of one brief as plain data."""

    def __init__(self, brief: Brief, evidence: Evidence, view: View) -> None:
        self.brief, self.evidence = brief, evidence
        self.notes = {note.source: note for note in view.notes}

    def source(self, passage: _Passage) -> dict[str, Any]:
        """Describe a source with its passage, in pieces of which each may be marked."""
        source = self.brief.sources[passage.source]
        note = self.notes.get(f"sources.{passage.source}")
        described: dict[str, Any] = {
            "title": visible(source.title),
            "note": note.number if note else 0,
            "where": "",
            "pieces": [],
            "said": [visible(each) for each in passage.said],
        }
        if passage.place:
            read = self.evidence.captures[passage.source]
            place = _shortened(passage.place, passage.marks, read.capture.text)
            described["where"] = where(read, min(passage.marks, default=place)[0])
            described["pieces"] = _pieces(read, place, passage.marks)
        return described


def where(read: Read, at: int) -> str:
    """Say where a reader finds an offset of a copy: `page 3`, `line 12`, or nothing."""
    if read.capture.has_lines:
        return f"line {read.capture.line_of(at)[0]:,}"
    page = read.capture.page_of(at)
    return f"page {page:,}" if page else ""


def _shortened(place: Stretch, marks: Sequence[Stretch], text: str) -> Stretch:
    """Bound a passage by LONGEST, from its first mark on if need be."""
    start, end = place
    if end - start <= LONGEST:
        return place
    start = max(start, min(marks, default=place)[0] - AROUND)
    return _cut(text, start, min(end, start + LONGEST))


def _around(text: str, stretch: Stretch, reach: int) -> Stretch:
    """Widen a stretch by so many characters on both sides, or to the ends of the text."""
    return _cut(text, max(0, stretch[0] - reach), min(len(text), stretch[1] + reach))


def _cut(text: str, start: int, end: int) -> Stretch:
    """Move the ends of a stretch to spaces, if there are any near: not all scripts have them."""
    ahead = (at for at in range(start, min(end, start + LONGEST_WORD)) if _is_apart(text, at))
    back = (at for at in range(end, max(start, end - LONGEST_WORD), -1) if _is_apart(text, at))
    return next(ahead, start), next(back, end)


def _is_apart(text: str, at: int) -> bool:
    return any(not char or char.isspace() for char in (text[at - 1 : at], text[at : at + 1]))


def _pieces(read: Read, place: Stretch, marks: Sequence[Stretch]) -> list[list[Any]]:
    """Cut a passage at its marks: a list of [words, whether they are marked]."""
    text, (start, end) = read.capture.text, place
    inside = {(max(start, left), min(end, right)) for left, right in marks}
    kept = [(left, right) for left, right in inside if left < right]
    cuts = sorted({start, end, *(at for stretch in kept for at in stretch)})
    words = _flowing(text[start:end])
    pieces = [
        [
            UNSEEN_IN_LINES.sub("", words[left - start : right - start]),
            any(one <= left and right <= other for one, other in kept),
        ]
        for left, right in pairwise(cuts)
    ]
    if not _is_parted(text, start):
        pieces.insert(0, ["… ", False])
    if not _is_parted(text, end):
        pieces.append([" …", False])
    return pieces


def _is_parted(text: str, at: int) -> bool:
    """Tell whether a sentence or a paragraph ends at an offset, or the text."""
    before, behind = text[max(0, at - LONGEST_WORD) : at], text[at : at + LONGEST_WORD]
    last = before.rstrip().rstrip(CLOSING)[-1:]
    if not before.strip() or not behind.strip() or last in SENTENCE_ENDS:
        return True
    gap = before[len(before.rstrip()) :] + behind[: -len(behind.lstrip())]
    return gap.count("\n") > 1


def _flowing(text: str) -> str:
    """Put a space for each end of a line that was broken for want of room; offsets stay."""
    lines = text.replace("\t", " ").split("\n")
    out = lines[0]
    for one, other in pairwise(lines):
        out += (" " if len(one) >= BROKEN and other.strip() else "\n") + other
    return out


def _text_at(brief: Brief, path: Path) -> str:
    """Get the text at a path; empty where there is none."""
    return next((text for at, text, _, _ in texts(brief) if at == path), "")


def _words_of(text: str, claim: Claim) -> str:
    """Get the words of a sentence without markup; those of a row of a table with dots between."""
    words = plain(CITE.sub("", text[claim.start : claim.end]))
    return re.sub(r"\s*\|\s*", " · ", words.strip("| ")) if words.startswith("|") else words


def _words_at(place: Place, evidence: Evidence) -> str:
    """Get the words of a copy at a place, on one line."""
    text = evidence.captures[place.source].capture.text
    return " ".join(text[place.start : place.end].split())


def _with_place(place: Place, evidence: Evidence) -> str:
    """Write the words of a copy with where they stand: `17 (page 3)`, or the words around them."""
    read = evidence.captures[place.source]
    if at := where(read, place.start):
        return f"{_words_at(place, evidence)} ({at})"
    around = Place(place.source, *_around(read.capture.text, _stretch(place), BESIDE))
    return f"“{_words_at(around, evidence)}”"


def _first(name: str, names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys((name, *names)))


def _stretch(place: Place) -> Stretch:
    return place.start, place.end


def _is_inside(stretch: Stretch, place: Stretch | None) -> bool:
    return place is not None and place[0] <= stretch[0] and stretch[1] <= place[1]
