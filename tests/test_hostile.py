"""Input that nobody has vetted: what came by e-mail reads, writes, connects to and holds up nothing.

The table of docs/explanation/security.md names these tests.
"""

from __future__ import annotations

import os
import re
import sys
import time
import zlib
from pathlib import Path

import pytest
from written import MINIMAL, put

from briefgen.load.reader import MAX_NODES

pytestmark = pytest.mark.usefixtures("no_hang", "patient")
SECRET = "TOPSECRET words that stand outside"
FIGURE = "    figures: [{file: picture.png, alt: A map}]\n"
QUOTE = """\
    quotes: [{speaker: state, text: words that stand outside, source: report}]
sources:
  report: {title: Report, publisher: Herald, capture: captures/report.txt}
"""
DOCUMENTED = (0, 1, 2, 3, 4, 5)
# What was opened, as long as somebody listens. In a child that was forked as well.
LISTENERS: list[int] = []


def _heard(event, args):
    if event == "open" and LISTENERS and isinstance(args[0], str | bytes):
        os.write(LISTENERS[-1], os.path.realpath(os.fsencode(args[0])) + b"\0")


sys.addaudithook(_heard)


@pytest.fixture
def opened(tmp_path):
    """Gives the files that were opened since, links resolved."""
    path = tmp_path / "opened.log"
    LISTENERS.append(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND))
    yield lambda: set(path.read_bytes().split(b"\0"))
    os.close(LISTENERS.pop())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of a brief that came by e-mail, with `outside` beside it."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text(SECRET)
    at = tmp_path / "mail"
    at.mkdir()
    (at / "brief.yaml").write_text(MINIMAL)
    monkeypatch.chdir(at)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return at


