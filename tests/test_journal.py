"""The entries of a run stand in a journal until its end, and none is lost, wherever it is killed."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from written import MINIMAL

from briefgen import FilesError, api
from briefgen.builds.manifest import journal, keeping, listing
from briefgen.builds.manifest.entries import Started
from briefgen.builds.manifest.verifying import verified
from briefgen.builds.plan import plan
from briefgen.builds.run import run
from briefgen.builds.running import Running
from briefgen.ground import pack as packing
from briefgen.ground.pack import Artefact
from briefgen.settings.options import Options


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "build"


def keep(folder, name, data=b"x", output=""):
    build = Started(name, None, {"brief": {}}, {})
    keeping.keep(build, [Artefact(output or f"{name}-card.html", data, kind="html")], folder)


def in_manifest(folder):
    return list(json.loads((folder / "manifest.json").read_text("utf-8"))["briefs"])


def differences(folder):
    return [str(each) for each in verified(folder) if each.holds is False]


def test_a_run_that_is_killed_has_listed_what_it_wrote(folder):
    keep(folder, "one.yaml")
    keep(folder, "two.yaml")
    assert not (folder / "manifest.json").exists()
    assert list(listing.read(folder)) == ["one.yaml", "two.yaml"]
    assert not [said for said in differences(folder) if "card" in said]


def test_the_next_run_puts_in_what_a_killed_one_has_noted(folder):
    keep(folder, "one.yaml")
    Path("three.yaml").write_text(MINIMAL, "utf-8")
    api.build("three.yaml", to=["html"])
    assert in_manifest(folder) == ["one.yaml", "three.yaml"]
    assert not (folder / journal.NAME).exists()


def test_a_run_that_is_killed_between_manifest_and_journal_has_lost_nothing(folder, monkeypatch):
    keep(folder, "one.yaml")
    with monkeypatch.context() as patch:
        patch.setattr(journal, "drop", lambda _: None)
        listing.fold(folder)
    assert in_manifest(folder) == ["one.yaml"]
    keep(folder, "two.yaml")
    assert list(listing.read(folder)) == ["one.yaml", "two.yaml"]
    listing.fold(folder)
    assert in_manifest(folder) == ["one.yaml", "two.yaml"]


@pytest.mark.parametrize("torn", [b'{"format": "briefgen mani', b'{"briefs": {}}\n{', b"\xff"])
def test_a_line_that_was_not_finished_harms_no_other(torn, folder):
    keep(folder, "one.yaml")
    with (folder / journal.NAME).open("ab") as file:
        file.write(torn)
    assert list(listing.read(folder)) == ["one.yaml"]
    keep(folder, "two.yaml")
    assert list(listing.read(folder)) == ["one.yaml", "two.yaml"]


def test_where_an_entry_cannot_be_noted_the_last_good_files_stay(folder, monkeypatch):
    keep(folder, "one.yaml", b"first")
    before = (folder / journal.NAME).read_bytes()

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    fsync = os.fsync
    monkeypatch.setattr(packing.os, "fsync", lambda file: None)
    monkeypatch.setattr(journal.os, "fsync", full)
    with pytest.raises(FilesError, match=r"Can.t write to .*build: No space left on device"):
        keep(folder, "one.yaml", b"second")
    monkeypatch.setattr(journal.os, "fsync", fsync)
    assert (folder / journal.NAME).read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == [journal.NAME, "one.yaml-card.html"]
    assert (folder / "one.yaml-card.html").read_bytes() == b"first"


def test_where_outputs_cannot_be_put_in_place_their_entry_is_taken_back(folder, monkeypatch):
    keep(folder, "one.yaml")

    def refused(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(FilesError):
        keep(folder, "two.yaml")
    assert list(listing.read(folder)) == ["one.yaml"]


def test_where_the_manifest_cannot_be_written_the_last_brief_says_so_and_all_is_listed(
    folder, monkeypatch
):
    for name in ("a", "b"):
        Path(f"{name}.yaml").write_text(MINIMAL, "utf-8")

    def refused(*_):
        raise FilesError("Can't write to build: No space left on device.")

    monkeypatch.setattr(listing, "pack", refused)
    planned = plan([Path("a.yaml"), Path("b.yaml")], Options(to=("html",)))
    first, last = run(planned.turns, Running("here"))
    assert (first.exit_code, last.exit_code) == (0, 5)
    assert str(last.fault) == "b.yaml is built. Can't write to build: No space left on device."
    assert list(listing.read(folder)) == ["a.yaml", "b.yaml"]


def test_a_run_that_is_left_early_leaves_its_manifest(folder):
    for name in ("a", "b", "c"):
        Path(f"{name}.yaml").write_text(MINIMAL, "utf-8")
    planned = plan([Path(f"{name}.yaml") for name in ("a", "b", "c")], Options(to=("html",)))
    outcomes = run(planned.turns, Running("here"))
    next(outcomes)
    outcomes.close()
    assert in_manifest(folder) == ["a.yaml"]


def test_an_output_belongs_to_the_brief_that_wrote_it_last(folder):
    keep(folder, "one.yaml", output="x.html")
    listing.fold(folder)
    keep(folder, "two.yaml", output="x.html")
    assert list(listing.read(folder)) == ["two.yaml"]
    keep(folder, "one.yaml", output="x.html")
    listing.fold(folder)
    assert in_manifest(folder) == ["one.yaml"]


@pytest.mark.skipif(os.name != "posix", reason="makes a link")
def test_a_journal_that_is_a_link_is_not_followed(folder, tmp_path):
    folder.mkdir()
    (tmp_path / "elsewhere").write_text("")
    (folder / journal.NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FilesError, match="Can't write to"):
        keep(folder, "one.yaml")
    assert (tmp_path / "elsewhere").read_text() == ""
    with pytest.raises(FilesError, match="not a manifest"):
        listing.read(folder)


def test_a_journal_of_a_stranger_leads_nowhere(folder):
    keep(folder, "one.yaml")
    line = json.loads((folder / journal.NAME).read_text())
    line["briefs"] = {"../two.yaml": line["briefs"]["one.yaml"]}
    with (folder / journal.NAME).open("a") as file:
        file.write(json.dumps(line) + "\n")
    assert list(listing.read(folder)) == ["one.yaml"]


def test_the_manifest_of_many_briefs_is_written_once(folder, monkeypatch):
    """Not once a brief: each time, all of it is read and written."""
    calls = []
    for name in ("_parsed", "pack"):
        called = getattr(listing, name)
        monkeypatch.setattr(
            listing, name, lambda *asked, of=called, name=name: calls.append(name) or of(*asked)
        )
    for number in range(20):
        Path(f"{number}.yaml").write_text(MINIMAL, "utf-8")
    named = [Path(f"{number}.yaml") for number in range(20)]
    for _ in range(2):
        calls.clear()
        list(run(plan(named, Options(to=("html",), templates=("card",))).turns, Running("here")))
        assert calls == ["_parsed", "pack"]
    assert len(in_manifest(folder)) == 20
