"""Plan the jobs for files that were touched, as a hook of git names them.

Apart from `plan`, where a file that is named is taken for a brief whatever it holds: here most
files are none, and none of them was named by a person.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from briefgen.builds.briefs import SUFFIXES, is_brief, is_of_kind
from briefgen.builds.changes.touched import resting_on
from briefgen.builds.job import Does, Job
from briefgen.builds.outcome import Outcome
from briefgen.builds.plan import Plan, plan
from briefgen.ground.errors import ConfigError
from briefgen.settings.files import looked_for
from briefgen.settings.options import Options


def among(
    files: Sequence[Path], options: Options, does: Does = "check", *, passages: bool = False
) -> Plan:
    """Plan the jobs for the briefs among files, and for those that rest on one of the others.

    The latter are looked for among the briefs of the settings, and those that rest on none are
    counted as untouched. There may be no job at all.
    """
    briefs = [file for file in files if _is_brief(file)]
    planned = plan(briefs, options, does, passages=passages) if briefs else Plan(())
    # What was deleted counts, too: a brief may have rested on it.
    others = NamedFiles(file for file in files if file not in briefs)
    if not others.names:
        return planned
    known = {_real(file) for file in briefs}
    rests = resting_on(others)
    turns = plan((), options, does, passages=passages).turns
    left = [turn for turn in turns if _may_rest(turn, known)]
    found = [
        turn
        for turn in left
        if (rests(turn) if isinstance(turn, Job) else _has_settings(turn, others))
    ]
    return replace(
        planned, turns=(*planned.turns, *found), is_alone=False, untouched=len(left) - len(found)
    )


def _may_rest(turn: Job | Outcome, known: Container[Path]) -> bool:
    """Tell whether a turn is about another brief, or about settings that say which there are."""
    if turn.path:
        return _real(turn.path) not in known
    return isinstance(turn, Outcome) and isinstance(turn.fault, ConfigError)


def _has_settings(refused: Outcome, files: NamedFiles) -> bool:
    """Tell whether the settings of a brief that can't be a job are among files."""
    folder = refused.path.parent if refused.path else Path()
    return any(map(files.is_changed, looked_for(folder, None)))


class NamedFiles:
    """Files that count as changed because somebody names them. Nothing is known of before."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.names = {_real(file) for file in files}

    def is_changed(self, path: Path) -> bool:
        """Tell whether a file is one of them."""
        return _real(path) in self.names

    def below(self, folder: Path) -> Iterator[Path]:
        """List those that are in a folder, and below it."""
        root = _real(folder)
        return (name for name in sorted(self.names) if name.is_relative_to(root))

    def text(self, _path: Path) -> bytes:
        """Give nothing: what was there before isn't known."""
        return b""


def _real(path: Path) -> Path:
    with suppress(OSError, RuntimeError):  # Python 3.11 raises it of link loops
        return path.resolve()
    return path


def _is_brief(file: Path) -> bool:
    """Tell whether a file is a brief. One that was deleted is none."""
    is_taken = file.name.lower().endswith(SUFFIXES) and not is_of_kind(file)
    return is_taken and file.is_file() and is_brief(file)
