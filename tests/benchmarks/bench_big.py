"""What a long packet costs, as ratios to the bare engine on the same page: `make bench`.

Whole processes, which take turns with the engine's. Beside the time by the clock it prints that of
the processors, and the memory: of the largest process, and of all together. Nothing here fails for
being slow.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from offices import write_office

ROUNDS = int(os.environ.get("ROUNDS", "5"))
PACKET = ("--template", "packet", "-q")
# Items of the agenda, by the pages that they make.
SIZES = {14: 20, 88: 105, 338: 400}


class Cost(NamedTuple):
    """Seconds by the clock and of the processors, megabytes of the largest process and of all."""

    wall: float
    processors: float
    largest: float
    together: float


def cost(command):
    """Run a command, and look at the memory of it and its children every 50 ms (proc(5))."""
    start, before = time.perf_counter(), os.times()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    largest, together, ended = [0.0], [0.0], threading.Event()

    def look():
        while not ended.wait(0.05):
            found = [megabytes(each) for each in tree(process.pid)]
            largest.append(max((rss for rss, _ in found), default=0))
            together.append(sum(pss for _, pss in found))

    watch = threading.Thread(target=look)
    watch.start()
    process.wait()
    wall = time.perf_counter() - start
    ended.set()
    watch.join()
    after = os.times()
    processors = sum(after[2:4]) - sum(before[2:4])
    assert process.returncode == 0, command
    return Cost(wall, processors, max(largest), max(together))


def tree(pid):
    """The ids of a process and of all below it."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from tree(int(child))


def megabytes(pid):
    """What is in memory (RSS), and the share of it that counts where it is shared (PSS)."""
    with suppress(OSError, ValueError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        found = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
        return found["Rss"], found["Pss"]
    return 0.0, 0.0


def briefgen(*arguments):
    return [sys.executable, "-m", "briefgen", "build", *PACKET, *map(str, arguments)]


def naive(page, folder):
    bare = [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/a-2a"]
    return [*bare, str(page), str(folder / "bare.pdf")]


def tell(what, pairs):
    print(f"\n{what}")
    for name in Cost._fields:
        ratios = sorted(getattr(own, name) / getattr(bare, name) for own, bare in pairs)
        median = statistics.median(ratios)
        print(f"  {name:10} {median:.3f} (from {ratios[0]:.3f} to {ratios[-1]:.3f})")


@pytest.mark.parametrize("items", SIZES, ids=[f"{pages} pages" for pages in SIZES.values()])
def test_a_long_packet_against_the_engine_alone(items, tmp_path, monkeypatch):
    (brief,) = write_office(tmp_path, 1, items)
    monkeypatch.setenv("BRIEFGEN_CACHE", os.devnull)
    subprocess.run(briefgen(brief, "-t", "html", "-o", tmp_path), check=True)
    bare = naive(tmp_path / f"{brief.stem}-packet.html", tmp_path)
    pairs = [
        (cost(briefgen(brief, "-t", "pdf", "-o", tmp_path)), cost(bare)) for _ in range(ROUNDS)
    ]
    tell(f"a packet of {SIZES[items]} pages, against the engine alone on its HTML", pairs)


@pytest.mark.parametrize("items", [200, 338])
def test_one_changed_item_of_many(items, tmp_path, monkeypatch):
    (brief,) = write_office(tmp_path, 1, items)
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    subprocess.run(briefgen(brief, "-t", "html", "-o", tmp_path), check=True)
    subprocess.run(briefgen(brief, "-t", "pdf", "-o", tmp_path), check=True)
    bare, text = naive(tmp_path / f"{brief.stem}-packet.html", tmp_path), brief.read_text("utf-8")
    pairs = []
    for turn in range(ROUNDS):
        at = text.index("\n", text.index("background: |", text.index(f"id: item-{turn * 20}")) + 20)
        brief.write_text(f"{text[:at]} Boats wait.{text[at:]}", "utf-8")
        pairs.append((cost(briefgen(brief, "-t", "pdf", "-o", tmp_path)), cost(bare)))
    tell(f"one changed item of {items}, against the engine alone on the whole page", pairs)
