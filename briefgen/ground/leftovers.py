"""Takes away what a run that was killed has left behind.

A run that ends by itself, or is ended by a signal, takes its own files away; one that is killed
can't. So the names of temporary files and folders carry the number of the process that made them,
when it began, and where: numbers are given again, and another machine or container has its own.
Once that process is gone, they are litter.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

NAME = re.compile(r"\.briefgen-(\d{1,18})(?:\.(\d{1,18})\.([0-9a-f]{8}))?-\w+\.part\Z", re.ASCII)
SUFFIX = ".part"
# Seconds. Whether a process on another machine still lives can't be asked from here, so that its
# files are kept for a week; no build takes a day.
FOREIGN = 7 * 86_400


def prefix() -> str:
    """Make the start of the name of a temporary file of this process; `SUFFIX` is its end."""
    pid = os.getpid()
    return f".briefgen-{pid}.{_began(pid) or 0}.{_here()}-"


def sweep(folder: Path) -> None:
    """Take away what processes that are gone have left in a folder. Never raises."""
    with suppress(OSError):
        for path in folder.iterdir():
            found = NAME.match(path.name)
            if found and _is_own(path) and _is_left(path, *found.groups()):
                _remove(path)


def _is_own(path: Path) -> bool:
    """Tell whether this user made it: root could take away everybody's."""
    with suppress(OSError):
        return not hasattr(os, "getuid") or path.lstat().st_uid == os.getuid()
    return False


def _is_left(path: Path, pid: str, began: str | None, here: str | None) -> bool:
    if here and here != _here():
        with suppress(OSError):
            return time.time() - path.lstat().st_mtime > FOREIGN
        return False
    if not _lives(int(pid)):
        return True
    now = _began(int(pid))
    return bool(began and int(began) and now) and int(began or 0) != now


@cache
def _here() -> str:
    """Mark where numbers of processes hold: this start of this machine, or this container."""
    parts = []
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text("ascii"))
        parts.append(str(Path("/proc/self/ns/pid").stat().st_ino))
    return sha256("".join(parts).encode()).hexdigest()[:8]


def _began(pid: int) -> int:
    """Tell when a process began, in ticks since the start of the machine; 0 where nothing says so.

    Field 22 of proc_pid_stat(5).
    """
    with suppress(ValueError, IndexError):
        return int(_stat(pid)[19])
    return 0


def _stat(pid: int) -> list[bytes]:
    """List what Linux says of a process, from its state on; nothing on other systems."""
    with suppress(OSError):
        # The name of the program, in brackets, may hold spaces and brackets.
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    return []


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def _lives(process: int) -> bool:
    """Tell whether there is a process of that number; yes, where that can't be asked.

    A zombie, which has ended and whose parent hasn't asked for its exit code yet, is none.
    """
    if os.name != "posix":  # elsewhere os.kill ends the process that it asks for
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return _stat(process)[:1] not in ([b"Z"], [b"X"])
