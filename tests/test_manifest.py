"""`manifest.json` holds every brief that was built into its folder, and nothing of the machine."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import tomllib

import pytest
from written import MINIMAL, ROOT, put

from briefgen import BriefError, FilesError, api, cli
from briefgen.builds.manifest import keeping, listing
from briefgen.builds.manifest.entries import Started
from briefgen.builds.versions import versions
from briefgen.ground.pack import Artefact


@pytest.fixture
def brief(tmp_path):
    """Writes a brief beside the folder `build`."""

    def write(name, text=MINIMAL):
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    return write


def build(brief, to=("html",), **asked):
    return api.build(brief, output=brief.parent / "build", to=to, **asked)


def entries(folder):
    return json.loads((folder / "build" / "manifest.json").read_text("utf-8"))["briefs"]


def test_an_output_has_its_hash_its_size_and_what_it_is_of(brief, tmp_path):
    from hashlib import sha256

    (card,) = build(brief("one.yaml"), templates=["card"])
    assert entries(tmp_path)["one.yaml"]["outputs"] == {
        "one-card.html": {
            "kind": "html",
            "template": "card",
            "sha256": sha256(card.read_bytes()).hexdigest(),
            "size": card.stat().st_size,
        }
    }


def test_a_brief_has_its_own_hash_its_look_and_the_versions(brief, tmp_path):
    from hashlib import sha256

    build(brief("one.yaml"), style="modern", paper="Letter")
    found = entries(tmp_path)["one.yaml"]
    assert found["inputs"] == {"brief": {"one.yaml": sha256(MINIMAL.encode()).hexdigest()}}
    assert found["look"] == {"style": "modern", "paper": "Letter"}
    assert {"briefgen", "program", "python", "weasyprint", "pango"} <= set(found["versions"])


# What no byte of an output depends on: they read settings, serve the preview, or word hints.
OF_NO_OUTPUT = {
    *("anyio", "click", "filelock", "platformdirs", "pydantic", "pyyaml", "rapidfuzz"),
    *("starlette", "tomlkit", "tqdm", "uvicorn", "watchfiles"),
    # They read captures, of which the brief holds the hash and the quotes.
    *("charset-normalizer", "lxml", "striprtf"),
}


def test_a_library_that_makes_an_output_has_its_version_in_the_manifest():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.match(r"[\w-]+", each)[0] for each in project["dependencies"]}
    assert named - OF_NO_OUTPUT <= set(versions())
    assert {"zlib", "python", "harfbuzz", "fontconfig", "pydyf", "tinyhtml5"} <= set(versions())


def test_another_brief_in_the_folder_keeps_the_entry_of_the_first(brief, tmp_path):
    build(brief("one.yaml"))
    first = entries(tmp_path)["one.yaml"]
    build(brief("two.yaml"))
    assert list(entries(tmp_path)) == ["one.yaml", "two.yaml"]
    assert entries(tmp_path)["one.yaml"] == first


def test_a_part_built_later_of_the_same_joins_the_first(brief, tmp_path):
    build(brief("one.yaml"), templates=["packet"])
    build(brief("one.yaml"), templates=["card"])
    assert list(entries(tmp_path)["one.yaml"]["outputs"]) == ["one-card.html", "one-packet.html"]


def test_an_output_of_the_brief_as_it_was_before_is_left_out(brief, tmp_path):
    build(brief("one.yaml"), templates=["packet"])
    build(brief("one.yaml", MINIMAL + "# changed\n"), templates=["card"])
    assert list(entries(tmp_path)["one.yaml"]["outputs"]) == ["one-card.html"]


def test_an_output_in_another_look_is_left_out(brief, tmp_path):
    build(brief("one.yaml"), templates=["packet"], paper="A4")
    build(brief("one.yaml"), templates=["card"], paper="Letter")
    assert list(entries(tmp_path)["one.yaml"]["outputs"]) == ["one-card.html"]


def test_an_output_made_by_other_versions_is_left_out(brief, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "versions_now", lambda: {"briefgen": "0.0.1"})
        build(brief("one.yaml"), templates=["packet"])
    build(brief("one.yaml"), templates=["card"])
    assert list(entries(tmp_path)["one.yaml"]["outputs"]) == ["one-card.html"]


def test_an_output_that_is_gone_is_left_out(brief, tmp_path):
    (packet,) = build(brief("one.yaml"), templates=["packet"])
    packet.unlink()
    build(brief("one.yaml"), templates=["card"])
    assert list(entries(tmp_path)["one.yaml"]["outputs"]) == ["one-card.html"]


def test_an_output_belongs_to_the_brief_that_wrote_it_last(brief, tmp_path):
    build(brief("one.yaml"))
    build(brief("one.yml"))
    assert list(entries(tmp_path)) == ["one.yml"]


def test_what_is_in_own_folders_and_above_the_brief_is_named_without_the_way_there(tmp_path):
    deep, ours = tmp_path / "briefs" / "2026", tmp_path / "house"
    for at in (deep, ours / "parts", ours / ".tool", tmp_path / "looks" / "fonts"):
        at.mkdir(parents=True)
    (deep / "one.yaml").write_text(MINIMAL)
    (ours / "parts" / "quote.html.j2").write_text("")
    (ours / "note.txt").write_text("included by a template")
    (ours / ".swap").write_text("of an editor")
    (ours / ".tool" / "note.txt").write_text("of a tool")
    (tmp_path / "looks" / "custom.css").write_text("")
    (tmp_path / "briefgen.toml").write_text('templates = "house"\nstyles = "looks"\n')
    build(deep / "one.yaml")
    found = entries(deep)["one.yaml"]["inputs"]
    assert {role: list(files) for role, files in found.items()} == {
        "brief": ["one.yaml"],
        "settings": ["../../briefgen.toml"],
        "styles": ["custom.css"],
        "templates": ["note.txt", "parts/quote.html.j2"],
    }


@pytest.mark.parametrize("name", ["templates/una-flett.html.j2", "styles/una-flett.css"])
def test_a_file_that_has_the_name_of_somebody_unnamed_is_not_listed_but_refused(name, tmp_path):
    aide = "  aide: {name: Una Flett, described_as: an aide, attribution: on background}\n"
    put(tmp_path / name)
    (tmp_path / "one.yaml").write_text(MINIMAL.replace("bottom_line:", f"{aide}bottom_line:", 1))
    with pytest.raises(BriefError, match="would name somebody") as refused:
        build(tmp_path / "one.yaml", templates=["card"])
    assert [found.rule for found in refused.value.findings] == ["name-in-output"]
    assert not (tmp_path / "build").exists()


def test_a_folder_of_templates_that_holds_the_briefs_gives_its_templates_alone(tmp_path):
    (tmp_path / "briefgen.toml").write_text('templates = "."\n')
    (tmp_path / "one.yaml").write_text(MINIMAL)
    (tmp_path / "note.html.j2").write_text("")
    for _ in range(2):
        build(tmp_path / "one.yaml", templates=["card"])
    assert list(entries(tmp_path)["one.yaml"]["inputs"]["templates"]) == ["note.html.j2"]


def test_standard_output_leaves_no_manifest(brief, tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    brief("one.yaml")
    with pytest.raises(SystemExit):
        cli.main(["build", "one.yaml", "--template", "card", "--to", "html", "-o", "-"])
    assert capfdbinary.readouterr().out.startswith(b"<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["one.yaml"]


def test_a_manifest_of_something_else_is_left_alone(brief, tmp_path):
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "manifest.json").write_text('{"name": "A web app"}')
    with pytest.raises(FilesError, match="is not briefgen's"):
        build(brief("one.yaml"))
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["manifest.json"]


def test_where_the_outputs_cannot_be_written_the_manifest_stays(brief, tmp_path):
    build(brief("one.yaml"))
    before = (tmp_path / "build" / "manifest.json").read_bytes()
    (tmp_path / "build" / "one-card.html").unlink()
    (tmp_path / "build" / "one-card.html").mkdir()
    with pytest.raises(FilesError):
        build(brief("one.yaml", MINIMAL + "# changed\n"))
    assert (tmp_path / "build" / "manifest.json").read_bytes() == before


def test_builds_at_the_same_time_all_keep_their_entries(tmp_path):
    def keep(number):
        build = Started(f"{number}.yaml", None, {"brief": {}}, {})
        keeping.keep(
            build, [Artefact(f"{number}-card.html", b"x", kind="html")], tmp_path / "build"
        )

    threads = [threading.Thread(target=keep, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    listing.fold(tmp_path / "build")
    assert len(entries(tmp_path)) == 12


def test_a_name_that_is_no_text_does_not_stop_a_build(tmp_path):
    from briefgen.builds.manifest.verifying import verified

    keep = Started("a\udcff\nb.yaml", None, {"brief": {}}, {})
    keeping.keep(keep, [Artefact("x-card.html", b"x", kind="html")], tmp_path / "build")
    assert all(str(each).isprintable() for each in verified(tmp_path / "build"))
    listing.fold(tmp_path / "build")
    assert all(str(each).isprintable() for each in verified(tmp_path / "build"))


def test_what_was_attached_is_in_the_manifest(brief, tmp_path):
    build(brief("one.yaml"), to=("pdf",), templates=["card"], attach=["source"])
    assert entries(tmp_path)["one.yaml"]["look"]["attach"] == "source"


def kept(folder, name="one.yaml"):
    build = Started(name, None, {"brief": {}}, {})
    keeping.keep(build, [Artefact(f"{name}-card.html", b"x", kind="html")], folder / "build")
    listing.fold(folder / "build")


AT_ONCE = """
import sys
from pathlib import Path
from briefgen.builds.manifest import keeping, listing
from briefgen.builds.manifest.entries import Started
from briefgen.ground.pack import Artefact

