"""What a run that was killed leaves behind, and how the next one knows it.

Names of temporary files and folders carry the number of the process that made them, when it began,
and where: a number is given again one day, and another machine, or container, has its own. Once the
process is gone, they are litter. A run that ends by itself, or is ended, takes its own away.
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
# Seconds. What a process elsewhere made, of which nobody here can ask whether it lives, is kept so
# long; no build takes a day.
FOREIGN = 7 * 86_400


def prefix() -> str:
    """How the name of a temporary file of this process starts; `SUFFIX` is how it ends."""
    pid = os.getpid()
    return f".briefgen-{pid}.{_began(pid) or 0}.{_here()}-"


def sweep(folder: Path) -> None:
    """Take away what processes that are gone have left in a folder. Never fails."""
    with suppress(OSError):
        for path in folder.iterdir():
            found = NAME.match(path.name)
            if found and _is_own(path) and _is_left(path, *found.groups()):
                _remove(path)


def _is_own(path: Path) -> bool:
    """Whether this user made it: root could take away everybody's."""
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
    """A mark of where numbers of processes count: this start of this machine, or this container."""
    parts = []
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text("ascii"))
        parts.append(str(Path("/proc/self/ns/pid").stat().st_ino))
    return sha256("".join(parts).encode()).hexdigest()[:8]


def _began(pid: int) -> int:
    """When a process began, in ticks since the start of the machine (proc_pid_stat(5), field 22).
    0 where the system doesn't say.
    """
    with suppress(ValueError, IndexError):
        return int(_stat(pid)[19])
    return 0


def _stat(pid: int) -> list[bytes]:
    """What Linux tells of a process, from its state on; nothing where there is no telling."""
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
    """Whether there is a process of that number; where that can't be asked, there is.

    One that has ended, and that nobody has taken notice of yet, is none.
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
