"""What it costs to find that nothing has changed, and to do again only what has: `make bench`."""

from __future__ import annotations

import sys
import time

from bench_speed import briefgen, ratio, seconds, tell
from offices import write_office

PASS = [sys.executable, "-c", "pass"]
MANY = 1_000


def settled():
    """Wait until what was written just now is believed by its time."""
    time.sleep(2.5)


def office(tmp_path, monkeypatch, count):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    write_office(tmp_path / "briefs", count, 1)
    return tmp_path / "briefs"


def test_many_briefs_of_which_none_changed_against_python(tmp_path, monkeypatch):
    briefs = office(tmp_path, monkeypatch, MANY)
    build = briefgen("build", briefs, "-t", "html", "--template", "card", "-o", tmp_path / "out")
    first = seconds(build)
    settled()
    seconds(build), seconds(build)
    tell(f"{MANY} briefs, nothing changed, against python -c pass", ratio(build, PASS))
    again = seconds(build)
    print(f"the same call again, of the first: {again / first:.4f}")
    with (briefs / "brief-0500.yaml").open("a") as file:
        file.write("# changed\n")
    print(f"one of {MANY} changed, of the first: {seconds(build) / first:.4f}")


def test_a_packet_that_has_not_changed_against_building_it(tmp_path, monkeypatch):
    briefs = office(tmp_path, monkeypatch, 1)
    build = briefgen("build", briefs, "-o", tmp_path / "out")
    forced = [*build, "--force"]
    seconds(build)
    settled()
    tell("a packet that hasn't changed, against building it", ratio(build, forced, 5))
