"""Find where a source has the words of a quote, and show these words and their place."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

from briefgen.checks.case import Case
from briefgen.evidence.gather import ComparedQuote
from briefgen.ground.diagnostics import Related
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path, Span

if TYPE_CHECKING:
    from briefgen.evidence.capture import Capture
    from briefgen.evidence.marks import Gap

Stretch = tuple[int, int]

# How many code points of a passage are shown: about a line of a terminal.
PASSAGE = 110
# At most so many words make the `prefix` or `suffix` that tells two places apart, out of so many
# code points beside each place.
WORDS, CONTEXT = 8, 120
# How many code points around a passage are shown with it, so that a reader recognises the place.
AROUND = 40
# The gap between two paragraphs of a capture.
PARAGRAPH = regex(r"\n\s*\n\s*")
# Signs that have a meaning in YAML outside of quotation marks (YAML 1.2, section 7.3.3).
UNSAFE = regex(r"^[\"'\[\]{}&*!|>%@`#,?:~-]|:(?:\s|$)|\s#|[\"\\]")


@record
class PartOf:
    """A part of a quote: its offsets in the quote, and those of its words in the source."""

    typed: Stretch
    read: Stretch


def in_source(
    case: Case, found: ComparedQuote, place: Stretch, what: str = "the source has", around: int = 0
) -> Related:
    """Show the words of a capture at a place, and where that is: a line of a file, or the page.

    Of a long passage, only the words around the offset `around` of the capture are shown, or
    without it the first words.
    """
    words = shortened(_words_at(found, place), around=max(0, around - place[0]))
    return _related_at(case, found, place, f"{what} “{words}”")


def in_context(
    case: Case, found: ComparedQuote, place: Stretch, what: str = "the source has"
) -> Related:
    """Show the words of a capture at a place, with some of the words around them, and the place."""
    start, end = place
    before = _words_at(found, (max(0, start - AROUND), start))
    behind = _words_at(found, (end, end + AROUND + 1))
    # Whole words alone, and none of another paragraph.
    if start > AROUND:
        before = before.partition(" ")[2]
    if len(behind) > AROUND:
        behind = behind.rpartition(" ")[0]
    start, end = start - len(PARAGRAPH.split(before)[-1]), end + len(PARAGRAPH.split(behind)[0])
    words = shortened(_words_at(found, (start, end)))
    return _related_at(case, found, place, f"{what} “{words}”")


def _related_at(case: Case, found: ComparedQuote, place: Stretch, words: str) -> Related:
    """Make a note with some words that leads to the place of a quote in its capture."""
    if found.read is None:
        return Related(words, case.key(("sources", found.source_id)))
    return related_to(case, found.source_id, found.read.capture, place, words)


def related_to(case: Case, name: str, capture: Capture, place: Stretch, words: str) -> Related:
    """Make a note with some words that leads to a place of a capture, as near as can be opened.

    That is a line of a file; or for a format that no editor opens at a line, such as a PDF, the
    page in words, and the source `name` in the brief.
    """
    if not capture.has_lines:
        page = capture.page_of(place[0])
        where = f"page {page}: " if page else ""
        return Related(f"{where}{words}", case.value(("sources", name, "capture")))
    file = beside(case, case.brief.sources[name].capture or "")
    return Related(words, Span(file, *capture.line_of(place[0]), *capture.line_of(place[1])))


def _words_at(found: ComparedQuote, place: Stretch) -> str:
    """Give the words of a capture at a place, as it was read."""
    return found.read.text.words(*place) if found.read else ""


def command(case: Case, source: str, file: str = "FILE") -> str:
    """Write the command that keeps a file as the capture of a source."""
    return f"briefgen capture {file} {case.document.file} --source {source}"


def beside(case: Case, name: str) -> str:
    """Write the path of a file in the brief's folder as a user can type it.

    For the brief `talks/brief.yaml`, the file `speech.pdf` becomes `talks/speech.pdf`.
    """
    return (pathlib.Path(case.document.file).parent / name).as_posix()


def text_of(found: ComparedQuote) -> tuple[Path, str]:
    """Get the path and the words of what was found: the quote, or the original of a translation."""
    if found.state == "original" and found.quote.translated_from:
        return (*found.path, "translated_from", "text"), found.quote.translated_from.text
    return (*found.path, "text"), found.quote.text


def match_of(found: ComparedQuote) -> Stretch:
    """Find where the whole quote stands in its source, or what comes nearest to it."""
    if found.verdict and found.verdict.match:
        return found.verdict.match.start, found.verdict.match.end
    return (found.nearest.start, found.nearest.end) if found.nearest else (0, 0)


def part_of(found: ComparedQuote) -> Stretch:
    """Find the part of the quote that its fault is about; the whole quote where none is named."""
    part = found.verdict.part if found.verdict else None
    return part or (0, len(found.quote.text))


def parts_found(found: ComparedQuote) -> list[PartOf]:
    """List the parts of a quote that was found, each with its place.

    A quote without omissions is one part.
    """
    from briefgen.evidence.marks import marked

    if found.verdict is None or found.verdict.match is None:
        return []
    places = found.verdict.match.parts
    _, text = text_of(found)
    if len(places) == 1:
        return [PartOf((0, len(text)), places[0])]
    typed = [(part.start, part.end) for part in marked(text).parts]
    return [PartOf(*pair) for pair in zip(typed, places, strict=False)]


def parts_alone(found: ComparedQuote) -> list[PartOf]:
    """List the parts of a quote, each at its first place in the source, whatever their order."""
    from briefgen.evidence.marks import marked
    from briefgen.evidence.places import places

    if found.read is None:
        return []
    folded = found.read.text.folded
    alone = [(part, next(places(folded, part), None)) for part in marked(found.quote.text).parts]
    return [
        PartOf((part.start, part.end), (folded.start(place[0]), folded.end(place[1])))
        for part, place in alone
        if place
    ]


def crowded_gap(found: ComparedQuote) -> tuple[Gap, Stretch, Stretch] | None:
    """Find a gap between two parts of a quote for which the source has too many words.

    A gap with `…` may stand for some sentences, one with brackets for a few words, one without a
    mark for none. The result is the gap, its offsets in the quote, and the offsets in the source of
    the words left out. It is None if the parts aren't in order, or all gaps are right.
    """
    from briefgen.evidence.marks import marked
    from briefgen.evidence.passages import allows, far_chain

    if found.read is None:
        return None
    folded, quote = found.read.text.folded, marked(found.quote.text)
    chain = far_chain(folded, quote) or ()
    for part, following, gap, place, next_place in zip(
        quote.parts, quote.parts[1:], quote.gaps, chain, chain[1:], strict=False
    ):
        if not allows(gap, folded, part, place[1], next_place[0]):
            between = folded.end(place[1]), folded.start(next_place[0])
            return gap, (part.end, following.start), between
    return None


def all_places(found: ComparedQuote) -> list[Stretch]:
    """List where a quote stands in its source, in order; the search stops at twenty places."""
    if found.verdict is None or found.verdict.match is None:
        return []
    return sorted((each.start, each.end) for each in (found.verdict.match, *found.verdict.others))


def contexts(found: ComparedQuote, places: list[Stretch]) -> list[str]:
    """Write for each place the line of YAML (`prefix: …`) that tells it from the others.

    The list is empty if there is only one place, or if the words around the places are too alike.
    """
    if found.read is None or len(places) < 2:
        return []
    text = found.read.capture.text
    before = [text[max(0, start - CONTEXT) : start] for start, _ in places]
    behind = [text[end : end + CONTEXT] for _, end in places]
    in_paragraph = [PARAGRAPH.split(words)[-1] for words in before]
    # Fewer words come first, and words of the place's own paragraph before others.
    choices = [
        line
        for count in range(2, WORDS + 1)
        for line in (
            ("prefix", [" ".join(words.split()[-count:]) for words in in_paragraph]),
            ("suffix", [" ".join(words.split()[:count]) for words in behind]),
            ("prefix", [" ".join(words.split()[-count:]) for words in before]),
        )
    ]
    # The first field in which no two places have the same words, in capitals or not.
    for field, typed in choices:
        if all(typed) and len({words.casefold() for words in typed}) == len(typed):
            return [f"{field}: {_in_yaml(words)}" for words in typed]
    return []


def _in_yaml(words: str) -> str:
    """Write words as the value of a field, in quotation marks where YAML needs them."""
    if not UNSAFE.search(words):
        return words
    return '"{}"'.format(words.replace("\\", "\\\\").replace('"', '\\"'))


def shortened(text: str, most: int = PASSAGE, *, around: int = 0) -> str:
    """Put a text on one line; of a long one only the words around an offset."""
    at = len(" ".join(text[:around].split()))
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    start = min(max(0, at - most // 3), len(text) - most)
    words = text[start : start + most]
    if start:
        words = f"…{words.partition(' ')[2] or words}"
    if start + most < len(text):
        words = f"{words.rpartition(' ')[0] or words}…"
    return words
