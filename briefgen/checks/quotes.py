"""Compare quotes with what was read: the words, and their order.

`speakers` asks whose words they are, `omissions` what was left out of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.differing import is_sic, place_of, told
from briefgen.checks.insource import (
    all_places,
    contexts,
    crowded_gap,
    in_context,
    in_source,
    match_of,
    part_of,
    parts_alone,
    parts_found,
    shortened,
)
from briefgen.evidence.gather import ComparedQuote
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.span import Path

if TYPE_CHECKING:
    from briefgen.evidence.nearest import Difference, Nearest

# How many places of an ambiguous quote are shown; and at how many the search stops, so that beyond
# it the number isn't known.
PLACES, COUNTED = 4, 20
# Signs that may stand between the words of a quote and those around it.
AROUND = " .,;:\"'“”‘’«»"


def quote_not_in_source(case: Case) -> Iterator[Diagnostic]:
    """Find quotes that aren't in the capture word for word.

    Quotes that are there, but not where `prefix` and `suffix` say, are found too.
    """
    for found in case.evidence.quotes:
        # A translation stands in no source, so its original is compared instead.
        if found.state == "unchecked":
            yield from _find_differing_original(case, found)
        elif found.verdict and found.verdict.is_too_long:
            message = "This quote is too long to be checked, or has too many marks."
            hint = "Make several quotes of it: 10,000 characters and 40 marks are the most."
            yield finding("quote-not-in-source", message, case.value((*found.path, "text")), hint)
    for found in _with_fault(case, "missing"):
        if found.verdict and found.verdict.match:
            yield _finding_elsewhere(case, found)
        elif not _difference_at_sic(found):
            path = (*found.path, "text")
            yield _finding_of_difference(case, found, path, found.quote.text, found.nearest)
    for found in _with_fault(case, "order"):
        yield from _find_unmarked_cut(case, found)


def quote_capital_changed(case: Case) -> Iterator[Diagnostic]:
    """Find quotes that differ from their source in a capital only."""
    for found in _with_fault(case, "capital"):
        start, end = part_of(found)
        there = found.read.capture.text[slice(*match_of(found))] if found.read else ""
        at, typed, read = _capitals(found.quote.text[start:end], there)
        place = case.part((*found.path, "text"), start + at, start + at + len(typed))
        related = [in_source(case, found, match_of(found))]
        message = f"The source has “{read}”, not “{typed}”."
        hint = "Type it as the source has it."
        if typed[1:] == read[1:]:
            # The convention of style guides: "[T]he", where a sentence starts with the quote.
            hint = f"Mark the changed letter: `[{typed[0]}]{typed[1:]}`."
        yield finding("quote-capital-changed", message, place, hint, related)


def quote_out_of_order(case: Case) -> Iterator[Diagnostic]:
    """Find quotes whose parts are all in the source, but in another order."""
    for found in _with_fault(case, "order"):
        if crowded_gap(found):  # in order, and `quote-not-in-source` says what stands between
            continue
        message = "The parts of this quote are in the source, but not in this order."
        hint = "Put them in the order of the source, or make two quotes of it."
        place = case.part((*found.path, "text"), *part_of(found))
        related = [
            in_source(case, found, part.read, f"part {number} is")
            for number, part in enumerate(parts_alone(found), 1)
        ]
        yield finding("quote-out-of-order", message, place, hint, related)


def quote_parts_apart(case: Case) -> Iterator[Diagnostic]:
    """Find quotes that join parts which are far from each other in the source."""
    for found in _with_fault(case, "far"):
        typed = part_of(found)
        message = "This part of the quote stands in another passage than the part before it."
        hint = "Make two quotes of it: an omission leaves out a few sentences, not a page."
        parts = parts_found(found)
        number = next((at for at, part in enumerate(parts) if part.typed == typed), 0)
        related = [
            in_source(case, found, part.read, what)
            for part, what in zip(parts[number - 1 :], ("before it", "this part is"), strict=False)
        ]
        place = case.part((*found.path, "text"), *typed)
        yield finding("quote-parts-apart", message, place, hint, related)


def quote_ambiguous(case: Case) -> Iterator[Diagnostic]:
    """Find quotes that stand in their source more than once."""
    for found in _with_fault(case, "ambiguous"):
        places = all_places(found)
        times = f"{len(places)} times" if len(places) > 2 else "twice"
        if not 2 <= len(places) <= COUNTED:
            times = "in many places"
        message = f"These words stand in their source {times}."
        hint = "Quote more of the sentence: what stands around the words is the same everywhere."
        told_apart = contexts(found, places)
        if told_apart:
            hint = "Say which is meant: add one of these lines to the quote."
            if len(places) > PLACES:
                hint = f"Say which is meant, by a line as for the first {PLACES} of them here."
        related = [
            in_context(case, found, place, f"`{line}` for" if line else "here")
            for place, line in zip(places[:PLACES], told_apart or [""] * PLACES, strict=False)
        ]
        place = case.value((*found.path, "text"))
        yield finding("quote-ambiguous", message, place, hint, related)


def sic_not_in_source(case: Case) -> Iterator[Diagnostic]:
    """Find quotes with a [sic] behind a word that the source doesn't have, or has elsewhere."""
    for found in _with_fault(case, "missing"):
        if difference := _difference_at_sic(found):
            has = f"has “{difference.read}”" if difference.read else "hasn't"
            message = f"[sic] says that the source has “{difference.typed}” here; it {has}."
            hint = "Type it as the source has it, without `[sic]`."
            place = case.part((*found.path, "text"), *difference.quote)
            related = [in_source(case, found, match_of(found), around=difference.source[0])]
            yield finding("sic-not-in-source", message, place, hint, related)
    for found in _with_fault(case, "sic"):
        start, end = part_of(found)
        word = found.quote.text[start:end].split()[-1]
        message = f"What follows “{word}” in this quote doesn't follow it in the source."
        hint = "[sic] leaves nothing out: mark an omission as well, as in `[sic] …`."
        place = case.part((*found.path, "text"), end - len(word), end)
        related = [in_source(case, found, match_of(found))] if found.nearest else []
        yield finding("sic-not-in-source", message, place, hint, related)


