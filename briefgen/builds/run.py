"""Run the jobs of a plan by an executor, and give the outcomes in the order of the plan.

What was done before on the same things isn't done again: its outcome is recalled.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from briefgen.builds import executors
from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome, with_bytes, without_bytes
from briefgen.builds.running import Running
from briefgen.builds.store.recall import Store
from briefgen.ground.errors import FilesError
from briefgen.ground.leftovers import sweep


def run(
    turns: Sequence[Job | Outcome],
    running: Running | None = None,
    count: Callable[[Outcome], None] = lambda _: None,
) -> Generator[Outcome, None, None]:
    """Run jobs, and give each outcome as soon as it and those before it are there.

    An outcome among `turns`, of a brief that can't be done, is handed on in its place. `count` is
    called with each outcome at once, even where those before it aren't there yet. Raises
    KeyError where there is no such executor. A caller that stops early has to close this generator,
    so that the processes that it started are ended.
    """
    running = running or Running()
    made = {at: turn for at, turn in enumerate(turns) if isinstance(turn, Outcome)}
    unfolded = _last_of_each_folder(turns)
    try:
        with closing(Store(running, is_lone=len(turns) == 1)) as store:
            jobs: dict[int, Job] = {}
            for at, turn in enumerate(turns):
                if isinstance(turn, Outcome):
                    count(turn)
                elif recalled := store.recall(turn):
                    recalled = _settled(recalled, turn)
                    count(recalled)
                    made[at] = without_bytes(recalled)
                else:
                    jobs[at] = turn
            places, left = list(jobs), list(jobs.values())
            # Closing this generator closes the executor's too. Without it, its processes would run
            # until the garbage collector came by.
            with closing(executors.executor_for(left, running)(left, running)) as done:
                for at in range(len(turns)):
                    while at not in made:
                        number, outcome = next(done)
                        kept = _kept(store, left[number], outcome)
                        # Not before: what is kept holds with any baseline, and without one.
                        made[places[number]] = kept = _settled(kept, left[number])
                        count(kept)
                    # Before the outcome is given: its manifest is there when a build is told.
                    yield _folded(made.pop(at), unfolded.pop(at, ()))
    finally:
        # Only of a run that is broken off. Processes that it had to end may have been writing.
        begun = [folder for folders in unfolded.values() for folder in folders]
        for folder in begun:
            sweep(folder)
        _folded(Outcome(""), begun)


def _settled(outcome: Outcome, job: Job) -> Outcome:
    """Take out of an outcome what a baseline knows, if there is one."""
    if not job.has_baseline:
        return outcome
    from briefgen.builds.baseline.settling import settled

    return settled(outcome, job)


def _kept(store: Store, job: Job, outcome: Outcome) -> Outcome:
    """Keep an outcome with its outputs, and give it without the bytes of those that are written.

    It may have to wait for its turn, with a thousand others.
    """
    whole = with_bytes(outcome)
    return without_bytes(store.keep(job, whole) if whole else outcome)


def _last_of_each_folder(turns: Sequence[Job | Outcome]) -> dict[int, list[Path]]:
    """Map the place of the last job that writes to a folder to the folder."""
    last: dict[Path, int] = {}
    for at, turn in enumerate(turns):
        if isinstance(turn, Job) and turn.output is not None:
            last[turn.output] = at
    folders: dict[int, list[Path]] = {}
    for folder, at in last.items():
        folders.setdefault(at, []).append(folder)
    return folders


def _folded(outcome: Outcome, folders: Sequence[Path]) -> Outcome:
    """Bring the manifests of folders up to date; give the outcome, with an error if that fails."""
    for folder in folders:
        # Imported here, because they take long to load, and no check needs them.
        from briefgen.builds.manifest import journal

        if not journal.is_there(folder):
            continue
        from briefgen.builds.manifest import listing

        try:
            listing.fold(folder)
        except FilesError as error:
            fault = outcome.fault or FilesError(f"{outcome.path} is built. {error}")
            outcome = replace(outcome, stops=True, fault=fault)
    return outcome
