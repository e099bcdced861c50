"""A baseline in a run: what it knows of each brief, what was found of that, and what is mended."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import field, replace
from pathlib import Path

from briefgen.builds.asked import STDIN
from briefgen.builds.baseline.file import Findings, brief_of, read, read_to_replace, write
from briefgen.builds.baseline.finding import known_by
from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome
from briefgen.builds.plan import Plan
from briefgen.ground.records import mutable
from briefgen.settings import defaults

# The rules whose findings only typeset pages show (`making`): a check can't tell of them.
PRINTED = frozenset({"page-overrun", "pages-past-limit", "outside-of-page", "style-ignored"})


def opened(file: Path, *, writes: bool) -> Baseline:
    """Read a baseline for a run; with `writes`, one that is written at its end, if it can be read.

    Raises ConfigError where it isn't there, is damaged, or is something else.
    """
    return Baseline(file, read_to_replace(file) if writes else read(file), writes)


@mutable
class Baseline:
    """The findings that were known before a run, and those of them that are found in it.

    `before` are the findings in its file, and `now` those of the briefs that were looked at, of
    which `count` weren't told. `printed` are the briefs whose pages were made. With `writes`, the
    file is written at the end.
    """

    file: Path
    before: Findings
    writes: bool = False
    now: Findings = field(default_factory=dict)
    printed: set[str] = field(default_factory=set)
    count: int = 0

    def in_plan(self, planned: Plan) -> Plan:
        """Tell each job of a plan what is known of its brief: all, where the file is written."""
        turns = (self._told(turn) if isinstance(turn, Job) else turn for turn in planned.turns)
        return replace(planned, turns=tuple(turns))

    def _told(self, job: Job) -> Job:
        if self.writes:
            return replace(job, writes_baseline=True)
        known = self.before.get(brief_of(job.path, self.file), {})
        return replace(job, known=tuple(sorted(known.items(), key=repr)))

    def add(self, outcome: Outcome) -> None:
        """Take the known findings of a brief into account."""
        # Of one that couldn't be read or finished, it isn't known what else there is.
        if outcome.fault or outcome.path is None or str(outcome.path) == STDIN:
            return
        brief = brief_of(outcome.path, self.file)
        known, told = (
            Counter(known_by(each, outcome.lines, outcome.file) for each in found)
            for found in (outcome.known, outcome.diagnostics)
        )
        self.count += known.total()
        # Errors that the file has are told of a build all the same, and aren't mended.
        before = Counter(self.before.get(brief, {}))
        self.now[brief] = dict(known + ((before - known) & told))
        pages = {each.template for each in outcome.artefacts if each.kind == "pdf"}
        if pages.issuperset(defaults.TEMPLATES):
            self.printed.add(brief)

    def end(self) -> None:
        """Write the file, if it is to be written. Raises FilesError where that fails."""
        if self.writes:
            write(self.file, self._to_write())

    @property
    def said(self) -> Iterator[str]:
        """Yield the lines about the baseline that stand below a report."""
        if self.writes:
            written = self._to_write()
            count, briefs = _total(written), len(written)
            yield (
                f"{_counted(count, 'finding')} of {_counted(briefs, 'brief')} "
                f"{_are(count)} in the baseline {self.file} now"
            )
            return
        if count := self.count:
            yield f"{_counted(count, 'known finding')} {_are(count)} in the baseline {self.file}"
        if gone := self.mended:
            yield (
                f"{_counted(gone, 'finding')} of the baseline {_are(gone)} mended: "
                "write it again (--write-baseline)"
            )

    @property
    def mended(self) -> int:
        """Count the findings in the file that aren't there any more, as far as was looked."""
        return _total(self.before) - _total(self.now) - _total(self._unseen())

    def _to_write(self) -> Findings:
        """Give what was found now, with what the file had of all that wasn't looked at."""
        found = {brief: dict(each) for brief, each in self._unseen().items()}
        for brief, each in self.now.items():
            found[brief] = {**found.get(brief, {}), **each}
        return {brief: each for brief, each in found.items() if each}

    def _unseen(self) -> Findings:
        """Give what the file has of briefs that weren't looked at, and of pages not made."""
        found: Findings = {}
        for brief, each in self.before.items():
            if brief not in self.now:
                # A brief that is gone takes its findings with it.
                # Not `Path.exists`, which raises errors of names that can be none.
                kept = each if os.path.exists(self.file.parent / brief) else {}  # noqa: PTH110
            elif brief in self.printed:
                kept = {}
            else:
                seen = self.now[brief]
                kept = {
                    known: count - seen.get(known, 0)
                    for known, count in each.items()
                    if known.rule in PRINTED and count > seen.get(known, 0)
                }
            found[brief] = dict(kept)
        return found


def _total(findings: Findings) -> int:
    return sum(sum(each.values()) for each in findings.values())


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
