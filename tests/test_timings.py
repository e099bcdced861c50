"""`--timings` tells how long each stage of each brief took, in a table and in a trace."""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path

import pytest

from briefgen.builds.timings import Ran, Timings
from briefgen.report.timings import HIGHEST, MOST, STAGES, Timed, Timing, table, trace

MINIMAL = (Path(__file__).parent.parent / "briefs" / "minimal.yaml").read_text("utf-8")
SECOND = 1_000_000_000
BEGAN = 5000 * SECOND


def ran(stage, start, seconds, process=7, host="desk"):
    began = BEGAN + round(start * SECOND)
    # The machine was started two hours later: its clock of that name shows less.
    late = 7200 * SECOND if host == "other" else 0
    ended = began + round(seconds * SECOND)
    return Ran(stage, began - late, ended - late, process, process, host, late)


def brief(number, seconds=1.0, process=7, host="desk"):
    stages = [ran("load", number, 0.25 * seconds, process, host)]
    stages += [ran("check", number + 0.3 * seconds, 0.5 * seconds, process, host)]
    return Timed(f"briefs/brief-{number:04d}.yaml", tuple(stages), 0)


def timing(*briefs, seconds=10.0):
    return Timing(ran("run", 0, seconds), briefs)


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    for name in ("a", "b"):
        Path(f"{name}.yaml").write_text(MINIMAL, "utf-8")
    return tmp_path


def events(data, kind="X"):
    return [each for each in json.loads(data)["traceEvents"] if each["ph"] == kind]


def nest(found):
    """Whether of any two events of a thread one is around the other, or both are apart."""
    for place in {(each["pid"], each["tid"]) for each in found}:
        own = [each for each in found if (each["pid"], each["tid"]) == place]
        begun = [round(1000 * each["ts"]) for each in own]  # whole nanoseconds
        took = [round(1000 * each["dur"]) for each in own]
        spans = [(began, began + long) for began, long in zip(begun, took, strict=True)]
        for one in spans:
            for other in spans:
                apart = one[1] <= other[0] or other[1] <= one[0]
                around = one[0] <= other[0] and other[1] <= one[1]
                if not (apart or around or (other[0] <= one[0] and one[1] <= other[1])):
                    return False
    return True


def test_a_stage_that_runs_twice_is_timed_twice_and_its_seconds_are_added():
    timings = Timings()
    for stage in ("check", "view", "check"):
        with timings.of(stage):
            pass
    assert [each.stage for each in timings.ran] == ["check", "view", "check"]
    assert list(timings.seconds) == ["check", "view"]
    assert timings.seconds["check"] == pytest.approx(sum(timings.ran[at].seconds for at in (0, 2)))
    assert {each.process for each in timings.ran} == {os.getpid()}
    assert all(one.ended <= other.began + SECOND for one, other in pairwise(timings.ran))


def test_a_stage_that_fails_is_timed():
    timings = Timings()
    with pytest.raises(ValueError, match="no"), timings.of("check"):
        raise ValueError("no")
    assert [each.stage for each in timings.ran] == ["check"]


def test_the_table_has_a_line_a_brief_and_one_for_all():
    assert table(timing(brief(0), brief(2), Timed("kept.yaml", (), 0))).splitlines() == [
        "brief            load check total waited  in",
        "brief-0000.yaml  0.25  0.50  0.75   0.00   1",
        "brief-0002.yaml  0.25  0.50  0.75   2.00   1",
        "all              0.50  1.00  1.50",
        "processes on desk: 1 is 7",
        "10.00 s by the clock, 1.50 s in stages, 0.1 at a time; 1 without a stage",
    ]


def test_of_many_briefs_the_slowest_are_shown():
    said = table(timing(*(brief(at, 1 + at / 1000) for at in range(1000)))).splitlines()
    assert said[1].startswith("brief-0999.yaml")
    assert said[MOST].startswith("brief-0980.yaml")
    assert said[MOST + 1] == "… and 980 that took less"
    assert len(said) == MOST + 5


def test_no_line_is_wider_than_80_columns():
    stages = tuple(ran(stage, at, 5000, 1000 + at, "h" * 20) for at, stage in enumerate(STAGES))
    many = tuple(brief(at, 1, at) for at in range(300))
    wide = Timed("a-brief-with-a-long-name-\x1b[2J.yaml", stages, 0)
    said = table(timing(wide, *many, seconds=99_999)).splitlines()
    assert said[1].startswith("…name-�[2J.yaml ")
    assert [line for line in said if len(line) > 80 and not line.startswith("processes")] == []


def test_without_any_stage_there_is_no_table():
    kept = timing(Timed("kept.yaml", (), 0))
    assert table(kept) == "10.00 s by the clock; 1 without a stage"


def test_in_the_trace_stages_stand_in_their_brief_and_add_up():
    found = events(trace(timing(brief(0), brief(2, process=8), brief(3, process=8))))
    assert nest(found)
    assert not nest(
        [{**each, "dur": each["dur"] + 1e6 * (each["name"] == "check")} for each in found]
    )
    by_name = {each["name"]: each for each in found}
    assert by_name["run"]["dur"] == 10e6
    own = [each for each in found if each["args"].get("brief") == "briefs/brief-0002.yaml"]
    assert sum(each["dur"] for each in own) == pytest.approx(0.75e6)
    assert by_name["briefs/brief-0002.yaml"]["ts"] == 2e6
    assert by_name["briefs/brief-0002.yaml"]["args"] == {"exit code": 0, "seconds waited": 2.0}


def test_two_machines_may_have_processes_of_one_number():
    data = trace(timing(brief(0), brief(1, host="other")))
    assert {each["pid"] for each in events(data)} == {7, 7 + HIGHEST}
    assert {each["ts"] for each in events(data) if each["name"] == "load"} == {0, 1e6}
    names = [each["args"]["name"] for each in events(data, "M") if each["name"] == "process_name"]
    assert names == ["briefgen 7 on desk, gives out the work", "briefgen 7 on other, works"]


@pytest.mark.parametrize("executor", ["here", "processes"])
def test_a_run_writes_a_trace_whatever_does_the_briefs(office, run, executor):
    code, out, said = run(
        *("build", ".", "-q", "-t", "html", "--executor", executor, "--timings", "trace.json")
    )
    assert (code, out) == (0, b"")
    assert [line.split()[0] for line in said.splitlines()][:4] == [
        "brief",
        "a.yaml",
        "b.yaml",
        "all",
    ]
    found = events((office / "trace.json").read_bytes())
    assert nest(found)
    assert {"a.yaml", "b.yaml", "run", "load", "check", "render", "pack"} <= {
        each["name"] for each in found
    }
    assert all(each["dur"] >= 0 for each in found)
    assert (os.getpid() in {each["pid"] for each in found if each["name"] == "load"}) == (
        executor == "here"
    )


def test_a_brief_behind_the_option_is_not_taken_for_the_trace(office, run):
    code, _, _ = run("check", "-q", "--timings", "a.yaml")
    assert code == 0
    assert Path("a.yaml").read_text("utf-8") == MINIMAL
    assert events(Path("briefgen-timings.json").read_bytes())


def test_a_trace_that_can_not_be_written_is_an_error(office, run):
    code, _, said = run("check", "a.yaml", "-q", "--timings=a.yaml/trace.json")
    assert code == 5
    assert "Can't write to a.yaml" in said
