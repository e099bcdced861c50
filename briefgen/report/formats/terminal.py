"""Reports a run to a person at a terminal: each brief in turn, and a last line about all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from briefgen.builds.outcome import Outcome
from briefgen.ground.errors import BriefgenError, UnforeseenError
from briefgen.ground.files import from_here
from briefgen.report.checked import allowed, in_detail, summed, unchecked
from briefgen.report.formats import ReportOptions
from briefgen.report.passages import passages
from briefgen.report.terminal import counted, fault_of_ours, stopped, summary, visible
from briefgen.report.terminal import report as findings

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

NAME = "terminal"
STREAM = "stderr"
# What is said of a brief in the place of the seconds that it took.
RECALLED = {"unchanged": "nothing changed", "restored": "nothing changed: taken from the cache"}


def report(outcomes: Iterable[Outcome], out: TextIO, options: ReportOptions) -> None:
    """Write each outcome as it comes; for several briefs, write the counts of all at the end."""
    telling = _Telling(options)
    for outcome in outcomes:
        for text in telling.of(outcome):
            out.write(f"{text}\n")
        out.flush()
    if options.count and not (options.quiet or options.is_alone):
        out.write(f"{telling.total}\n")
        out.flush()


@dataclass(slots=True)
class _Telling:
    """A report in progress: the counts for its last line, and the notes that were already written.

    `left` counts the briefs that were not checked or built, and `unchanged` those of which nothing
    had to be built; `said` holds the notes that are the
    same for many briefs and are written once a run.
    """

    options: ReportOptions
    errors: int = 0
    warnings: int = 0
    left: int = 0
    unchanged: int = 0
    said: set[str] = field(default_factory=set)

    @property
    def total(self) -> str:
        """The last line: how many briefs, what was found in them, and how many were left."""
        count, others = self.options.count, self.options.others
        found = counted({"error": self.errors, "warning": self.warnings})
        parts = [f"{count:,} brief{'' if count == 1 else 's'}: {found}"]
        if self.left:
            parts.append(f"{self.left:,} not {self.options.done}")
        if self.unchanged and self.options.done == "built":
            parts.append(f"{self.unchanged:,} unchanged")
        if others:
            parts.append(f"{others:,} other YAML file{'' if others == 1 else 's'} passed over")
        return "; ".join(parts)

    def of(self, outcome: Outcome) -> Iterator[str]:
        """Yield the texts about one brief, each of one or more lines."""
        self._count(outcome)
        quiet, is_built = self.options.quiet, self.options.done == "built"
        shown = [each for each in outcome.diagnostics if each.is_error or not quiet]
        if shown:
            yield findings(shown, outcome.lines, color=self.options.color)
        if outcome.fault:
            yield from self._fault(outcome, outcome.fault)
            return
        if outcome.sentences:
            yield passages(outcome.sentences, outcome.file, color=self.options.color)
        if is_built and outcome.stops:
            # The summary counts what the check found. Findings about the laid-out pages come after
            # it, and need no count of their own.
            if outcome.stage == "check":
                yield from self._summary(outcome)
            return
        if is_built and not quiet:
            yield from _written(outcome)
            yield from self._about(outcome)
        elif not quiet:
            yield from self._summary(outcome)
        if outcome.allowed and not quiet:
            yield visible(allowed(outcome.allowed))
        if self.options.verbose or (is_built and not quiet):
            yield from _took(outcome)

    def _count(self, outcome: Outcome) -> None:
        """Add an outcome to the counts for the last line."""
        is_left = bool(outcome.fault or (outcome.stops and self.options.done == "built"))
        self.left += bool(outcome.path and is_left)
        self.unchanged += outcome.recalled == "unchanged" and not is_left
        if not outcome.fault:
            errors = sum(found.is_error for found in outcome.diagnostics)
            self.errors += errors
            self.warnings += len(outcome.diagnostics) - errors

    def _fault(self, outcome: Outcome, fault: BriefgenError) -> Iterator[str]:
        """Yield why a run over a brief couldn't go on, and which brief it was.

        If the run has only one brief, it is named only if it passed a bound: that message doesn't
        say for which file. Of several briefs, each is named unless the message names it.
        """
        left = f"{outcome.path} was not {self.options.done}."
        if isinstance(fault, UnforeseenError):
            alone = "Nothing was written."
            yield fault_of_ours(str(fault), alone if self.options.is_alone else left)
            return
        yield stopped(fault, outcome.lines, color=self.options.color)
        is_named = str(outcome.path) in str(fault) and not fault.diagnostics
        is_bound = any(each.rule == "bounds" for each in fault.diagnostics)
        if outcome.path and (is_bound if self.options.is_alone else not is_named):
            yield visible(left)

    def _summary(self, outcome: Outcome) -> Iterator[str]:
        yield summary(outcome.diagnostics, outcome.file)
        yield from self._about(outcome)

    def _about(self, outcome: Outcome) -> Iterator[str]:
        """Yield the lines beside the findings: what was compared with copies, and the notes."""
        tally = outcome.tally
        about = [summed(tally), in_detail(tally), unchecked(tally), *outcome.notes]
        if outcome.passed_over not in self.said:
            about.append(outcome.passed_over)
            self.said.add(outcome.passed_over)
        yield from (visible(line) for line in about if line)


def _written(outcome: Outcome) -> Iterator[str]:
    """Yield a line for each file that was written: its path from here, and its number of pages."""
    # Not strict: `written` is empty if the output went to standard output.
    for path, artefact in zip(outcome.written, outcome.artefacts, strict=False):
        many = "s" if artefact.pages > 1 else ""
        pages = f"  {artefact.pages} page{many}" if artefact.pages else ""
        yield f"{visible(str(from_here(path)))}{pages}"


def _took(outcome: Outcome) -> Iterator[str]:
    """Yield a line on the time of each stage, or that none was needed."""
    if outcome.recalled:
        yield RECALLED[outcome.recalled]
    elif outcome.seconds:
        yield " · ".join(f"{stage} {took:.2f} s" for stage, took in outcome.seconds.items())
