"""How benchmarks are timed: whole processes that take turns, so that noise falls on both."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from figures import Cost, Pairs

ROOT = Path(__file__).parent.parent.parent
FLAGSHIP = ROOT / "briefs" / "moscow-sochi-2019.yaml"
IS_QUICK = bool(os.environ.get("QUICK"))
# Gives the cost of the round with this number; round 0 isn't counted.
Run = Callable[[int], Cost]


def rounds(whole: int, quick: int | None = None) -> int:
    """Give how often to measure: `ROUNDS`, else as often as that kind of run allows."""
    if asked := os.environ.get("ROUNDS"):
        return int(asked)
    return quick if IS_QUICK and quick else whole


def cost(command, *, home=None, memory=False, **how) -> Cost:
    """Run a command to its end, with its caches in the folder `home`; tell what it took."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if home is not None:
        environment["XDG_CACHE_HOME"] = str(home)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}
    process = subprocess.Popen([*map(str, command)], env=environment, **{**quiet, **how})
    largest, together = watched(process) if memory else (None, None)
    status = process.wait()
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert status == 0, f"exit code {status}: {' '.join(map(str, command))}"
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(clock, used, largest, together)


def watched(process):
    """Wait for a process; give the megabytes of its largest process, and of all, at the most.

    They are looked at every 50 ms (proc(5)), so a peak that is shorter isn't seen.
    """
    largest, together, ended = [0.0], [0.0], threading.Event()

    def look():
        while not ended.wait(0.05):
            found = [megabytes(each) for each in tree(process.pid)]
            largest.append(max((resident for resident, _ in found), default=0))
            together.append(sum(share for _, share in found))

    watch = threading.Thread(target=look)
    watch.start()
    process.wait()
    ended.set()
    watch.join()
    return max(largest), max(together)


def tree(pid):
    """Give the ids of a process and of all below it."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from tree(int(child))


def megabytes(pid):
    """Give what is in memory (RSS), and the share of it that counts where it is shared (PSS)."""
    with suppress(OSError, ValueError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        found = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
        return found["Rss"], found["Pss"]
    return 0.0, 0.0


def process(command, **how) -> Run:
    """Make a run of a command that is the same in each round."""
    return lambda _: cost(command, **how)


def in_turns(runs: Mapping[str, Run], count: int, *, warm=True) -> list[dict[str, Cost]]:
    """Run all, one after the other, and that `count` times after a round that isn't counted."""
    found = [{name: run(at) for name, run in runs.items()} for at in range(not warm, count + 1)]
    return found[warm:]


def paired(own: Run, peer: Run, count: int, *, warm=True) -> Pairs:
    """Run ours and the peer in turns."""
    found = in_turns({"own": own, "peer": peer}, count, warm=warm)
    return [(each["own"], each["peer"]) for each in found]


def seconds(work) -> Cost:
    """Do work in this process; give its processor time, which others disturb less, as its cost."""
    start = time.process_time()
    work()
    return Cost(time.process_time() - start)


def briefgen(*arguments):
    return [sys.executable, "-m", "briefgen", *map(str, arguments)]


def python(code):
    return [sys.executable, "-c", code]
