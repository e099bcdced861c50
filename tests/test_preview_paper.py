"""The paper of a preview: what is drawn of it and when, and the processes that stay for it."""

import asyncio
import re
from types import SimpleNamespace

import pytest
from long_briefs import of_an_office
from starlette.requests import Request
from written import MINIMAL

from briefgen.builds.pages import checked_of, pages_of
from briefgen.builds.plan import job_of
from briefgen.ground.errors import EngineError
from briefgen.preview import draw as drawing
from briefgen.preview import printer as printing
from briefgen.preview import server
from briefgen.preview.attention import Attention
from briefgen.preview.draw import Drawer, Sheet, listed, picture
from briefgen.preview.printer import Printed, Printer, drop
from briefgen.preview.printers import Printers
from briefgen.preview.proofs import Proofs
from briefgen.preview.remembered import Remembered
from briefgen.settings.options import Options
from briefgen.typeset import dividing, typeset, typeset_here
from briefgen.typeset.kept import Kept
from briefgen.typeset.looks import looks_of

HEAD = '<html lang="en"><title>t</title><style>p { break-after: page }</style>'
NUMBERED = "<style>@page { @bottom-left { content: counter(page) ' of ' counter(pages) } }</style>"


def pdf(*pages, head=HEAD):
    return typeset(head + "".join(f"<p>{page}</p>" for page in pages)).data


def file_of(folder, data, name="paper"):
    file = folder / f"{name}.pdf"
    file.write_bytes(data)
    return file


@pytest.fixture
def drawer():
    made = Drawer()
    yield made
    made.end()


# Looks


def test_a_page_looks_as_before_until_something_on_it_changes():
    before = looks_of(pdf("One tone, as at Two", "Two", "Three"))
    after = looks_of(pdf("One tone, as at Two", "Two, at one", "Three"))
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True]
    assert len(set(before)) == 3


def test_pages_look_alike_wherever_they_stand():
    first, second = looks_of(pdf("One", "One"))
    assert first == second


def test_a_page_looks_different_when_the_number_of_pages_below_it_changes():
    before = looks_of(pdf("One", "Two", head=HEAD + NUMBERED))
    after = looks_of(pdf("One", "Two", "One", head=HEAD + NUMBERED))
    assert not set(before) & set(after)


def test_a_page_looks_different_in_another_colour_of_paper_or_letters():
    styles = ("", "p { color: red }", "@page { background: yellow }", "@page { size: A5 }")
    looks = [looks_of(pdf("One", head=f"{HEAD}<style>{style}</style>"))[0] for style in styles]
    assert len(set(looks)) == len(styles)


def test_where_a_link_leads_is_not_seen():
    to_one, to_two = (
        looks_of(pdf(f'<a href="#{to}">On</a>', '<b id="a">A</b>', '<b id="b">B</b>'))
        for to in "ab"
    )
    assert to_one == to_two


# Pictures


def test_nothing_is_drawn_until_it_is_asked_for(tmp_path, drawer):
    paper = file_of(tmp_path, pdf("One", "Two"))
    sheets = drawer.sheets(paper)
    assert [(sheet.width, sheet.height) for sheet in sheets] == [(1191, 1684)] * 2
    assert [*tmp_path.iterdir()] == [paper]
    second = picture(tmp_path, sheets[1].name)
    drawer.draw(paper, 1, second)
    assert {*tmp_path.iterdir()} == {paper, second}
    drawn = second.stat().st_mtime_ns
    drawer.draw(paper, 1, second)
    assert second.stat().st_mtime_ns == drawn


def test_a_picture_has_the_size_that_was_told(tmp_path):
    from PIL import Image

    paper = file_of(tmp_path, pdf("One", head=f"{HEAD}<style>@page {{ size: 101mm 73mm }}</style>"))
    (sheet,) = listed(paper)
    drawing.draw(paper, 0, tmp_path / "one.png")
    with Image.open(tmp_path / "one.png") as image:
        assert image.size == (sheet.width, sheet.height)


def test_what_cannot_be_drawn_is_an_error_and_not_the_end(tmp_path, drawer):
    paper = file_of(tmp_path, pdf("One"))
    with pytest.raises(EngineError, match="No such file"):
        drawer.draw(paper, 0, tmp_path / "gone" / "one.png")
    with pytest.raises(EngineError):
        drawer.sheets(file_of(tmp_path, b"no PDF", "other"))
    assert len(drawer.sheets(paper)) == 1


def test_who_draws_is_replaced_when_it_has_grown(tmp_path, drawer, monkeypatch):
    paper = file_of(tmp_path, pdf("One"))
    drawer.sheets(paper)
    before = drawer._child.pid
    drawer.sheets(paper)
    assert drawer._child.pid == before
    monkeypatch.setattr(drawing, "MOST", 1)
    drawer.sheets(paper)
    assert drawer._child.pid != before
    assert len(drawer.sheets(paper)) == 1


def test_what_no_paper_shows_any_more_is_deleted(tmp_path):
    def paper(name):
        sheets = {"packet": [Sheet(each, 1, 1) for each in (name, "same")]}
        return Printed(sheets=sheets, files={"packet": file_of(tmp_path, b"", name)})

    papers = [paper(name) for name in ("old", "last", "new")]
    for name in ("old", "last", "new", "same"):
        picture(tmp_path, name).touch()
    (tmp_path / "of another.pdf").touch()
    drop(tmp_path, papers[0], papers[1:])
    left = {file.name for file in tmp_path.iterdir()}
    both = {f"{name}.{ending}" for name in ("last", "new") for ending in ("png", "pdf")}
    assert left == {*both, "same.png", "of another.pdf"}