def _with_fault(case: Case, fault: str) -> Iterator[ComparedQuote]:
    """Yield the quotes that failed with one kind of fault."""
    for found in case.evidence.quotes:
        verdict = found.verdict if found.state == "failed" else None
        if verdict and verdict.fault == fault and not verdict.is_too_long:
            yield found


def _finding_of_difference(
    case: Case, found: ComparedQuote, path: Path, text: str, nearest: Nearest | None
) -> Diagnostic:
    """Make the finding that underlines the first words that differ, with the source's passage."""
    if nearest is None:
        what = "Neither the translation nor its original is"
        if found.state == "failed":
            what = "Nothing like this quote is"
        message = f"{what} in the capture of `{found.source_id}`."
        hint = "Is it the right source, and the whole of what was read?"
        from briefgen.evidence.verify import verify

        # The words may be in another source of the brief: then only the id is wrong.
        captures = case.evidence.captures.items()
        having = (name for name, read in captures if not verify(text, read.text).fault)
        if other := next((name for name in having if name != found.source_id), ""):
            hint = f"It is in the capture of `{other}`: is that the source?"
        if not re.search(r"\w", text):  # nothing but marks, such as `…`
            message, hint = "There is no word in this quote.", "Type what was said."
        return finding("quote-not-in-source", message, case.value(path), hint)
    message, hint = told(text, nearest.differences)
    first = nearest.differences[0] if nearest.differences else None
    place = case.part(path, *place_of(text, first)) if first else case.value(path)
    around = first.source[0] if first else 0
    related = [in_source(case, found, (nearest.start, nearest.end), around=around)]
    return finding("quote-not-in-source", message, place, hint, related)


def _find_differing_original(case: Case, found: ComparedQuote) -> Iterator[Diagnostic]:
    """Find a translation whose words and original are both missing in its capture."""
    from briefgen.evidence.nearest import nearest

    original = found.quote.translated_from
    if found.read and original and found.verdict and found.verdict.fault == "missing":
        path = (*found.path, "translated_from", "text")
        close = nearest(original.text, found.read.text.bare)
        yield _finding_of_difference(case, found, path, original.text, close)


def _finding_elsewhere(case: Case, found: ComparedQuote) -> Diagnostic:
    """Make the finding about a quote that has other words around it than `prefix` or `suffix`."""
    field = "prefix" if found.quote.prefix else "suffix"
    where = "behind this `prefix`" if field == "prefix" else "before this `suffix`"
    if found.quote.prefix and found.quote.suffix:
        where = "between this `prefix` and this `suffix`"
    before, behind = found.verdict.context if found.verdict else ("", "")
    words = before.split()[-3:] if field == "prefix" else behind.split()[:3]
    message = f"The words are in the source, but not {where}."
    hint = f"The source has “{' '.join(words).strip(AROUND)}” there."
    place = case.value((*found.path, field))
    related = [in_context(case, found, match_of(found))]
    return finding("quote-not-in-source", message, place, hint, related)


def _find_unmarked_cut(case: Case, found: ComparedQuote) -> Iterator[Diagnostic]:
    """Find a gap between parts in order where the source has more than the mark allows."""
    if crowded := crowded_gap(found):
        gap, (start, end), between = crowded
        message = "The source has more between these parts than the brackets stand for."
        hint = "Brackets stand for a few words. Mark the omission as well: `… [word]`."
        if not gap.typed:
            message = "Something is left out here, unmarked."
            hint = "Mark the omission with `…`."
        text = found.quote.text
        start += len(text[start:end]) - len(text[start:end].lstrip())
        place = case.part((*found.path, "text"), start, max(end, start + 1))
        related = [in_source(case, found, between, "left out is")]
        yield finding("quote-not-in-source", message, place, hint, related)


def _difference_at_sic(found: ComparedQuote) -> Difference | None:
    """Find the words before a [sic] that aren't those of the source."""
    differences = found.nearest.differences if found.nearest else ()
    return next((each for each in differences if is_sic(found.quote.text, each)), None)


def _capitals(typed: str, read: str) -> tuple[int, str, str]:
    """Find the first word that differs in capitals: its offset, and the word in both texts."""
    words = [[*re.finditer(r"[^\W_]+", text)] for text in (typed, read)]
    for ours, theirs in zip(*words, strict=False):
        if ours[0] != theirs[0] and ours[0].casefold() == theirs[0].casefold():
            return ours.start(), ours[0], theirs[0]
    return 0, typed, shortened(read)


RULES: tuple[RuleFunction, ...] = (
    quote_not_in_source,
    quote_capital_changed,
    quote_out_of_order,
    quote_parts_apart,
    quote_ambiguous,
    sic_not_in_source,
)
