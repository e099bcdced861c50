"""More input that nobody has vetted: pages, settings, templates, styles and manifests that cost."""

from __future__ import annotations

import json
import os
import resource
import time
import unicodedata

import pytest
from written import MINIMAL, put

from briefgen import FilesError, api, cli
from briefgen.builds.manifest.verifying import verified
from briefgen.ground.errors import ConfigError, TemplateError

pytestmark = pytest.mark.usefixtures("no_hang", "patient")
GB = 1 << 30


@pytest.fixture
def mail(tmp_path, monkeypatch):
    """The folder of a brief that came by e-mail, with `outside` beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    put(tmp_path / "outside" / "secret", "TOPSECRET")
    put(tmp_path / "mail" / "brief.yaml", MINIMAL)
    return tmp_path / "mail"


def sparse(path, size=256 * GB):
    os.truncate(put(path), size)


def build(mail, **asked):
    return api.build(mail / "brief.yaml", output=mail / "build", to=["html"], **asked)


def said(mail):
    return [str(each) for each in verified(mail / "build") if each.holds is False]


PAGES = {
    "attributes": "<html><body><p " + " ".join(f"a{i}=1" for i in range(300_000)) + ">hi",
    "attributes of tags that are one": "".join(f"<html a{i}=1>" for i in range(100_000)) + "hi",
}


@pytest.mark.long
@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_takes_too_long_to_parse_is_ended_once(name, monkeypatch):
    from briefgen.evidence.capture import CaptureFault, understood
    from briefgen.ground.bounds import Bounds

    monkeypatch.setattr("briefgen.evidence.reading.page.BOUNDS", Bounds(seconds=1, megabytes=2048))
    with pytest.raises(CaptureFault, match="takes more than 1 s to read"):
        understood(PAGES[name].encode(), "report.html")
    used = used_by_children()
    with pytest.raises(CaptureFault, match="takes more than 1 s to read"):
        understood(PAGES[name].encode(), "report.html")
    assert used_by_children() - used < 0.5


def used_by_children():
    """The seconds of the processor that ended children have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("name", ["brief.yaml", "templates/x.j2", "captures/report.txt"])
def test_an_input_that_is_too_large_is_not_hashed(name, mail):
    build(mail)
    at = mail / "build" / "manifest.json"
    value = json.loads(at.read_text())
    value["briefs"]["brief.yaml"]["inputs"]["files"] = {"captures/report.txt": "0"}
    if name.startswith("captures"):
        at.write_text(json.dumps(value))
    sparse(mail / name)
    assert next(each for each in said(mail) if name in each).endswith("too large to be compared.")


def test_an_output_that_is_too_large_is_not_hashed(mail):
    build(mail)
    at = mail / "build" / "manifest.json"
    value = json.loads(at.read_text())
    value["briefs"]["brief.yaml"]["outputs"]["brief-card.html"]["size"] = 256 * GB
    at.write_text(json.dumps(value))
    sparse(mail / "build" / "brief-card.html")
    assert said(mail) == ["brief-card.html: it is too large to be compared."]


@pytest.mark.long
def test_verifying_that_takes_too_long_is_ended(mail, monkeypatch):
    from briefgen.ground.bounds import PassedBoundsError

    build(mail)
    monkeypatch.setattr("briefgen.builds.manifest.verifying.SECONDS", 1)
    monkeypatch.setattr("briefgen.ground.bounds.PATIENCE", 1)
    monkeypatch.setattr("briefgen.builds.manifest.verifying.versions", lambda: time.sleep(20))
    with pytest.raises(PassedBoundsError, match="Verifying took more than 1 s"):
        verified(mail / "build")


@pytest.mark.parametrize(
    "name", ["templates/x.j2", "styles/custom.css", "styles/official/a.css", "styles/fonts/A.ttf"]
)
def test_a_build_refuses_an_input_that_is_too_large(name, mail):
    sparse(mail / name, 3072 * GB)
    with pytest.raises(FilesError, match="is larger than 20 MB"):
        build(mail)


def test_what_no_template_can_include_is_no_input(mail):
    sparse(mail / "templates" / "data.bin", 3072 * GB)
    put(mail / "templates" / "words.txt", "Words")
    build(mail)
    (entry,) = json.loads((mail / "build" / "manifest.json").read_text())["briefs"].values()
    assert list(entry["inputs"]["templates"]) == ["words.txt"]


@pytest.mark.long
def test_a_build_refuses_inputs_that_are_too_large_together(mail):
    for number in range(4):
        sparse(mail / "styles" / "parts" / f"{number}.css", 19 << 20)
    with pytest.raises(FilesError, match="larger than 64 MB together"):
        build(mail)


