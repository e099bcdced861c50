"""No output leaves with the name of somebody who must not be named, whatever way it took."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pikepdf
import pytest

from briefgen import BriefError, build
from briefgen.api import check, load, render
from briefgen.builds.job import Job
from briefgen.builds.making import built
from briefgen.cli import main
from briefgen.look import Look
from briefgen.outputs.leaving import own
from briefgen.outputs.leaving.carried import Leaving
from briefgen.outputs.leaving.origin import Asked
from briefgen.outputs.leaving.page import carried_by_page, carried_by_svg, of_address
from briefgen.outputs.leaving.paper import carried_by_pdf
from briefgen.outputs.leaving.search import found_in
from briefgen.preview.compiled import compiled
from briefgen.settings.options import Options
from briefgen.settings.resolver import Resolved

BRIEF = """\
briefgen: 1
title: Talks on tonnage
as_of: 2026-03-02
principal: chair
parties:
  {party}: Harbour board
people:
  chair: {{name: Ada Fielding, role: Chair}}
  {key}:
    name: {name}
    described_as: an adviser to the harbour board
    attribution: on background
    party: {party}
bottom_line: |
  {line}
agenda:
  - id: {item}
    title: Depth of the basin
    objective: The plan is agreed by 1 May.
    points: [The table is printed with every depth.]
    positions:
      {party}: {{text: The board holds on to its plan.}}
    figures:
      - {{file: {picture}, alt: Depth by month}}
    quotes:
      - {{id: said, speaker: {key}, text: We can live with the table, source: {source}}}
sections:
  {section}: {{title: The plan, text: It has twelve pages.}}
sources:
  {source}: {{title: Note for the file, {url}capture: {capture}, sha256: {sha}}}
