"""Let a writer allow findings: `# briefgen: allow RULE because REASON`, on the line or above."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from briefgen.checks.names.typed import Naming
from briefgen.evidence.claim import Claim, Looked
from briefgen.evidence.gather import Evidence
from briefgen.ground.diagnostics import Diagnostic, edit_to, finding
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.rules import RULE
from briefgen.ground.scalars import Mark
from briefgen.ground.span import Path, Span
from briefgen.ground.suggest import did_you_mean, sure_value
from briefgen.load.document import Document

# The rule whose allowances `allowed_names` lists.
NAME = "name-on-background"
# The rules of which the annex says where a comment allows a finding.
NOT_IN_SOURCE = frozenset({"figure-not-in-source", "name-not-in-source"})
# Rules that only typeset pages can break. Before typesetting it isn't known whether a comment
# allows one of them for nothing; and another size of paper may need a comment that this one
# doesn't.
LATE = frozenset({"page-overrun", "pages-past-limit"})
# A dash, a colon or a comma will do in place of `because`: the reason matters, not the grammar.
COMMENT = regex(
    r"(?:^|(?<=\s))#\s*briefgen:\s*allow\s+(?P<rule>[\w-]+)(?:\s*(?:because|:|[,–—-]+)\s*(?P<reason>.*))?",
    needs="#",
)


@record
class Allowance:
    """One comment: the rule it allows, why, the line (from 1) it is about, and its place.

    `named` is the place of the rule's name in it.
    """

    rule: str
    reason: str
    line: int
    span: Span
    named: Span


@record
class AllowedName:
    """A name that may stand at one place although the person must not be named, and why."""

    key: str
    words: str
    path: Path
    span: Span
    reason: str


# The most comments that count. Each is compared with the lines below it, so that a file of nothing
# but comments would take quadratic time.
MOST_COMMENTS = 500


def allowances(document: Document) -> list[Allowance]:
    """List the comments that allow a finding.

    What looks like one inside of a text doesn't count.
    """
    if "briefgen:" not in document.text:
        return []
    marks = document.marks.values()
    scalars = sorted((_text_start(document, mark), mark.end) for mark in marks if mark.style)
    lines = enumerate(document.lines)
    found = (a for at, line in lines for a in _in_line(document, scalars, at, line))
    return list(islice(found, MOST_COMMENTS))


def settle(
    document: Document, diagnostics: Iterable[Diagnostic], off: Iterable[str] = ()
) -> list[Diagnostic]:
    """List the findings that neither a comment allows nor settings turn off.

    Findings about the comments themselves are added.
    """
    used: set[Allowance] = set()
    kept = list(_standing(document, diagnostics, frozenset(off), used))
    about = [d for a in allowances(document) for d in _faults_of(a, is_used=a in used)]
    return kept + [d for d in about if d.rule not in off or not RULE[d.rule].optional]


def settle_late(
    document: Document, diagnostics: Iterable[Diagnostic], off: Iterable[str] = ()
) -> list[Diagnostic]:
    """List the findings about typeset pages that no comment allows and no setting turns off.

    Findings about other things don't belong here: `settle` has to have settled them before.
    """
    return list(_standing(document, diagnostics, frozenset(off), set()))


def _standing(
    document: Document,
    diagnostics: Iterable[Diagnostic],
    off: frozenset[str],
    used: set[Allowance],
) -> Iterator[Diagnostic]:
    """Yield the findings that neither a comment allows nor settings turn off.

    Comments that allowed one are added to `used`.
    """
    comments, starts = allowances(document), _starts(document)
    for found in diagnostics:
        lines = _lines_of(found.span, starts)
        allowed = [a for a in comments if a.rule == found.rule and a.line in lines]
        used.update(allowed)
        rule = RULE.get(found.rule)
        if not ((allowed or found.rule in off) and rule and rule.optional):
            yield found


def allowed_names(document: Document, namings: Iterable[Naming]) -> tuple[AllowedName, ...]:
    """List the names that comments of the writer let stand, each at its place."""
    sure = [naming for naming in namings if naming.hit.sure]
    reasons = {a.line: a.reason for a in allowances(document) if a.rule == NAME} if sure else {}
    starts = _starts(document) if reasons else {}
    found = []
    for naming in sure if reasons else ():
        hit, lines = naming.hit, _lines_of(naming.span, starts) & reasons.keys()
        if lines:
            reason = reasons[min(lines)]
            found.append(AllowedName(hit.key, hit.words, naming.path, naming.span, reason))
    return tuple(found)


def with_allowed(document: Document, evidence: Evidence) -> Evidence:
    """Mark the figures and names that comments let stand although no source has them.

    Their reasons aren't kept: a comment is not written to be printed.
    """
    comments = [each for each in allowances(document) if each.rule in NOT_IN_SOURCE]
    if not comments:
        return evidence
    starts = _starts(document)

    def is_allowed(claim: Claim, each: Looked) -> bool:
        rule = "name-not-in-source" if each.kind == "name" else "figure-not-in-source"
        lines = _lines_of(document.part_span(claim.path, each.start, each.end), starts)
        return any(a.rule == rule and a.line in lines for a in comments)

    def marked(claim: Claim) -> Claim:
        looked = (
            replace(each, allowed=True)
            if each.state == "missing" and is_allowed(claim, each)
            else each
            for each in claim.looked
        )
        return replace(claim, looked=tuple(looked))

    return replace(evidence, claims=tuple(map(marked, evidence.claims)))


def _in_line(
    document: Document, scalars: list[tuple[int, int]], at: int, line: str
) -> Iterator[Allowance]:
    """Yield the comments of a line that don't stand inside one of the document's scalars."""
    for found in COMMENT.finditer(line):
        start = document.starts[at] + found.start()
        before = bisect_right(scalars, (start, len(document.text))) - 1
        if before >= 0 and scalars[before][0] < start < scalars[before][1]:
            continue  # inside of a scalar a # is an ordinary character
        column = found.start() + 1
        span = Span(document.file, at + 1, column, at + 1, len(line.rstrip()) + 1)
        target = at + 1
        is_alone = not line[: found.start()].strip()
        if is_alone:  # the comment is about the next line that isn't empty or only a comment
            below = enumerate(document.lines[at + 1 :], start=at + 2)
            target = next((n for n, t in below if t.strip() and t.strip()[0] != "#"), target)
        named = replace(span, column=found.start("rule") + 1, end_column=found.end("rule") + 1)
        yield Allowance(found["rule"], (found["reason"] or "").strip(), target, span, named)


def _text_start(document: Document, mark: Mark) -> int:
    """Find where the text of a scalar starts; that of a block starts on the line below its sign."""
    if mark.style not in ("|", ">"):
        return mark.start
    below = bisect_right(document.starts, mark.start)
    return document.starts[below] - 1 if below < len(document.starts) else mark.end


def _starts(document: Document) -> dict[str, int]:
    """List the line on which each value starts, by its path."""
    return {mark.value.path: mark.value.line for mark in document.marks.values()}


def _lines_of(span: Span | None, starts: dict[str, int]) -> set[int]:
    """Collect the line of a finding, and the one on which the text that holds it starts."""
    return {span.line, starts.get(span.path, span.line)} if span else set()


def _faults_of(allowance: Allowance, *, is_used: bool) -> Iterator[Diagnostic]:
    """Yield what is wrong with a comment itself: its rule, its reason, or that it does nothing."""
    name, span = allowance.rule, allowance.span
    if name not in RULE:
        known = [rule.name for rule in RULE.values() if rule.optional]
        edit = edit_to(sure_value(name, known), allowance.named)
        message, hint = f"There is no rule `{name}`.", did_you_mean(name, known)
        yield finding("unknown-rule", message, span, hint, edit=edit)
    elif not allowance.reason:
        hint = f"Write `# briefgen: allow {name} because …`."
        yield finding("allow-without-reason", "The comment doesn't say why.", span, hint)
    elif not RULE[name].optional:
        message = f"`{name}` can't be allowed: the packet would be wrong."
        yield finding("unknown-rule", message, span, "Mend what it says, and delete the comment.")
    elif not is_used and name not in LATE:
        message = f"Nothing here breaks `{name}`."
        yield finding("unused-allow", message, span, "Delete the comment.")
