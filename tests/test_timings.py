"""`--timings` tells how long each stage of each brief took, in a table and in a trace."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from briefgen.builds.timings import Ran, Timings
from briefgen.report.timings import HIGHEST, MOST, STAGES, Timed, table, trace
from briefgen.report.timings import timing as timing_of

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
    return timing_of(ran("run", 0, seconds), briefs)


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
        "brief (seconds)  load check total waited  in",
        "brief-0000.yaml  0.25  0.50  0.75   0.00   1",
        "brief-0002.yaml  0.25  0.50  0.75   2.00   1",
        "all              0.50  1.00  1.50",
        "in on desk: process 1 is 7",
        "10.00 s by the clock, 1.50 s in stages: 0.1 briefs at a time; no work on 1",
    ]


def test_of_many_briefs_the_slowest_are_shown():
    said = table(timing(*(brief(at, 1 + at / 1000) for at in range(1000)))).splitlines()
    assert said[1].startswith("brief-0999.yaml")
    assert said[MOST].startswith("brief-0980.yaml")
    assert said[MOST + 1] == "… and 980 that took less"
    assert len(said) == MOST + 5


def test_what_is_typeset_elsewhere_is_in_the_trace_and_not_in_the_table():
    whole = brief(0)
    parts = (ran("page", 0.1, 0.2, 8), ran("section", 0.1, 0.1, 9), ran("section", 0.3, 0.1, 9))
    run = timing(Timed(whole.file, (*parts, *whole.ran), 0))
    assert table(run) == table(timing(whole))
    data = trace(run)
    assert nest(events(data))
    assert [(each["pid"], each["name"]) for each in events(data)] == [
        *[(7, "run"), (8, whole.file), (8, "page")],
        *[(9, whole.file), (9, "section"), (9, "section")],
        *[(7, whole.file), (7, "load"), (7, "check")],
    ]
    assert [
        each["args"]["name"] for each in events(data, "M") if each["name"] == "process_name"
    ] == [
        "briefgen 7 on desk, gives out the work",
        "briefgen 8 on desk, typesets",
        "briefgen 9 on desk, typesets",
    ]


def test_of_another_machine_all_times_move_alike_and_none_is_before_the_run():
    # Its clock is a second late, and when it showed 0 is told a little otherwise each time.
    stages = [
        replace(each, zero=each.zero - SECOND + at)
        for at, each in enumerate(brief(0, host="other").ran)
    ]
    run = timing(Timed("brief.yaml", tuple(stages), 0), brief(0))
    found = {each["name"]: each for each in events(trace(run)) if each["pid"] > HIGHEST}
    assert {name: (each["ts"], each["dur"]) for name, each in found.items()} == {
        "brief.yaml": (0.0, 800e3),
        "load": (0.0, 250e3),
        "check": (300e3, 500e3),
    }
    assert run.waited(run.briefs[0]) == 0


def is_of_the_format(data):
    """Whether a trace keeps the rules for complete events and names of the Trace Event Format."""
    value = json.loads(data)
    assert value["displayTimeUnit"] in {"ms", "ns"}
    named, used = set(), set()
    for each in value["traceEvents"]:
        assert type(each["name"]) is str
        assert type(each["pid"]) is type(each["tid"]) is int
        assert type(each["args"]) is dict
        if each["ph"] == "M":
            named.add(each["pid"])
            assert each["name"] in {"process_name", "process_sort_index"}
            assert list(each["args"]) == [{"process_name": "name"}.get(each["name"], "sort_index")]
        else:
            used.add(each["pid"])
            assert each["ph"] == "X"
            assert min(each["ts"], each["dur"]) >= 0
            assert (1000 * each["ts"]) == pytest.approx(round(1000 * each["ts"]), abs=1e-4)
    return named == used and nest(events(data))


def test_a_trace_keeps_the_rules_of_its_format():
    many = [brief(at, host=f"h{at % 3}") for at in range(50)]
    many.append(Timed("odd \x1b\ud800.yaml", (ran("section", 1, 1e-9, 8), *brief(99).ran), 0))
    assert is_of_the_format(trace(timing(*many)))
    assert not is_of_the_format(trace(timing(*many)).replace(b'"dur": 5', b'"dur": 55'))


def test_no_line_is_wider_than_80_columns():
    stages = tuple(ran(stage, at, 5000, 1000 + at, "h" * 20) for at, stage in enumerate(STAGES))
    many = tuple(brief(at, 1, at) for at in range(300))
    wide = Timed("a-brief-with-a-long-name-\x1b[2J.yaml", stages, 0)
    said = table(timing(wide, *many, seconds=99_999)).splitlines()
    assert said[1].startswith("…name-�[2J.yaml ")
    assert [line for line in said if len(line) > 80] == []


def test_without_any_stage_there_is_no_table():
    kept = timing(Timed("kept.yaml", (), 0))
    assert table(kept) == "10.00 s by the clock; no work on 1"


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
    assert is_of_the_format((office / "trace.json").read_bytes())
    found = events((office / "trace.json").read_bytes())
    assert {"a.yaml", "b.yaml", "run", "load", "check", "render", "pack"} <= {
        each["name"] for each in found
    }
    assert all(each["dur"] >= 0 for each in found)
    assert (os.getpid() in {each["pid"] for each in found if each["name"] == "load"}) == (
        executor == "here"
    )


@pytest.mark.parametrize("executor", ["here", "processes"])
def test_each_page_is_in_the_trace_in_the_process_that_typeset_it(office, run, executor):
    Path("b.yaml").unlink()
    code, _, _ = run(
        *("build", ".", "-q", "-t", "pdf", "--executor", executor, "-j", "2"),
        "--timings=trace.json",
    )
    assert code == 0
    assert is_of_the_format((office / "trace.json").read_bytes())
    found = events((office / "trace.json").read_bytes())
    (stage,) = {each["pid"] for each in found if each["name"] == "typeset"}
    pages = [each["pid"] for each in found if each["name"] == "page"]
    assert len(pages) == 2
    assert (stage in pages) == (executor == "processes")


def test_a_brief_behind_the_option_is_not_taken_for_the_trace(office, run):
    code, _, _ = run("check", "-q", "--timings", "a.yaml")
    assert code == 0
    assert Path("a.yaml").read_text("utf-8") == MINIMAL
    assert events(Path("briefgen-timings.json").read_bytes())


def test_a_trace_that_can_not_be_written_is_an_error(office, run):
    code, _, said = run("check", "a.yaml", "-q", "--timings=a.yaml/trace.json")
    assert code == 5
    assert "Can't write to a.yaml" in said
