"""A run: jobs are planned, done here or elsewhere, and each comes to one outcome, in order."""

from __future__ import annotations

import io
import os
import pickle
from contextlib import closing
from pathlib import Path

import pytest

from briefgen import BriefgenError, EngineError, build
from briefgen.builds import executors, typesetting
from briefgen.builds.job import Job
from briefgen.builds.plan import plan
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.settings.options import Options
from briefgen.typeset import workers

MINIMAL = (Path(__file__).parent.parent / "briefs" / "minimal.yaml").read_text("utf-8")
BAD = MINIMAL.replace("principal: minister", "principal: ministr")
PDF = Options(to=("pdf",), templates=("card",))


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder in which one stands, with briefs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    for name, text in {"a": MINIMAL, "b": BAD, "c": MINIMAL}.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def started(monkeypatch):
    """The bounds of all processes for typesetting that are started, in their order."""
    bounds = []

    class Counted(workers.Workers):
        def __init__(self, count, own, *rest):
            bounds.append(own)
            super().__init__(count, own, *rest)

    monkeypatch.setattr(workers, "Workers", Counted)
    return bounds


def paths(*names):
    return [Path(name) for name in names]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("executor", ["here", "processes"])
def test_outcomes_come_in_the_order_of_the_plan(executor):
    named = paths("c.yaml", "none.yaml", "b.yaml", "a.yaml")
    made = list(run(plan(named, Options(to=("html",)), "make").turns, Running(executor)))
    assert [each.path for each in made] == named
    assert [each.exit_code for each in made] == [0, 5, 1, 0]
    assert [each.stage for each in made] == ["render", "", "check", "render"]


@pytest.mark.usefixtures("office")
def test_what_a_job_rests_on_and_what_comes_of_it_can_travel():
    planned = plan(paths("a.yaml", "b.yaml", "none.yaml"), PDF)
    assert pickle.loads(pickle.dumps(planned)) == planned
    made = list(run(planned.turns))
    back = pickle.loads(pickle.dumps(made))
    for one, other in zip(made, back, strict=True):
        assert str(one.fault) == str(other.fault)
        assert type(one.fault) is type(other.fault)
        assert (one.diagnostics, one.artefacts, one.written, one.lines, one.tally) == (
            *(other.diagnostics, other.artefacts, other.written, other.lines, other.tally),
        )


@pytest.mark.usefixtures("office")
def test_a_brief_from_standard_input_goes_along_with_its_job(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(MINIMAL.encode())))
    planned = plan(paths("-"), Options(to=("html",), templates=("card",)), "make")
    (made,) = run(planned.turns, Running("processes"))
    assert made.file == "<stdin>"
    assert [each.name for each in made.artefacts] == ["brief-card.html"]


@pytest.mark.usefixtures("office")
def test_one_set_of_processes_typesets_a_whole_run(started):
    made = list(run(plan(paths("a.yaml", "b.yaml", "c.yaml"), PDF, "make").turns, Running("here")))
    assert [len(each.artefacts) for each in made] == [1, 0, 1]
    assert len(started) == 1


def test_a_brief_with_bounds_of_its_own_is_typeset_within_them(office, started):
    (office / "d").mkdir()
    (office / "d" / "d.yaml").write_text(MINIMAL, "utf-8")
    (office / "d" / "briefgen.toml").write_text("seconds = 30\n")
    list(run(plan(paths("a.yaml", "d/d.yaml"), PDF, "make").turns, Running("here")))
    assert [bounds.seconds for bounds in started] == [120, 30]


@pytest.mark.usefixtures("office")
def test_what_the_engine_refuses_in_one_brief_keeps_no_other(started, monkeypatch):
    typeset_all = workers.Workers.typeset_all

    def refused_once(self, *asked):
        if len(started) == 1:
            raise EngineError("refused")
        return typeset_all(self, *asked)

    monkeypatch.setattr(workers.Workers, "typeset_all", refused_once)
    first, second = run(plan(paths("a.yaml", "c.yaml"), PDF, "make").turns, Running("here"))
    assert (str(first.fault), first.exit_code) == ("refused", 4)
    assert [each.kind for each in second.artefacts] == ["pdf"]


