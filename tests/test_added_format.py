"""A file in `evidence/formats/` is a format of captures, for whoever asks which there are."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from briefgen.evidence import formats, kinds
from briefgen.evidence.capture import CaptureFault, understood
from briefgen.evidence.copies import kind_shown
from briefgen.evidence.keeping import capture
from briefgen.evidence.verify import searchable, verify
from briefgen.ground.clock import today

HERE = Path(__file__).parent
SUBTITLES = b"""\
0:00:00.599,0:00:04.160
We will keep the basin open

0:00:04.160,0:00:06.770
[music] until[1] May, and[2] no longer.
"""


@pytest.fixture
def with_sbv(tmp_path, monkeypatch):
    """The formats there are, and one file more."""
    folder = tmp_path / "formats"
    folder.mkdir()
    shutil.copy(HERE / "formats" / "sbv.py", folder)
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(folder)])
    kinds.known_formats.cache_clear()
    yield
    kinds.known_formats.cache_clear()
    sys.modules.pop(f"{formats.__name__}.sbv")
    del formats.sbv


@pytest.mark.parametrize("name", ["talk.sbv", "talk.txt"])
@pytest.mark.usefixtures("with_sbv")
def test_a_format_that_is_added_is_told_by_what_is_inside(name):
    found = understood(SUBTITLES, name)
    assert found.media_type == "text/x-subviewer"
    assert found.text.startswith("We will keep the basin open\n[music]")


@pytest.mark.usefixtures("with_sbv")
def test_it_is_told_by_its_ending_where_the_inside_says_nothing():
    assert understood(b"Adjourned.", "talk.sbv").media_type == "text/x-subviewer"


@pytest.mark.usefixtures("with_sbv")
def test_it_says_how_its_captures_are_looked_at():
    found = understood(SUBTITLES, "talk.sbv")
    assert (kind_shown(found), found.has_lines) == ("transcript", True)
    assert found.line_of(found.text.index("[music]")) == (5, 1)
    # The numbers of notes are left out, and not what else may stand in a text.
    assert verify("until May, and no longer", searchable(found.text, found)).fault is None
    assert len(found.furniture) == 2


@pytest.mark.usefixtures("with_sbv")
def test_its_own_hint_is_given_where_there_is_no_text():
    with pytest.raises(CaptureFault, match="holds no text") as refused:
        understood(b"0:00:00.599,0:00:04.160\n", "talk.sbv")
    assert refused.value.hint == "Does it have subtitles?"


@pytest.mark.usefixtures("with_sbv")
def test_it_can_be_kept_beside_a_brief(tmp_path):
    shutil.copy(HERE.parent / "briefs" / "minimal.yaml", tmp_path / "brief.yaml")
    with (tmp_path / "brief.yaml").open("a") as brief:
        brief.write("\nsources:\n  talk: A talk\n")
    (tmp_path / "talk.sbv").write_bytes(SUBTITLES)
    capture(tmp_path / "talk.sbv", "talk", tmp_path / "brief.yaml", today())
    assert "kept_as: transcript" in (tmp_path / "brief.yaml").read_text()


def test_without_its_file_nobody_knows_it():
    other = SUBTITLES + b"\n"  # what was read before is remembered
    assert understood(other, "talk.txt").media_type == "text/plain"
    with pytest.raises(CaptureFault, match="is not text, nor of any other kind"):
        understood(other, "talk.sbv")


def test_each_format_has_a_place_of_its_own_among_the_others():
    known = kinds.known_formats()
    for values in (
        [each.media_type for each in known],
        [each.order for each in known],
        [ending for each in known for ending in each.endings],
    ):
        assert len(values) >= 10
        assert len(values) == len(set(values))
