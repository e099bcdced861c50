"""Find figures, dates and names that no source of their sentence has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.insource import related_to, shortened
from briefgen.evidence.claim import Claim, Looked, Place
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.naming import named_in

# Of what a sentence or a table lacks, so many are told one by one, and so many of more are named.
FEW, NAMED = 2, 6

# How the ways out speak of what is missing.
ONE = {"it": "it", "is": "it is"}
SEVERAL = {"it": "them", "is": "they are"}

# What is missing, with its claim. All in a list are of one sentence, or of one table.
Missing = tuple[Claim, Looked]
# As many characters before and behind a passage as a report may show with it, and more.
AROUND = 150


def figure_not_in_source(case: Case) -> Iterator[Diagnostic]:
    """Find figures, dates and times that aren't in the captures of what their sentence cites."""
    for missing in _grouped(case, [each for each in _missing(case) if each[1].kind != "name"]):
        ways = "correct {it}, cite the source that has {it}, or allow {it} and say where {is} from"
        yield _finding("figure-not-in-source", case, missing, ways)


def name_not_in_source(case: Case) -> Iterator[Diagnostic]:
    """Find names that aren't in the captures of what their sentence cites."""
    names = [
        (claim, looked)
        for claim, looked in _missing(case)
        # Somebody who must not be named is told of by other rules, without the source's words.
        if looked.kind == "name" and not named_in(looked.text, case.unnamed, "prose")
    ]
    for missing in _grouped(case, names):
        ways = "correct {it}, cite the source that names {it}, or allow {it} with a reason"
        yield _finding("name-not-in-source", case, missing, ways)


def _missing(case: Case) -> Iterator[Missing]:
    """List what is missing; what a sentence has several times, once."""
    for claim in case.evidence.claims:
        found = (each for each in claim.looked if each.state == "missing")
        for looked in {" ".join(each.text.split()): each for each in reversed([*found])}.values():
            yield claim, looked


def _grouped(case: Case, missing: Iterable[Missing]) -> Iterator[list[Missing]]:
    """Put together what one sentence or table lacks, if that is much and nothing else is told."""
    words = {path: text for path, text, _, _ in case.texts}
    groups: dict[object, list[Missing]] = defaultdict(list)
    for claim, looked in missing:
        is_row = words[claim.path].startswith("|", claim.start)
        where = claim.path, None if is_row else claim.start
        alone = looked.start if looked.instead else None
        groups[where, claim.cited, alone].append((claim, looked))
    for group in groups.values():
        group.sort(key=lambda each: each[1].start)
        yield from [group] if len(group) > FEW else ([each] for each in group)


def _finding(rule: str, case: Case, missing: list[Missing], ways: str) -> Diagnostic:
    """Make the finding that underlines what is missing, with what the most similar passage has."""
    claim, looked = missing[0]
    ways = ways.format_map(ONE if len(missing) == 1 else SEVERAL)
    hint = f"{ways[0].upper()}{ways[1:]}."
    related = list(_related(case, claim, looked))
    if looked.instead and related:
        capture = case.evidence.captures[looked.instead.source].capture
        read = capture.text[looked.instead.start : looked.instead.end]
        hint = f"Is it “{shortened(read)}”? Else {ways}."
    end = max(each.end for of, each in missing if of is claim)
    place = case.part(claim.path, looked.start, end)
    return finding(rule, _message(missing), place, hint, related)


def _message(missing: list[Missing]) -> str:
    claim, looked = missing[0]
    typed = list(dict.fromkeys(f"“{' '.join(each.text.split())}”" for _, each in missing))
    where = _captures(claim.cited)
    if looked.elsewhere:
        return f"{typed[0]} is in {where}, but not where it speaks of this."
    if len(typed) == 1:
        return f"{typed[0]} is not in {where}."
    left = len(typed) - NAMED
    named = ", ".join(typed[:NAMED]) if left > 0 else ", ".join(typed[:-1])
    last = f"{left} more" if left > 0 else typed[-1]
    kinds = {each.kind for _, each in missing}
    what = f"{kinds.pop()}s" if len(kinds) == 1 else "figures and dates"
    return f"{len(typed)} {what} are not in {where}: {named} and {last}."


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
