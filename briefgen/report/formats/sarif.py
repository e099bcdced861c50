"""Writes a run in SARIF 2.1.0, for code scanning and for editors: one log with one run.

What GitHub's code scanning asks for besides the standard is kept, too: a place for each finding,
texts for each rule, and no more findings than it takes. The results come first, so that each is
written as soon as it is known; the rules that they are about stand behind them.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any, TextIO

from briefgen import __version__
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.records import mutable
from briefgen.ground.span import Span
from briefgen.report.fingerprints import Fingerprints
from briefgen.report.formats import ReportOptions
from briefgen.report.once import Once
from briefgen.report.pages import SITE
from briefgen.report.plain import dumped, said
from briefgen.report.repository import Repository, repository_here
from briefgen.report.sarif import ROOT, Places, descriptor, text_of
from briefgen.report.terminal import visible

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

NAME = "sarif"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# GitHub refuses a report with more results.
MOST = 25_000
# Where lines end in a brief, and in what is read with it (`ground/decode`). The standard would have
# the first two alone. The longest comes first (section 3.14.18).
LINE_ENDS = ("\r\n", "\n", "\r", "\x85", "\u2028", "\u2029")
# The name of our own fingerprint, with the version of how it is made (section 3.27.17). GitHub's
# own, `primaryLocationLineHash`, is made of the file when a report is uploaded.
FINGERPRINT = "briefgen/v1"


def begin(out: TextIO, _: ReportOptions) -> SarifReport:
    """Begin the log. `quiet` and `verbose` change nothing."""
    run = {
        "columnKind": "unicodeCodePoints",
        "newlineSequences": LINE_ENDS,
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
    }
    # Without the brace at its end: the other keys follow.
    out.write(f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{dumped(run)[:-1]}')
    out.write(', "results": [')
    return SarifReport(out, repository_here())


@mutable
class SarifReport:
    """The log as far as it is written.

    `rules` has the rules in the order of their first results, with the number of each. `faults` are
    notifications of what kept a brief from going on, and `left` counts the findings that are more
    than GitHub takes.
    """

    out: TextIO
    repository: Repository
    fingerprints: Fingerprints = field(default_factory=Fingerprints)
    once: Once = field(default_factory=Once)
    rules: dict[str, int] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    written: int = 0
    left: int = 0

    def add(self, outcome: Outcome) -> None:
        """Write the findings of one brief, each on a line of its own."""
        new = self.once.of(outcome)
        if outcome.fault:
            faults = (each for each in outcome.fault.findings if each in new)
            self.faults += [_notification(said(each), each.rule) for each in faults]
        for found in new:
            # A folder without a brief is no place in a file: a notification tells of it.
            span = found.span or (Span(outcome.file, 1, 1, 1, 1) if outcome.file else None)
            if span and self.written < MOST:
                self.out.write(",\n" if self.written else "\n")
                self.out.write(dumped(self._result(found, span, outcome)))
                self.written += 1
            else:
                self.left += span is not None
        self.out.flush()

    def end(self) -> None:
        """Write the rules and how the run went, and end the log."""
        driver = {"name": "briefgen", "semanticVersion": __version__, "informationUri": SITE}
        invocation: dict[str, Any] = {"executionSuccessful": not self.faults}
        if self.left:
            self.faults.append(_notification(f"{self.left:,} more findings are left out."))
        if self.faults:
            invocation["toolExecutionNotifications"] = self.faults
        self.out.write(f'\n], "tool": {{"driver": {dumped(driver)[:-1]}, "rules": [')
        self.out.write(",".join(f"\n{dumped(descriptor(rule))}" for rule in self.rules))
        self.out.write(f'\n]}}}}, "invocations": [{dumped(invocation)}]}}]}}\n')
        self.out.flush()

    def _result(self, found: Diagnostic, span: Span, outcome: Outcome) -> dict[str, Any]:
        places = Places(self.repository, outcome.starts)
        path = self.repository.name_of(span.file)
        result: dict[str, Any] = {
            "ruleId": found.rule,
            "ruleIndex": self.rules.setdefault(found.rule, len(self.rules)),
            "level": found.severity,
            "message": {"text": text_of(found)},
            "locations": [places.location(span)],
            "partialFingerprints": {
                FINGERPRINT: self.fingerprints.of(found, visible(path), outcome.lines)
            },
        }
        if found.related:
            result["relatedLocations"] = [
                {"id": number, "message": {"text": visible(each.message)}}
                | places.location(each.span)
                for number, each in enumerate(found.related, 1)
            ]
        if found.edit:
            result["fixes"] = [places.fix(found.edit, found.hint)]
        return result


def _notification(text: str, rule: str = "") -> dict[str, Any]:
    """Describe what happened in the run itself (section 3.58)."""
    notification: dict[str, Any] = {"level": "error", "message": {"text": text}}
    return notification | ({"descriptor": {"id": rule}} if rule else {})