def link(path: Path, target: str | Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


BUILD = ("build", "brief.yaml", "-t", "html", "--template", "packet")
NOTE = ("build", "brief.yaml", "-t", "html", "--template", "note")
# What leads out, and how it is used: the link, where it leads, the brief, the command.
WAYS_OUT = {
    "picture": ("picture.png", "secret", MINIMAL + FIGURE, BUILD),
    "capture": ("captures/report.txt", "secret", MINIMAL + QUOTE, BUILD),
    "folder of captures": ("captures", "", MINIMAL + QUOTE.replace("report.txt", "secret"), BUILD),
    "template": ("templates/note.html.j2", "secret", MINIMAL, NOTE),
    "part of a template": ("templates/parts/quotes.html.j2", "secret", MINIMAL, BUILD),
    "folder of templates": ("templates", "", MINIMAL, BUILD),
    "style": ("styles/custom.css", "secret", MINIMAL, BUILD),
    "part of a style": ("styles/parts/zz.css", "secret", MINIMAL, BUILD),
    "folder of styles": ("styles", "", MINIMAL, BUILD),
    "folder of a style": ("styles/official", "", MINIMAL, BUILD),
    "tokens of a style": ("styles/official/tokens.css", "secret", MINIMAL, BUILD),
    "settings": ("briefgen.toml", "secret", MINIMAL, BUILD),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_link_leads_out_of_the_folder(way, folder, run, opened):
    name, target, brief, command = WAYS_OUT[way]
    link(folder / name, folder.parent / "outside" / target)
    put(folder / "brief.yaml", brief)
    code, out, err = run(*command)
    assert code in DOCUMENTED[1:]
    assert "TOPSECRET" not in out.decode() + err
    assert not [name for name in opened() if b"/outside/" in name]
    assert not (folder / "build").exists()


def test_what_is_opened_is_heard(folder, run, opened):
    put(folder / "templates" / "note.html.j2", "<p>x</p>")
    assert run(*NOTE)[0] == 0
    assert {"brief.yaml", "note.html.j2"} <= {Path(os.fsdecode(name)).name for name in opened()}


@pytest.mark.parametrize(
    "name",
    ["../outside/secret", "/etc/passwd", "parts/../../x", "\\u0000", ".git/note", "parts/.note"],
)
def test_a_template_includes_nothing_from_elsewhere(name, folder, run, opened):
    put(folder / "templates" / "note.html.j2", f'{{% include "{name}" %}}')
    put(folder / "templates" / ".git" / "note", "hidden")
    put(folder / "templates" / "parts" / ".note", "hidden")
    code, _, err = run(*NOTE)
    assert code == 3
    assert "error[template-error]" in err
    assert not opened() & {b"/etc/passwd", os.fsencode(folder.parent / "outside" / "secret")}


def test_a_font_that_leads_out_is_left_aside(folder):
    from briefgen.look.fonts import font_faces

    link(folder / "styles" / "fonts" / "Own-Regular.ttf", folder.parent / "outside" / "secret")
    put(folder / "styles" / "fonts" / "Own-Bold.ttf")
    assert {"Own-Regular.ttf", "Own-Bold.ttf"} & set(font_faces((folder / "styles",))) == {
        "Own-Bold.ttf"
    }


def test_a_clean_brief_is_not_read_again_through_a_link(folder, run, opened):
    put(folder / "captures" / "report.txt", "He said: words that stand outside.")
    put(folder / "brief.yaml", MINIMAL + QUOTE)
    run("check", "brief.yaml")
    (folder / "captures" / "report.txt").unlink()
    link(folder / "captures" / "report.txt", folder.parent / "outside" / "secret")
    assert run("check", "brief.yaml")[0] == 1
    assert not [name for name in opened() if name.endswith(b"/secret")]


@pytest.mark.parametrize("key", ["output", "templates", "styles"])
@pytest.mark.parametrize("value", ["..", "/", "a/../../outside", "\\u0000"])
def test_settings_name_no_folder_but_one_below_their_own(key, value, folder, run):
    put(folder / "briefgen.toml", f'{key} = "{value}"')
    code, _, err = run(*BUILD)
    assert code == 2
    assert f"`{key}` leads out of the folder of the settings." in err


def test_the_output_folder_is_no_link_that_nobody_asked_for(folder, run):
    link(folder / "build", folder.parent / "outside")
    assert run(*BUILD)[0] == 2
    assert [path.name for path in (folder.parent / "outside").iterdir()] == ["secret"]
    assert run(*BUILD, "-o", "build")[0] == 0


def test_no_file_is_written_through_a_link_that_leads_out(folder, run):
    link(folder / "build" / "brief-packet.html", folder.parent / "outside" / "secret")
    code, _, err = run(*BUILD)
    assert code == 5
    assert "is a link that leads out of build" in err
    assert (folder.parent / "outside" / "secret").read_text() == SECRET


def test_a_capture_is_kept_in_no_folder_that_leads_out(folder, run):
    link(folder / "captures", folder.parent / "outside")
    put(folder / "brief.yaml", MINIMAL + "sources:\n  report:\n    title: A\n    publisher: B\n")
    put(folder / "page.txt", "Words that were read.")
    assert run("capture", "page.txt", "brief.yaml", "--source", "report")[0] == 5
    assert [path.name for path in (folder.parent / "outside").iterdir()] == ["secret"]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
PICTURES = {
    "script": SVG.format("<script>x</script>"),
    "script of another prefix": SVG.format('<x:script xmlns:x="http://www.w3.org/2000/svg"/>'),
    "event": SVG.format('<g\nonclick="x"/>'),
    "file": SVG.format('<image href="file:///etc/passwd" width="9" height="9"/>'),
    "address": SVG.format('<image href="http://127.0.0.1:9/x.png" width="9" height="9"/>'),
    "address by entity": SVG.format('<image href="&#104;ttp://127.0.0.1:9/x.png" width="9"/>'),
    "fill": SVG.format('<rect fill="&#117;rl(http://127.0.0.1:9/x)" width="9" height="9"/>'),
    "import": SVG.format("<style>@\\69mport 'http://127.0.0.1:9/x.css';</style>"),
    "link": SVG.format('<a href="javascript:alert(1)"><rect width="9" height="9"/></a>'),
    "entities": '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"),
    "no picture": "GIF89a",
    "sheet": '<?xml-stylesheet href="http://127.0.0.1:9/x.css"?>' + SVG.format("<g/>"),
    "deep": SVG.format("<g>" * 5000 + "</g>" * 5000),
    "doubling": SVG.format(
        '<g id="a0"/>'
        + "".join(
            f'<g id="a{n}"><use href="#a{n - 1}"/><use href="#a{n - 1}"/></g>' for n in range(1, 40)
        )
    ),
}


@pytest.mark.parametrize("what", PICTURES)
def test_a_picture_from_elsewhere_is_looked_into(what, folder, run):
    put(folder / "picture.png", PICTURES[what])
    put(folder / "brief.yaml", MINIMAL + FIGURE)
    code, _, err = run("check", "brief.yaml")
    assert code == 1
    assert "error[picture-missing]" in err


# Files that have no end, or that nobody writes to, in every place where one is read.
PIPES = {
    "brief.yaml": ("check", "brief.yaml"),
    "briefgen.toml": ("check", "brief.yaml"),
    "pyproject.toml": ("check", "brief.yaml"),
    "templates/note.html.j2": NOTE,
    "templates/parts/quotes.html.j2": BUILD,
    "styles/custom.css": BUILD,
    "styles/parts/zz.css": BUILD,
    "styles/official/tokens.css": BUILD,
    "styles/official/zz.css": BUILD,
    "picture.png": ("check", "brief.yaml"),
    "captures/report.txt": ("check", "brief.yaml"),
    "page.txt": ("quotes", "page.txt"),
}


@pytest.mark.parametrize("name", PIPES)
def test_a_pipe_holds_nothing_up(name, folder, run):
    put(folder / "brief.yaml", MINIMAL + FIGURE + QUOTE)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    code, _, err = run(*PIPES[name])
    assert code in DOCUMENTED
    assert "fault of briefgen" not in err


@pytest.mark.long
@pytest.mark.parametrize("name", ["brief.yaml", "captures/report.txt", "briefgen.toml"])
def test_a_file_without_end_is_read_only_so_far(name, folder, run):
    put(folder / "brief.yaml", MINIMAL + QUOTE)
    os.truncate(put(folder / name), 1 << 40)
    code, _, err = run("check", "brief.yaml")
    assert code in (1, 2)
    assert "MB" in err


# Of each the template, and what is said of it.
OWN_TEMPLATES = {
    "loop": (
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "1 s",
    ),
    "macro": (
        "{% macro m(n) %}{{ m(n) if n < 0 else m(n) }}{% endmacro %}{{ m(1) }}",
        "without end",
    ),
    "output": ("{% for a in range(99999) %}{{ 'x' * 999999 }}{% endfor %}", "MB of memory"),
    "text": ("{{ 'x' * 10 ** 12 }}", "MB of memory"),
    "list": ("{{ ([0] * 10 ** 10)|length }}", "MB of memory"),
    "width": ("{{ 'x'|center(10 ** 10) }}", "MB of memory"),
    "number": ("{{ 9 ** (9 ** 9) }}", "1 s"),
    "range": ("{% for a in range(10 ** 9) %}{% endfor %}", "Range too big"),
    "class": ("{{ brief.__class__.__mro__ }}", "unsafe"),
    "attribute": (
        "{{ brief|attr('__class__') }}{{ [brief]|map(attribute='__init__')|list }}",
        "unsafe",
    ),
    "function": ("{{ range.__class__ }}", "unsafe"),
    "format": ("{{ '{0.__class__}'.format(brief) }}", "unsafe"),
    "number too long": ("{{ (10 ** 100000)|string }}", "4300 digits"),
    "deep": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", ""),
    "not text": ("\udcff", "can't be read"),
}


@pytest.mark.long
@pytest.mark.parametrize("name", OWN_TEMPLATES)
def test_a_template_from_elsewhere_ends(name, folder, run):
    text, said = OWN_TEMPLATES[name]
    at = folder / "templates" / "note.html.j2"
    put(at).write_bytes(text.encode("utf-8", "surrogateescape"))
    code, _, err = run(*NOTE, "--seconds", "1", "--megabytes", "600")
    assert code == 3
    assert said in err
    assert not (folder / "build").exists()


def test_names_move_no_cursor(folder, run):
    for name in ("\x1b[31mred\x07.yaml", "turned\u202e.yaml", "\udcff.yaml"):
        put(folder / name, "x: [")
        code, out, err = run("check", name)
        assert code == 1
        assert not set("\x1b\x07\u202e\udcff") & set(out.decode() + err)
        code, out, err = run("check", f"{name}.not")
        assert code == 5
        assert not set("\x1b\x07\u202e\udcff") & set(out.decode() + err)


def test_no_control_character_is_printed(folder, run):
    put(folder / "brief.yaml", MINIMAL.replace("Budget talks", r'"Budget\0 \e[31mtalks\r"  #'))
    code, _, err = run("check", "brief.yaml")
    assert code == 1
    assert "U+0000 is a control character, which nothing prints." in err


LONG = {
    "values": "x: [" + "a, " * (MAX_NODES + 1) + "]",
    "characters": "a: &a '" + "x " * 40_000 + "'\nb: [" + "*a, " * 30 + "]",
    "text": "a: " + "x" * 100_001,
}


@pytest.mark.parametrize("what", LONG)
def test_a_brief_past_its_bounds_is_said_to_be(what, folder, run):
    put(folder / "brief.yaml", LONG[what])
    code, _, err = run("check", "brief.yaml")
    assert code == 1
    assert "error[yaml-bounds]" in err


@pytest.mark.long
def test_what_takes_too_long_to_check_is_ended(folder, run, monkeypatch):
    monkeypatch.setattr("briefgen.builds.pipeline.SECONDS", 1)
    put(folder / "brief.yaml", MINIMAL + "    background: '" + "![" * 40_000 + "'\n")
    code, _, err = run("build", "brief.yaml")
    assert code == 4
    assert "error[bounds]: Checking took more than 1 s, and was ended." in err
    assert not (folder / "build").exists()


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 9000, "x = " + "9" * 9000, 'off = ["x", ' + '"x",' * 9000 + "]"]
)
def test_settings_from_elsewhere_are_refused_in_a_sentence(text, folder, run):
    put(folder / "briefgen.toml", text)
    code, _, err = run("check", "brief.yaml")
    assert code == 2
    assert "fault of briefgen" not in err


PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
)


def pdf(content: bytes, also: bytes = b"") -> bytes:
    """A PDF of one page with that content, which may name the form `X`."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE,
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        also,
    ]
    out = b"%PDF-1.7\n"
    for number, part in enumerate(parts, 1):
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    return out + b"trailer <</Root 1 0 R/Size 7>>\n%%EOF"


def stream(data: bytes, about: bytes = b"") -> bytes:
    return b"<</Length %d %s>>stream\n" % (len(data), about) + data + b"\nendstream"


WORDS = b"BT /F 12 Tf 50 700 Td (These are words) Tj ET"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
PACKED = zlib.compress(zlib.compress(b"BT /F 12 Tf (aaaaaaaa) Tj ET " * 3_000_000, 9), 9)
PDFS = {
    "itself": pdf(stream(b"/X Do"), stream(b"/X Do /X Do", FORM)),
    "page of pages": pdf(stream(WORDS)).replace(b"Kids[3 0 R]/Count 1", b"Kids[2 0 R]/Count 9"),
    "more pages than a book": pdf(stream(WORDS)).replace(b"Count 1", b"Count 999999999"),
    "code": b"%PDF-1.7\n" + bytes(range(256)) * 400,
    "packed": pdf(stream(PACKED, b"/Filter[/FlateDecode/FlateDecode]")),
}


@pytest.mark.long
@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_that_takes_too_long_or_too_much_is_ended(name, monkeypatch):
    from briefgen.evidence.capture import CaptureFault, understood
    from briefgen.ground.bounds import Bounds

    monkeypatch.setattr("briefgen.evidence.formats.pdf.BOUNDS", Bounds(seconds=2, megabytes=800))
    try:
        found = understood(PDFS[name], "report.pdf").text
    except CaptureFault as fault:
        found = str(fault)
    assert found.startswith(("`report.pdf`", "These are words"))


@pytest.mark.long
def test_a_pdf_that_has_used_its_time_is_said_to_have(monkeypatch):
    from briefgen.evidence.capture import CaptureFault, understood
    from briefgen.ground.bounds import Bounds

    monkeypatch.setattr("briefgen.evidence.formats.pdf.BOUNDS", Bounds(seconds=1))
    monkeypatch.setattr("briefgen.evidence.formats.pdf._text_of_pages", spin)
    with pytest.raises(CaptureFault, match="takes more than 1 s to read"):
        understood(PDFS["code"] + b" ", "report.pdf")


def test_a_pdf_that_brings_its_reader_down_is_a_fault(monkeypatch):
    from briefgen.evidence.capture import CaptureFault, understood

    monkeypatch.setattr("briefgen.evidence.formats.pdf._text_of_pages", lambda _: os._exit(3))
    with pytest.raises(CaptureFault, match="takes more than 2,048 MB of memory to read"):
        understood(PDFS["code"], "report.pdf")


def spin(*_):
    """Keep the processor busy, for longer than any bound of a test."""
    while time.process_time() < 60:
        pass


@pytest.mark.long
@pytest.mark.parametrize("work", [spin, lambda *_: time.sleep(20)], ids=["works", "sleeps"])
def test_pdfs_that_take_too_long_together_end_the_check(work, folder, run, monkeypatch):
    monkeypatch.setattr("briefgen.builds.pipeline.SECONDS", 1)
    if work is not spin:
        # Loading has to be done before that, on a busy machine too.
        monkeypatch.setattr("briefgen.ground.bounds.PATIENCE", 5)
    monkeypatch.setattr("briefgen.evidence.formats.pdf._text_of_pages", work)
    put(folder / "brief.yaml", MINIMAL + QUOTE.replace("report.txt", "report.pdf"))
    put(folder / "captures" / "report.pdf").write_bytes(PDFS["code"])
    code, _, err = run("check", "brief.yaml")
    assert code == 4
    assert re.search(r"Checking took more than [15] s", err)
