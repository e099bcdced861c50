"""The processes that a process has started, as Linux tells in /proc; elsewhere none."""

import time
from contextlib import suppress
from pathlib import Path


def children(process: int) -> list[int]:
    """The children that are there, of whichever thread."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def is_alive(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def gone(processes: list[int]) -> bool:
    """Whether the processes are gone, after as long as that takes."""
    for _ in range(300):
        if not any(map(is_alive, processes)):
            return True
        time.sleep(0.1)
    return False
