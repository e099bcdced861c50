"""Pack a job with all that it rests on, for a machine that shares no folder with this one.

The files are laid out there below a folder of the job's own, at the same paths as here. So
everything that a stage tells from paths (what is inside of what, what leads out) is as here, and a
path in a message becomes the user's again by leaving that folder out.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from briefgen.builds.inputs import around
from briefgen.builds.job import Job
from briefgen.builds.named import FIELDS
from briefgen.builds.outcome import Outcome
from briefgen.builds.second_name import second_typed
from briefgen.builds.versions import versions
from briefgen.ground.clock import VARIABLE
from briefgen.ground.errors import BriefgenError
from briefgen.ground.files import bytes_of, read
from briefgen.ground.folder import MAX_BYTES, FileFault, inside
from briefgen.ground.pack import Artefact
from briefgen.ground.records import record
from briefgen.load.reader import load
from briefgen.settings.resolver import Resolved

# Folders of the parcel: `REAL` holds the files at their real paths, and `TYPED` links to folders of
# it. A path through a link is one that the user typed, and comes back as it was typed; a path that
# a stage has resolved comes back as the real one.
REAL, TYPED = "real", "typed"

Files = tuple[tuple[str, bytes], ...]


@record
class Around:
    """What all briefs with the same settings rest on, which is sent to each machine once.

    `files` are the user's templates and styles with their fonts, and the settings. `folders` have
    to be there, even without files. `versions` are those of this machine, and `date` is
    SOURCE_DATE_EPOCH.
    """

    files: Files
    folders: tuple[str, ...]
    versions: dict[str, str]
    date: str = ""


@record
class Parcel:
    """A job, with the bytes of the brief and of each file that it names, by their real paths.

    `here` is the folder from which the user works, and `settings` the way from there to the
    settings, as notes tell it. With `anew`, nothing that was kept is used.
    """

    job: Job
    files: Files
    here: str
    settings: str
    anew: bool = False


class TravelError(Exception):
    """Raised where a job rests on more than the bytes of its files, and is to be done here.

    A message about a file that isn't there, say, suggests another one of its folder.
    """


def around_of(resolved: Resolved, folder: Path) -> Around:
    """Collect what all briefs in a folder rest on beside their own files.

    Raises TravelError where something in it can't be sent as it is, such as a link.
    """
    look, settings = resolved.look, resolved.settings
    roots = [*look.templates, *look.styles]
    for root in roots:
        _refuse_links(root)
    try:
        found = around(folder, settings, look)
        paths = [path for files in found.values() for path in files.values()]
        files = tuple((os.path.realpath(path), _plain(path)) for path in paths)
    except (BriefgenError, OSError) as error:
        raise TravelError(str(error)) from error
    return Around(
        files,
        tuple(map(os.path.realpath, roots)),
        versions(),
        os.environ.get(VARIABLE, ""),
    )


def packed(job: Job, *, anew: bool = False) -> Parcel:
    """Pack a job with its brief, and the captures and pictures that the brief names.

    Raises TravelError where the brief or one of the files can't be read, or is no plain file in the
    folder of the brief.
    """
    try:
        data = read(job.path) if job.data is None else job.data
        names = dict.fromkeys(_named(load(data, job.file).data))
        if job.data is None and (second := second_typed(data, job.path.name)):
            names |= dict.fromkeys(_named_in_second(job.folder, second))
        files = {path: each for name in names for path, each in _file(job.folder, name)}
    except (BriefgenError, FileFault, OSError) as error:
        raise TravelError(str(error)) from error
    if job.data is None:
        files[str(Path(os.path.realpath(job.folder)) / job.path.name)] = data
    # What is written is written here. A job from standard input has its bytes already.
    does = "make" if job.does == "build" else job.does
    sent = replace(job, does=does, output=None, data=data)
    settings = job.resolved.settings.file
    way = os.path.relpath(settings) if settings else ""
    return Parcel(sent, tuple(files.items()), str(Path.cwd()), way, anew)


def laid_out(parcel: Parcel, shared: Around, root: Path) -> Job:
    """Write the files of a parcel below an empty folder, and give the job with their paths."""
    for name in shared.folders:
        _at(root, name).mkdir(parents=True, exist_ok=True)
    for name, data in (*shared.files, *parcel.files):
        path = _at(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    job, look, settings = parcel.job, parcel.job.resolved.look, parcel.job.resolved.settings
    ways = _Ways(root, parcel.here)
    folder = ways.typed(job.folder)  # the first link: `told_here` has them in the same order
    if settings.file:
        # Not by a link: the way from the brief's folder to this file is told from both paths.
        settings = replace(settings, file=_at(root, ways.real(settings.file)))
    look = replace(
        look,
        templates=tuple(map(ways.typed, look.templates)),
        styles=tuple(map(ways.typed, look.styles)),
    )
    moved = replace(
        job, folder=folder, resolved=replace(job.resolved, look=look, settings=settings)
    )
    if str(job.path) == "-":
        return moved
    path = folder / job.path.name
    return replace(moved, path=path, file=str(path) if job.file == str(job.path) else job.file)


def told_here(outcome: Outcome, parcel: Parcel, laid: Job, root: str) -> Outcome:
    """Give an outcome with the paths of the user's machine.

    `laid` is the job as it was laid out in the folder `root`.
    """
    job = parcel.job
    links = [job.folder, *job.resolved.look.templates, *job.resolved.look.styles]
    pairs = []
    if laid.resolved.settings.file:
        # Notes tell the way from the folder in which a process works.
        pairs.append((os.path.relpath(laid.resolved.settings.file), parcel.settings))
    for number, path in enumerate(links):
        there = f"{root}/{TYPED}/{number}"
        pairs += [(f"{there}/", "" if path == Path() else f"{path}/"), (there, str(path))]
    pairs.append((f"{root}/{REAL}", ""))
    told: Outcome = _retold(outcome, pairs)
    return replace(told, file=job.file, path=job.path, does=job.does)


class _Ways:
    """The paths of a job where it was laid out. A link is made for each folder that was typed."""

    def __init__(self, root: Path, here: str) -> None:
        self._root, self._here, self._count = root, here, 0
        (root / TYPED).mkdir()

    def real(self, path: Path) -> str:
        """Give the path that a path had on the user's machine, without its dots."""
        return os.path.normpath(Path(self._here) / path)

    def typed(self, path: Path) -> Path:
        """Make the link that stands for a folder as it was typed, and give its path."""
        link = self._root / TYPED / str(self._count)
        self._count += 1
        link.symlink_to(_at(self._root, self.real(path)))
        return link


