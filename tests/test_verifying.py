"""`briefgen verify` says of each output whether it is that of its inputs, and of each input what differs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from briefgen import FilesError, api, cli
from briefgen.builds.manifest.rebuilding import rebuilt
from briefgen.builds.manifest.verifying import verified

ROOT = Path(__file__).parent.parent
CAPTURE = "“Every ministry can wait a year,” said Jonas Falk.\n"
BRIEF = (
    (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")
    + """\
    figures: {file: roofs.png, alt: A roof, caption: The roof}
    quotes: {speaker: state, text: Every ministry can wait a year., source: report}
sources:
  report: {title: Repairs in doubt, capture: captures/herald.txt, sha256: SHA256}
"""
)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    """A folder with a brief and all that one can rest on, built into `build`."""
    at = tmp_path_factory.mktemp("once")
    for folder in ("captures", "templates/parts", "styles"):
        (at / folder).mkdir(parents=True)
    (at / "captures" / "herald.txt").write_text(CAPTURE, "utf-8")
    text = BRIEF.replace("SHA256", sha256(CAPTURE.encode()).hexdigest())
    (at / "talks.yaml").write_text(text, "utf-8")
    shutil.copy(ROOT / "briefs" / "pictures" / "sill-depth.png", at / "roofs.png")
    shutil.copy(ROOT / "templates" / "parts" / "quote.html.j2", at / "templates" / "parts")
    (at / "styles" / "custom.css").write_text("p { margin: 0 }")
    (at / "briefgen.toml").write_text('style = "modern"\n')
    build(at)
    return at


@pytest.fixture
def built(built_once, tmp_path, monkeypatch):
    """Such a folder, to be changed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return shutil.copytree(built_once, tmp_path / "work")


def build(at, to=("html", "evidence"), brief="talks.yaml", output="build"):
    return api.build(at / brief, output=at / output, to=to)


def wrong(at, *given):
    return [str(each) for each in verified(at / "build", given) if each.holds is False]


def test_what_is_as_it_was_built_holds(built):
    found = verified(built / "build")
    assert [each.what for each in found] == [
        "talks-card.html",
        "talks-evidence.jsonld",
        "talks-packet.html",
        "talks.yaml",
        "manifest.json",
    ]
    assert all(each.holds for each in found[:-1])


def test_what_hashes_do_not_prove_is_said_and_is_no_fault(built, capsys):
    last = verified(built / "build")[-1]
    assert last.holds is None
    assert "don't prove" in last.said
    run("verify", built / "build")
    assert str(last) in capsys.readouterr().out


