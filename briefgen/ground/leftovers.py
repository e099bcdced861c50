"""Removes temporary files that a killed run has left behind.

A run removes its own temporary files when it ends, by itself or by a signal that it can handle; a
run that is killed can't. So the name of a temporary file tells which process made it. The process
id alone wouldn't do: systems use ids again, and each machine or container has its own. So the name
also holds when the process began, and a mark of the place. Once that process is gone, its files can
be removed.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from briefgen.ground.regexes import regex

# Process id, start in ticks, mark of the machine. The last two are missing in names that older
# versions gave. Without a bound on the digits, int() of a hostile name could take long.
NAME = regex(r"\.briefgen-(\d{1,18})(?:\.(\d{1,18})\.([0-9a-f]{8}))?-\w+\.part\Z", re.ASCII)
SUFFIX = ".part"
# The age in seconds at which files of another machine (in a shared folder) are removed. Whether
# their process still runs can't be asked from here. No build takes a day, so a week is safe.
FOREIGN = 7 * 86_400


def prefix() -> str:
    """Make the start of the name of a temporary file of this process. It has to end in `SUFFIX`."""
    pid = os.getpid()
    return f".briefgen-{pid}.{_began(pid) or 0}.{_here()}-"


def sweep(folder: Path) -> None:
    """Remove what processes that are gone have left in a folder. Never raises."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - `iterdir` makes a path of each
            # A folder of outputs may hold tens of thousands: no path is made of them.
            if found := NAME.match(name):
                path = folder / name
                if _is_own(path) and _is_left(path, *found.groups()):
                    _remove(path)


def _is_own(path: Path) -> bool:
    """Tell whether this user made the file: root must not remove those of other users."""
    with suppress(OSError):
        return not hasattr(os, "getuid") or path.lstat().st_uid == os.getuid()
    return False


def _is_left(path: Path, pid: str, began: str | None, here: str | None) -> bool:
    """Tell whether the process that made a file is gone, by the parts of the file's name."""
    if here and here != _here():
        with suppress(OSError):
            return time.time() - path.lstat().st_mtime > FOREIGN
        return False
    if not _lives(int(pid)):
        return True
    # A process with this id runs. If it began at another time, it is another process.
    now = _began(int(pid))
    return bool(began and int(began) and now) and int(began or 0) != now


@cache
def _here() -> str:
    """Make the mark of the place within which process ids are unique.

    On Linux that place is a machine from one start to the next, and in it a container (PID
    namespace). Other systems tell neither, so all machines with them have the same mark.
    """
    parts = []
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text("ascii"))
        parts.append(str(Path("/proc/self/ns/pid").stat().st_ino))
    return sha256("".join(parts).encode()).hexdigest()[:8]


def _began(pid: int) -> int:
    """Tell when a process began, in ticks since the start of the machine; 0 if that isn't known."""
    # Field 22 of proc_pid_stat(5). _stat leaves out the first two, and indexes count from 0.
    with suppress(ValueError, IndexError):
        return int(_stat(pid)[19])
    return 0


def _stat(pid: int) -> list[bytes]:
    """List the fields of /proc/PID/stat from the third, the state, on; empty if there are none."""
    with suppress(OSError):
        # The second field is the program's name in brackets, which may itself hold spaces and
        # brackets. So the fields are those behind the last bracket.
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    return []


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            import shutil

            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def _lives(process: int) -> bool:
    """Tell whether a process with that id runs; True if the system doesn't tell.

    A zombie, which has ended but whose parent hasn't asked for its exit code yet, doesn't run.
    """
    # On Windows, os.kill with signal 0 would end the process instead of asking for it.
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's process, or a number that can't be an id
        return True
    return _stat(process)[:1] not in ([b"Z"], [b"X"])
