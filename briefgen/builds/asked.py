"""Find the briefs that a command asks for: files, folders, patterns, or all of the settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from briefgen.builds.briefs import SUFFIXES, Found, is_brief, is_of_kind, look_through
from briefgen.builds.globs import is_pattern, matching
from briefgen.builds.second_name import brief_of
from briefgen.ground.errors import FilesError
from briefgen.ground.records import mutable
from briefgen.kinds import FILE
from briefgen.settings.files import looked_for, settings_for

STDIN = "-"
# The folder that is searched where neither command nor settings name a brief, if it is there.
BRIEFS = "briefs"


@mutable
class Asked:
    """The briefs of a command in order, each file once, with an error where there is none.

    `others` counts the YAML files that are no briefs. `looked_at` are the paths that the list rests
    on, beside the briefs.
    """

    turns: list[Path | FilesError] = field(default_factory=list)
    others: int = 0
    looked_at: list[str] = field(default_factory=list)

    def add(self, path: Path) -> None:
        """Add the brief in a file, or those of a folder, or what a pattern matches."""
        if str(path) == STDIN:
            self.turns.append(path)
        elif is_pattern(path):
            self._add_matching(path)
        elif _is_folder(path):
            found = look_through(path)
            self.turns += found.briefs
            self._count(found)
            if not (found.briefs or found.closed):
                passed = f" of {found.others:,}" if found.others else ""
                self.turns.append(_nothing_in(path, passed))
        elif path.name == FILE and is_of_kind(path):
            message = f"{path} is a kind of paper, and no brief. `briefgen kinds` looks through it."
            self.turns.append(FilesError(message))
        else:
            # Whoever names a text in a second language, as a hook does, means the brief with both.
            self.turns.append(brief_of(path))

    def _add_matching(self, pattern: Path) -> None:
        """Add the briefs that a pattern matches, and those of the folders that it matches.

        Who types a file's name means that file, but a pattern may match any. So the files count
        that would count in a folder.
        """
        matched = matching(pattern)
        self.looked_at += matched.looked_into
        briefs = list[Path]()
        for at in matched.paths:
            if _is_folder(at):
                found = look_through(at)
                self._count(found)
                briefs += found.briefs
            elif at.name.lower().endswith(SUFFIXES) and not is_of_kind(at):
                if is_brief(at):
                    briefs.append(at)
                else:
                    self.others += brief_of(at) == at
                    self.looked_at.append(str(at))
        self.turns += briefs
        self.turns += [FilesError(_closed(error)) for error in matched.closed if not briefs]
        if not (briefs or matched.closed):
            what = "no brief matches" if matched.paths else "nothing matches"
            self.turns.append(FilesError(f"There is no brief to take: {what} {pattern}."))

    def _count(self, found: Found) -> None:
        self.others += found.others
        self.looked_at += found.looked_at
        self.turns += [FilesError(_closed(error)) for error in found.closed]

    def each_once(self) -> list[Path | FilesError]:
        """Drop briefs that came before, such as one that is named and stands in a named folder.

        A brief keeps the place and the spelling of its first naming, which messages then use.
        """
        kept: dict[object, Path | FilesError] = {}
        for turn in self.turns:
            key = turn
            if isinstance(turn, Path) and str(turn) != STDIN:
                with suppress(OSError, RuntimeError):  # Python 3.11 raises it of link loops
                    key = turn.resolve()
            kept.setdefault(key, turn)
        return list(kept.values())


def asked_for(named: Iterable[Path]) -> Asked:
    """Find the briefs that paths and patterns name; of none, those of the settings.

    Raises ConfigError where the settings are needed for that, and are wrong.
    """
    asked = Asked()
    # All folders are searched before any job is planned: briefs of two of them may clash.
    paths = list(named) or _of_settings(asked)
    for path in paths:
        asked.add(path)
    return asked


def _of_settings(asked: Asked) -> Sequence[Path]:
    """List what the settings for the current folder name, or else the folder with all briefs."""
    here = Path()
    settings = settings_for(here)
    asked.looked_at += map(str, looked_for(here, settings.file))
    root = settings.file.parent if settings.file else here
    if settings.briefs is not None:
        return [root / pattern for pattern in settings.briefs]
    asked.looked_at.append(str(root / BRIEFS))
    return [root / BRIEFS if (root / BRIEFS).is_dir() else root]


def _is_folder(path: Path) -> bool:
    with suppress(OSError):  # reading it as a brief will report the error
        return path.is_dir()
    return False


def _closed(error: OSError) -> str:
    return f"Can't read {error.filename}: {error.strerror}."


def _nothing_in(folder: Path, passed: str) -> FilesError:
    message = f"There is no brief in {folder}: no YAML file{passed} has `briefgen:` on top."
    return FilesError(message)
