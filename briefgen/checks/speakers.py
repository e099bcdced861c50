"""Compare the speakers of quotes with their source: the labels of a transcript, or the prose."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.insource import PartOf, in_source, parts_found, text_of
from briefgen.evidence.gather import TRUE, ComparedQuote, Given
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.ground.span import Path
from briefgen.model.permitted import name_shown


def quote_across_speakers(case: Case) -> Iterator[Diagnostic]:
    """Find quotes that join the words of two people, by the prose of the source or its labels."""
    yield from _across_in_prose(case)
    for found in _not_told(case, [each for each in case.evidence.quotes if each.crossing]):
        first, second = found.given[found.crossing - 1 : found.crossing + 1]
        message = (
            f"In the source this is said by {second.who}, and what stands before it by {first.who}."
        )
        if first.part == second.part:
            message = f"In the source {first.who} says one part of this, {second.who} the other."
        hint = "Make two quotes of it, each with its speaker."
        related = [_naming(case, found, first), _naming(case, found, second)]
        place = case.part(*_part(found, second.part))
        yield finding("quote-across-speakers", message, place, hint, related)


def quote_of_another_speaker(case: Case) -> Iterator[Diagnostic]:
    """Find quotes whose words the source gives to somebody else."""
    others = [each for each in case.evidence.quotes if each.voice == "another"]
    # A quote that crosses from one speaker to another has a finding already.
    for found in _not_told(case, [each for each in others if not each.crossing]):
        who = found.quote.speaker
        other = next((each for each in found.given if each.voice == "another"), None)
        if other is None:
            continue
        named = "".join(name_shown(person) for person in case.people(who)) or f"`{who}`"
        message = f"The brief gives these words to {named}, the source to {other.who}."
        related = [
            _naming(case, found, other),
            Related("the speaker in the brief", case.value((*found.path, "speaker"))),
        ]
        place = case.part(*_part(found, other.part))
        yield finding("quote-of-another-speaker", message, place, _hint(named, who, other), related)


def _across_in_prose(case: Case) -> Iterator[Diagnostic]:
    """Find quotes whose parts the prose of the source gives to different people."""
    for found in case.evidence.quotes:
        if two := _two_people(found) if found.state in TRUE else None:
            (first, there), (second, here) = two
            message = (
                f"In the source this is said by {second}, and what stands before it by {first}."
            )
            place = case.part(text_of(found)[0], *here.typed)
            related = [
                in_source(case, found, there.read, f"{first}:"),
                in_source(case, found, here.read, f"{second}:"),
            ]
            hint = "Make two quotes of it, each with its speaker."
            yield finding("quote-across-speakers", message, place, hint, related)


def _not_told(case: Case, quotes: list[ComparedQuote]) -> list[ComparedQuote]:
    """List those quotes for which the prose has not already given a finding."""
    told = {each.span for each in _across_in_prose(case)} if quotes else set()
    return [
        each
        for each in quotes
        if told.isdisjoint(case.part(*_part(each, at)) for at in range(len(parts_found(each))))
    ]


def _hint(named: str, who: str, other: Given) -> str:
    """Write the way out: another speaker in the brief, another quote, or another name."""
    if other.person:
        return f"Type `speaker: {other.person}`, or quote what {named} says."
    if not other.is_name:
        return f"Quote what {named} says, or take the quote out."
    return (
        f"In `speaker`, name whoever said it. If {named} is “{other.who}” in the source, add "
        f"`also_called: {other.who}` to `{who}`."
    )


def _naming(case: Case, found: ComparedQuote, given: Given) -> Related:
    """Show where the source says whose words they are."""
    if given.is_label:
        return in_source(case, found, given.place, "the source names")
    return in_source(case, found, given.place, f"{given.who}:")


def _part(found: ComparedQuote, number: int) -> tuple[Path, int, int]:
    """Find the place of a part of a quote in the brief: path, start and end."""
    path, text = text_of(found)
    parts: list[PartOf] = parts_found(found)
    start, end = parts[number].typed if number < len(parts) else (0, len(text))
    return path, start, end


def _two_people(found: ComparedQuote) -> tuple[tuple[str, PartOf], tuple[str, PartOf]] | None:
    """Find the first part of a quote and one that somebody else says, each with its speaker."""
    parts = parts_found(found)
    if found.read is None or len(parts) < 2:
        return None
    from briefgen.attribution.quotations.joined import are_two_speakers, speakers_at

    text = found.read.capture.text
    spoken = zip(speakers_at(text, [part.read for part in parts]), parts, strict=True)
    known = [(voice, part) for voice, part in spoken if voice]
    for voice, part in known[1:]:
        if are_two_speakers(text, known[0][0], voice):
            return (known[0][0].shown, known[0][1]), (voice.shown, part)
    return None


RULES: tuple[RuleFunction, ...] = (quote_across_speakers, quote_of_another_speaker)
