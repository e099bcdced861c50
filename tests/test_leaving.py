"""No output leaves with the name of somebody who must not be named, whatever way it took."""

from __future__ import annotations

import base64
import io

import pikepdf
import pytest

from briefgen import BriefError, build
from briefgen.api import check, load, render
from briefgen.cli import main
from briefgen.leaving.carried import of_address
from briefgen.leaving.page import carried_by_page, carried_by_svg
from briefgen.leaving.paper import carried_by_pdf

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
sources:
  {source}: {{title: Note for the file, {url}capture: {capture}, sha256: {sha}}}
"""
PLAIN = {
    "party": "board",
    "key": "adviser",
    "name": "Ilka Varga",
    "line": "The plan is ready. You are asked to agree.",
    "item": "depth",
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


@pytest.mark.parametrize("key", ["adviser", "varga"])  # what a person is called in the file alone
def test_a_brief_that_names_nobody_is_built(key, written):
    for made in outputs_of(written(key=key), to=("html", "pdf", "evidence")):
        assert b"varga" not in made.read_bytes().lower()


TYPED = {
    "in the text": {"line": "Ask Varga. You are asked to agree."},
    "as an entity": {"line": "Ask V&#97;rga. You are asked to agree."},
    "in the address of a link": {"line": "Ask [them](https://example.org/ilka-varga). Agree."},
    "with percent signs": {"line": "Ask [them](https://example.org/%56%61rga). Agree."},
    "in a mailto": {"line": "Ask [them](mailto:varga@example.org). You are asked to agree."},
    "in a party's key": {"party": "varga"},
    "in the id of an item": {"item": "varga-depth"},
    "in a source's key": {"source": "varga-note", "url": ""},
    "in a source's address": {"url": "url: https://example.org/varga, "},
    "in a capture's name": {"capture": "captures/varga.txt"},
    "in a capture's folder": {"capture": "varga/note.txt"},
    "in a picture's name": {"picture": "pictures/varga.svg"},
    "in the brief's own name": {"file": "varga.yaml"},
    "in the drawn text of an SVG": {"drawn": "<text>Ask Varga</text>"},
    "in parts of a drawn text": {"drawn": "<text>Var<tspan>ga</tspan></text>"},
    "in letters, each a text": {"drawn": "".join(f"<text>{letter}</text>" for letter in "Varga")},
    "in a font of an SVG": {"drawn": "<text font-family='Varga'>a</text>"},
}


@pytest.mark.parametrize("where", TYPED)
def test_a_name_is_refused_wherever_it_is_typed(where, written):
    found = refused(written(**TYPED[where]))
    rules = {each.rule for each in found if each.is_error}
    assert rules & {"name-in-output", "name-on-background"}
    assert rules <= {"name-in-output", "name-on-background"}


METADATA = {
    "title": "<title>Varga</title>",
    "metadata": "<metadata>Varga</metadata>",
    "comment": "<!-- Varga -->",
    "hidden": "<g display='none'><text>Varga</text></g>",
    "an id": "<g id='Varga'/>",
}


@pytest.mark.parametrize("what", METADATA)
def test_what_a_picture_says_of_itself_stops_nothing_and_stays_behind(what, written):
    for made in outputs_of(written(drawn=METADATA[what]), to=("html", "pdf", "evidence")):
        page = made.read_bytes()
        for packed in page.split(b"base64,")[1:]:
            page += base64.b64decode(packed.split(b'"')[0])
        assert b"Varga" not in page


OWN = {
    "templates/parts/cover.html.j2": "<!-- kept by Varga --><h1>{{ brief.title }}</h1>",
    "styles/custom.css": "/* by Varga */ h1 { color: red }",
    "styles/parts/cover.css": 'h1::before { content: "Varga" }',
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


def test_a_template_with_a_name_makes_no_output(written):
    path = written()
    (path.parent / "templates").mkdir()
    (path.parent / "templates/varga.html.j2").write_text("<p>{{ brief.title }}</p>")
    found = refused(path, templates=["varga"])
    assert "in the name of a file" in found[0].message


def test_the_finding_says_what_where_and_on_whose_terms(written):
    path = written(drawn="<text>As Varga says</text>")
    case = check(load(path))
    found = refused(path)[0]
    assert "“Varga” is on background" in found.message
    assert found.span.path == "agenda[0].figures[0].file"
    assert found.related[0].span.path.endswith("attribution")
    assert case.brief is not None


def test_the_command_line_ends_with_1_and_writes_nothing(written, capsys, monkeypatch):
    path = written(item="varga-depth")
    monkeypatch.chdir(path.parent)
    for where in (["-o", "out"], ["-o", "-", "--template", "card", "--to", "html"]):
        with pytest.raises(SystemExit) as ended:
            main(["build", str(path), *where])
        said = capsys.readouterr()
        assert ended.value.code == 1
        assert said.out == ""
        assert "varga" in said.err
        assert not list(path.parent.glob("out/*"))


def test_a_page_rendered_from_python_is_searched_as_well(written):
    path = written(item="varga")
    with pytest.raises(BriefError):
        render(load(path))


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


def texts_of(carried):
    return [each.text for each in carried if each.text]


def test_words_of_one_block_are_read_together_and_those_of_two_are_not():
    page = "<p>Ilka <b>Var</b>ga</p><p>Ilka</p><p>Varga</p><td>Ilka</td><td>Varga</td>"
    assert texts_of(carried_by_page(page)) == ["Ilka Varga", "Ilka", "Varga", "Ilka", "Varga"]


@pytest.mark.parametrize(
    "page",
    [
        "<p title='Varga'>",
        "<img alt='V&#97;rga'>",
        "<!-- Varga -->",
        "<!DOCTYPE Varga>",
        "<?Varga?>",
        "<p id=Varga>",
        "<p data-Varga>",
        "<style>/* Varga */</style>",
        "<style>.Varga{}</style>",
        "<p style='font-family: \"Varga\"'>",
        "<a href='https://example.org/%56arga'>",
        "<a href='https://example.org/#:~:text=Varga'>",
        "<meta name=author content=Varga>",
        "<script>Varga</script>",
        "<template>Varga</template>",
        "<img src='data:text/plain,Varga'>",
        "<img src='data:text/plain;base64,VmFyZ2E='>",
        "<img src='data:image/svg+xml,<svg><text>Varga</text></svg>'>",
        "<img src='data:image/svg+xml,<svg><text>Var<tspan x=\"0\">ga</tspan></text></svg>'>",
        "<textarea>Varga</textarea>",
        "<![CDATA[Varga]]>",
    ],
)
def test_a_page_carries_what_nobody_sees(page):
    assert any("varga" in each.lower() for each in texts_of(carried_by_page(page)))


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
    found = refused(written(name="Ilka Lindqvist"))
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
        outline.root.append(pikepdf.OutlineItem("Varga", 0))


def _link(pdf):
    action = pikepdf.Dictionary(
        S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/%56arga")
    )
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])


def _destination(pdf):
    names = pikepdf.Array([pikepdf.String("person.varga"), pikepdf.Array([pdf.pages[0].obj])])
    pdf.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=names))


def _metadata(pdf):
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["Varga"]


IN_PDF = {
    "information": lambda pdf: setattr(pdf.docinfo, "Author", pikepdf.String("Varga")),
    "metadata": _metadata,
    "bookmark": _outline,
    "link": _link,
    "named destination": _destination,
    "what is read out": lambda pdf: setattr(
        pdf.Root, "StructTreeRoot", pikepdf.Dictionary(K=pikepdf.Dictionary(Alt="Varga"))
    ),
    "name of an attachment": lambda pdf: pdf.attachments.__setitem__("varga.txt", b"x"),
    "attachment": lambda pdf: pdf.attachments.__setitem__("a.txt", b"by Varga"),
}


@pytest.mark.parametrize("what", IN_PDF)
def test_a_pdf_carries_what_stands_outside_its_pages(what):
    carried = texts_of(carried_by_pdf(pdf_with(IN_PDF[what])))
    assert any("varga" in each.lower() for each in carried)


def test_a_pdf_carries_the_words_of_its_pages_and_those_that_are_broken(printed_page):
    style = (
        "<style>@page { size: 60mm 90mm; margin: 10mm } p { width: 13mm; hyphens: manual }</style>"
    )
    carried = texts_of(carried_by_pdf(printed_page(style, "<p>Ilka Var&shy;ga Lind&shy;qvist</p>")))
    assert "Lindqvist" in carried
    assert any("Ilka" in each for each in carried)


def test_a_drawing_of_another_program_is_read_in_three_ways():
    read = texts_of(carried_by_svg("<svg><text>A<tspan>b</tspan></text><text>c</text></svg>"))
    assert {"Ab", "A", "b", "c", "Abc"} <= set(read)