def _at(root: Path, name: str) -> Path:
    """Give the place of a file of the user's machine, which has an absolute path, below `root`.

    No name leads out of it, however many dots it has.
    """
    path = Path(os.path.normpath(Path(os.sep, name)))
    return root / REAL / path.relative_to(path.anchor)


def _named(value: Any) -> Iterator[str]:
    """List all texts in a document under a key that names a file, wherever that key stands."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key in FIELDS and isinstance(each, str):
                yield str(each)
            yield from _named(each)
    elif isinstance(value, list):
        for each in value:
            yield from _named(each)


def _named_in_second(folder: Path, second: str) -> Iterator[str]:
    """List the file with the text in a second language, and the files that it names."""
    if (folder / second).exists():
        yield second
        yield from _named(load(_plain(folder / second), second).data)


def _file(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    path = inside(folder, name)
    if path != Path(os.path.realpath(folder)) / os.path.normpath(name):
        raise TravelError(name)  # a link, or a name that only looks the same
    yield str(path), _plain(path)


def _plain(path: Path) -> bytes:
    """Read a file that any stage would read whole. Raises TravelError where it isn't one."""
    if not stat.S_ISREG(path.lstat().st_mode) or path.stat().st_size > MAX_BYTES:
        raise TravelError(str(path))
    return bytes_of(path)


def _refuse_links(root: Path) -> None:
    with suppress(OSError):
        if any(path.is_symlink() for path in root.rglob("*")):
            raise TravelError(str(root))


def _retold(value: Any, pairs: list[tuple[str, str]]) -> Any:
    """Give a value with all paths in its texts replaced; the bytes of outputs hold none."""
    if isinstance(value, str | Path):
        text = str(value)
        for there, here in pairs:
            text = text.replace(there, here)
        return text if isinstance(value, str) else Path(text)
    if isinstance(value, BriefgenError):
        again = type(value)(*(_retold(each, pairs) for each in value.args))
        again.diagnostics = _retold(value.diagnostics, pairs)
        return again
    if isinstance(value, tuple | list):
        return type(value)(_retold(each, pairs) for each in value)
    if isinstance(value, dict):
        return {_retold(key, pairs): _retold(each, pairs) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type | Artefact):
        told = {each.name: _retold(getattr(value, each.name), pairs) for each in fields(value)}
        return replace(value, **told)
    return value
