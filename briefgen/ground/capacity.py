"""Tells how many processes this machine, or the container that this runs in, can work with."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# Megabytes to have for each process: a packet of 10 pages takes 140, one of 100 about 320.
ROOM = 512
CGROUPS = Path("/sys/fs/cgroup")


def processes() -> int:
    """Count the processes that can work at the same time: one a core, as far as memory allows.

    A container's share of the cores and of the memory counts, and a process that may run on some
    cores only (sched_setaffinity(2)). Always at least one.
    """
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    shares = [math.ceil(share) for share in _cores_of_container()]
    free = [megabytes // ROOM for megabytes in (*_free_now(), *_free_in_container())]
    return max(1, min([cores, *shares, *free]))


def _free_now() -> Iterator[int]:
    """Tell the megabytes that new programs can have without swapping (proc_meminfo(5))."""
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        found = next(line for line in lines if line.startswith("MemAvailable:"))
        yield int(found.split()[1]) // 1024


def _cores_of_container() -> Iterator[float]:
    """Tell the cores' worth of time that each control group around this process may use."""
    for group in _groups("cpu"):
        # Version 2: "max 100000" or "150000 100000", the microseconds of each period.
        with suppress(OSError, ValueError):
            quota, period = (group / "cpu.max").read_text("ascii").split()
            yield int(quota) / int(period)
        with suppress(OSError, ValueError):
            share = int((group / "cpu.cfs_quota_us").read_text("ascii"))
            if share > 0:  # -1 stands for any number
                yield share / int((group / "cpu.cfs_period_us").read_text("ascii"))


def _free_in_container() -> Iterator[int]:
    """Tell the megabytes that are left in each control group around this process.

    What the group keeps of files counts as free: the system gives it up first.
    """
    names = [("memory.max", "memory.current"), ("memory.limit_in_bytes", "memory.usage_in_bytes")]
    for group in _groups("memory"):
        for most, used in names:
            with suppress(OSError, ValueError):
                limit = int((group / most).read_text("ascii"))  # ValueError of "max"
                now = int((group / used).read_text("ascii")) - _kept_of_files(group)
                yield max(0, limit - now) // (1024 * 1024)


def _kept_of_files(group: Path) -> int:
    with suppress(OSError, ValueError):
        stat = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
        return int(stat.get("inactive_file", stat.get("total_inactive_file", 0)))
    return 0


def _groups(controller: str) -> Iterator[Path]:
    """List the folders of the control groups that hold for this process, the innermost first.

    Of version 2 there is one tree (cgroups(7)); of version 1 one for each controller. In a
    container, the path may be that outside of it: then the top folder is the container's own.
    """
    with suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text("utf-8").splitlines():
            _, controllers, path = line.split(":", 2)
            if controllers and controller not in controllers.split(","):
                continue
            top = CGROUPS / controllers if controllers else CGROUPS
            inner = top / path.lstrip("/")
            yield from (at for at in (inner, *inner.parents) if at.is_relative_to(top))