CHANGES = {
    "talks.yaml": "talks.yaml: changed since it was built.",
    "captures/herald.txt": "talks.yaml: captures/herald.txt: changed since it was built.",
    "roofs.png": "talks.yaml: roofs.png: changed since it was built.",
    "briefgen.toml": "talks.yaml: briefgen.toml: changed since it was built.",
    "templates/parts/quote.html.j2": "talks.yaml: templates/parts/quote.html.j2: changed since it was built.",
    "styles/custom.css": "talks.yaml: styles/custom.css: changed since it was built.",
    "build/talks-card.html": "talks-card.html: not the file that was built.",
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_is_named(name, built):
    path = built / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert wrong(built) == [CHANGES[name]]


def test_an_output_changed_without_a_change_of_size_is_found(built):
    path = built / "build" / "talks-card.html"
    path.write_bytes(path.read_bytes().replace(b"Budget", b"Bodget", 1))
    assert wrong(built) == [CHANGES["build/talks-card.html"]]


@pytest.mark.parametrize("name", ["captures/herald.txt", "briefgen.toml", "styles/custom.css"])
def test_what_is_gone_is_named(name, built):
    (built / name).unlink()
    assert wrong(built) == [f"talks.yaml: {name}: it isn't there any more."]


@pytest.mark.parametrize("name", ["templates/packet.html.j2", "styles/parts/ours.css"])
def test_what_a_build_would_read_now_is_named(name, built):
    (built / name).parent.mkdir(exist_ok=True)
    (built / name).write_text("")
    assert wrong(built) == [f"talks.yaml: {name}: new since it was built."]


def test_what_changes_between_two_looks_is_found_at_the_second(built):
    """Of files that many briefs rest on, a look remembers the hashes."""
    assert wrong(built) == []
    card, capture = built / "build" / "talks-card.html", built / "captures" / "herald.txt"
    for path, old, new in ((card, b"Budget", b"Bodget"), (capture, b"wait", b"stay")):
        path.write_bytes(path.read_bytes().replace(old, new, 1))
    (built / "templates" / "packet.html.j2").write_text("")
    assert wrong(built) == [
        CHANGES["build/talks-card.html"],
        "talks.yaml: captures/herald.txt: changed since it was built.",
        "talks.yaml: templates/packet.html.j2: new since it was built.",
    ]


def test_an_output_that_is_gone_is_named(built):
    (built / "build" / "talks-card.html").unlink()
    assert wrong(built) == ["talks-card.html: it isn't there."]


def test_settings_that_are_wrong_now_are_said(built):
    (built / "briefgen.toml").write_text('templates = "nowhere"\n')
    (found,) = wrong(built)
    assert found.startswith("talks.yaml: the settings have changed: The folder `templates`")


def test_another_version_is_named(built, monkeypatch):
    from briefgen.builds.versions import versions

    now = {**versions(), "weasyprint": "71.0"}
    monkeypatch.setattr("briefgen.builds.manifest.verifying.versions", lambda: now)
    before = versions()["weasyprint"]
    assert wrong(built) == [f"talks.yaml: built with weasyprint {before}, and here is 71.0."]


@pytest.mark.parametrize("name", ["signed.pdf", "talks-old.HTML", "page.htm", "notes.jsonld"])
def test_what_could_be_taken_for_an_output_and_is_not_listed_is_named(name, built):
    (built / "build" / name).write_bytes(b"x")
    said = "the manifest doesn't list it. Take it away, or build its brief again."
    assert wrong(built) == [f"{name}: {said}"]


def test_a_link_to_itself_among_the_outputs_is_named(built):
    (built / "build" / "loop.html").symlink_to("loop.html")
    said = "the manifest doesn't list it. Take it away, or build its brief again."
    assert wrong(built) == [f"loop.html: {said}"]


@pytest.mark.parametrize(
    "name", [".hidden.pdf", ".briefgen-1-x.part", "README.txt", "photo.png", "folder.html/x.txt"]
)
def test_what_nobody_takes_for_an_output_is_passed_over(name, built):
    (built / "build" / name).parent.mkdir(exist_ok=True)
    (built / "build" / name).write_bytes(b"x")
    assert wrong(built) == []


def test_a_packet_that_another_look_has_left_behind_is_named(built):
    """Built with a card under other settings, the manifest no longer speaks of the old packet."""
    (built / "briefgen.toml").write_text('style = "official"\ntemplate = "card"\n')
    build(built)
    (found,) = wrong(built)
    assert found.startswith("talks-packet.html: the manifest doesn't list it.")


def test_a_capture_among_the_outputs_is_no_stranger(built):
    text = (built / "talks.yaml").read_text("utf-8").replace("captures/herald.txt", "herald.html")
    page = "<!DOCTYPE html><p>“Every ministry can wait a year,” said Jonas Falk.</p>"
    (built / "herald.html").write_text(page, "utf-8")
    text = text.replace(sha256(CAPTURE.encode()).hexdigest(), sha256(page.encode()).hexdigest())
    (built / "talks.yaml").write_text(text, "utf-8")
    build(built, output=".")
    assert [str(each) for each in verified(built) if each.holds is False] == []


def test_a_folder_that_was_sent_to_another_machine_is_verified_there(built, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    shutil.move(built, tmp_path / "received")
    assert wrong(tmp_path / "received") == []


def test_a_brief_that_is_not_beside_its_outputs_is_found_where_it_was(built, tmp_path, monkeypatch):
    far = tmp_path / "far" / "off"
    api.build(built / "talks.yaml", output=far / "build", to=["html"])
    assert wrong(far) == []
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    (lost,) = wrong(far)
    assert "--brief PATH" in lost
    assert wrong(far, built / "talks.yaml") == []
    assert wrong(far, built) == []


def run(*arguments):
    with pytest.raises(SystemExit) as stop:
        cli.main([str(argument) for argument in arguments])
    return stop.value.code


def test_of_several_briefs_of_one_name_the_one_as_it_was_is_meant_or_none(
    built, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another machine"))
    sent = tmp_path / "sent"
    shutil.copytree(built / "build", sent / "build")
    for name in ("a", "b"):
        (sent / name).mkdir()
        (sent / name / "talks.yaml").write_bytes((built / "talks.yaml").read_bytes() + b"\n")
    (said,) = wrong(sent)
    assert said.startswith("talks.yaml: it isn't found.")
    shutil.copytree(built, sent / "b", dirs_exist_ok=True)
    assert wrong(sent) == []


def test_the_exit_code_says_whether_all_holds(built, capsys):
    assert run("verify", built / "build") == 0
    assert len(capsys.readouterr().out.splitlines()) == 5
    (built / "talks.yaml").write_text("x")
    assert run("verify", "--quiet", built / "build") == 6
    out, err = capsys.readouterr()
    assert out == "!!  talks.yaml: changed since it was built.\n"
    assert err.startswith("1 thing differs")
    assert run("verify", built / "nowhere") == 5
    assert "There is no" in capsys.readouterr().err


def test_the_default_is_the_folder_of_the_settings(built, monkeypatch):
    monkeypatch.chdir(built)
    assert run("verify", "-q") == 0
    (built / "briefgen.toml").write_text('output = "out"\n')
    assert run("verify", "-q") == 5
    assert run("build", "-q", "--to", "html", "talks.yaml") == 0
    assert run("verify", "-q") == 0


def test_a_brief_typed_in_has_its_outputs_verified(built, monkeypatch):
    import io

    data = (built / "talks.yaml").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    monkeypatch.chdir(built)
    assert run("build", "-q", "--to", "html", "-o", "typed", "-") == 0
    found = verified(built / "typed")
    assert [each.holds for each in found] == [True, True, None, None]


DAMAGED = [
    "",
    "{",
    "[]",
    "[" * 100_000,
    '{"format": "briefgen manifest 1"}',
    '{"format": "briefgen manifest 1", "briefs": []}',
    '{"format": "briefgen manifest 1", "briefs": {"a.yaml": {}}}',
    '{"format": "briefgen manifest 2", "briefs": {}}',
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
]


@pytest.mark.parametrize("text", DAMAGED, ids=range(len(DAMAGED)))
def test_what_is_no_manifest_is_said_and_built_anew(text, built):
    (built / "build" / "manifest.json").write_text(text, "latin-1")
    with pytest.raises(FilesError, match="not a manifest of briefgen's"):
        verified(built / "build")
    if text != "[]" and "manifest 1" not in text:
        build(built)
        assert wrong(built) == []


def changed(built, change):
    path = built / "build" / "manifest.json"
    value = json.loads(path.read_text("utf-8"))
    change(value["briefs"])
    path.write_text(json.dumps(value))


def outside(role, name):
    def change(briefs):
        briefs["talks.yaml"][role][name] = next(iter(briefs["talks.yaml"][role].values()))

    return change


OUTPUTS_OUTSIDE = ["../secret", "/etc/passwd", "a/b", "..", "", "x\0y"]


@pytest.mark.parametrize("name", OUTPUTS_OUTSIDE)
def test_an_output_that_leads_out_is_refused(name, built):
    changed(built, outside("outputs", name))
    with pytest.raises(FilesError, match="leads out of the folder"):
        verified(built / "build")


@pytest.mark.parametrize("name", ["../talks.yaml", "/talks.yaml", "..", "", "a/b.yaml"])
def test_a_brief_that_leads_out_is_refused(name, built):
    changed(built, lambda briefs: briefs.update({name: briefs["talks.yaml"]}))
    with pytest.raises(FilesError, match="leads out of the folder"):
        verified(built / "build")


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "captures/../../secret", "x\0y"])
def test_an_input_that_leads_out_is_refused(name, built):
    changed(built, lambda briefs: briefs["talks.yaml"]["inputs"]["files"].update({name: "0" * 64}))
    with pytest.raises(FilesError, match="believed"):
        verified(built / "build")


def test_what_a_manifest_says_does_not_reach_the_terminal_as_it_is(built, capsys):
    changed(built, outside("outputs", "\x1b[31mred"))
    assert run("verify", built / "build") == 6
    assert "\x1b" not in capsys.readouterr().out


def test_a_manifest_that_is_very_large_is_not_read(built, monkeypatch):
    monkeypatch.setattr("briefgen.builds.manifest.listing.MOST_BYTES", 100)
    with pytest.raises(FilesError, match="larger than"):
        verified(built / "build")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_an_output_that_is_no_file_does_not_keep_it_waiting(built):
    path = built / "build" / "talks-card.html"
    path.unlink()
    os.mkfifo(path)
    assert wrong(built) == ["talks-card.html: it isn't there."]


def test_it_loads_nothing_slow(built):
    command = [sys.executable, "-X", "importtime", "-m", "briefgen", "verify", str(built / "build")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    loaded = set(re.findall(r"^import time:.*\|\s*(\w+)\s*$", done.stderr, re.MULTILINE))
    assert done.returncode == 0, done.stderr[-2000:]
    assert "click" in loaded
    assert not loaded & {"pydantic", "jinja2", "weasyprint", "yaml", "PIL", "babel"}


# Built anew


def differing(at, *given):
    return [str(each) for each in rebuilt(at / "build", given) if each.holds is False]


def test_what_is_built_anew_is_the_same_and_nothing_is_written(built):
    build(built, to=("html", "pdf", "evidence"))
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*")}
    found = rebuilt(built / "build")
    assert [each.what for each in found if "byte for byte" in each.said] == [
        *("talks-card.html", "talks-card.pdf", "talks-evidence.jsonld"),
        *("talks-packet.html", "talks-packet.pdf"),
    ]
    assert [each for each in found if each.holds is False] == []
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*")} == before


def test_files_exchanged_together_with_their_manifest_are_found(built):
    """The hashes hold, so that only building anew can tell."""
    path = built / "build" / "talks-card.html"
    forged = path.read_bytes().replace(b"Budget", b"Bodget")
    path.write_bytes(forged)
    digest = sha256(forged).hexdigest()
    changed(
        built,
        lambda briefs: briefs["talks.yaml"]["outputs"]["talks-card.html"].update(sha256=digest),
    )
    assert wrong(built) == []
    assert differing(built) == ["talks-card.html: built anew, it is another file."]


def test_it_is_built_in_the_look_that_was_asked_for(built):
    api.build(
        built / "talks.yaml", output=built / "build", to=["html"], style="official", paper="Letter"
    )
    assert [each for each in differing(built) if "anew" in each] == []


def test_an_attached_source_is_attached_again(built):
    api.build(
        built / "talks.yaml",
        output=built / "build",
        to=["pdf"],
        templates=["card"],
        attach=["source"],
    )
    assert [each for each in differing(built) if "anew" in each] == []


def test_versions_that_differ_are_said_first(built, monkeypatch):
    from briefgen.builds.versions import versions

    now = {**versions(), "weasyprint": "71.0"}
    monkeypatch.setattr("briefgen.builds.manifest.verifying.versions", lambda: now)
    monkeypatch.setattr("briefgen.builds.manifest.rebuilding.versions", lambda: now)
    (built / "build" / "talks-card.html").write_text("x")
    first, *_, last = differing(built)
    assert "built with weasyprint" in first
    assert (
        last == "talks-card.html: built anew, it is another file, as it may be with other versions."
    )


def test_a_brief_that_has_errors_now_can_not_be_built_anew(built):
    path = built / "talks.yaml"
    path.write_text(path.read_text("utf-8").replace("principal: minister", "principal: x"), "utf-8")
    assert "talks.yaml: it can't be built anew. talks.yaml has errors." in differing(built)


def test_what_a_build_does_not_make_is_named(built):
    def listed(briefs):
        outputs = briefs["talks.yaml"]["outputs"]
        outputs["other.html"] = outputs["talks-card.html"]

    (built / "build" / "other.html").write_bytes((built / "build" / "talks-card.html").read_bytes())
    changed(built, listed)
    assert wrong(built) == []
    assert differing(built) == ["other.html: building anew doesn't make it."]


def test_the_option_builds_anew(built, capsys):
    assert run("verify", "--rebuild", built / "build") == 0
    assert "byte for byte" in capsys.readouterr().out
