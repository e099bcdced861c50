"""Files leave whole, all or none, and what stood in their place stays until then."""

from __future__ import annotations

import stat

import pytest

from briefgen import FilesError
from briefgen.ground.pack import Artefact, pack


def test_files_are_written_with_their_folders(tmp_path):
    written = pack([Artefact("a.html", b"a"), Artefact("below/b.pdf", b"b", 2)], tmp_path / "new")
    assert [path.read_bytes() for path in written] == [b"a", b"b"]
    assert sorted(path.name for path in (tmp_path / "new").rglob("*")) == [
        "a.html",
        "b.pdf",
        "below",
    ]


def test_where_one_cannot_be_written_none_is(tmp_path):
    (tmp_path / "a.html").write_bytes(b"the last good one")
    (tmp_path / "below").write_bytes(b"no folder")
    with pytest.raises(FilesError, match="Can't write"):
        pack([Artefact("a.html", b"new"), Artefact("below/b.pdf", b"b")], tmp_path)
    assert (tmp_path / "a.html").read_bytes() == b"the last good one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "below"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    pack([Artefact("link.txt", b"new")], tmp_path)
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_the_mode_of_a_file_stays(tmp_path):
    path = tmp_path / "private.yaml"
    path.write_bytes(b"old")
    path.chmod(0o600)
    pack([Artefact(path.name, b"new")], tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_interrupts_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("briefgen.ground.pack.os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        pack([Artefact("a.html", b"a")], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_many_outputs_is_looked_through_once_and_not_for_each(tmp_path, monkeypatch):
    looked = []
    monkeypatch.setattr("briefgen.ground.pack.sweep", looked.append)
    for number in range(5):
        pack([Artefact(f"{number}.html", b"x")], tmp_path)
    assert looked == [tmp_path]