@pytest.mark.long
def test_styles_that_are_too_large_together_are_not_read(mail):
    for number in range(3):
        sparse(mail / "styles" / "parts" / f"{number}.css", 2 << 20)
    with pytest.raises(TemplateError, match="more than 4 MB together"):
        build(mail)


@pytest.mark.long
def test_a_build_refuses_more_files_than_anybody_needs(mail):
    for number in range(501):
        put(mail / "templates" / f"{number}.txt")
    with pytest.raises(FilesError, match="more than 500 files"):
        build(mail)


@pytest.mark.parametrize("text", ["5", "null", "[1]", '"x"', '{"format": 5}'])
def test_a_manifest_that_is_something_elses_is_left_as_it_is(text, mail):
    put(mail / "build" / "manifest.json", text)
    with pytest.raises(FilesError, match="is not briefgen's"):
        build(mail)
    assert (mail / "build" / "manifest.json").read_text() == text


def test_a_template_prints_no_half_of_a_character(mail):
    put(mail / "templates" / "note.html.j2", r'<p>{{ "\ud800" }}</p>')
    with pytest.raises(TemplateError, match="`note` prints what is no text"):
        build(mail, templates=["note"])


@pytest.mark.parametrize("name", ["templates/m", "templates/m.j2", "styles/m.css"])
def test_a_link_to_itself_is_left_aside(name, mail):
    at = mail / name
    at.parent.mkdir()
    at.symlink_to(at.name)
    build(mail)
    assert said(mail) == []


def test_a_font_that_is_a_link_to_itself_is_left_aside(mail):
    from briefgen.look.fonts import font_faces

    at = mail / "styles" / "fonts" / "Own-Regular.ttf"
    at.parent.mkdir(parents=True)
    at.symlink_to(at.name)
    assert "Own-Regular.ttf" not in font_faces((mail / "styles",))


def moved_out(path):
    """Put a link in the place of a file, which is outside now."""
    outside = path.parent.parent / "outside" / path.name
    if path.parent.name == "build":
        outside = path.parent.parent.parent / "outside" / path.name
    path.rename(outside)
    path.symlink_to(outside)


def test_a_manifest_that_leads_out_is_not_read(mail):
    build(mail)
    moved_out(mail / "build" / "manifest.json")
    with pytest.raises(FilesError, match="It is a link that leads out of its folder"):
        verified(mail / "build")
    with pytest.raises(FilesError, match="is a link that leads out"):
        build(mail)


def test_an_output_that_leads_out_is_not_hashed(mail):
    build(mail)
    moved_out(mail / "build" / "brief-card.html")
    assert said(mail) == ["brief-card.html: it is a link that leads out of the folder."]


@pytest.mark.parametrize("way", ["file", "folder", "where it was"])
def test_a_brief_that_leads_out_is_not_found(way, mail, monkeypatch):
    build(mail)
    if way != "where it was":
        monkeypatch.setenv("XDG_CACHE_HOME", str(mail.parent / "another"))
    moved_out(mail / "brief.yaml")
    if way == "folder":
        (mail / "brief.yaml").unlink()
        (mail / "sub").symlink_to(mail.parent / "outside")
    (found,) = said(mail)
    assert "it isn't found" in found


KEYS = {
    "one": "[" + ".".join(["a"] * 50_000) + "]",
    "many": "".join(f"[x{number}{'.a' * 490}]\n" for number in range(1000)),
    "behind another end of a line": '"\u2028"'.join(["a."] * 10_000) + "=1",
}


@pytest.mark.parametrize("name", KEYS)
def test_settings_with_names_of_many_parts_are_refused_at_once(name, tmp_path):
    from briefgen.settings.files import settings_in

    with pytest.raises(ConfigError, match="too many dots"):
        settings_in(put(tmp_path / "briefgen.toml", KEYS[name]))


ASKING = {
    "import": "@import 'x.css';",
    "address": "body { background: url(http://127.0.0.1:9/x) }",
    "file": 'body { background: url( "file:///etc/passwd") }',
    "beside": "body { background: url(x.png) }",
    "spelled": r"body { background: \75 r\l(http://127.0.0.1:9/x) }",
    "spelled import": r"@\69mport 'x.css';",
    "quotation mark that is none": r"body { background: url(\"#x) }",
    "set": 'body { background: image-set("http://127.0.0.1:9/x" 1x) }',
    "spelled set": r'body { background: image\2d set("http://127.0.0.1:9/x" 1x) }',
    "another spelling": r"body { background: u\72l(x.png) }",
    "of a maker": 'body { background: -webkit-image-set("x.png" 1x) }',
    "source": 'body { background: src("x.png") }',
    "broken": "body { background: url(x y) }",
    "behind a comment": "/* url( */ body { background: url(x.png) }",
    "behind a backslash": r"a { content: '\\' } b { c: url(x.png) } '",
    "deep": "a { b: " + "calc(" * 5000 + "url(x.png)",
    "deep set": "a { b: image-set(" + "calc(" * 5000,
    "without an address": "body { background: url() }",
    "behind a slash": "</* } body { background: url(//127.0.0.1:9/x) } */",
}


