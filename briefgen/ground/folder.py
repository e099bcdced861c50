"""Reads files below one folder only, such as the pictures and captures that a brief names.

Apart from `files`, because a brief can come from anybody. A name in it may lead out of its folder
by `..`, by a link or as an absolute path. If that worked, a brief could put any file of the person
who builds it into the packet.
"""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG

from briefgen.ground.decode import composed
from briefgen.ground.files import bytes_of
from briefgen.ground.scalars import ESCAPES

# Undoes backslashes in a path of Windows: a plain one, and the control character that YAML makes of
# a backslash and a letter inside double quotation marks ("charts\new.png" holds a line end).
BACKSLASHED = {ord("\\"): "/"} | {
    ord(char): f"/{letter}" for letter, char in ESCAPES.items() if ord(char) < ord(" ")
}
# The most bytes of one picture, capture, template or style.
MAX_BYTES = 20 * 1024 * 1024


class FileFault(Exception):  # noqa: N818 - a finding about the brief, not an error of ours
    """A file that can't be used; the message says why in a sentence, the hint how to mend it.

    `meant` is the name of the file that was surely meant; empty where none was.
    """

    def __init__(self, message: str, hint: str = "", meant: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.meant = meant


def inside(folder: Path, name: str, fault: type[FileFault] = FileFault) -> Path:
    """Find the path of a file below a folder, with links resolved. It needn't be there.

    Raises `fault` if the path leads out of the folder.
    """
    root = folder.resolve()
    try:
        path = (root / name).resolve()
        if not (name.isascii() or os.path.lexists(path)):
            path = _alike(root, name) or path
    except (OSError, ValueError, RuntimeError):
        raise fault(f"`{name[:80]}` is not the name of a file.") from None
    if not path.is_relative_to(root) or "\0" in name:
        hint = "Put the file beside the brief, and type its name from there."
        raise fault(f"`{name[:80]}` is outside the brief's folder.", hint)
    return path


def _alike(root: Path, name: str) -> Path | None:
    """Find the file whose name looks the same but is composed differently; None if there is none.

    A name that was typed on macOS can hold ü as u and U+0308, which Linux takes for another name.
    """
    at = root
    for part in Path(name).parts:
        if not os.path.lexists(at / part):
            try:
                names = [each.name for each in at.iterdir()]
            except OSError:
                return None
            alike = (each for each in names if composed(each) == composed(part))
            at /= next(alike, part)
        else:
            at /= part
    return at.resolve() if os.path.lexists(at) else None


def read_inside(folder: Path, name: str, what: str, fault: type[FileFault]) -> bytes:
    """Read a file below a folder; `what` is its kind in messages, such as `picture`.

    Raises `fault` if it isn't there, leads out of the folder, is larger than `MAX_BYTES`, or isn't
    a regular file.
    """
    path = inside(folder, name, fault)
    try:
        return read_file(path, name, fault)
    except (FileNotFoundError, NotADirectoryError):
        hint = _with_slashes(folder, name) or _hint_if_missing(path, folder.resolve())
        meant = _meant(folder.resolve(), name)
        raise fault(f"The {what} `{name}` isn't there.", hint, meant) from None
    except OSError as error:
        hint = f"The system says: {error.strerror or error}."
        raise fault(f"The {what} `{name}` can't be read.", hint) from None


def read_file(path: Path, name: str, fault: type[FileFault], most: int = MAX_BYTES) -> bytes:
    """Read a file. Raises OSError, or `fault` if it has more than `most` bytes, or is no file."""
    about = path.stat()
    if not S_ISREG(about.st_mode):
        raise fault(f"`{name}` is not a file.")
    if about.st_size > most:
        raise fault(f"`{name}` is larger than {most // 1048576} MB.")
    return bytes_of(path, most)


def _with_slashes(folder: Path, name: str) -> str:
    """Write the hint that says how to type a path with backslashes; empty if it has none."""
    typed = name.translate(BACKSLASHED)
    if typed == name:
        return ""
    try:
        path = inside(folder, typed)
    except FileFault:
        return ""
    near = "" if path.is_file() else _hint_if_missing(path, folder.resolve())
    return near if near.startswith("Did") else f"Type it with slashes: `{typed}`"


def _meant(root: Path, name: str) -> str:
    """Find the only file that can have been meant by a name; empty where none is.

    That is one whose name was typed with backslashes, in quotation marks, without its ending, with
    another spelling of it, or with a slip in its name.
    """
    from briefgen.ground.suggest import sure_id

    typed = name.translate(BACKSLASHED).strip(" \"'“”„‟‘’‚«»<>")
    try:
        path = inside(root, typed)
        if path.is_file():
            return typed
        files = [each for each in path.parent.iterdir() if each.is_file()]
    except (OSError, FileFault):
        return ""
    if not path.suffix:
        near = [each for each in files if each.stem == path.name]
    else:
        alike = [each for each in files if _kind(each) == _kind(path)]
        found = sure_id(path.stem, [each.stem for each in alike])
        near = [each for each in alike if each.stem == found]
    return near[0].relative_to(root).as_posix() if len(near) == 1 else ""


def _kind(path: Path) -> str:
    """Give the ending of a file's name, alike for those that name one kind."""
    ending = path.suffix.casefold()
    return {".jpeg": ".jpg", ".htm": ".html"}.get(ending, ending)


def _hint_if_missing(path: Path, root: Path) -> str:
    """Write the hint that suggests a similar name in the same folder; `root` is the brief's."""
    from briefgen.ground.suggest import nearest

    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except OSError:
        return f"The folder `{path.parent.name}` isn't there either."
    found = nearest(path.name, names)
    if not found:
        return "Is it in the folder of the brief? Type its whole name, such as `map.png`."
    return f"Did you mean `{(path.parent / found).relative_to(root).as_posix()}`?"
