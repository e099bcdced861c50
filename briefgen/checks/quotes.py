"""Quotes against what was read: the words, their order, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.diagnostics import Diagnostic, Related, finding
from briefgen.evidence.gather import Checked
from briefgen.model import Quote
from briefgen.source import Span

SHOWN = 3


def quote_not_in_source(case: Case) -> Iterator[Diagnostic]:
    """Quotes of which a word is not in the capture, or not where `prefix` and `suffix` say."""
    for found in _with_fault(case, "missing"):
        path = (*found.path, "text")
        if found.verdict and found.verdict.match:
            message = "The quote doesn't stand between this prefix and this suffix in its source."
            field = "prefix" if found.quote.prefix else "suffix"
            hint = "Copy both from the source, as they stand there."
            place = case.value((*found.path, field))
            yield finding("quote-not-in-source", message, place, hint, [_in_source(case, found)])
        elif found.nearest is None:
            message = f"The quote is not in the capture of `{found.source_id}`."
            hint = "Is it the right source? Nothing in it comes near."
            yield finding("quote-not-in-source", message, case.value(path), hint)
        else:
            yield _differs(case, found)


def quote_capital_changed(case: Case) -> Iterator[Diagnostic]:
    """Quotes that differ from their source in a capital only."""
    for found in _with_fault(case, "capital"):
        start, end = _part(found)
        typed, read = found.quote.text[start:end], _read_text(found)
        at = next((n for n, (a, b) in enumerate(zip(typed, read, strict=False)) if a != b), 0)
        message = f"The source has “{read[at : at + 12]}…”, with another capital."
        hint = f"Mark the change: `[{typed[at]}]{typed[at + 1 : at + 12]}`."
        place = case.part((*found.path, "text"), start + at, start + at + 1)
        yield finding("quote-capital-changed", message, place, hint, [_in_source(case, found)])


def quote_out_of_order(case: Case) -> Iterator[Diagnostic]:
    """Quotes whose parts are all in the source, but not one behind the other."""
    for found in _with_fault(case, "order"):
        message = "The parts of this quote are in the source, but not in this order."
        hint = "Make two quotes of it, or put the parts in the order of the source."
        place = case.part((*found.path, "text"), *_part(found))
        yield finding("quote-out-of-order", message, place, hint)


def quote_parts_apart(case: Case) -> Iterator[Diagnostic]:
    """Quotes that join what was said in different places."""
    for found in _with_fault(case, "far"):
        message = "This part of the quote comes from another passage of the source."
        place = case.part((*found.path, "text"), *_part(found))
        hint = "Make two quotes of it."
        yield finding("quote-parts-apart", message, place, hint, [_in_source(case, found)])


def quote_across_speakers(case: Case) -> Iterator[Diagnostic]:
    """Quotes whose parts the source gives to different people."""
    for found in case.evidence.quotes:
        speakers = _speakers(found) if found.state == "edited" else []
        if len(speakers) > 1:
            message = f"The source gives these words to {speakers[0]}, and then to {speakers[1]}."
            hint = "Quote each of them alone."
            place = case.value((*found.path, "text"))
            yield finding("quote-across-speakers", message, place, hint, [_in_source(case, found)])


def quote_ambiguous(case: Case) -> Iterator[Diagnostic]:
    """Quotes that stand in their source more than once."""
    for found in _with_fault(case, "ambiguous"):
        others = found.verdict.others if found.verdict else ()
        message = f"These words stand in the source {len(others) + 1} times."
        before = found.verdict.context[0].split()[-3:] if found.verdict else []
        hint = (
            f"Say which, by the words before or behind: `prefix: {' '.join(before)}`, or `suffix:`."
        )
        places = [_in_source(case, found)]
        yield finding("quote-ambiguous", message, case.value((*found.path, "text")), hint, places)


def sic_not_in_source(case: Case) -> Iterator[Diagnostic]:
    """Quotes with a [sic] behind a word that the source doesn't have there."""
    for found in _with_fault(case, "sic"):
        start, end = _part(found)
        word = found.quote.text[start:end].split()[-1]
        message = f"“{word}” isn't in the source, and so [sic] has nothing to say."
        hint = _differences(found) or "Copy the word from the source, as it stands there."
        place = case.part((*found.path, "text"), end - len(word), end)
        yield finding("sic-not-in-source", message, place, hint)


def omission_turns_sense(case: Case) -> Iterator[Diagnostic]:
    """Quotes that leave out a negation or a number next to a cut."""
    for found in case.evidence.quotes:
        for drop in found.verdict.drops if found.verdict and found.state != "failed" else ():
            message = f"“{drop.word}” is left out next to the cut: “{_shortened(drop.dropped)}”."
            hint = "Does it still say what was said? If so, allow it with a reason."
            place = case.value((*found.path, "text"))
            yield finding("omission-turns-sense", message, place, hint, [_in_source(case, found)])


def named_and_unnamed(case: Case) -> Iterator[Diagnostic]:
    """People who are quoted on the record and not, by one entry or by two with the same name."""
    seen: dict[str, tuple[bool, Span]] = {}
    for found in case.evidence.quotes:
        person = case.brief.people.get(found.quote.speaker)
        if person is None:
            continue
        who = (person.name or found.quote.speaker).casefold()
        terms = found.quote.attribution or person.attribution
        named, place = (
            terms == "on record" and person.name is not None,
            case.value((*found.path, "speaker")),
        )
        if who in seen and seen[who][0] != named:
            message = f"`{found.quote.speaker}` is quoted by name and unnamed in one brief."
            hint = "Readers will put two and two together. Keep to one of the terms."
            related = [Related("on other terms here", seen[who][1])]
            yield finding("named-and-unnamed", message, place, hint, related)
        seen.setdefault(who, (named, place))