@pytest.mark.parametrize("name", ASKING)
def test_a_sheet_that_asks_for_anything_is_refused(name, mail):
    put(mail / "styles" / "custom.css", f"\np {{ margin: 0 }}\n{ASKING[name]}\n")
    with pytest.raises(TemplateError, match="A style asks for something else") as stop:
        build(mail)
    (found,) = stop.value.diagnostics
    assert str(found.span).endswith("styles/custom.css:3:1")


def test_two_sheets_together_ask_for_nothing(mail):
    put(mail / "styles" / "parts" / "zy.css", r"a { background: \75")
    put(mail / "styles" / "parts" / "zz.css", "rl(http://127.0.0.1:9/x) }")
    with pytest.raises(TemplateError, match="A style asks for something else"):
        build(mail)


def test_a_comment_that_a_shipped_sheet_closes_hides_nothing(mail):
    """The sheets of the parts come into the page as one."""
    put(mail / "styles" / "parts" / "aa.css", "/* Ours")
    put(mail / "styles" / "parts" / "zz.css", "a { background: url(x.png) } /* end */")
    with pytest.raises(TemplateError, match="A style asks for something else") as stop:
        build(mail)
    assert str(stop.value.diagnostics[0].span).endswith("styles/parts/zz.css:1:1")


ASKING_FOR_NOTHING = {
    "comment": "/* Colours after url(https://brand.example/guide). We use no @import here. */",
    "comment over lines": "/* src(x)\n image-set(x)\n */ h1 { color: #036 }",
    "text": "a::after { content: 'see url(https://brand.example)' }",
    "part of a name": ".url { --my-url: 1px } .src { color: red }",
}


@pytest.mark.parametrize("name", ASKING_FOR_NOTHING)
def test_what_no_browser_asks_for_is_left_alone(name, mail):
    put(mail / "styles" / "custom.css", ASKING_FOR_NOTHING[name])
    page = next(path for path in build(mail) if path.name == "brief-card.html")
    assert ASKING_FOR_NOTHING[name] in page.read_text("utf-8")


def test_a_sheet_may_hold_its_pictures(mail):
    text = "a { background: url(  data:image/png;base64,AA==), url('#x') } b::before { content: '\\2014' }"
    put(mail / "styles" / "custom.css", text)
    page = next(path for path in build(mail) if path.name == "brief-card.html")
    assert text in page.read_text("utf-8")


def test_a_name_that_is_too_long_is_named(mail, capsys):
    build(mail)
    at = mail / "build" / "manifest.json"
    name = "x" * 5000 + ".yaml"
    at.write_text(at.read_text("utf-8").replace("brief.yaml", name), "utf-8")
    with pytest.raises(SystemExit) as stop:
        cli.main(["verify", str(mail / "build")])
    assert stop.value.code == 5
    assert f"The name `{'x' * 40}…` in it is too long" in capsys.readouterr().err


def test_a_page_wants_no_number_of_pages_that_is_none():
    from briefgen.typeset.pdf import PAGES_WANTED

    assert not PAGES_WANTED.search(f'<meta name="briefgen.pages" content="{"9" * 5000}">')
    assert PAGES_WANTED.search('<meta name="briefgen.pages" content="12">')[1] == "12"


def test_of_very_many_findings_the_first_are_printed_and_errors_before_warnings():
    from briefgen.ground.diagnostics import Diagnostic
    from briefgen.report.terminal import report, summary

    warnings = [
        Diagnostic("style-ignored", f"Warning {at}.", severity="warning") for at in range(19_950)
    ]
    errors = [Diagnostic("template-error", f"Error {at}.") for at in range(50)]
    out = report([*warnings, *errors], {})
    assert out.count("Warning ") == out.count("Error ") == 50
    assert out.index("Warning 49.") < out.index("Error 0.")
    assert out.endswith("\n… and 19,900 more.\n")
    assert summary([*warnings, *errors], "x") == "50 errors, 19950 warnings in x"


def test_a_link_to_itself_whose_name_looks_the_same_is_no_file(mail):
    from briefgen.ground.folder import FileFault, inside

    name = "prüfung.txt"
    (mail / unicodedata.normalize("NFD", name)).symlink_to(unicodedata.normalize("NFD", name))
    with pytest.raises(FileFault, match="is not the name of a file"):
        inside(mail, name)
