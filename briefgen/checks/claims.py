"""Find figures, dates and names that no source of their sentence has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.insource import related_to, shortened
from briefgen.evidence.claim import Claim, Looked, Place
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.naming import named_in

# As many characters before and behind a passage as a report may show with it, and more.
AROUND = 150


def figure_not_in_source(case: Case) -> Iterator[Diagnostic]:
    """Find figures, dates and times that aren't in the captures of what their sentence cites."""
    for claim, looked in _missing(case):
        if looked.kind != "name":
            ways = "correct it, cite the source that has it, or allow it and say where it is from"
            yield _finding("figure-not-in-source", case, claim, looked, ways)


def name_not_in_source(case: Case) -> Iterator[Diagnostic]:
    """Find names that aren't in the captures of what their sentence cites."""
    for claim, looked in _missing(case):
        # Somebody who must not be named is told of by other rules, without the source's words.
        if looked.kind == "name" and not named_in(looked.text, case.unnamed, "prose"):
            ways = "correct it, cite the source that names it, or allow it with a reason"
            yield _finding("name-not-in-source", case, claim, looked, ways)


def _missing(case: Case) -> Iterator[tuple[Claim, Looked]]:
    for claim in case.evidence.claims:
        for looked in claim.looked:
            if looked.state == "missing":
                yield claim, looked


def _finding(rule: str, case: Case, claim: Claim, looked: Looked, ways: str) -> Diagnostic:
    """Make the finding that underlines a mention, with what the most similar passage has."""
    typed, where = " ".join(looked.text.split()), _captures(claim.cited)
    message = f"“{typed}” is not in {where}."
    if looked.elsewhere:
        message = f"“{typed}” is in {where}, but not where it speaks of this."
    hint = f"{ways[0].upper()}{ways[1:]}."
    related = list(_related(case, claim, looked))
    if looked.instead and related:
        capture = case.evidence.captures[looked.instead.source].capture
        read = capture.text[looked.instead.start : looked.instead.end]
        hint = f"Is it “{shortened(read)}”? Else {ways}."
    place = case.part(claim.path, looked.start, looked.end)
    return finding(rule, message, place, hint, related)


def _captures(names: Sequence[str]) -> str:
    *others, last = (f"`{name}`" for name in names)
    if not others:
        return f"the capture of {last}"
    return f"the captures of {', '.join(others)} and {last}"


def _related(case: Case, claim: Claim, looked: Looked) -> Iterator[Related]:
    """Show the passage of a source that is most like the sentence.

    A report may be sent on, as a file for an editor or a server. So a passage that names somebody
    whom the brief must not name isn't shown.
    """
    passages = claim.passages
    if at := looked.instead:
        inside = (p for p in passages if p.source == at.source and p.start <= at.start < p.end)
        passages = (next(inside, at),)
    for passage in passages:
        capture = case.evidence.captures[passage.source].capture
        words = capture.text[passage.start : passage.end]
        # A report also shows the line of the file that the passage stands in.
        line = capture.text[max(0, passage.start - AROUND) : passage.end + AROUND]
        if not named_in(line, case.unnamed, "prose"):
            around = max(0, (at or passage).start - passage.start)
            shown = f"the most similar passage is “{shortened(words, around=around)}”"
            yield related_to(case, passage.source, capture, _stretch(at or passage), shown)


def _stretch(place: Place) -> tuple[int, int]:
    return place.start, place.end


RULES: tuple[RuleFunction, ...] = (figure_not_in_source, name_not_in_source)
