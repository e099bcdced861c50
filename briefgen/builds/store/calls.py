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
from binascii import crc32

from briefgen.builds.store.marks import is_settled, mark_of
from briefgen.builds.store.where import home_of

TYPE_CHECKING = False  # that of `typing` would take a third of the time to load
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

FOLDER = "calls"
# The most calls that are kept. One over a thousand briefs has half a megabyte.
MOST = 64
# Variables that may change what is said, or how. Others don't count, such as the shell's own.
ASKED = ("BRIEFGEN_", "LC_", "PYTHON", "XDG_")
ASKED_WHOLE = (
    *("CI", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "HOME"),
    *("LANG", "LANGUAGE", "NO_COLOR", "SOURCE_DATE_EPOCH", "SUDO_UID", "TERM", "TZ"),
)
COMMANDS = {"build", "check"}
# The call of this process as it began; empty where it didn't begin with `told_again`. The command
# line changes the environment later.
_begun: list[Any] = []


def told_again(arguments: Sequence[str]) -> int | None:
    """Say what the same command said before, and give its exit code.

    None, and nothing is said, where something it rests on has changed, or nothing is kept.
    """
    if os.name != "posix" or not COMMANDS.intersection(arguments) or "-" in arguments:
        return None
    gc.disable()  # nothing here is garbage, and looking for it takes as long as all the rest
    try:
        call = _call(arguments)
        _begun[:] = call
        with open(_file(call), "rb") as file:  # noqa: PTH123 - pathlib takes long to load
            kept = json.loads(file.read())
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
    said: bytes, stream: int, code: int, rests_on: Mapping[str, str | None], begun: int
) -> None:
    """Keep what this process's command would say the next time, and its exit code. Never fails.

    `stream` is 1 for standard output, 2 for messages. `rests_on` has the paths of all that the
    command looked at, and `begun` is the time at which it began, in nanoseconds. Nothing is kept
    where a file was changed shortly before that, or since; but for those that the command itself
    has written, whose SHA-256 is in `rests_on`. That is empty for a file to which commands add.
    """
    if not _begun:
        return
    from contextlib import suppress
    from pathlib import Path

    from briefgen.builds.store.home import keep

    folders: dict[str, dict[str, Any]] = {}
    fresh = {}
    for path, written in rests_on.items():
        mark = mark_of(path)
        if not is_settled(mark, begun):
            digest = None if written is None else _sha_of(path)
            if not digest or written not in ("", digest):
                return
            fresh[path] = digest
        folder, name = os.path.split(path)
        folders.setdefault(f"{folder}/" if folder else "", {})[name] = mark
    value = {
        "call": _begun,
        "said": said.decode("latin-1"),
        "stream": stream,
        "code": code,
        "folders": folders,
        "fresh": fresh,
    }
    with suppress(OSError, ValueError):
        keep(Path(home_of(FOLDER)), Path(_file(_begun)).name, value, MOST)


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
        [sys.version, sys.executable, sys.argv[0], __file__],
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
    from time import time_ns

    now, folders = time_ns(), kept["folders"]
    places = [os.path.split(path) for path in kept["fresh"]]
    if all(is_settled(folders[f"{at}/" if at else ""][name], now) for at, name in places):
        _write(_file(kept["call"]), {**kept, "fresh": {}})


def _write(path: str, value: dict[str, Any]) -> None:
    written = f"{path}.{os.getpid()}"
    try:
        with open(written, "x", encoding="utf-8") as out:  # noqa: PTH123 - see above
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

    Where standard output takes nothing, the command runs as a whole and says why.
    """
    left = memoryview(said)
    try:
        while left:
            left = left[os.write(number, left) :]
    except OSError:
        # Messages that can't be written are lost, as those of a whole run.
        return number == 2 or len(left) < len(said)
    return True
