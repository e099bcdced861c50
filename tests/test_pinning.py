"""A capture is written into the YAML at the source's own place, and nothing else is touched."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import BriefError, FilesError
from briefgen.evidence.keeping import capture
from briefgen.evidence.pinning import pinned
from briefgen.load.reader import load

FIELDS = {"capture": "captures/a.txt", "sha256": "0" * 64}
NEW = "capture: captures/a.txt"
PIN = f"sha256: {'0' * 64}"


def edited(text, source="paper"):
    return pinned(load(text.encode(), "brief.yaml"), source, FIELDS)


LAYOUTS = {
    "block": (
        "sources:\n  paper:\n    title: A paper  # kept\n    url: https://a.b/c\nagenda: []\n",
        f"sources:\n  paper:\n    title: A paper  # kept\n    url: https://a.b/c\n    {NEW}\n    {PIN}\nagenda: []\n",
    ),
    "no newline at the end": (
        "sources:\n  paper:\n    title: A paper",
        f"sources:\n  paper:\n    title: A paper\n    {NEW}\n    {PIN}",
    ),
    "flow": (
        "sources:\n  paper: {title: A paper, url: 'https://a.b/c'}  # kept\n",
        f"sources:\n  paper: {{title: A paper, url: 'https://a.b/c', {NEW}, {PIN}}}  # kept\n",
    ),
    "flow over two lines": (
        "sources:\n  paper: {title: A paper,\n          url: 'https://a.b/c'}\nx: 1\n",
        f"sources:\n  paper: {{title: A paper,\n          url: 'https://a.b/c', {NEW}, {PIN}}}\nx: 1\n",
    ),
    "short form": (
        "sources:\n  paper: A paper: no, not that\n".replace(": no", " - no"),
        f"sources:\n  paper: {{title: 'A paper - no, not that', {NEW}, {PIN}}}\n",
    ),
    "short form in quotation marks": (
        "sources:\n  paper: 'A paper'  # kept\n",
        f"sources:\n  paper: {{title: 'A paper', {NEW}, {PIN}}}  # kept\n",
    ),
    "another source below": (
        "sources:\n  paper:\n    title: A paper\n\n  # the letter\n  letter: A letter\n",
        f"sources:\n  paper:\n    title: A paper\n    {NEW}\n    {PIN}\n\n  # the letter\n  letter: A letter\n",
    ),
    "values that there were": (
        f"sources:\n  paper:\n    sha256: {'1' * 64}  # old\n    title: A paper\n    capture: 'b.txt'\n",
        f"sources:\n  paper:\n    {PIN}  # old\n    title: A paper\n    {NEW}\n",
    ),
    "one value that there was": (
        "sources:\n  paper:\n    capture: b.txt\n    title: A paper\n",
        f"sources:\n  paper:\n    {NEW}\n    title: A paper\n    {PIN}\n",
    ),
    "an empty value": (
        "sources:\n  paper:\n    capture:\n    title: A paper\n",
        f"sources:\n  paper:\n    {NEW}\n    title: A paper\n    {PIN}\n",
    ),
    "a title over two lines": (
        "sources:\n  paper:\n    url: https://a.b\n    title: A paper\n      on two lines\nx: 1\n",
        f"sources:\n  paper:\n    url: https://a.b\n    title: A paper\n      on two lines\n    {NEW}\n    {PIN}\nx: 1\n",
    ),
    "Windows lines": (
        "sources:\r\n  paper:\r\n    title: A paper\r\nx: 1\r\n",
        f"sources:\r\n  paper:\r\n    title: A paper\r\n    {NEW}\r\n    {PIN}\r\nx: 1\r\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), LAYOUTS.values(), ids=LAYOUTS)
def test_only_the_fields_are_added(before, after):
    assert edited(before) == after


def test_an_unknown_source_is_suggested():
    with pytest.raises(BriefError, match="Did you mean `paper`"):
        edited("sources: {paper: A paper}\n", "papre")


@pytest.mark.parametrize("text", ["sources: [paper]\n", "title: x\n", "", "sources:\n"])
def test_a_brief_without_that_source_is_refused(text):
    with pytest.raises(BriefError, match="no source `paper`"):
        edited(text)


@pytest.mark.parametrize(
    "text",
    ["x: &a {title: A paper}\nsources:\n  paper: *a\n", "sources:\n  paper: |\n    A paper\n"],
)
def test_what_a_program_should_not_edit_is_refused_with_a_way_out(text):
    with pytest.raises(BriefError):
        edited(text)


TITLES = st.text("abc é'#:-", min_size=1, max_size=12).map(lambda text: f"x{text.strip()}x")


@given(
    st.lists(TITLES, min_size=1, max_size=4), st.booleans(), st.sampled_from(["", "  # note", "\n"])
)
def test_all_other_values_stay_what_they_were(titles, flow, behind):
    lines = []
    for number, title in enumerate(titles):
        quoted = "'" + title.replace("'", "''") + "'"
        body = f" {{title: {quoted}}}" if flow else f"\n    title: {quoted}"
        lines.append(f"  s{number}:{body}{behind}")
    text = "sources:\n" + "\n".join(lines) + "\nlast: 1\n"
    after = load(edited(text, "s0").encode(), "x").data
    before = load(text.encode(), "x").data
    before["sources"]["s0"] |= FIELDS
    assert after == before


BRIEF = "sources:\n  paper:\n    title: A paper\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "brief.yaml").write_text(BRIEF)
    (tmp_path / "page.html").write_text("<html><body><p>We will be ready.</p></body></html>")
    return tmp_path


def test_a_file_becomes_a_capture_beside_the_brief(folder):
    written = capture(folder / "page.html", "paper", folder / "brief.yaml", date(2026, 3, 2))
    assert [path.relative_to(folder).as_posix() for path in written] == [
        "captures/page.html",
        "brief.yaml",
    ]
    text = (folder / "brief.yaml").read_text()
    assert "accessed: 2026-03-02\n    capture: captures/page.html\n    sha256: " in text
    assert text.endswith("    kept_as: saved page\n    kept_on: 2026-03-02\n")


@pytest.mark.parametrize("name", ["minutes.txt", "minutes.md"])
def test_a_text_is_taken_for_typed_whatever_the_capture_was_before(folder, name):
    capture(folder / "page.html", "paper", folder / "brief.yaml", date(2026, 3, 2))
    (folder / name).write_text("We will be ready.")
    capture(folder / name, "paper", folder / "brief.yaml", date(2026, 3, 9))
    text = (folder / "brief.yaml").read_text()
    assert "kept_as: typed\n    kept_on: 2026-03-09\n" in text
    assert "accessed: 2026-03-02\n" in text  # when it was read; the copy is younger


def test_the_same_file_is_kept_once_and_another_under_another_name(folder):
    for _ in range(2):
        capture(folder / "page.html", "paper", folder / "brief.yaml", date(2026, 3, 2))
    assert len(list((folder / "captures").iterdir())) == 1
    (folder / "page.html").write_text("<html><body><p>We are not ready.</p></body></html>")
    capture(folder / "page.html", "paper", folder / "brief.yaml", date(2026, 3, 2))
    assert (folder / "captures" / "page-2.html").exists()
    assert "captures/page-2.html" in (folder / "brief.yaml").read_text()


@pytest.mark.parametrize("name", ["none.html", "empty.txt", "picture.png"])
def test_what_cannot_be_read_is_not_kept(folder, name):
    (folder / "empty.txt").write_text(" \n")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0")
    with pytest.raises(FilesError):
        capture(folder / name, "paper", folder / "brief.yaml", date(2026, 3, 2))
    assert not (folder / "captures").exists()
    assert (folder / "brief.yaml").read_text() == BRIEF


def test_a_byte_order_mark_stays_where_the_brief_had_one(folder):
    mark = b"\xef\xbb\xbf"
    for before in (mark, b""):
        (folder / "brief.yaml").write_bytes(before + BRIEF.encode())
        capture(folder / "page.html", "paper", folder / "brief.yaml", date(2026, 3, 2))
        written = (folder / "brief.yaml").read_bytes()
        assert written.startswith(before + b"sources:")