def anonymous_without_capture(case: Case) -> Iterator[Diagnostic]:
    """Quotes of unnamed people whose source has no capture."""
    for found in case.evidence.quotes:
        if found.read is None and found.quote.cited and _is_unnamed(case, found.quote):
            message = "Nobody can check the words of somebody who isn't named."
            hint = f"Keep what was read: `briefgen capture FILE --source {found.source_id}`."
            place = case.value((*found.path, "text"))
            yield finding("anonymous-without-capture", message, place, hint)


def _with_fault(case: Case, fault: str) -> Iterator[Checked]:
    for found in case.evidence.quotes:
        if found.state == "failed" and found.verdict and found.verdict.fault == fault:
            yield found


def _part(found: Checked) -> tuple[int, int]:
    """The offsets of the part of the quote that its fault is about."""
    part = found.verdict.part if found.verdict else None
    return part or (0, len(found.quote.text))


def _differs(case: Case, found: Checked) -> Diagnostic:
    """The first words that differ underlined, all of them named, and where the source has them."""
    first = found.nearest.differences[0] if found.nearest and found.nearest.differences else None
    start, end = first.quote if first else (0, 1)
    text = found.quote.text
    while end <= start and start > 0 and not text[start - 1 : start].strip():
        start -= 1
    place = case.part((*found.path, "text"), *_word_at(text, start, end))
    message = f"The quote is not in the capture of `{found.source_id}` in these words."
    hint = _differences(found)
    return finding("quote-not-in-source", message, place, hint, [_in_source(case, found)])


def _word_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch itself; where it is empty, the word behind it, or else the one before."""
    if end > start:
        return start, end
    behind = text[start:].split()
    if behind:
        at = text.index(behind[0], start)
        return at, at + len(behind[0])
    before = text[:start].rstrip()
    return max(0, len(before) - len((before.split() or [""])[-1])), len(before)


def _differences(found: Checked) -> str:
    """What the source has in place of what was typed, the first few of them."""
    if found.nearest is None:
        return ""
    told = []
    for each in found.nearest.differences[:SHOWN]:
        if not each.read:
            told.append(f"it doesn't have “{each.typed}”")
        elif not each.typed:
            told.append(f"it has “{each.read}” as well")
        else:
            told.append(f"it has “{each.read}” for “{each.typed}”")
    more = len(found.nearest.differences) - SHOWN
    return f"The source differs: {'; '.join(told)}{f'; and {more} more' if more > 0 else ''}."


def _in_source(case: Case, found: Checked) -> Related:
    """Where the source has the words, or those nearest to them."""
    start, end = _found_at(found)
    name = case.brief.sources[found.source_id].capture or ""
    if found.read is None:
        return Related("its source", case.key(("sources", found.source_id)))
    capture = found.read.capture
    page = capture.page_of(start)
    passage = _shortened(capture.text[start:end], 90)
    if page is not None or capture.media_type == "text/html":
        where = f", page {page}" if page else ""
        return Related(
            f"{name}{where}: “{passage}”", case.value(("sources", found.source_id, "capture"))
        )
    file = str(case.folder / name)
    line, column = capture.line_of(start)
    last_line, last_column = capture.line_of(end)
    return Related("in the source", Span(file, line, column, last_line, last_column))


def _found_at(found: Checked) -> tuple[int, int]:
    if found.verdict and found.verdict.match:
        return found.verdict.match.start, found.verdict.match.end
    return (found.nearest.start, found.nearest.end) if found.nearest else (0, 0)


def _read_text(found: Checked) -> str:
    start, end = _found_at(found)
    return found.read.capture.text[start:end] if found.read else ""


def _shortened(text: str, most: int = 120) -> str:
    text = " ".join(text.split())
    return (
        text
        if len(text) <= most
        else f"{text[: most // 2].rstrip()} … {text[-most // 2 :].lstrip()}"
    )


def _is_unnamed(case: Case, quote: Quote) -> bool:
    person = case.brief.people.get(quote.speaker)
    terms = quote.attribution or (person.attribution if person else "on record")
    return terms == "on background" or (person is not None and not person.name)


def _speakers(found: Checked) -> list[str]:
    """The people to whom the source clearly gives the parts of a quote, each once, in order."""
    from briefgen.evidence.quotations import quotations

    if found.read is None or found.verdict is None or found.verdict.match is None:
        return []
    match = found.verdict.match
    start = max(0, match.start - 3000)
    passage = found.read.capture.text[start : match.end + 1500]
    said = [each for each in quotations(passage) if each.speaker and each.certain]
    names = [
        each.speaker
        for part_start, part_end in match.parts
        for each in said
        if each.start + start < part_end and part_start < each.end + start
    ]
    return list(dict.fromkeys(names))


RULES: tuple[RuleFunction, ...] = (
    quote_not_in_source,
    quote_capital_changed,
    quote_out_of_order,
    quote_parts_apart,
    quote_across_speakers,
    quote_ambiguous,
    sic_not_in_source,
    omission_turns_sense,
    named_and_unnamed,
    anonymous_without_capture,
)