@pytest.mark.usefixtures("office", "started")
def test_a_run_that_is_left_early_leaves_no_process(monkeypatch):
    ended = []
    monkeypatch.setattr(typesetting.Typesetting, "end", lambda self: ended.append(self._workers))
    with closing(
        run(plan(paths("a.yaml", "c.yaml"), PDF, "make").turns, Running("here"))
    ) as outcomes:
        next(outcomes)
    (left,) = ended
    left.__exit__()


@pytest.mark.usefixtures("office", "started")
@pytest.mark.parametrize("does", ["check", "make"])
def test_what_needs_no_paper_starts_no_process(does, started):
    list(run(plan(paths("a.yaml"), Options(to=("html",)), does).turns))
    assert started == []


@pytest.mark.parametrize("strict", [True, False])
def test_what_only_the_pages_show_stops_a_strict_build(office, strict):
    objectives = "".join(f"  - The Council accepts tariff {n} as printed.\n" for n in range(70))
    (office / "a.yaml").write_text(f"{MINIMAL}objectives:\n{objectives}", "utf-8")
    (office / "briefgen.toml").write_text(f"strict = {str(strict).lower()}\n")
    (made,) = run(plan(paths("a.yaml"), Options(to=("pdf",), templates=("packet",))).turns)
    assert [found.rule for found in made.diagnostics] == ["page-overrun"]
    assert (made.stops, bool(made.written), made.stage) == (
        (True, False, "typeset") if strict else (False, True, "pack")
    )
    assert (office / "build").exists() != strict


def test_a_build_is_remembered_and_writes_a_manifest(office, monkeypatch):
    monkeypatch.delenv("BRIEFGEN_CACHE")
    planned = plan(paths("a.yaml"), Options(to=("html",)))
    list(run(planned.turns))
    assert (office / "build" / "manifest.json").exists()
    monkeypatch.setattr("briefgen.builds.pipeline.checked", lambda *_: 1 / 0)
    (made,) = run(planned.turns)
    assert (made.fault, made.recalled) == (None, "unchanged")


@pytest.mark.usefixtures("office")
def test_a_fault_of_briefgen_is_one_brief_s_outcome_unless_its_place_is_asked_for(monkeypatch):
    monkeypatch.setattr("briefgen.builds.pipeline.checked", lambda *_: 1 / 0)
    named = paths("a.yaml", "c.yaml")
    made = list(run(plan(named, Options(), "make").turns, Running("here")))
    assert [str(each.fault) for each in made] == ["ZeroDivisionError: division by zero"] * 2
    assert [each.exit_code for each in made] == [70, 70]
    with pytest.raises(BriefgenError) as raised:
        build("a.yaml")
    assert isinstance(raised.value.__cause__, ZeroDivisionError)
    monkeypatch.setenv("BRIEFGEN_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        list(run(plan(named, Options(), "make").turns, Running("here")))


class Deadly(Job):
    """A job that ends the process in which it is unpacked."""

    def __reduce__(self):
        return os._exit, (9,)


@pytest.mark.usefixtures("office")
def test_a_process_that_dies_is_said_of_its_brief_and_the_others_go_on():
    alive = plan(paths("a.yaml", "c.yaml"), Options(to=("html",)), "make").jobs
    deadly = Deadly(Path("deadly.yaml"), "deadly.yaml", Path(), "deadly", "make")
    first, made, last = run([alive[0], deadly, alive[1]], Running("processes", 1))
    assert (made.path, made.exit_code) == (deadly.path, 4)
    assert "ended without a result" in str(made.fault)
    assert [each.exit_code for each in (first, last)] == [0, 0]


def test_a_place_that_there_is_not_is_a_key_error():
    with pytest.raises(KeyError):
        executors.executor("nowhere")


def test_what_can_not_be_read_is_named_though_it_is_no_brief(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text(MINIMAL, "utf-8")

    def refused(*_):
        raise PermissionError(13, "Permission denied", "templates/note.html.j2")

    monkeypatch.setattr("briefgen.builds.making.built", refused)
    [outcome] = run(plan([tmp_path / "a.yaml"], Options(to=("html",)), "make").turns)
    assert str(outcome.fault) == "Can't read templates/note.html.j2: Permission denied."
