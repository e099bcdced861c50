"""Positions: from a place to offsets and back, and from an offset to what stands there."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.ground.decode import line_starts
from briefgen.ground.positions import line_and_column, offsets_of, span_of
from briefgen.ground.span import Span, dotted
from briefgen.load.reader import load

ROOT = Path(__file__).parent.parent
EVERYTHING = (ROOT / "briefs" / "everything.yaml").read_text("utf-8")
BOM = "\ufeff"
# The same brief as other systems and people type it. None of that changes what stands where.
TYPED = {
    "as it is": EVERYTHING,
    "with line ends of Windows": EVERYTHING.replace("\n", "\r\n"),
    "with a byte order mark": BOM + EVERYTHING,
    "with astral characters": EVERYTHING.replace("e", "🚢é").replace("é", "e"),
    "without a line end": EVERYTHING.rstrip("\n"),
}


def document(text):
    return load(text.encode(), "brief.yaml")


def of_scalars(read):
    """The paths of the scalars that were typed there, not repeated by an alias."""
    for path, mark in read.marks.items():
        if mark.close is None and (mark.key is None or read.offsets(mark.key)[0] < mark.start):
            yield path, mark


@pytest.fixture(params=TYPED, scope="module")
def read(request):
    text = TYPED[request.param]
    if request.param == "with astral characters":
        # Only in values: a key with a ship in it is none of the format, and need not be one here.
        text = EVERYTHING.replace("Moscow", "Mos🚢cow")
    found = document(text)
    assert found.data is not None
    assert len(found.marks) > 300
    return found


# Every key and every value of a large brief.


def test_from_each_value_to_its_offsets_and_back_to_its_path(read):
    for path, mark in of_scalars(read):
        start, end = read.offsets(mark.value)
        assert start == mark.start
        wrong = {at: read.path_at(at) for at in range(start, end + 1) if read.path_at(at) != path}
        assert wrong == {}, dotted(path)


def test_from_each_key_to_its_offsets_and_back_to_its_path(read):
    keys = [(path, mark) for path, mark in read.marks.items() if mark.key]
    assert len(keys) > 200
    for path, mark in keys:
        start, end = read.offsets(mark.key)
        assert read.text[start:end].strip("\"'") == str(path[-1])
        assert {read.path_at(at) for at in range(start, end + 1)} == {path}


def test_from_each_place_to_offsets_and_back_to_the_place(read):
    for path, mark in of_scalars(read):
        start, end = read.offsets(mark.value)
        if end > start and read.text[end - 1] not in "\r\n":
            assert read.span(start, end, dotted(path)) == mark.value


def test_from_every_offset_to_a_path_that_is_there(read):
    for at in range(len(read.text) + 1):
        path = read.path_at(at)
        assert path == () or path in read.marks


def test_what_is_underlined_is_what_the_offsets_hold(read):
    for path, mark in of_scalars(read):
        if mark.style is None and path[-1] == "date":
            start, end = read.offsets(mark.value)
            assert read.text[start:end] == read.value(path)


# Where nothing was typed.


BRIEF = """\
title: Talks
people:
  minister: {name: Ida,  role: Chair }
agenda:
  - title: Fares
    points:
      - One

  - title: Ports

sources: []
note:
"""


@pytest.mark.parametrize(
    ("before", "path"),
    [
        ("title", "title"),
        ("title: ", "title"),
        ("title: Ta", "title"),
        ("title: Talks", "title"),
        ("title: Talks\npeople:", "people"),
        ("minister: {name: Ida, ", "people.minister"),
        ("role: Chair ", "people.minister"),
        ("Chair }", "people.minister"),
        ("      - One\n", "agenda[0].points"),
        ("  - title: Ports\n", "agenda[1]"),
        ("sources: [", "sources"),
        ("note:", "note"),
        (BRIEF, ""),
    ],
)
def test_between_the_words_an_offset_is_in_the_innermost_thing_that_is_open(before, path):
    at = BRIEF.index(before) + len(before)
    assert dotted(document(BRIEF).path_at(at)) == path


def test_what_an_alias_repeats_has_the_path_under_which_it_was_typed():
    text = "a: &x {b: one}\nc: *x\nd: [*x]\n"
    read = document(text)
    assert dotted(read.path_at(text.index("one"))) == "a.b"
    assert dotted(read.path_at(text.index("c:"))) == "c"


def test_a_file_that_is_no_yaml_has_no_paths():
    assert document("a: [\n").path_at(2) == ()
    assert document("").path_at(0) == ()


# Any text.

LINES = st.text("ab 🚢é造\t", max_size=6)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\x85", "\u2028"])
TEXTS = st.lists(st.tuples(LINES, ENDS), max_size=8).map(
    lambda parts: "".join(line + end for line, end in parts)
)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_a_stretch_of_any_text_is_found_again_by_its_place(text, data):
    starts = line_starts(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert offsets_of(span_of("x", starts, start, end), starts) == (start, end)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_an_offset_is_on_the_line_that_starts_before_it(text, data):
    starts = line_starts(text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = line_and_column(offset, starts)
    assert starts[line - 1] + column - 1 == offset
    assert line == bisect_right(starts, offset)


def test_a_place_behind_the_file_has_no_offsets():
    assert offsets_of(Span("x", 9, 1, 9, 2), line_starts("one\ntwo\n")) is None
