"""Annexes: copies beside the packet, pages that are counted, and files that nobody should open."""

import asyncio
import json
import shutil
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from click.testing import CliRunner
from smallest import SMALLEST

from briefgen import api
from briefgen.builds import pipeline
from briefgen.builds.annexes import annexes_beside, copy_named
from briefgen.builds.manifest.rebuilding import rebuilt
from briefgen.builds.plan import job_of
from briefgen.builds.run import run
from briefgen.builds.timings import Timings
from briefgen.cli.group import cli
from briefgen.evidence.annexes import AnnexFault, annex_file, copies_of, tabs_of
from briefgen.ground.errors import BriefError
from briefgen.model import Annex
from briefgen.preview import server
from briefgen.settings.options import Options

ROOT = Path(__file__).parent.parent
LETTER = ROOT / "briefs" / "annexes" / "letter-2026-08-20.pdf"
OFF = 'off = ["item-without-objective"]\n'


def pdf(pages=1, password=""):
    out = BytesIO()
    with pikepdf.new() as file:
        for _ in range(pages):
            file.add_blank_page()
        file.save(
            out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False
        )
    return out.getvalue()


def brief_in(folder, *annexes, **fields):
    """The path of a brief with those annexes; each is an entry, or the name of its file."""
    (folder / "briefgen.toml").write_text(OFF)
    entries = [{"title": name, "file": name} if isinstance(name, str) else name for name in annexes]
    path = folder / "talks.yaml"
    path.write_text(json.dumps({**SMALLEST, "annexes": entries, **fields}))
    return path


def view_of(path):
    case = api.check(api.load(path))
    assert [str(each.message) for each in case.diagnostics if each.is_error] == []
    return pipeline.viewed(case)


def test_the_pages_of_a_pdf_are_counted(tmp_path):
    (tmp_path / "letter.pdf").write_bytes(pdf(3))
    (tmp_path / "map.png").write_bytes((ROOT / "briefs/pictures/sill-depth.png").read_bytes())
    (tmp_path / "sums.csv").write_text("1,2\n")
    view = view_of(brief_in(tmp_path, "letter.pdf", "map.png", "sums.csv"))
    assert [annex.pages for annex in view.annexes] == ["3 pages", "1 page", ""]


def test_a_tab_that_is_left_out_is_the_next_letter_that_nobody_typed():
    annexes = [
        Annex(title="One"),
        Annex(title="Two", tab="a"),
        Annex(title="Three"),
        Annex(title="Four", tab="7"),
    ]
    assert tabs_of(annexes) == ("B", "a", "C", "7")
    assert tabs_of([Annex(title="It")] * 28)[-2:] == ("AA", "AB")


def test_each_copy_has_a_name_of_its_own():
    annexes = [
        Annex(title="One", tab="A 1", file="x/one.PDF"),
        Annex(title="Two", tab="a-1", file="two.pdf"),
        Annex(title="Three"),
        Annex(title="Four", tab="../../" + "q" * 300, file="four.txt"),
    ]
    names = copies_of(annexes, "talks")
    assert names[:3] == ("talks-annex-a-1.pdf", "talks-annex-a-1-2.pdf", "")
    assert "/" not in names[3]
    assert len(names[3]) < 100


def test_a_build_puts_a_copy_where_the_page_links_to(tmp_path):
    shutil.copy(LETTER, tmp_path / "letter.pdf")
    path = brief_in(tmp_path, "letter.pdf")
    written = api.build(path, output=tmp_path / "out", templates=["packet"], to=["html", "pdf"])
    assert [each.name for each in written] == [
        "talks-packet.html",
        "talks-packet.pdf",
        "talks-annex-a.pdf",
    ]
    assert (tmp_path / "out" / "talks-annex-a.pdf").read_bytes() == LETTER.read_bytes()
    assert '<a href="./talks-annex-a.pdf">letter.pdf</a>' in written[0].read_text("utf-8")


def test_the_pdf_names_the_annex_and_links_to_no_file(tmp_path):
    shutil.copy(LETTER, tmp_path / "letter.pdf")
    path = brief_in(tmp_path, "letter.pdf")
    (written,) = api.build(path, output=tmp_path / "out", templates=["packet"], to=["pdf"])
    with pikepdf.open(written) as file:
        links = [link.get("/A", {}) for page in file.pages for link in page.get("/Annots", [])]
        assert [str(link["/URI"]) for link in links if "/URI" in link] == []


