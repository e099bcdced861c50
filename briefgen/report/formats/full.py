"""Reports a run to a person at a terminal: each brief in turn, and a last line about all.

A brief that was named alone is reported in full. Of many, each has its findings and one line at
most, so that those with findings are found among a thousand; `verbose` has all of them in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import TYPE_CHECKING, TextIO

from briefgen.evidence.tally import Tally
from briefgen.ground.errors import BriefgenError, UnforeseenError
from briefgen.ground.files import from_here
from briefgen.ground.records import mutable
from briefgen.report.checked import allowed, in_detail, summed, unchecked
from briefgen.report.formats import ReportOptions
from briefgen.report.passages import passages
from briefgen.report.terminal import counted, fault_of_ours, stopped, summary, visible
from briefgen.report.terminal import report as findings

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

NAME = "full"
STREAM = "stderr"
IS_FOR_PEOPLE = True
# What is said of a brief in the place of the seconds that it took.
RECALLED = {"unchanged": "nothing changed", "restored": "nothing changed: taken from the cache"}
# What findings are where a baseline knows others.
NEW = "new "
# What is said of files that are what a build would write.
AS_BUILT = "all outputs are what a build gives"
# The most briefs that are named in one line at the end as not built.
MOST_NAMED = 12


def begin(out: TextIO, options: ReportOptions) -> FullReport:
    """Begin a report: each outcome is written as it comes, and the counts of several at the end."""
    return FullReport(out, options)


@mutable
class FullReport:
    """A report in progress: the counts for its last lines, and the notes that were already written.

    `left` are the briefs that were not checked or built. `found` counts the findings, and
    `mendable` those with an edit. `faulty` counts the briefs with errors, and `differing` those
    whose outputs are others than a build would write. `known` counts the findings that a baseline
    has, which aren't told. `made` counts the briefs by how their outputs came to be there: as
    `recalled` of an outcome says, empty for those that were built. `folders` are where the outputs
    are, and `tally` is that of all briefs together. `said` holds the notes and faults that were
    written: each is once a run.
    """

    out: TextIO
    options: ReportOptions
    errors: int = 0
    warnings: int = 0
    found: int = 0
    mendable: int = 0
    faulty: int = 0
    differing: int = 0
    known: int = 0
    left: list[str] = field(default_factory=list)
    made: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    tally: Tally = field(default_factory=Tally)
    said: set[str] = field(default_factory=set)

    @property
    def is_short(self) -> bool:
        """Whether each brief has one line at most, beside its findings."""
        return self.options.count > 1 and not (self.options.is_alone or self.options.verbose)

    def add(self, outcome: Outcome) -> None:
        """Write what there is to say of one brief."""
        for text in self.of(outcome):
            self.out.write(f"{text}\n")
        self.out.flush()

    def end(self) -> None:
        """Write the lines about all briefs, where there are several."""
        if self.options.count and not (self.options.quiet or self.options.is_alone):
            for text in self.at_end():
                self.out.write(f"{text}\n")
            self.out.flush()

    def at_end(self) -> Iterator[str]:
        """Yield the lines about all briefs; the last one counts them."""
        if self.is_short:
            yield from (visible(line) for line in _compared(self.tally) if line)
            yield from self._mendable(self.mendable, self.found)
        if self.left and self.options.count > 1:
            more = len(self.left) - MOST_NAMED
            named = ", ".join(self.left[:MOST_NAMED]) + (f" and {more:,} more" * (more > 0))
            yield visible(f"not {self.options.done}: {named}")
        yield self.total

    @property
    def total(self) -> str:
        """The last line: how many briefs, what was found in them, and what became of them."""
        count, others = self.options.count, self.options.others
        which = self._which(self.known, self.errors)
        found = counted({"error": self.errors, "warning": self.warnings}, which)
        parts = [f"{count:,} brief{'' if count == 1 else 's'}: {found}"]
        if self.options.done == "built":
            into = f" into {visible(*self.folders)}" if len(self.folders) == 1 else ""
            words = {"": f"built{into}", "restored": "from the cache", "unchanged": "unchanged"}
            parts += [f"{self.made[how]:,} {words[how]}" for how in words if how in self.made]
        elif self.options.done == "compared":
            same = f"{sum(self.made.values()):,} as a build gives them" if self.left else AS_BUILT
            parts.append(f"{self.differing:,} with other outputs" if self.differing else same)
        elif self.faulty:
            parts.append(f"{self.faulty:,} with errors")
        if self.left:
            parts.append(f"{len(self.left):,} not {self.options.done}")
        if others:
            parts.append(f"{others:,} other YAML file{'' if others == 1 else 's'} passed over")
        return "; ".join(parts)

    def _which(self, known: int, errors: int) -> str:
        """Say that findings are new, where a baseline knows others.

        A build tells of errors whether they are known or not: the packet would be wrong.
        """
        return NEW if known and (self.options.done == "checked" or not errors) else ""

    def of(self, outcome: Outcome) -> Iterator[str]:
        """Yield the texts about one brief, each of one or more lines."""
        self.count(outcome)
        quiet = self.options.quiet
        shown = [each for each in outcome.diagnostics if each.is_error or not quiet]
        if shown:
            yield findings(shown, outcome.lines, color=self.options.color)
        if outcome.fault:
            yield from self._fault(outcome, outcome.fault)
            return
        if self.is_short:
            yield from self._shortly(outcome)
        else:
            yield from self._fully(outcome)

    def _shortly(self, outcome: Outcome) -> Iterator[str]:
        """Yield a line if the brief was built, or has findings, and the notes that are new."""
        quiet, is_built = self.options.quiet, self.options.done == "built"
        if is_built and outcome.stops:
            yield summary(outcome.diagnostics, outcome.file)
        elif is_built and not quiet and outcome.recalled != "unchanged":
            yield _in_a_line(outcome)
        elif outcome.diagnostics and not quiet:
            yield summary(outcome.diagnostics, outcome.file)
        if not quiet:
            yield from self._new((*outcome.notes, outcome.passed_over))
            if outcome.allowed:
                yield visible(allowed(outcome.allowed))

    def _fully(self, outcome: Outcome) -> Iterator[str]:
        quiet, is_built = self.options.quiet, self.options.done == "built"
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
            if self.options.done == "compared" and not (outcome.stops or outcome.differs):
                yield AS_BUILT
        if outcome.allowed and not quiet:
            yield visible(allowed(outcome.allowed))
        if self.options.verbose or (is_built and not quiet):
            yield from _took(outcome)

    def count(self, outcome: Outcome) -> None:
        """Add an outcome to the counts for the last lines."""
        is_left = bool(outcome.fault or (outcome.stops and self.options.done != "checked"))
        if outcome.path and is_left:
            self.left.append(outcome.file)
        if not is_left:
            self.made[outcome.recalled] = self.made.get(outcome.recalled, 0) + 1
            self.folders.update(str(from_here(path.parent)) for path in outcome.written)
        self.found += len(outcome.findings)
        self.mendable += _with_edit(outcome)
        if not outcome.fault:
            errors = sum(found.is_error for found in outcome.diagnostics)
            self.errors += errors
            self.warnings += len(outcome.diagnostics) - errors
            self.faulty += errors > 0
            self.differing += outcome.differs
            self.known += len(outcome.known)
            self.tally = self.tally.with_those_of(outcome.tally)

    def _fault(self, outcome: Outcome, fault: BriefgenError) -> Iterator[str]:
        """Yield why a run over a brief couldn't go on, and which brief it was.

        If the run has only one brief, it is named only if it passed a bound: that message doesn't
        say for which file. Of several briefs, each is named unless the message names it. What was
        said of another brief isn't said again.
        """
        left = f"{outcome.path} was not {self.options.done}."
        if isinstance(fault, UnforeseenError):
            alone = "Nothing was written."
            yield fault_of_ours(str(fault), alone if self.options.is_alone else left)
            return
        # Ten briefs may have the same settings, and a thousand lack the same engine.
        why = stopped(fault, outcome.lines, color=self.options.color)
        if why not in self.said:
            self.said.add(why)
            yield why
            if not self.is_short:
                yield from self._mendable(_with_edit(outcome), len(outcome.findings))
        is_named = str(outcome.path) in str(fault) and not fault.diagnostics
        is_bound = any(each.rule == "bounds" for each in fault.diagnostics)
        if outcome.path and (is_bound if self.options.is_alone else not is_named):
            yield visible(left)

    def _summary(self, outcome: Outcome) -> Iterator[str]:
        yield summary(
            outcome.diagnostics, outcome.file, self._which(len(outcome.known), outcome.stops)
        )
        yield from self._mendable(_with_edit(outcome), len(outcome.findings))
        yield from self._about(outcome)

    def _mendable(self, count: int, found: int) -> Iterator[str]:
        """Yield a line on how many of the findings needn't be mended by hand, if there are any."""
        if count and not (self.options.is_mending or self.options.quiet):
            many = f"{count:,} of these" if count < found else "all of these" if count > 1 else "it"
            yield f"`briefgen check --fix` mends {many}"

    def _about(self, outcome: Outcome) -> Iterator[str]:
        """Yield the lines beside the findings: what was compared with copies, and the notes."""
        yield from (visible(line) for line in (*_compared(outcome.tally), *outcome.notes) if line)
        yield from self._new((outcome.passed_over,))

    def _new(self, notes: Iterable[str]) -> Iterator[str]:
        """Yield the notes that weren't written before in this run."""
        for note in notes:
            if note and note not in self.said:
                self.said.add(note)
                yield visible(note)


def _with_edit(outcome: Outcome) -> int:
    return sum(each.edit is not None for each in outcome.findings)


def _compared(tally: Tally) -> tuple[str, ...]:
    return summed(tally), in_detail(tally), unchecked(tally)


def _in_a_line(outcome: Outcome) -> str:
    """Say of a brief that was built how much was made, and how long it took."""
    warnings, files = len(outcome.diagnostics), len(outcome.written or outcome.artefacts)
    pages = sum(each.pages for each in outcome.artefacts)
    took = f"{sum(outcome.seconds.values()):.2f} s"
    parts = [
        f"{count:,} {word}{'' if count == 1 else 's'}"
        for count, word in ((warnings, "warning"), (files, "file"), (pages, "page"))
        if count
    ]
    last = "from the cache" if outcome.recalled else took
    return f"{visible(outcome.file)}: {', '.join((*parts, last))}"


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
