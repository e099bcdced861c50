"""Mend all briefs of a plan and their settings, and plan the check of what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from briefgen.builds.asked import STDIN
from briefgen.builds.baseline.settling import settled
from briefgen.builds.fixing.briefs import MendedFile, mended_brief, mended_second
from briefgen.builds.fixing.settings import is_about_settings, mended_settings, why_left
from briefgen.builds.fixing.writing import write
from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome, refused
from briefgen.builds.plan import Plan
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.ground.errors import BriefgenError, ConfigError
from briefgen.ground.files import read
from briefgen.ground.records import mutable


def fixed(job: Job, *, writes: bool) -> MendedFile:
    """Mend the brief of a job, and write it if asked to and something was mended.

    Raises BriefgenError where it can't be read, checked or written.
    """
    mended = mended_brief(read(job.path) if job.data is None else job.data, job)
    if writes and mended.mends:
        write(job.path, mended)
    return mended


@mutable
class Fixing:
    """Mends settings and briefs one after the other, and tells of each as soon as it is done.

    With `writes`, the mended files are written; otherwise they are only in memory. `tell` is called
    with each file of which something was mended, and `note` with a sentence about one that is left
    as it is. `code` is the exit code of what couldn't be mended, whose findings stay, or 1 where
    something is to be mended and isn't written.
    """

    writes: bool
    tell: Callable[[MendedFile], None] = lambda _: None
    note: Callable[[str], None] = lambda _: None
    code: int = 0

    def planned(self, planning: Callable[[], Plan]) -> Plan:
        """Plan, mend the settings that are in the way of a brief, and plan again.

        Settings that are wrong and not mended are an outcome of the plan.
        """
        seen: set[str] = set()
        while True:
            made = _plan_of(planning)
            wrong = dict[str, Path]()
            for turn in made.turns:
                for file in _wrong_settings(turn):
                    wrong.setdefault(file, (turn.path or Path("-")).parent)
            todo = {file: folder for file, folder in wrong.items() if file not in seen}
            seen.update(todo)
            done = [self._mend_settings(Path(file), at) for file, at in todo.items()]
            # Each file is tried once. Where none could be mended, the plan stands.
            if not any(done):
                return made

    def _mend_settings(self, file: Path, folder: Path) -> bool:
        """Mend a file of settings, and tell whether that is done and written."""
        try:
            if why := why_left(file, folder):
                self.note(why)
                return False
            mended = mended_settings(read(file), file)
            if self.writes and mended.mends:
                write(file, mended)
        except (BriefgenError, OSError, UnicodeDecodeError) as error:
            self.note(str(error))
            return False
        if mended.mends:
            self._tell(mended)
        return bool(mended.mends) and self.writes

    def mended(
        self, plan: Plan, running: Running, count: Callable[[Outcome], None] = lambda _: None
    ) -> Plan:
        """Check the briefs of a plan, mend them, and give a plan of which the run tells the rest.

        `count` is called with the outcome of each as it is found. What a baseline knows is mended,
        too.
        """
        turns: list[Job | Outcome] = []
        asked = [_without_baseline(turn) if isinstance(turn, Job) else turn for turn in plan.turns]
        with closing(run(asked, running, count)) as outcomes:
            for turn, outcome in zip(plan.turns, outcomes, strict=True):
                if isinstance(turn, Outcome):
                    turns.append(outcome)
                elif outcome.fault or not _has_edits(outcome):
                    turns.append(settled(outcome, turn))
                else:
                    turns.append(self._mended_turn(turn, outcome))
        return replace(plan, turns=tuple(turns))

    def _mended_turn(self, job: Job, outcome: Outcome) -> Job | Outcome:
        """Mend one brief; give the job for what is left, or the outcome where nothing was done."""
        is_file = str(job.path) != STDIN
        try:
            mended = fixed(job, writes=self.writes and is_file)
            if mended.mends:
                self._tell(mended)
            is_second_mended = self._mend_second(job)
        except BriefgenError as fault:
            self.note(f"briefgen: {fault}")
            self.code = max(self.code, fault.exit_code)
            return settled(outcome, job)
        if not mended.mends and not is_second_mended:
            return settled(outcome, job)
        return job if self.writes and is_file else replace(job, data=mended.after)

    def _mend_second(self, job: Job) -> bool:
        """Mend the text of a brief in a second language, and tell whether that is done."""
        found = mended_second(job)
        if found is None or not found[1].mends:
            return False
        if self.writes:
            write(*found)
        self._tell(found[1])
        return self.writes

    def _tell(self, mended: MendedFile) -> None:
        if not self.writes:
            self.code = max(self.code, 1)
        self.tell(mended)


def _plan_of(planning: Callable[[], Plan]) -> Plan:
    try:
        return planning()
    except ConfigError as error:  # the settings were to say which briefs there are
        fault = replace(refused(Path(), "check", error), file="", path=None)
        return Plan((fault,))


def _wrong_settings(turn: Job | Outcome) -> Sequence[str]:
    if isinstance(turn, Job) or turn.fault is None:
        return ()
    found = turn.fault.diagnostics
    return [each.edit.span.file for each in found if each.edit and is_about_settings(each)]


def _without_baseline(job: Job) -> Job:
    return replace(job, known=(), writes_baseline=False)


def _has_edits(outcome: Outcome) -> bool:
    return any(each.edit for each in outcome.diagnostics)
