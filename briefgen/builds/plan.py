"""Turn the paths and options of a command into jobs, one a brief, in the order of the paths.

Where a brief can't become a job, an outcome with the error takes the job's place in the plan, and
the other briefs are still done.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from briefgen.builds.asked import STDIN, asked_for
from briefgen.builds.job import Does, Job
from briefgen.builds.kind_typed import kind_typed, kind_typed_in
from briefgen.builds.outcome import Outcome, refused
from briefgen.builds.store.kinds import outputs_of
from briefgen.ground.errors import BriefgenError, ConfigError, FilesError
from briefgen.ground.files import typed
from briefgen.ground.records import record
from briefgen.settings.files import settings_for
from briefgen.settings.options import Options
from briefgen.settings.resolver import Resolved, of_kind, output_of, resolve

# What is decided for the briefs of a folder: a thousand briefs needn't read the settings as often.
Decided = dict[Path, tuple[Resolved, Path | None]]


@record
class Plan:
    """The jobs of a command in order, with an outcome in the place of each that can't be done.

    `others` counts the YAML files in the folders that are no briefs. `is_alone` is true where the
    command named one brief, and no folder. `looked_at` are the paths of the folders and files that
    decided which briefs these are. `untouched` counts the briefs that were left out because they
    rest on nothing that has changed (`changes`); None where nobody asked for that.
    """

    turns: tuple[Job | Outcome, ...]
    others: int = 0
    is_alone: bool = False
    looked_at: tuple[str, ...] = ()
    untouched: int | None = None

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
    """Plan the jobs for briefs, for those in folders, and for those that patterns match, each once.

    Without any name, the settings say which; where these are wrong, the plan is an outcome that
    says so. With `passages`, the outcomes also tell what each cited sentence rests on. `-` stands
    for the brief on standard input. It is read here, because another process may do the job, and
    couldn't read it.
    """
    try:
        asked = asked_for(named)
        kept = asked.each_once()
    except ConfigError as fault:
        if not fault.diagnostics:
            raise
        # The settings were to say which briefs there are. Reports have an outcome that tells it.
        return Plan((replace(refused(Path(), does, fault), file="", path=None),))
    decided: Decided = {}
    planned = [_planned(turn, options, does, decided) for turn in kept]
    # A folder is replaced by its briefs, so what was named stays the same only if it is no folder.
    is_alone = len(named) == 1 and list(named) == list(kept)
    turns_taken = (
        replace(turn, passages=passages) if isinstance(turn, Job) else turn
        for turn in _without_clashes(planned)
    )
    return Plan(tuple(turns_taken), asked.others, is_alone, tuple(asked.looked_at))


def job_of(
    path: Path,
    options: Options,
    does: Does = "build",
    file: str = "",
    decided: Decided | None = None,
) -> Job:
    """Plan the job for the brief in a file. Messages call the brief `file`, or else by its path.

    `decided` has what was decided for other briefs with the same options. Raises ConfigError where
    the settings that hold for the brief are wrong.
    """
    decided = {} if decided is None else decided
    if path.parent not in decided:
        settings = settings_for(path.parent)
        resolved = resolve(options, settings, path.parent)
        decided[path.parent] = (
            resolved,
            output_of(options, settings) if does == "build" else None,
        )
    resolved, output = decided[path.parent]
    if does != "check":  # which makes no outputs
        resolved = of_kind(resolved, options, kind_typed_in(path), outputs_of)
    return Job(path, file or str(path), path.parent, path.stem, does, resolved, output)


def _planned(
    turn: Path | FilesError, options: Options, does: Does, decided: Decided
) -> Job | Outcome:
    """Make the job of a brief, or an outcome with the error that prevents it."""
    if isinstance(turn, FilesError):
        return Outcome("", None, does, stops=True, fault=turn)
    try:
        if str(turn) != STDIN:
            return job_of(turn, options, does, decided=decided)
        # Standard input is like a file `brief` in the folder where the command runs. It is read
        # only after the settings: where they are wrong, nobody has to type a brief first.
        job = job_of(Path("brief"), options, does)
        brief = typed(turn)
        if does != "check":
            resolved = of_kind(job.resolved, options, kind_typed(brief.data), outputs_of)
            job = replace(job, resolved=resolved)
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
    """Map each brief whose outputs another brief would overwrite to that other brief.

    Names that differ in capitals alone, or in how their letters are composed, are one name on some
    file systems (those of Windows and macOS), and outputs are sent on to others.
    """
    writers: dict[tuple[object, str], Path] = {}
    clashes: dict[Path, Path] = {}
    folders: dict[Path, object] = {}
    for job in jobs:
        if job.output is None:
            continue
        if job.output not in folders:
            folders[job.output] = _identity(job.output)
        # The name of the brief itself counts too: the folder's manifest has one entry a name, so
        # that two briefs called `a.yaml` would take turns in it.
        for name in (job.path.name, *job.names):
            key = (folders[job.output], normalize("NFC", normalize("NFC", name).casefold()))
            other = writers.setdefault(key, job.path)
            # A brief that doesn't exist writes nothing. Its own job reports that.
            if other != job.path and _is_there(job.path) and _is_there(other):
                clashes.update({job.path: other, other: job.path})
    return clashes


def _identity(folder: Path) -> object:
    """Tell a folder from others, whatever it is called: paths, links and capitals may differ."""
    try:
        found = folder.stat()
        return (found.st_dev, found.st_ino)
    except OSError:  # it will be made
        return normalize("NFC", os.path.realpath(folder)).casefold()


def _is_there(path: Path) -> bool:
    return str(path) == STDIN or path.exists()
