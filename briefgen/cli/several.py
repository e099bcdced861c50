"""Several briefs, and folders of them: each is told of in its place, and at the end all together.

What is wrong with one, be it that it isn't there, keeps none of the others from its turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.builds.briefs import Found, look_through
from briefgen.cli.faults import fault_of_ours
from briefgen.cli.group import color
from briefgen.ground.errors import BriefgenError, FilesError

if TYPE_CHECKING:
    from briefgen.ground.diagnostics import Diagnostic


class Several:
    """The briefs that one command names, and what came of them; `done` is the verb for it.

    Iterating gives the briefs, each file once, and tells in their places what can't be read.
    """

    def __init__(self, named: Sequence[Path], done: str) -> None:
        self.code = 0
        self._done = done
        self._turns: list[Path | FilesError] = []
        self._others = 0
        self._counts = {"error": 0, "warning": 0}
        self._left = 0
        for path in named:
            self._name(path)
        self._turns = _each_once(self._turns)
        self._is_one = len(named) == 1 and named == tuple(self._turns)

    @property
    def briefs(self) -> list[Path]:
        """The files."""
        return [turn for turn in self._turns if isinstance(turn, Path)]

    def __iter__(self) -> Iterator[Path]:
        for turn in self._turns:
            if isinstance(turn, Path):
                yield turn
            else:
                self._tell(turn)

    @contextmanager
    def turn(self, path: Path) -> Iterator[None]:
        """Tell why a brief can't go on, and let the next have its turn. One alone raises it, but
        for a bound, which knows nothing of the brief that has passed it.
        """
        try:
            with _said(path):
                yield
        except BriefgenError as error:
            if self._is_one and not any(each.rule == "bounds" for each in error.diagnostics):
                raise
            self._tell(error, path)
        except click.ClickException:
            raise
        except Exception as error:
            if self._is_one:
                raise
            self.code = max(self.code, fault_of_ours(error, f"{path} was not {self._done}."))
            self._left += 1

    def add(self, found: Sequence[Diagnostic], *, stops: bool) -> None:
        """Count what was found in a brief, and whether that stops it."""
        for each in found:
            self._counts["error" if each.is_error else "warning"] += 1
        if stops:
            self.code = max(self.code, 1)
            self._left += self._done == "built"

    def end(self, *, quiet: bool) -> int:
        """The worst exit code of all; what was found in all of them is said in a line."""
        if self.briefs and not (quiet or self._is_one):
            click.echo(self._summary(), err=True)
        return self.code

    def _name(self, path: Path) -> None:
        if str(path) == "-" or not _is_folder(path):
            self._turns.append(path)
            return
        found = look_through(path)
        self._others += found.others
        self._turns += [*found.briefs, *_faults(path, found)]

    def _tell(self, error: BriefgenError, path: Path | None = None) -> None:
        from briefgen.report.console import tell_error
        from briefgen.report.terminal import visible

        tell_error(error, color=color())
        if path and (error.diagnostics or str(path) not in str(error)):
            click.echo(f"{visible(str(path))} was not {self._done}.", err=True)
        self.code = max(self.code, error.exit_code)
        self._left += path is not None

    def _summary(self) -> str:
        from briefgen.report.terminal import counted

        count = len(self.briefs)
        parts = [f"{count:,} brief{'' if count == 1 else 's'}: {counted(self._counts)}"]
        if self._left:
            parts.append(f"{self._left:,} not {self._done}")
        if self._others:
            many = "" if self._others == 1 else "s"
            parts.append(f"{self._others:,} other YAML file{many} passed over")
        return "; ".join(parts)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """What the system refuses, in a sentence."""
    try:
        yield
    except OSError as error:
        raise FilesError(f"Can't read {path}: {error.strerror or error}.") from error


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
        key = _resolved(turn) if isinstance(turn, Path) and str(turn) != "-" else turn
        kept.setdefault(key, turn)
    return list(kept.values())


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links that lead in a circle
        return path