"""
PLAIN = {
    "party": "board",
    "key": "adviser",
    "name": "Ilka Lindqvist",
    "line": "The plan is ready. You are asked to agree.",
    "item": "depth",
    "section": "plan",
    "picture": "pictures/a.svg",
    "source": "note",
    "url": "url: https://example.org/note, ",
    "capture": "captures/note.txt",
    "sha": "81f7e2c1a1dd4e6d4a4b6d7a2f1e0f7d4b0f5f4cd2b4c2d6e1f8e6f2f9d1b3a5",
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60">{}</svg>'


@pytest.fixture
def written(tmp_path):
    """Writes a brief with a capture and a picture, and returns its path."""

    def write(drawn="<rect width='9' height='9'/>", file="talks.yaml", **given):
        from hashlib import sha256

        said = {**PLAIN, **given}
        capture = b"Note for the file.\n\nWe can live with the table, said the adviser.\n"
        for name, data in (
            (said["capture"], capture),
            (said["picture"], SVG.format(drawn).encode()),
        ):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(data)
        said["sha"] = sha256(capture).hexdigest()
        (tmp_path / file).write_text(BRIEF.format(**said), "utf-8")
        return tmp_path / file

    return write


def outputs_of(path, to=("html", "evidence"), **asked):
    return build(path, output=path.parent / "out", to=to, **asked)


def refused(path, **asked):
    """The findings that stop a build. None of its files is there then."""
    with pytest.raises(BriefError) as raised:
        outputs_of(path, **asked)
    assert not list(path.parent.glob("out/*"))
    return raised.value.diagnostics


@pytest.mark.parametrize(
    "key", ["adviser", "lindqvist"]
)  # what a person is called in the file alone
def test_a_brief_that_names_nobody_is_built(key, written):
    for made in outputs_of(written(key=key), to=("html", "pdf", "evidence")):
        assert b"lindqvist" not in made.read_bytes().lower()


TYPED = {
    "in the text": {"line": "Ask Lindqvist. You are asked to agree."},
    "as an entity": {"line": "Ask L&#105;ndqvist. You are asked to agree."},
    "in the address of a link": {"line": "Ask [them](https://example.org/ilka-lindqvist). Agree."},
    "with percent signs": {"line": "Ask [them](https://example.org/%4Cind%71vist). Agree."},
    "in a mailto": {"line": "Ask [them](mailto:lindqvist@example.org). You are asked to agree."},
    "in a party's key": {"party": "lindqvist"},
    "in a section's key": {"section": "lindqvist"},
    "in the id of an item": {"item": "lindqvist-depth"},
    "in a source's key": {"source": "lindqvist-note", "url": ""},
    "in a source's address": {"url": "url: https://example.org/lindqvist, "},
    "in a capture's name": {"capture": "captures/lindqvist.txt"},
    "in a capture's folder": {"capture": "lindqvist/note.txt"},
    "in a picture's name": {"picture": "pictures/lindqvist.svg"},
    "in the brief's own name": {"file": "lindqvist.yaml"},
    "in the drawn text of an SVG": {"drawn": "<text>Ask Lindqvist</text>"},
    "in parts of a drawn text": {"drawn": "<text>Lind<tspan>qvist</tspan></text>"},
    "in letters, each a text": {
        "drawn": "".join(f"<text>{letter}</text>" for letter in "Lindqvist")
    },
    "in a font of an SVG": {"drawn": "<text font-family='Lindqvist'>a</text>"},
}


@pytest.mark.parametrize("where", TYPED)
def test_a_name_is_refused_wherever_it_is_typed(where, written):
    found = refused(written(**TYPED[where]))
    rules = {each.rule for each in found if each.is_error}
    assert rules & {"name-in-output", "name-on-background"}
    assert rules <= {"name-in-output", "name-on-background"}


def test_the_key_of_a_section_is_searched_in_the_page_as_well(written):
    document = load(written(section="lindqvist"))
    brief = check(document).brief
    page = Leaving("page", lambda: carried_by_page('<p id="lindqvist">It has twelve pages.</p>'))
    (found,) = found_in(Asked(document, brief, Path(), Look(), ()), [page])
    assert found.rule == "name-in-output"


METADATA = {
    "title": "<title>Lindqvist</title>",
    "metadata": "<metadata>Lindqvist</metadata>",
    "comment": "<!-- Lindqvist -->",
    "hidden": "<g display='none'><text>Lindqvist</text></g>",
    "an id": "<g id='Lindqvist'/>",
}


@pytest.mark.parametrize("what", METADATA)
def test_what_a_picture_says_of_itself_stops_nothing_and_stays_behind(what, written):
    for made in outputs_of(written(drawn=METADATA[what]), to=("html", "pdf", "evidence")):
        page = made.read_bytes()
        for packed in page.split(b"base64,")[1:]:
            page += base64.b64decode(packed.split(b'"')[0])
        assert b"Lindqvist" not in page


OWN = {
    "templates/parts/cover.html.j2": "<!-- kept by Lindqvist --><h1>{{ brief.title }}</h1>",
    "styles/custom.css": "/* by Lindqvist */ h1 { color: red }",
    "styles/parts/cover.css": 'h1::before { content: "Lindqvist" }',
}


@pytest.mark.parametrize("file", OWN)
def test_a_name_in_a_file_of_the_users_own_is_found_there(file, written):
    path = written()
    (path.parent / file).parent.mkdir(parents=True)
    (path.parent / file).write_text(OWN[file])
    (found,) = refused(path, templates=["packet"])
    assert found.span.file.endswith(file)
    assert found.span.line == 1
    assert "Take the name out of this file." in found.hint


def test_a_pdf_is_searched_although_its_page_was(written, monkeypatch):
    path = written()
    (path.parent / "styles").mkdir()
    (path.parent / "styles/custom.css").write_text(OWN["styles/parts/cover.css"])
    monkeypatch.setattr("briefgen.outputs.leaving.page.carried_by_page", lambda _: [])
    (found,) = refused(path, to=["pdf"], templates=["card"])
    assert "the PDF of the card, on a page" in found.message


def test_a_page_is_searched_although_only_its_pdf_leaves(written):
    path = written()
    (path.parent / "styles").mkdir()
    (path.parent / "styles/custom.css").write_text("/* by Lindqvist */")
    (found,) = refused(path, to=["pdf"], templates=["card"])
    assert "would leave with the card, in a style" in found.message


def test_a_page_that_names_somebody_is_not_shown_in_a_preview(written):
    path = written()
    (path.parent / "styles").mkdir()
    (path.parent / "styles/custom.css").write_text("/* by Lindqvist */")
    made = compiled(path, path.name, Options(), lambda: False)
    assert made.failed
    assert made.pages == {}
    assert [each.rule for each in made.found] == ["name-in-output"]


def test_the_name_that_the_outputs_are_to_have_is_searched(written):
    path = written()
    wanted = Resolved(templates=("card",), to=("html",))
    job = Job(path, path.name, path.parent, "lindqvist", resolved=wanted)
    with pytest.raises(BriefError) as raised:
        built(check(load(path)), job)
    assert "in the name of a file" in raised.value.diagnostics[0].message


def test_a_template_with_a_name_makes_no_output(written):
    path = written()
    (path.parent / "templates").mkdir()
    (path.parent / "templates/lindqvist.html.j2").write_text("<p>{{ brief.title }}</p>")
    found = refused(path, templates=["lindqvist"])
    assert "in the name of a file" in found[0].message


def test_the_finding_says_what_where_and_on_whose_terms(written):
    path = written(drawn="<text>As Lindqvist says</text>")
    case = check(load(path))
    found = refused(path)[0]
    assert "“Lindqvist” is on background" in found.message
    assert found.span.path == "agenda[0].figures[0].file"
    assert found.related[0].span.path.endswith("attribution")
    assert case.brief is not None


def test_the_command_line_ends_with_1_and_writes_nothing(written, capsys, monkeypatch):
    path = written(item="lindqvist-depth")
    monkeypatch.chdir(path.parent)
    for where in (["-o", "out"], ["-o", "-", "--template", "card", "--to", "html"]):
        with pytest.raises(SystemExit) as ended:
            main(["build", str(path), *where])
        said = capsys.readouterr()
        assert ended.value.code == 1
        assert said.out == ""
        assert "lindqvist" in said.err
        assert not list(path.parent.glob("out/*"))


def test_a_page_rendered_from_python_is_searched_as_well(written):
    path = written(item="lindqvist")
    with pytest.raises(BriefError):
        render(load(path))


ALLOW = "# briefgen: allow name-on-background because it was agreed\n"
PLACES = {
    "a text": (
        "bottom_line:",
        {"line": "Ask *Lindqvist* about the ships. You are asked to agree."},
    ),
    "a link": (
        "bottom_line:",
        {"line": "Ask the [harbour](https://example.org/%4Cindqvist/berths) of it. Agree."},
    ),
    "an id": ("  - id:", {"item": "lindqvist"}),
    "a picture": ("      - {file:", {"drawn": "<text>Lindqvist</text><text>Depth</text>"}),
    "a capture": ("  note: {", {"capture": "captures/lindqvist.txt"}),
}


def allowing(path, line):
    text = path.read_text("utf-8")
    path.write_text(text.replace(line, f"{' ' * (len(line) - len(line.lstrip()))}{ALLOW}{line}", 1))
    return path


@pytest.mark.parametrize("place", PLACES)
def test_a_name_may_stand_at_a_place_for_a_reason(place, written):
    line, given = PLACES[place]
    assert outputs_of(allowing(written(**given), line), to=("html", "pdf", "evidence"))


@pytest.mark.parametrize("place", PLACES)
def test_a_name_that_may_stand_at_one_place_stands_at_no_other(place, written):
    line, given = PLACES[place]
    path = allowing(written(**given), line)
    (path.parent / "styles").mkdir()
    (path.parent / "styles/custom.css").write_text("h1::after { content: 'by Lindqvist' }")
    (found,) = refused(path)
    assert found.span.file.endswith("custom.css")


def test_a_name_that_a_picture_draws_is_found_before_anything_is_built(written):
    path = written(drawn="<text>Ask Lind<tspan>qvist</tspan></text>")
    (found,) = check(load(path)).errors
    assert found.rule == "name-on-background"
    assert found.span.path == "agenda[0].figures[0].file"


MEANS_NOTHING = {
    "a month in a date": "Ilka March",
    "a label": "Ilka Press",
    "a colour": "Ilka Black",
    "a heading": "Ilka Contents",
    "a property of a style": "Ilka Page",
    "a part of a word": "Ilka Ton",
}


@pytest.mark.parametrize("what", MEANS_NOTHING)
def test_the_words_of_briefgen_itself_name_nobody(what, written):
    path = written(name=MEANS_NOTHING[what], drawn="<rect width='9' fill='black'/>")
    assert outputs_of(path, to=("html", "pdf", "evidence"))


def test_all_modules_that_print_words_of_their_own_are_looked_into():
    assert all(any(own.PACKAGE.glob(pattern)) for pattern in own.SPEAKING)


def texts_of(carried):
    return [each.text for each in carried if each.text]


def test_words_of_one_block_are_read_together_and_those_of_two_are_not():
    page = "<p>Ilka <b>Lind</b>qvist</p><p>Ilka</p><p>Lindqvist</p><td>Ilka</td><td>Lindqvist</td>"
    assert texts_of(carried_by_page(page)) == [
        "Ilka Lindqvist",
        "Ilka",
        "Lindqvist",
        "Ilka",
        "Lindqvist",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p title='Lindqvist'>",
        "<img alt='L&#105;ndqvist'>",
        "<!-- Lindqvist -->",
        "<!DOCTYPE Lindqvist>",
        "<?Lindqvist?>",
        "<p id=Lindqvist>",
        "<p data-Lindqvist>",
        "<style>/* Lindqvist */</style>",
        "<style>.Lindqvist{}</style>",
        "<p style='font-family: \"Lindqvist\"'>",
        "<a href='https://example.org/%4Cindqvist'>",
        "<a href='https://example.org/#:~:text=Lindqvist'>",
        "<meta name=author content=Lindqvist>",
        "<script>Lindqvist</script>",
        "<template>Lindqvist</template>",
        "<img src='data:text/plain,Lindqvist'>",
        "<img src='data:text/plain;base64,TGluZHF2aXN0'>",
        "<img src='data:image/svg+xml,<svg><text>Lindqvist</text></svg>'>",
        "<img src='data:image/svg+xml,<svg><text>Lind<tspan x=\"0\">qvist</tspan></text></svg>'>",
        "<textarea>Lindqvist</textarea>",
        "<![CDATA[Lindqvist]]>",
    ],
)
def test_a_page_carries_what_nobody_sees(page):
    assert any("lindqvist" in each.lower() for each in texts_of(carried_by_page(page)))


def test_the_name_of_a_host_is_read_as_it_is_written():
    url = f"https://{'müller'.encode('idna').decode()}.example/"
    assert "https://müller.example/" in texts_of(of_address(url, "in a link"))


def test_bytes_of_a_picture_are_searched(written, monkeypatch):
    from briefgen.pictures import Picture

    data = b"\xff\xd8" + "Lindqvist".encode("utf-16-le")
    monkeypatch.setattr(
        Picture,
        "url",
        property(lambda _: "data:image/jpeg;base64," + base64.b64encode(data).decode()),
    )
    found = refused(written())
    assert "in the bytes of a picture" in found[0].message


def pdf_with(change):
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(made)
    return made.getvalue()


def _outline(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Lindqvist", 0))


def _link(pdf):
    action = pikepdf.Dictionary(
        S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/%4Cindqvist")
    )
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])


def _destination(pdf):
    names = pikepdf.Array([pikepdf.String("person.lindqvist"), pikepdf.Array([pdf.pages[0].obj])])
    pdf.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=names))


def _metadata(pdf):
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["Lindqvist"]


IN_PDF = {
    "information": lambda pdf: setattr(pdf.docinfo, "Author", pikepdf.String("Lindqvist")),
    "metadata": _metadata,
    "bookmark": _outline,
    "link": _link,
    "named destination": _destination,
    "what is read out": lambda pdf: setattr(
        pdf.Root, "StructTreeRoot", pikepdf.Dictionary(K=pikepdf.Dictionary(Alt="Lindqvist"))
    ),
    "name of an attachment": lambda pdf: pdf.attachments.__setitem__("lindqvist.txt", b"x"),
    "attachment": lambda pdf: pdf.attachments.__setitem__("a.txt", b"by Lindqvist"),
}


@pytest.mark.parametrize("what", IN_PDF)
def test_a_pdf_carries_what_stands_outside_its_pages(what):
    carried = texts_of(carried_by_pdf(pdf_with(IN_PDF[what])))
    assert any("lindqvist" in each.lower() for each in carried)


def test_a_pdf_carries_the_words_of_its_pages_and_those_that_are_broken(printed_page):
    style = (
        "<style>@page { size: 60mm 90mm; margin: 10mm } p { width: 13mm; hyphens: manual }</style>"
    )
    carried = texts_of(carried_by_pdf(printed_page(style, "<p>Ilka Lind&shy;qvist</p>")))
    assert "Lindqvist" in carried
    assert any("Ilka" in each for each in carried)


def test_a_drawing_of_another_program_is_read_in_three_ways():
    read = texts_of(carried_by_svg("<svg><text>A<tspan>b</tspan></text><text>c</text></svg>"))
    assert {"Ab", "A", "b", "c", "Abc"} <= set(read)