def test_tabs_that_have_not_heard_of_the_new_paper_get_the_sheets_of_the_last(tmp_path):
    async def ask():
        printers = Printers(1)
        proofs = Proofs(tmp_path, printers, Attention(), lambda: None)
        names = []
        for words in ("One", "Two", "Three"):
            file = file_of(tmp_path, pdf(words), words)
            printed = Printed(sheets={"packet": listed(file)}, files={"packet": file})
            proofs._put(type("Made", (), {"pages": {"packet": ""}}), "packet", printed)
            names.append(printed.sheets["packet"][0].name)
        found = [await proofs.picture(name) for name in names]
        await printers.close()
        return names, found

    names, found = asyncio.run(ask())
    assert found == [None, *(picture(tmp_path, name) for name in names[1:])]
    assert all(each.exists() for each in found[1:])


# Processes


class Nothing:
    """A store that keeps nothing."""

    def get(self, key):
        return None

    def keep(self, key, about, data):
        pass


@pytest.fixture
def kept():
    return Kept(Remembered(Nothing()), lambda: "")


@pytest.fixture
def printer(drawer, kept):
    made = Printer(drawer, kept)
    yield made
    made.end()


@pytest.fixture
def prints(tmp_path, printer):
    """Prints a small brief; gives the pid of the process that typeset it."""
    path = tmp_path / "brief.yaml"
    path.write_text(MINIMAL, "utf-8")
    job = job_of(path, Options(), "make", path.name)
    case = checked_of(job)
    _, pages = pages_of(case, job)

    def print_():
        printed = printer.printed(case, job, "card", pages["card"], tmp_path)
        assert printed.pdfs["card"].pages == len(printed.sheets["card"]) == 1
        assert printed.files["card"].read_bytes() == printed.pdfs["card"].data
        return printer._workers._children[0].pid

    return print_


def test_the_process_that_is_started_first_typesets_the_next_papers(printer, prints):
    printer.begin()
    (started,) = printer._workers._children
    assert prints() == prints() == started.pid


def test_a_process_is_replaced_when_it_has_grown_to_twice_its_size(printer, prints, monkeypatch):
    sizes = [300, 500, 700, 100]
    monkeypatch.setattr(printing.Workers, "megabytes", property(lambda _: sizes.pop(0)))
    process = prints()
    printer.renew()  # 300 MB after the first paper: so much it needs
    assert prints() == process
    printer.renew()
    assert prints() == process
    printer.renew()
    assert printer._workers._children[0].pid != process
    assert prints() == printer._workers._children[0].pid


def test_a_process_that_prints_is_left_alone(printer, prints, monkeypatch):
    process = prints()
    monkeypatch.setattr(printing.Workers, "megabytes", property(lambda _: 10_000))
    printer._megabytes = 100
    with printer._at_work:
        printer.renew()
    assert prints() == process


def test_a_page_that_a_save_left_as_it_was_is_not_typeset_again(printer, prints, monkeypatch):
    prints()
    asked = []
    monkeypatch.setattr(printing.Workers, "typeset_all", lambda *given: asked.append(given))
    prints()
    assert not asked


@pytest.mark.long
def test_the_paper_of_a_long_brief_is_what_build_writes_also_after_a_save(
    printer, tmp_path, monkeypatch
):
    monkeypatch.setattr(dividing, "BIG", 1000)
    path = of_an_office(tmp_path, 4)
    text = path.read_text("utf-8")
    asked = []
    typeset_one = printing.Workers._typeset
    monkeypatch.setattr(
        printing.Workers,
        "_typeset",
        lambda self, page, *rest, **named: (
            asked.append(page) or typeset_one(self, page, *rest, **named)
        ),
    )
    for title in ("title: Quay", "title: Quai"):
        path.write_text(
            re.sub("^    title: .*", f"    {title}", text, count=1, flags=re.M), "utf-8"
        )
        job = job_of(path, Options(), "make", path.name)
        case = checked_of(job)
        _, pages = pages_of(case, job)
        before = len(asked)
        printed = printer.printed(case, job, "packet", pages["packet"], tmp_path)
    assert 0 < len(asked) - before < before
    assert printed.pdfs["packet"].data == typeset_here(pages["packet"]).data


# What is kept for the next save


def data_of(store, key):
    found = store.get(key)
    return found and found[1]


def test_of_what_is_kept_the_least_used_goes_first():
    store = Remembered(Nothing(), megabytes=3 / 1024 / 1024)
    for key in "abc":
        store.keep(key, {}, b"1")
    store.get("a")
    store.keep("d", {}, b"1")
    assert [data_of(store, key) for key in "abcd"] == [b"1", None, b"1", b"1"]
    store.keep("a", {}, b"123")
    assert [data_of(store, key) for key in "abcd"] == [b"123", None, None, None]
    store.keep("e", {}, b"more than all")
    assert [data_of(store, key) for key in "ae"] == [None, None]


def test_what_builds_have_kept_is_taken_over_and_nothing_is_added_to_it():
    behind = Remembered(Nothing())
    behind.keep("a", {}, b"1")
    store = Remembered(behind)
    store.keep("b", {}, b"2")
    assert (data_of(store, "a"), data_of(behind, "b")) == (b"1", None)
    behind.keep("a", {}, b"3")
    assert data_of(store, "a") == b"1"


def test_a_picture_that_was_dropped_before_it_could_be_read_is_no_longer_there(tmp_path):
    class Dropping:
        async def picture(self, name):
            return tmp_path / f"{name}.png"

    asked = Request(
        {
            "type": "http",
            "app": SimpleNamespace(state=SimpleNamespace(hub=Dropping())),
            "path_params": {"name": "a" * 32},
        }
    )
    assert asyncio.run(server._sheet(asked)).status_code == 404
