"""Check quotes from running prose: whether a person said the words, and as their own.

Only what the source plainly shows is pointed out. Where it leaves a doubt, these rules are silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.insource import (
    PartOf,
    in_context,
    match_of,
    parts_found,
    shortened,
    text_of,
)
from briefgen.evidence.gather import TRUE, ComparedQuote
from briefgen.ground.diagnostics import Diagnostic, finding

if TYPE_CHECKING:
    from briefgen.attribution.quotations.reported import Reported

OWN_WORDS = "Quote what stands in quotation marks, or tell it in your own words as background."
WITH_FRAME = "Quote it with the words that say so, or leave it out."


def words_outside_quotation_marks(case: Case) -> Iterator[Diagnostic]:
    """Find quotes whose words are a reporter's: the source has them outside of quotation marks."""
    for found in _found_in_source(case):
        from briefgen.attribution.quotations.reported import outside

        # Behind a label of the speaker there is no reporter.
        for text, part in _parts_with_text(found) if found.voice != "speaker" else ():
            own = outside(text, part.read, _speaker(case, found))
            if own and not _contains_frame(found, own) and not _reported_part(case, found):
                yield _finding_outside(case, found, part, own)
                break


def quote_reported_only(case: Case) -> Iterator[Diagnostic]:
    """Find quotes whose words the speaker denies, or only reports of somebody else."""
    for found in _found_in_source(case):
        if only := _reported_part(case, found):
            part, reported = only
            frame = shortened(reported.frame)
            message = f"The speaker only reports these words: the source has “{frame}” with them."
            if reported.kind == "denied":
                message = f"The speaker denies these words: the source has “{frame}” before them."
            path, _ = text_of(found)
            related = [in_context(case, found, match_of(found))]
            place = case.part(path, *part.typed)
            yield finding("quote-reported-only", message, place, WITH_FRAME, related)


def _found_in_source(case: Case) -> Iterator[ComparedQuote]:
    """Yield the quotes that stand in their source."""
    return (found for found in case.evidence.quotes if found.state in TRUE)


def _parts_with_text(found: ComparedQuote) -> Iterator[tuple[str, PartOf]]:
    """Yield the parts of a quote, each with the text of the capture in which it was found."""
    if found.read:
        for part in parts_found(found):
            yield found.read.capture.text, part


def _speaker(case: Case, found: ComparedQuote) -> str:
    """Get the name of a quote's speaker; empty where there is none."""
    person = case.brief.people.get(found.quote.speaker)
    return (person.name if person else None) or ""


def _reported_part(case: Case, found: ComparedQuote) -> tuple[PartOf, Reported] | None:
    """Find the part of a quote that its speaker only reports, and how that is known."""
    from briefgen.attribution.quotations.reported import reported_only

    for text, part in _parts_with_text(found):
        only = reported_only(text, part.read, _speaker(case, found))
        if only and not _contains_frame(found, only):
            return part, only
    return None


def _contains_frame(found: ComparedQuote, reported: Reported) -> bool:
    """Tell whether the quote itself contains the phrase by which its words are reported."""
    return reported.frame.casefold() in " ".join(text_of(found)[1].split()).casefold()


def _finding_outside(case: Case, found: ComparedQuote, part: PartOf, own: Reported) -> Diagnostic:
    """Make the finding about words that are a reporter's own."""
    frame = shortened(own.frame)
    message = f"These are the reporter's own words: beside “{frame}”, in no quotation marks."
    if own.kind == "beside":
        message = "These are the reporter's own words: the quotation marks there don't hold them."
    path, _ = text_of(found)
    related = [in_context(case, found, part.read)]
    place = case.part(path, *part.typed)
    return finding("words-outside-quotation-marks", message, place, OWN_WORDS, related)


RULES: tuple[RuleFunction, ...] = (
    words_outside_quotation_marks,
    quote_reported_only,
)
