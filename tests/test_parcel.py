"""A job can be packed with all that it rests on, and done where nothing else of the user's is."""

from __future__ import annotations

import os
import pickle
import signal
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from briefgen.builds import afar
from briefgen.builds.afar.parcel import TravelError, around_of, laid_out, packed, told_here
from briefgen.builds.plan import job_of
from briefgen.builds.turn import outcome_of, written
from briefgen.builds.typesetting import Typesetting
from briefgen.settings.options import Options

CASES = Path(__file__).parent / "diagnostics"
MINIMAL = (Path(__file__).parent.parent / "briefs" / "minimal.yaml").read_text("utf-8")
HTML = Options(to=("html", "evidence"))
TEMPLATE = "{% extends 'packet.html.j2' %}"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder in which one stands; its briefs are one below, its settings and style beside them."""
    (tmp_path / "desk" / "briefs").mkdir(parents=True)
    (tmp_path / "desk" / "briefs" / "a.yaml").write_text(MINIMAL, "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path / "desk")
    return Path()


def here(job):
    with Typesetting(1) as typesetting:
        return outcome_of(job, typesetting)


def elsewhere(job):
    """The outcome of a job in another folder, to which it travelled as bytes."""
    parcel, around = pickle.loads(pickle.dumps((packed(job), around_of(job.resolved, job.folder))))
    with TemporaryDirectory() as folder:
        root = Path(os.path.realpath(folder))
        laid = laid_out(parcel, around, root)
        back = pickle.dumps(told_here(here(laid), parcel, laid, str(root)))
    return written(afar.at_home(pickle.loads(back), job), job)


def told(outcome):
    """All fields of an outcome, but for the times; errors don't compare, so their parts."""
    parts = {each.name: getattr(outcome, each.name) for each in fields(outcome)}
    fault = outcome.fault
    parts["fault"] = fault and (type(fault), str(fault), fault.diagnostics)
    started = outcome.started and replace(outcome.started, file=None)
    return {**parts, "seconds": list(outcome.seconds), "ran": (), "started": started}


def is_the_same(path, options=HTML, does="make"):
    job = replace(job_of(path, options, does), passages=True)
    there = told(elsewhere(job))
    assert there == told(here(job))
    return there


