"""Check what statements rest on, and whether they still hold."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.model import Portion, Position, Quote


def quote_without_source(case: Case) -> Iterator[Diagnostic]:
    """Find quotes that don't say where they were read or heard."""
    for path, entry in case.entries:
        if isinstance(entry, Quote) and not entry.cited:
            message = "The quote doesn't say where it was read or heard."
            hint = "Add `source:` and the id of one in `sources`."
            yield finding("quote-without-source", message, case.value((*path, "text")), hint)


def position_without_source(case: Case) -> Iterator[Diagnostic]:
    """Find positions with the basis `declared` that don't say where that was."""
    for path, entry in case.entries:
        if not isinstance(entry, Position) or entry.basis != "declared" or entry.cited:
            continue
        if "[^" in entry.text:  # the text itself cites a source
            continue
        message = "The position is called declared, and doesn't say where it was declared."
        hint = "Add `sources: […]`, or say `basis: assessed` if it is our reading."
        yield finding("position-without-source", message, case.value((*path, "basis")), hint)


def review_overdue(case: Case) -> Iterator[Diagnostic]:
    """Find portions whose `review_by` lies before the brief's own `as_of`."""
    for path, entry in case.entries:
        # Today's date doesn't matter: a brief gives the same findings whenever it is checked.
        if isinstance(entry, Portion) and entry.review_by and entry.review_by < case.brief.as_of:
            message = f"This had to be looked at again by {entry.review_by}."
            hint = "Check that it still holds, and give it a new `review_by`."
            related = [Related("the brief is as of this date", case.value(("as_of",)))]
            place = case.value((*path, "review_by"))
            yield finding("review-overdue", message, place, hint, related)


def accessed_before_published(case: Case) -> Iterator[Diagnostic]:
    """Find sources that were read before they were published."""
    for key, source in case.brief.sources.items():
        if source.accessed and source.published and source.accessed < source.published:
            at = ("sources", key)
            message = f"`{key}` was read on {source.accessed}, before it was published."
            related = [Related("published", case.value((*at, "published")))]
            place = case.value((*at, "accessed"))
            yield finding("accessed-before-published", message, place, "Check both dates.", related)


def said_after_published(case: Case) -> Iterator[Diagnostic]:
    """Find quotes that were said after their source was published."""
    for path, entry in case.entries:
        if not isinstance(entry, Quote) or not entry.said_on:
            continue
        source = case.brief.sources.get(entry.source or "")
        if source and source.published and entry.said_on > source.published:
            message = f"The words were said on {entry.said_on}, after their source came out."
            at = ("sources", entry.source or "", "published")
            related = [Related("published", case.value(at))]
            place = case.value((*path, "said_on"))
            yield finding("said-after-published", message, place, "Check both dates.", related)


RULES: tuple[RuleFunction, ...] = (
    quote_without_source,
    position_without_source,
    review_overdue,
    accessed_before_published,
    said_after_published,
)
