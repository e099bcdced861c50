"""Tell which jobs of a plan are about briefs that the branch touched, or that rest on what it did.

What a brief rests on is said by `inputs`, `settings/files` and `look/styles`, with what stood there
before and is gone: a file of settings nearer to the brief, a template, a font.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Protocol

from briefgen.builds.asked import STDIN
from briefgen.builds.changes.bases import Bases
from briefgen.builds.inputs import around, may_be_template
from briefgen.builds.job import Job
from briefgen.builds.named import FIELDS
from briefgen.builds.outcome import Outcome
from briefgen.builds.plan import Plan
from briefgen.builds.second_name import second_typed
from briefgen.ground.errors import BriefgenError
from briefgen.ground.files import bytes_of
from briefgen.ground.folder import FileFault, inside
from briefgen.look import Look
from briefgen.look.styles import is_own
from briefgen.settings.files import Settings, looked_for, own_folders

# The most files of one brief that are looked for.
MOST_NAMES = 2_000


def touched(planned: Plan, since: str) -> Plan:
    """Leave in a plan what has changed since a revision, and count the briefs that are left out.

    Raises ConfigError, with the way out, where git doesn't say what has changed. What can't be a
    job stays in the plan, and so does a brief in no repository.
    """
    bases = Bases(since)
    jobs = [turn for turn in planned.jobs if str(turn.path) != STDIN]
    known = {job.path: bases.is_known(job.path) for job in jobs}
    if not any(known.values()):
        bases.refuse_nowhere()
    rests = resting_on(bases)

    def is_touched(turn: Job | Outcome) -> bool:
        if isinstance(turn, Outcome) or str(turn.path) == STDIN:
            return True
        return not known[turn.path] or rests(turn)

    turns = tuple(filter(is_touched, planned.turns))
    return replace(planned, turns=turns, untouched=len(planned.turns) - len(turns))


class Changes(Protocol):
    """What is known of files that have changed."""

    def is_changed(self, path: Path) -> bool:
        """Tell whether a file, or a link on the way to it, has changed."""

    def below(self, folder: Path) -> Iterator[Path]:
        """List the files that were in a folder before, and below it, as far as they may be gone."""

    def text(self, path: Path) -> bytes:
        """Give what a file had in it before; nothing if that isn't known."""


def resting_on(changes: Changes) -> Callable[[Job], bool]:
    """Make the function that tells whether a job's brief rests on something that has changed."""
    look_around = cache(partial(_is_changed_around, changes))

    def rests(job: Job) -> bool:
        return (
            changes.is_changed(job.path)
            or look_around(job.folder, job.resolved.settings, job.look)
            or _is_changed_in(changes, job)
        )

    return rests


def _is_changed_in(bases: Changes, job: Job) -> bool:
    """Tell whether one of the files that a brief names has changed, or there are too many."""
    from briefgen.load.typed_for import typed_for

    try:
        data = bytes_of(job.path)
        names = typed_for(data, FIELDS)
        if second := second_typed(data, job.path.name):
            beside = job.folder / second
            if bases.is_changed(beside):
                return True
            of_second = typed_for(bytes_of(beside), FIELDS) if beside.is_file() else None
            names = (names or set()) | (of_second or set())
    except OSError:
        return True
    # In what is no YAML, no name is read: what is said of such a brief rests on itself alone. No
    # brief names that many: each would have to be looked for.
    return names is not None and (
        len(names) > MOST_NAMES
        or any(bases.is_changed(at) for name in names for at in _places(job.folder, name))
    )


def _places(folder: Path, name: str) -> Iterator[Path]:
    """Yield where a file is that a brief names: by the name, and where it may be spelt otherwise.

    A text that is no name of a file has no place, and neither has what leads out of the folder.
    """
    try:
        found = inside(folder, name)
    except FileFault:
        return
    yield folder / name
    yield found


def _is_changed_around(bases: Changes, folder: Path, settings: Settings, look: Look) -> bool:
    """Tell whether something has changed that all briefs of a folder rest on."""
    for at in looked_for(folder, settings.file):
        if bases.is_changed(at) and (at == settings.file or _may_be_settings(bases, at)):
            return True
    try:
        now = around(folder, settings, look)
    except BriefgenError:
        return True
    files = (at for role in ("templates", "styles") for at in now.get(role, {}).values())
    return any(map(bases.is_changed, (*files, *_gone(bases, folder, settings, look))))


def _may_be_settings(bases: Changes, file: Path) -> bool:
    """Tell whether a file has or had settings: that of a Python project often has none."""
    if file.name != "pyproject.toml":
        return True
    try:
        now = bytes_of(file)
    except OSError:
        now = b""
    return b"briefgen" in now or b"briefgen" in bases.text(file)


def _gone(bases: Changes, folder: Path, settings: Settings, look: Look) -> Iterator[Path]:
    """List the user's templates, sheets and fonts that were there before, and may be gone."""
    for role, root in own_folders(settings, folder).items():
        yield root  # which may have been a link
        for at in bases.below(root):
            name = at.relative_to(Path(root).resolve()).as_posix()
            if (
                may_be_template(root, folder, name)
                if role == "templates"
                else is_own(name, look.style)
            ):
                yield at