def test_verify_knows_the_copies_and_builds_them_anew(tmp_path):
    shutil.copy(LETTER, tmp_path / "letter.pdf")
    path = brief_in(tmp_path, "letter.pdf")
    api.build(path, output=tmp_path / "out", templates=["packet"], to=["html"])
    said = {each.what: each for each in rebuilt(tmp_path / "out", [path])}
    assert said["talks-annex-a.pdf"].said == "built anew, it is the same, byte for byte."
    (tmp_path / "out" / "talks-annex-a.pdf").write_bytes(pdf())
    said = {each.what: each for each in rebuilt(tmp_path / "out", [path])}
    assert said["talks-annex-a.pdf"].holds is False


def test_a_brief_with_annexes_is_built_once_and_again_where_a_file_changes(tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    path = brief_in(tmp_path, "letter.pdf")
    options = Options(output=tmp_path / "out", templates=("packet",), to=("html",))
    recalled = []
    two = pdf(2)
    for data in (two, two, pdf(5)):
        (tmp_path / "letter.pdf").write_bytes(data)
        (outcome,) = run([job_of(path, options)])
        recalled.append(outcome.recalled)
    assert recalled == ["", "unchanged", ""]
    assert "5 pages" in (tmp_path / "out" / "talks-packet.html").read_text("utf-8")


HOSTILE = {
    "missing": ("gone.pdf", None, "isn't there"),
    "outside": ("../gone.pdf", None, "outside"),
    "absolute": ("/etc/passwd", None, "outside"),
    "a page that runs scripts": ("page.html", b"<script>1</script>", "can't be an annex"),
    "a drawing that runs scripts": ("map.svg", b"<svg/>", "can't be an annex"),
    "a program": ("run.exe", b"MZ", "can't be an annex"),
    "a page called a PDF": ("page.pdf", b"<!DOCTYPE html>", "is no PDF inside"),
    "an archive called a picture": ("map.png", b"PK\x03\x04", "is no PNG inside"),
    "bytes called a text": ("notes.txt", b"a\0b", "is no TXT inside"),
    "a damaged PDF": ("torn.pdf", b"%PDF-1.7\n", "is damaged"),
    "a PDF with a password": ("shut.pdf", pdf(password="x"), "password"),
    "a PDF without a page": ("bare.pdf", pdf(0), "is damaged"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_should_not_be_passed_on_is_an_error(case, tmp_path):
    name, data, said = HOSTILE[case]
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(AnnexFault, match=said):
        annex_file(tmp_path, name)
    (found,) = [
        each for each in api.check(api.load(brief_in(tmp_path, name))).diagnostics if each.is_error
    ]
    assert found.rule == "annex-missing"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.pdf").write_bytes(pdf())
    (tmp_path / "in" / "letter.pdf").symlink_to(tmp_path / "secret.pdf")
    with pytest.raises(AnnexFault, match="outside"):
        annex_file(tmp_path / "in", "letter.pdf")


def test_a_file_that_changes_between_check_and_build_is_not_passed_on(tmp_path):
    (tmp_path / "letter.pdf").write_bytes(pdf(2))
    path = brief_in(tmp_path, "letter.pdf")
    case = api.check(api.load(path))
    (tmp_path / "letter.pdf").write_bytes(pdf(3))
    with pytest.raises(BriefError, match="was changed"):
        annexes_beside(case, job_of(path, Options(to=("html",))))


HIDDEN = {
    "n0": {"name": "Anna Berg"},
    "n1": {"name": "Ragnar Holtemann", "described_as": "a clerk", "attribution": "on background"},
}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("notes.txt", b"Told by Ragnar Holtemann.\n"),
        ("map.png", b"\x89PNG\r\n\x1a\nAuthor\0Ragnar Holtemann"),
    ],
)
def test_a_copy_that_names_somebody_hidden_is_never_written(name, data, tmp_path):
    (tmp_path / name).write_bytes(data)
    path = brief_in(tmp_path, {"title": "Notes", "file": name}, people=HIDDEN)
    with pytest.raises(BriefError) as raised:
        api.build(path, output=tmp_path / "out", templates=["packet"], to=["html"])
    assert {each.rule for each in raised.value.findings} == {"name-in-output"}
    assert not (tmp_path / "out").exists()


def test_a_pdf_that_names_somebody_hidden_is_never_written(tmp_path):
    page = "<!DOCTYPE html><html lang=en><title>Note</title><p>Told by Ragnar Holtemann.</p>"
    (tmp_path / "note.pdf").write_bytes(api.typeset(page).data)
    path = brief_in(tmp_path, {"title": "Note", "file": "note.pdf"}, people=HIDDEN)
    with pytest.raises(BriefError, match="must not be named"):
        api.build(path, output=tmp_path / "out", templates=["packet"], to=["html"])


SAYS = "<!DOCTYPE html><html lang=en><title>Note</title><p>All is well."


@pytest.mark.parametrize(
    ("name", "data", "way"),
    [
        ("sums.csv", "a,Ragnar Höltemann\n".encode("latin-1"), "UTF-8"),
        ("scan.pdf", pdf(), "with words"),
        ("sums.csv", "a,Höltemann the elder\n".encode(), ""),
        ("note.pdf", SAYS, ""),
    ],
)
def test_what_cannot_be_searched_for_a_hidden_name_is_told(name, data, way, tmp_path):
    (tmp_path / name).write_bytes(api.typeset(data).data if data == SAYS else data)
    case = api.check(api.load(brief_in(tmp_path, name, people=HIDDEN)))
    found = [each for each in case.diagnostics if each.rule == "annex-unsearched"]
    assert [way in each.hint for each in found] == ([True] if way else [])


def test_a_page_without_words_among_others_is_told_too(tmp_path):
    with pikepdf.open(BytesIO(api.typeset(SAYS).data)) as file:
        file.add_blank_page()
        file.save(tmp_path / "note.pdf")
    case = api.check(api.load(brief_in(tmp_path, "note.pdf", people=HIDDEN)))
    assert "annex-unsearched" in {each.rule for each in case.diagnostics}


def test_a_copy_never_takes_the_place_of_an_output(tmp_path):
    shutil.copy(LETTER, tmp_path / "letter.pdf")
    path = brief_in(tmp_path, "letter.pdf")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "annex-a.html.j2").write_text('{% extends "packet.html.j2" %}')
    with pytest.raises(BriefError, match=r"both be called talks-annex-a\.pdf"):
        api.build(path, output=tmp_path / "out", templates=["annex-a"])
    assert not (tmp_path / "out").exists()