@pytest.mark.parametrize(
    "name",
    [
        "alt-missing",
        "bad-id",
        "capture-missing",
        "duplicate-key",
        "figure-not-in-source",
        "quote-across-speakers",
        "quote-not-in-source",
    ],
)
def test_a_brief_has_the_same_findings_elsewhere(name, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    paths = sorted(CASES.glob(f"*{name}*.yaml"))
    assert paths
    for path in paths:
        job = job_of(path, HTML, "check")
        try:
            there = elsewhere(job)
        except TravelError:
            assert name == "capture-missing"
            continue
        assert told(there) == told(here(job))


@pytest.mark.long
def test_all_cases_have_the_same_outcome_elsewhere(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    stayed = []
    for path in CASES.rglob("*.yaml"):
        try:
            is_the_same(path)
        except TravelError:
            stayed.append(path.stem)
    missing = ["annex-missing", "capture-missing", "capture-missing-outside", "picture-missing"]
    assert sorted(stayed) == missing


def test_settings_templates_and_styles_go_along(office):
    (office / "briefgen.toml").write_text('style = "house"\noff = ["vague-objective"]\n')
    (office / "templates").mkdir()
    (office / "templates" / "own.html.j2").write_text(TEMPLATE)
    (office / "styles" / "house").mkdir(parents=True)
    (office / "styles" / "house" / "tokens.css").write_text(":root { --accent: #123456 }")
    options = Options(to=("html",), templates=("own", "card"))
    there = is_the_same(office / "briefs" / "a.yaml", options)
    assert b"#123456" in there["artefacts"][0].data
    assert there["notes"] == ("1 rule turned off: vague-objective, by briefgen.toml",)
    assert set(there["started"].inputs) == {"brief", "settings", "styles", "templates"}


@pytest.mark.parametrize("spelled", ["typed", "absolute", "dotted", "linked"])
def test_a_fault_of_a_template_is_told_with_the_users_path(office, spelled, tmp_path):
    (office / "briefgen.toml").write_text('template = ["own"]\n')
    (office / "templates").mkdir()
    (office / "templates" / "own.html.j2").write_text("{{ nothing.like.it }}")
    (tmp_path / "link").symlink_to(tmp_path / "desk")
    folder = {
        "typed": office,
        "absolute": tmp_path / "desk",
        "dotted": Path("..") / "desk",
        "linked": tmp_path / "link",
    }[spelled]
    there = is_the_same(folder / "briefs" / "a.yaml")
    (found,) = there["fault"][2]
    assert there["path"] == folder / "briefs" / "a.yaml"
    assert found.span.file.endswith("templates/own.html.j2")
    assert there["lines"][found.span.file] == ("{{ nothing.like.it }}",)


def test_what_was_made_elsewhere_is_written_here_as_if_made_here(office):
    job = job_of(office / "briefs" / "a.yaml", replace(HTML, output=Path("here")))
    there = replace(job, output=Path("there"))
    made = here(job), elsewhere(there)
    assert [[path.name for path in each.written] for each in made] == 2 * [
        ["a-packet.html", "a-card.html", "a-evidence.jsonld"]
    ]
    assert list(made[1].seconds)[-1] == "pack"
    for path in Path("here").iterdir():
        assert (Path("there") / path.name).read_bytes() == path.read_bytes()


def test_where_it_can_not_be_written_nothing_is_and_the_outcome_says_so(office):
    Path("full").write_text("a file, not a folder")
    outcome = elsewhere(job_of(office / "briefs" / "a.yaml", replace(HTML, output=Path("full"))))
    assert outcome.exit_code == 5
    assert "full" in str(outcome.fault)
    assert not outcome.written


def test_the_date_that_was_set_goes_along(office, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    job = job_of(office / "briefs" / "a.yaml", HTML)
    assert around_of(job.resolved, job.folder).date == "86400"


@pytest.mark.parametrize("what", ["link", "folder", "outside", "large"])
def test_what_is_no_plain_file_of_the_folder_stays(office, what):
    briefs = office / "briefs"
    text = MINIMAL + "sources:\n  report: {title: Report, capture: NAME}\n"
    (briefs / "report.txt").write_text("Words of a report.")
    (office / "outside.txt").write_text("Words of another.")
    if what == "link":
        (briefs / "copy.txt").symlink_to("report.txt")
    elif what == "folder":
        (briefs / "copy.txt").mkdir()
    elif what == "large":
        with (briefs / "copy.txt").open("wb") as file:
            file.truncate(20 * 1024 * 1024 + 1)
    name = "../outside.txt" if what == "outside" else "copy.txt"
    (briefs / "a.yaml").write_text(text.replace("NAME", name), "utf-8")
    with pytest.raises(TravelError):
        packed(job_of(briefs / "a.yaml", HTML))


@pytest.mark.parametrize("name", ["/etc/hostname", "../../..//etc/hostname", "..", "."])
def test_no_file_outside_of_the_briefs_folder_is_packed(office, name):
    text = f"{MINIMAL}sources:\n  report: {{title: Report, capture: {name}}}\n"
    (office / "briefs" / "a.yaml").write_text(text, "utf-8")
    with pytest.raises(TravelError):
        packed(job_of(office / "briefs" / "a.yaml", HTML))


def test_nothing_is_laid_out_outside_of_the_jobs_folder(office, tmp_path):
    job = job_of(office / "briefs" / "a.yaml", HTML)
    names = ["/../../out", "../../../out", "/a/../../../out", "//out", "out", "/../typed/0/out"]
    parcel = replace(packed(job), files=tuple((name, b"") for name in names))
    around = replace(around_of(job.resolved, job.folder), folders=("/../../folder",))
    root = tmp_path / "worker" / "job"
    root.mkdir(parents=True)
    before = set(tmp_path.rglob("*"))
    laid_out(parcel, around, root)
    made = {path.relative_to(tmp_path).parts[:3] for path in set(tmp_path.rglob("*")) - before}
    assert made == {("worker", "job", "real"), ("worker", "job", "typed")}
    assert all(path.resolve().is_relative_to(root) for path in root.rglob("*"))


def test_a_link_among_the_styles_keeps_the_jobs_here(office):
    (office / "briefgen.toml").touch()
    (office / "styles").mkdir()
    (office / "styles" / "custom.css").symlink_to("/etc/hostname")
    job = job_of(office / "briefs" / "a.yaml", HTML)
    with pytest.raises(TravelError):
        around_of(job.resolved, job.folder)


def test_other_versions_are_named():
    ours = afar.versions()
    assert afar.differing(ours) == ""
    assert afar.differing({**ours, "pango": "1.0"}) == f"pango {ours['pango']} instead of 1.0"
    assert afar.differing({**ours, "program": "0"}) == "the files of briefgen differ"
    assert "babel none" not in afar.differing({**ours, "briefgen": "0"})


def test_a_job_of_other_versions_is_refused(office):
    job = job_of(office / "briefs" / "a.yaml", HTML)
    around = around_of(job.resolved, job.folder)
    other = replace(around, versions={**around.versions, "weasyprint": "1"})
    outcome = pickle.loads(afar.done(pickle.dumps(packed(job)), pickle.dumps(other)))
    assert outcome.exit_code == 2
    assert "weasyprint" in str(outcome.fault)
    assert outcome.path == job.path


# What the stream to a process that was killed still held is lost with it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_process_does_one_job_after_the_other_and_is_replaced_when_it_ends(office):
    job = job_of(office / "briefs" / "a.yaml", HTML, "make")
    sent = pickle.dumps(packed(job)), pickle.dumps(around_of(job.resolved, job.folder))
    try:
        made = [pickle.loads(afar.done(*sent)) for _ in range(2)]
        assert [each.artefacts for each in made] == 2 * [here(job).artefacts]
        assert len({ran.process for each in made for ran in each.ran} - {os.getpid()}) == 1
        os.kill(made[0].ran[0].process, signal.SIGKILL)
        again = pickle.loads(afar.done(*sent))
        assert again.artefacts == made[0].artefacts
        assert again.ran[0].process != made[0].ran[0].process
    finally:
        afar.end_sites()
    assert not afar.sites


def test_jobs_of_another_date_have_other_processes(office):
    job = job_of(office / "briefs" / "a.yaml", HTML, "check")
    around = around_of(job.resolved, job.folder)
    try:
        for date in ("", "86400", ""):
            sent = pickle.dumps(packed(job)), pickle.dumps(replace(around, date=date))
            assert pickle.loads(afar.done(*sent)).exit_code == 0
            assert [key[1] for key in afar.sites] == [date]
            assert os.environ.get("SOURCE_DATE_EPOCH", "") == date
    finally:
        afar.end_sites()