name = sys.argv[1]
build = Started(name, None, {"brief": {}}, {})
sys.stdin.read()
keeping.keep(build, [Artefact(f"{name}-card.html", b"x", kind="html")], Path("build"))
listing.fold(Path("build"))
"""


def test_processes_that_build_at_the_same_time_all_keep_their_entries(tmp_path):
    names = [f"{number}.yaml" for number in range(6)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", AT_ONCE, name],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
        )
        for name in names
    ]
    for process in processes:
        process.stdin.close()
    assert [process.wait() for process in processes] == [0] * 6
    assert list(entries(tmp_path)) == names


def test_no_lock_is_left_among_the_outputs(tmp_path):
    kept(tmp_path)
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == [
        "manifest.json",
        "one.yaml-card.html",
    ]


def test_a_lock_that_a_killed_build_left_holds_nothing_up(tmp_path):
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / listing.LOCK).write_text("")
    kept(tmp_path)
    assert list(entries(tmp_path)) == ["one.yaml"]


def test_a_lock_that_leads_out_is_not_followed(tmp_path):
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / listing.LOCK).symlink_to(tmp_path / "elsewhere")
    kept(tmp_path)
    assert not (tmp_path / "elsewhere").exists()
    assert list(entries(tmp_path)) == ["one.yaml"]


OUTPUT = {"kind": "html", "template": "card", "sha256": "0" * 64, "size": 3}
ENTRY = {"inputs": {"brief": {"a": "b"}}, "look": {}, "versions": {}, "outputs": {"o": OUTPUT}}
NOT_BELIEVED = {
    "another format": {"format": "briefgen manifest 2", "briefs": {}},
    "no briefs": {"format": "briefgen manifest 1"},
    "a list": [],
    "a brief that is none": {"briefs": {"a.yaml": None}},
    "an input that is none": {"briefs": {"a.yaml": {**ENTRY, "inputs": {"brief": "x"}}}},
    "a look in numbers": {"briefs": {"a.yaml": {**ENTRY, "look": {"style": 1}}}},
    "a size as text": {"briefs": {"a.yaml": {**ENTRY, "outputs": {"o": {**OUTPUT, "size": "3"}}}}},
    "an output above": {"briefs": {"a.yaml": {**ENTRY, "outputs": {"../o": OUTPUT}}}},
    "a brief above": {"briefs": {"../a.yaml": ENTRY}},
    "a name without end": {"briefs": {"a" * 256: ENTRY}},
}


@pytest.mark.parametrize("name", NOT_BELIEVED)
def test_a_manifest_that_was_not_written_so_is_not_believed(name, tmp_path):
    value = NOT_BELIEVED[name]
    given = {"format": "briefgen manifest 1", **value} if isinstance(value, dict) else value
    (tmp_path / "manifest.json").write_text(json.dumps(given))
    with pytest.raises(FilesError, match="is not a manifest of briefgen's"):
        listing.read(tmp_path)


def test_a_manifest_as_it_was_written_is_read(tmp_path):
    given = {"format": "briefgen manifest 1", "briefs": {"b.yaml": ENTRY, "a\udcff.yaml": ENTRY}}
    (tmp_path / "manifest.json").write_text(json.dumps(given))
    assert list(listing.read(tmp_path)) == ["a\udcff.yaml", "b.yaml"]