class Looked:
    """A hub of the preview, of which one brief is looked at."""

    def __init__(self, case, job):
        self.annex = lambda path: copy_named(case, job.name, path)

    def session(self, key):
        return None


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("talks-annex-a.pdf", 200, "application/pdf"),
        ("talks-annex-b.pdf", 404, "text/plain; charset=utf-8"),
        ("../talks-annex-a.pdf", 404, "text/plain; charset=utf-8"),
    ],
)
def test_the_preview_has_what_its_page_links_to_and_nothing_else(path, status, kind, tmp_path):
    (tmp_path / "letter.pdf").write_bytes(pdf())
    brief = brief_in(tmp_path, "letter.pdf")
    hub = Looked(api.check(api.load(brief)), job_of(brief, Options()))
    asked = SimpleNamespace(
        app=SimpleNamespace(state=SimpleNamespace(hub=hub)), path_params={"key": path}
    )
    answer = asyncio.run(server._brief(asked))
    assert (answer.status_code, answer.headers["content-type"]) == (status, kind)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_page_from_standard_input_links_to_copies_of_its_name(tmp_path):
    shutil.copy(LETTER, tmp_path / "letter.pdf")
    data = brief_in(tmp_path, "letter.pdf").read_bytes()
    document = pipeline.loaded(data, "<stdin>", Timings())
    view = pipeline.viewed(api.check(document, folder=tmp_path))
    assert view.annexes[0].href == "./brief-annex-a.pdf"


def test_a_page_that_goes_to_standard_output_goes_there_alone(tmp_path):
    shutil.copy(LETTER, tmp_path / "letter.pdf")
    path = brief_in(tmp_path, "letter.pdf")
    asked = ["build", str(path), "--to", "html", "--template", "packet", "-o", "-"]
    done = CliRunner().invoke(cli, asked)
    assert done.exit_code == 0
    assert done.stdout_bytes.rstrip().endswith(b"</html>")
