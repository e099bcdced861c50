"""Files of a brief's folder, and of nowhere else: the pictures and captures that it names."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG

from briefgen.files import bytes_of

MAX_BYTES = 20 * 1024 * 1024


class Fault(Exception):  # noqa: N818 - a finding about the brief, not an error of ours
    """Why a file can't be used, in a sentence, with a way out."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def inside(folder: Path, name: str, fault: type[Fault] = Fault) -> Path:
    """The path of a file below a folder, links resolved. The fault where it leads out."""
    root = folder.resolve()
    try:
        path = (root / name).resolve()
    except (OSError, ValueError, RuntimeError):
        raise fault(f"`{name[:80]}` is not the name of a file.") from None
    if not path.is_relative_to(root) or "\0" in name:
        hint = "Put the file beside the brief, and type its name from there."
        raise fault(f"`{name[:80]}` is outside the brief's folder.", hint)
    return path


def read_inside(folder: Path, name: str, what: str, fault: type[Fault]) -> bytes:
    """The bytes of a file below a folder. The fault where it isn't there, too large or no file."""
    path = inside(folder, name, fault)
    try:
        return read_file(path, name, fault)
    except OSError as error:
        reason = "isn't there" if isinstance(error, FileNotFoundError) else "can't be read"
        raise fault(f"The {what} `{name}` {reason}.", _near(path, folder.resolve())) from None


def read_file(path: Path, name: str, fault: type[Fault]) -> bytes:
    """The bytes of a file. OSError as usual, the fault where it is too large or no file."""
    about = path.stat()
    if not S_ISREG(about.st_mode):
        raise fault(f"`{name}` is not a file.")
    if about.st_size > MAX_BYTES:
        raise fault(f"`{name}` is larger than {MAX_BYTES // 1048576} MB.")
    return bytes_of(path, MAX_BYTES)


def _near(path: Path, root: Path) -> str:
    from briefgen.suggest import nearest

    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except OSError:
        return f"The folder `{path.parent.name}` isn't there either."
    found = nearest(path.name, names)
    if not found:
        return "Is it beside the brief, and typed with its ending?"
    return f"Did you mean `{(path.parent / found).relative_to(root).as_posix()}`?"
