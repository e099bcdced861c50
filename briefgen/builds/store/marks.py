"""Tell by its size and times whether a file has changed since it was read.

A file that was changed less than two seconds before it was read is never believed unchanged: on
some file systems a second change may leave the same times (FAT counts in steps of two seconds). Git
has the same rule, and calls such files racily clean.
"""

from __future__ import annotations

import os

# Size, time of the content, time of the file's record, and number of the file; all of os.stat.
Mark = tuple[int, int, int, int]
# Nanoseconds.
SETTLED = 2_000_000_000


def mark_of(path: str) -> Mark | None:
    """Give the mark of the file or folder to which a path leads; None where nothing is there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a `Path` would take longer to make than this
    except (OSError, ValueError):  # ValueError of a name with a NUL
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def is_settled(mark: Mark | None, now: int) -> bool:
    """Tell whether a later change would show in the mark. `now` is the time in nanoseconds.

    A time in the future doesn't count as settled: somebody has turned the clock back.
    """
    return mark is None or max(mark[1], mark[2]) < now - SETTLED
