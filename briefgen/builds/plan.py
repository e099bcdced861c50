"""From what is named to what is to be done: the briefs in their order, each with all it rests on.

What is wrong with one, be it that it isn't there, takes the place of its job, and keeps none of the
others from its turn.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.builds.briefs import Found, look_through
from briefgen.builds.job import Does, Job
from briefgen.builds.outcome import Outcome, refused
from briefgen.ground.errors import BriefgenError, ConfigError, FilesError
from briefgen.ground.files import typed
from briefgen.settings.files import settings_for
from briefgen.settings.options import Options
from briefgen.settings.resolver import output_of, resolve

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs in their order, and in the places of others why they can't be done.

    `others` counts the YAML files of the folders that are no briefs. `is_alone`: one brief was
    named, by itself.
    """

    turns: tuple[Job | Outcome, ...]
    others: int = 0
    is_alone: bool = False

    @property
    def jobs(self) -> list[Job]:
        """What can be done."""
        return [turn for turn in self.turns if isinstance(turn, Job)]

    @property
    def count(self) -> int:
        """How many briefs there are, those among them that can't be done."""
        return sum(turn.path is not None for turn in self.turns)


def plan(named: Sequence[Path], options: Options, does: Does = "build") -> Plan:
    """Plan what is to be done with briefs, and with those of folders, each file once.

    `-` is the brief on standard input, which is read here: a job can be done elsewhere.
    """
    # All folders are looked through before any work: briefs of two of them may clash.
    others = 0
    turns: list[Path | FilesError] = []
    for path in named:
        if str(path) == STDIN or not _is_folder(path):
            turns.append(path)
            continue
        found = look_through(path)
        others += found.others
        turns += [*found.briefs, *_faults(path, found)]
    kept = _each_once(turns)
    planned = [_planned(turn, options, does) for turn in kept]
    return Plan(
        tuple(_without_clashes(planned)), others, len(named) == 1 and list(named) == list(kept)
    )


def job_of(path: Path, options: Options, does: Does = "build", file: str = "") -> Job:
    """Plan what is to be done with the brief in a file. `file` is what messages call it.

    ConfigError where the settings that hold for it are wrong.
    """
    settings = settings_for(path.parent)
    resolved = resolve(options, settings, path.parent)
    output = output_of(options, settings) if does == "build" else None
    return Job(path, file or str(path), path.parent, path.stem, does, resolved, output)


def _job_of_stdin(options: Options, does: Does) -> Job:
    settings = settings_for(Path())
    resolved = resolve(options, settings, Path())
    output = output_of(options, settings) if does == "build" else None
    brief = typed(Path(STDIN))
    return Job(Path(STDIN), brief.file, Path(), "brief", does, resolved, output, brief.data)


def _planned(turn: Path | FilesError, options: Options, does: Does) -> Job | Outcome:
    if isinstance(turn, FilesError):
        return Outcome("", None, does, stops=True, fault=turn)
    try:
        if str(turn) == STDIN:
            return _job_of_stdin(options, does)
        return job_of(turn, options, does)
    except BriefgenError as error:
        return refused(turn, does, error)
    except OSError as error:
        fault = FilesError(f"Can't read {turn}: {error.strerror or error}.")
        return refused(turn, does, fault)


def _without_clashes(turns: Sequence[Job | Outcome]) -> Iterator[Job | Outcome]:
    """The turns, without the jobs that would write what another writes: neither is to win."""
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
    """Find of each brief whose files are another's as well that other."""
    writers: dict[tuple[str, str], Path] = {}
    clashes: dict[Path, Path] = {}
    for job in jobs:
        if job.output is None:
            continue
        # Where a link leads: two folders by their names may be one.
        folder = os.path.realpath(job.output)
        # With the name of the brief, under which it has its one entry in the manifest.
        for name in (job.path.name, *job.names):
            other = writers.setdefault((folder, name), job.path)
            # What isn't there writes nothing, and is told of in its turn.
            if other != job.path and _is_there(job.path) and _is_there(other):
                clashes.update({job.path: other, other: job.path})
    return clashes


def _is_there(path: Path) -> bool:
    return str(path) == STDIN or path.exists()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # it is said when it is read
        return False


def _faults(folder: Path, found: Found) -> Iterator[FilesError]:
    for error in found.closed:
        yield FilesError(f"Can't read {error.filename}: {error.strerror}.")
    if not (found.briefs or found.closed):
        passed = f" of {found.others:,}" if found.others else ""
        message = f"There is no brief in {folder}: no YAML file{passed} has `briefgen:` on top."
        yield FilesError(message)


def _each_once(turns: Sequence[Path | FilesError]) -> list[Path | FilesError]:
    """What is named twice, as by itself and with its folder, has one turn."""
    kept: dict[object, Path | FilesError] = {}
    for turn in turns:
        # Its turn comes where it was named first, and messages call it so.
        key = _resolved(turn) if isinstance(turn, Path) and str(turn) != STDIN else turn
        kept.setdefault(key, turn)
    return list(kept.values())


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links that lead in a circle
        return path
