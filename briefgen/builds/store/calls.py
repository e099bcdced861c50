"""Tell again what a whole command said, where nothing that it rests on has changed.

A command over a thousand unchanged briefs would take longer to load the program than to do its
work. So what it said is kept with the size and times of each file and folder that it looked at: if
all are as they were, the same is said again. It is kept for this user alone, and only of commands
of which every file had long been as it was (see `marks`), or was written by the command itself. Of
the latter the hash is kept, too, and they are read again.

This module is loaded before all others of briefgen, and loads none but two small ones.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from binascii import crc32

from briefgen.builds.store.marks import is_settled, mark_of
from briefgen.builds.store.where import home_of, is_ours

TYPE_CHECKING = False  # that of `typing` would take a third of the time to load
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, TextIO

FOLDER = "calls"
# The most calls that are kept. One over a thousand briefs has half a megabyte.
MOST = 64
# Variables that may change what is said, or how. Others don't count, such as the shell's own.
ASKED = ("BRIEFGEN_", "DYLD_", "LC_", "LD_", "PYTHON", "XDG_")
ASKED_WHOLE = (
    *("CI", "CI_PROJECT_DIR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "FORCE_COLOR"),
    *("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "HOME", "LANG", "LANGUAGE"),
    *("NO_COLOR", "SOURCE_DATE_EPOCH", "SUDO_UID", "TERM", "TZ"),
)
COMMANDS = {"build", "check"}
# The call of this process as it began, and when that was, in nanoseconds; empty where it didn't
# begin with `told_again`. The command line changes the environment later.
_begun: list[tuple[list[Any], int]] = []


def told_again(arguments: Sequence[str]) -> int | None:
    """Say what the same command said before, and give its exit code.

    None, and nothing is said, where something it rests on has changed, or nothing is kept.
    """
    if os.name != "posix" or not COMMANDS.intersection(arguments) or "-" in arguments:
        return None
    gc.disable()  # nothing here is garbage, and looking for it takes as long as all the rest
    try:
        call = _call(arguments)
        _begun[:] = [(call, time.time_ns())]
        with open(_file(call), "rb") as file:  # noqa: PTH123 - pathlib takes long to load
            kept = json.loads(file.read()) if is_ours(os.fstat(file.fileno())) else {}
        if kept["call"] != call or not _is_all_as_it_was(kept):
            return None
        said, number, code = kept["said"].encode("latin-1"), kept["stream"], kept["code"]
        if number not in (1, 2) or type(code) is not int:
            return None
        return code if _say(said, number) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    finally:
        gc.enable()


def keep_call(
    said: str, out: TextIO, code: int, rests_on: Mapping[str, str | None], *, is_build: bool
) -> None:
    """Keep what this process's command would say on `out` the next time, and its exit code.

    It never fails. `rests_on` has the paths of all that the command looked at, beside the program.
    Nothing is kept where one of them was changed shortly before the process began, or since; but
    for those that the command itself has written, whose SHA-256 is in `rests_on`. That is empty for
    a file to which commands add.
    """
    if not _begun:
        return
    call, begun = _begun[0]
    from contextlib import suppress
    from pathlib import Path

    from briefgen.builds.store.home import keep
    from briefgen.builds.store.program import files_of_versions, program_files

    libraries = files_of_versions() if is_build else []
    if libraries is None:
        return  # an update of a library wouldn't be seen
    folders: dict[str, dict[str, Any]] = {}
    fresh = {}
    paths = {**dict.fromkeys((*program_files(), *libraries)), **rests_on}
    for path, written in paths.items():
        mark = mark_of(path)
        if not is_settled(mark, begun):
            digest = None if written is None else _sha_of(path)
            if not digest or written not in ("", digest):
                return
            fresh[path] = digest
        folder, name = os.path.split(path)
        folders.setdefault(f"{folder}/" if folder else "", {})[name] = mark
    value = {
        "call": call,
        "said": said.encode(out.encoding, out.errors or "strict").decode("latin-1"),
        "stream": 1 if out is sys.stdout else 2,
        "code": code,
        "folders": folders,
        "fresh": fresh,
    }
    with suppress(OSError, ValueError):
        keep(Path(home_of(FOLDER)), Path(_file(call)).name, value, MOST)


def _call(arguments: Sequence[str]) -> list[Any]:
    """Give all that makes two calls the same, beside files."""
    environment = sorted(
        [name, value]
        for name, value in os.environ.items()
        if name.startswith(ASKED) or name in ASKED_WHOLE
    )
    return [
        list(arguments),
        os.getcwd(),  # noqa: PTH109 - pathlib takes long to load
        os.geteuid(),
        [os.isatty(number) for number in (1, 2)],
        environment,
        [sys.version, sys.executable, sys.orig_argv, __file__],
    ]


def _file(call: list[Any]) -> str:
    # Of two calls with the same name only the later is kept: the whole call is compared as well.
    data = repr(call).encode(errors="surrogateescape")
    return f"{home_of(FOLDER)}/{crc32(data):08x}{len(data):x}"


def _is_all_as_it_was(kept: dict[str, Any]) -> bool:
    stat = os.stat
    for folder, names in kept["folders"].items():
        for name, mark in names.items():
            try:
                now = stat(folder + name)
            except FileNotFoundError:
                if mark is not None:
                    return False
                continue
            if mark is None or mark != [now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino]:
                return False
    fresh = kept["fresh"]
    if not fresh:
        return True
    if any(_sha_of(path) != digest for path, digest in fresh.items()):
        return False
    _settle(kept)
    return True


def _settle(kept: dict[str, Any]) -> None:
    """Have files not read again whose content is right, once a change would show in their marks."""
    now, folders = time.time_ns(), kept["folders"]
    places = [os.path.split(path) for path in kept["fresh"]]
    if all(is_settled(folders[f"{at}/" if at else ""][name], now) for at, name in places):
        _write(_file(kept["call"]), {**kept, "fresh": {}})


def _write(path: str, value: dict[str, Any]) -> None:
    written = f"{path}.{os.getpid()}"
    try:
        # As `is_ours` wants it, whatever the umask is.
        number = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as out:
            out.write(json.dumps(value))
        os.replace(written, path)  # noqa: PTH105
    except OSError:
        return


def _sha_of(path: str) -> str | None:
    """Compute the SHA-256 of a file; None where it can't be read."""
    from hashlib import sha256

    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - pathlib takes long to load
            return sha256(file.read()).hexdigest()
    except OSError:
        return None


def _say(said: bytes, number: int) -> bool:
    """Write to standard output or error, and tell whether that is done.

    Where standard output takes no more, the command runs as a whole and says why.
    """
    left = memoryview(said)
    while left:
        try:
            left = left[os.write(number, left) :]
        except BlockingIOError:  # a stream that another program has set so
            import select

            select.select([], [number], [])
        except OSError:
            return number == 2  # messages that can't be written are lost, as those of a whole run
    return True
