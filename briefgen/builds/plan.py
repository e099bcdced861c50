"""Turn the paths and options of a command into jobs, one a brief, in the order of the paths.

Where a brief can't become a job, an outcome with the error takes the job's place in the plan, and
the other briefs are still done.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from briefgen.builds.briefs import Found, look_through
from briefgen.builds.job import Does, Job
from briefgen.builds.outcome import Outcome, refused
from briefgen.ground.errors import BriefgenError, ConfigError, FilesError
from briefgen.ground.files import typed
from briefgen.ground.records import record
from briefgen.settings.files import settings_for
from briefgen.settings.options import Options
from briefgen.settings.resolver import output_of, resolve

STDIN = "-"


@record
class Plan:
    """The jobs of a command in order, with an outcome in the place of each that can't be done.

    `others` counts the YAML files in the folders that are no briefs. `is_alone` is true where the
    command named one brief, and no folder.
    """

    turns: tuple[Job | Outcome, ...]
    others: int = 0
    is_alone: bool = False

    @property
    def jobs(self) -> list[Job]:
        """List the jobs, without the outcomes of those that can't be done."""
        return [turn for turn in self.turns if isinstance(turn, Job)]

    @property
    def count(self) -> int:
        """Count the briefs, with those that can't be done, but without folders that have none."""
        return sum(turn.path is not None for turn in self.turns)


def plan(
    named: Sequence[Path], options: Options, does: Does = "build", *, passages: bool = False
) -> Plan:
    """Plan the jobs for briefs, and for the briefs in folders, each file once.

    With `passages`, the outcomes also tell what each cited sentence rests on.
    `-` stands for the brief on standard input. It is read here, because another process may do the
    job, and couldn't read it.
    """
    # All folders are searched before any job is planned: briefs of two of them may clash.
    others = 0
    turns: list[Path | FilesError] = []
    for path in named:
        is_folder = False
        if str(path) != STDIN:
            with suppress(OSError):  # reading it as a brief will report the error
                is_folder = path.is_dir()
        if not is_folder:
            turns.append(path)
            continue
        found = look_through(path)
        others += found.others
        turns += [*found.briefs, *_faults_of_folder(path, found)]
    kept = _each_once(turns)
    planned = [_planned(turn, options, does) for turn in kept]
    # A folder is replaced by its briefs, so what was named stays the same only if it is no folder.
    is_alone = len(named) == 1 and list(named) == list(kept)
    turns_taken = (
        replace(turn, passages=passages) if isinstance(turn, Job) else turn
        for turn in _without_clashes(planned)
    )
    return Plan(tuple(turns_taken), others, is_alone)


def job_of(path: Path, options: Options, does: Does = "build", file: str = "") -> Job:
    """Plan the job for the brief in a file. Messages call the brief `file`, or else by its path.

    Raises ConfigError where the settings that hold for the brief are wrong.
    """
    settings = settings_for(path.parent)
    resolved = resolve(options, settings, path.parent)
    output = output_of(options, settings) if does == "build" else None
    return Job(path, file or str(path), path.parent, path.stem, does, resolved, output)


def _planned(turn: Path | FilesError, options: Options, does: Does) -> Job | Outcome:
    """Make the job of a brief, or an outcome with the error that prevents it."""
    if isinstance(turn, FilesError):
        return Outcome("", None, does, stops=True, fault=turn)
    try:
        if str(turn) != STDIN:
            return job_of(turn, options, does)
        # Standard input is like a file `brief` in the folder where the command runs. It is read
        # only after the settings: where they are wrong, nobody has to type a brief first.
        job = job_of(Path("brief"), options, does)
        brief = typed(turn)
        return replace(job, path=turn, file=brief.file, data=brief.data)
    except BriefgenError as error:
        return refused(turn, does, error)
    except OSError as error:
        fault = FilesError(f"Can't read {turn}: {error.strerror or error}.")
        return refused(turn, does, fault)


def _without_clashes(turns: Sequence[Job | Outcome]) -> Iterator[Job | Outcome]:
    """Replace the jobs that would write the same files by outcomes with an error.

    Neither of two such jobs is done: which of them came last would be an accident.
    """
    clashes = _clashes([turn for turn in turns if isinstance(turn, Job)])
    for turn in turns:
        if isinstance(turn, Job) and turn.path in clashes:
            message = (
                f"{turn.path} and {clashes[turn.path]} would be written to the same files. Build "
                "them one by one, each with a folder of its own (-o), or give one of them another "
                "name."
            )
            yield refused(turn.path, turn.does, ConfigError(message))
        else:
            yield turn


def _clashes(jobs: Sequence[Job]) -> dict[Path, Path]:
    """Map each brief whose outputs another brief would overwrite to that other brief."""
    writers: dict[tuple[str, str], Path] = {}
    clashes: dict[Path, Path] = {}
    for job in jobs:
        if job.output is None:
            continue
        # Links are followed: two different paths may lead to one folder.
        folder = os.path.realpath(job.output)
        # The name of the brief itself counts too: the folder's manifest has one entry a name, so
        # that two briefs called `a.yaml` would take turns in it.
        for name in (job.path.name, *job.names):
            other = writers.setdefault((folder, name), job.path)
            # A brief that doesn't exist writes nothing. Its own job reports that.
            if other != job.path and _is_there(job.path) and _is_there(other):
                clashes.update({job.path: other, other: job.path})
    return clashes


def _is_there(path: Path) -> bool:
    return str(path) == STDIN or path.exists()


def _faults_of_folder(folder: Path, found: Found) -> Iterator[FilesError]:
    """Make an error of each folder that can't be listed, or one where there is no brief."""
    for error in found.closed:
        yield FilesError(f"Can't read {error.filename}: {error.strerror}.")
    if not (found.briefs or found.closed):
        passed = f" of {found.others:,}" if found.others else ""
        message = f"There is no brief in {folder}: no YAML file{passed} has `briefgen:` on top."
        yield FilesError(message)


def _each_once(turns: Sequence[Path | FilesError]) -> list[Path | FilesError]:
    """Drop briefs that were named before, such as one that is named and stands in a named folder.

    A brief keeps the place and the spelling of its first naming, which messages then use.
    """
    kept: dict[object, Path | FilesError] = {}
    for turn in turns:
        key = turn
        if isinstance(turn, Path) and str(turn) != STDIN:
            with suppress(OSError, RuntimeError):  # Python 3.11 raises RuntimeError of link loops
                key = turn.resolve()
        kept.setdefault(key, turn)
    return list(kept.values())
