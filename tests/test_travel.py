"""What goes through the stages is plain: it survives the way to another process and back."""

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from another_process import made
from smallest import SMALLEST

from briefgen.attribution import evidence_of
from briefgen.builds.job import Job
from briefgen.builds.pipeline import Timings, checked, loaded, viewed
from briefgen.checks import Case, check
from briefgen.evidence.capture import CaptureFault
from briefgen.ground.diagnostics import finding
from briefgen.ground.errors import BriefgenError
from briefgen.ground.pack import Artefact
from briefgen.ground.span import Span
from briefgen.load.plain_scalars import Plain
from briefgen.load.reader import load
from briefgen.look import Look
from briefgen.model import Brief
from briefgen.pictures import PictureFault
from briefgen.settings.resolver import Resolved
from briefgen.typeset import Pdf
from briefgen.typeset.finish import Attached
from briefgen.typeset.outside import Outside
from briefgen.view import view_of

ROOT = Path(__file__).parent.parent
BRIEFS = [ROOT / "briefs" / f"{name}.yaml" for name in ("moscow-sochi-2019", "everything")]


def whole_case(path):
    """A case of a brief, what was found of it, and its view; all that is kept on the way is made."""
    found = checked(loaded(path.read_bytes(), path.name, Timings()), path.parent)
    case = Case(found.brief, found.document, path.parent)
    check(case)
    return case, found, viewed(found)


@pytest.fixture(scope="module")
def sent():
    return [whole_case(path) for path in BRIEFS]


@pytest.fixture(scope="module")
def back(sent):
    """What another process made of the cases, and the cases as it sent them back."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.another_process"],
        input=pickle.dumps(sent),
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    return pickle.loads(run.stdout)


@pytest.mark.parametrize("at", range(len(BRIEFS)), ids=[path.stem for path in BRIEFS])
def test_another_process_makes_the_same_bytes(at, sent, back):
    there, _ = back[at]
    for what, here in made(*sent[at]).items():
        assert there[what] == here, what


@pytest.mark.parametrize("at", range(len(BRIEFS)), ids=[path.stem for path in BRIEFS])
def test_what_comes_back_equals_what_was_sent(at, sent, back):
    case, found, view = sent[at]
    _, (case_back, found_back, view_back) = back[at]
    assert found.evidence.quotes
    assert case_back == case
    assert replace(found_back, timings=found.timings) == found
    assert view_back == view
    assert kinds(view_back) == kinds(view)


@pytest.mark.parametrize("at", range(len(BRIEFS)), ids=[path.stem for path in BRIEFS])
def test_what_was_typed_keeps_its_kind_and_its_place(at, sent, back):
    here, there = sent[at][0].document, back[at][1][0].document
    assert Plain in kinds(here.data)
    assert kinds(there.data) == kinds(here.data)
    for path in here.marks:
        assert there.value_span(path) == here.value_span(path)
        assert there.key_span(path) == here.key_span(path)
    assert there.part_span(("title",), 2, 5) == here.part_span(("title",), 2, 5)


def kinds(value):
    """The class of a value, and of all in it: a string with a meaning must not become another."""
    if isinstance(value, dict):
        inside = [*value, *value.values()]
    elif isinstance(value, (list, tuple)):
        inside = value
    elif hasattr(value, "__dataclass_fields__"):
        inside = [getattr(value, name) for name in value.__dataclass_fields__]
    else:
        inside = ()
    return [type(value), *(kind for each in inside for kind in kinds(each))]


def test_what_was_worked_out_on_the_way_stays_at_home(sent):
    for case, found, _ in sent:
        fresh = Case(case.brief, case.document, case.folder)
        assert "evidence" in vars(case)
        assert pickle.dumps(case) == pickle.dumps(fresh)
        for read in found.evidence.captures.values():
            asked = pickle.dumps(read)
            assert read.text.concordance is not None
            assert pickle.dumps(read) == asked


@pytest.mark.parametrize(
    "thing",
    [
        Pdf(
            b"%PDF", 2, {"section.items": 1}, ("a warning",), False, (Outside(1, "a", "b", "text"),)
        ),
        Attached("a.yaml", b"a", "application/yaml", "Source", "The brief", None),
        Artefact("a.pdf", b"%PDF", 2, "pdf", "packet"),
        Job(
            Path("a.yaml"), "a.yaml", Path(), "a", resolved=Resolved(Look(styles=(Path("styles"),)))
        ),
        finding("bad-date", "No.", Span("a.yaml", 1, 2, 1, 3, "as_of"), "Type 2019-05-13"),
        load(b"title: [a", "a.yaml"),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_what_else_crosses_the_stages_travels(thing):
    assert pickle.loads(pickle.dumps(thing)) == thing


@pytest.mark.parametrize("kind", [CaptureFault, PictureFault])
def test_a_fault_of_a_file_travels_with_its_way_out(kind):
    back = pickle.loads(pickle.dumps(kind("It is damaged.", "Save it again.")))
    assert type(back) is kind
    assert (str(back), back.hint) == ("It is damaged.", "Save it again.")


@pytest.mark.parametrize("kind", [BriefgenError, *BriefgenError.__subclasses__()])
def test_an_error_travels_with_its_findings(kind):
    found = finding("bad-date", "No.", None)
    back = pickle.loads(pickle.dumps(kind("It has errors.", [found])))
    assert type(back) is kind
    assert (str(back), back.diagnostics) == ("It has errors.", (found,))
    assert back.exit_code == kind.exit_code


def test_a_capture_that_cannot_be_read_travels_as_the_reason(tmp_path):
    (tmp_path / "note.pdf").write_bytes(b"%PDF-1.7 and no more")
    sources = {"note": {"title": "A", "capture": "note.pdf"}}
    brief = Brief.model_validate(SMALLEST | {"sources": sources})
    evidence = evidence_of(brief, tmp_path)
    assert evidence.faults["note"].why
    assert pickle.loads(pickle.dumps(evidence)) == evidence


def test_one_object_in_two_places_is_two_things(tmp_path):
    items = [{"title": title, "objective": "A date."} for title in ("Fares", "Piers")]
    brief = Brief.model_validate(SMALLEST | {"agenda": items})
    first, second = brief.agenda
    shared = second.model_copy(update={"objective": first.objective})
    view = view_of(brief.model_copy(update={"agenda": (first, shared)}), tmp_path)
    sources = [item.objective.source for item in view.items]
    assert sources == ["agenda[0].objective", "agenda[1].objective"]
    assert len({item.objective.id for item in view.items}) == 2
