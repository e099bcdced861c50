"""Where a line that is shown on the last good page is in a file that was edited since."""

import time

import pytest

from briefgen.ground.span import Span
from briefgen.preview.moved import line_now, span_now

OLD = ["title", "people", "one", "two", "three", "end"]


@pytest.mark.parametrize(
    ("new", "line", "now"),
    [
        (OLD, 4, 4),
        (["# a", "# b", *OLD], 4, 6),
        (OLD[2:], 4, 2),
        (["titel", *OLD[1:]], 1, 1),
        (["titel", *OLD[1:], "more: ["], 4, 4),
        (["titel", "peopel", "x", "one", "two", "three", "end", "more"], 4, 5),
        (["title", "people", "end"], 4, 2),
        ([""], 4, 1),
        ([], 4, 1),
    ],
)
def test_a_line_is_where_its_words_are_else_in_its_place(new, line, now):
    assert line_now(OLD, new, line) == now


def test_a_shorter_line_is_opened_at_its_end():
    now = span_now(Span("a.yaml", 1, 9, 1, 10), ["a long line\r"], ["short"])
    assert (now.line, now.column) == (1, 6)


def test_a_hundred_thousand_lines_take_moments():
    old, new = ["same"] * 100_000, ["x", *["same"] * 100_000, "y"]
    start = time.process_time()
    assert line_now([*old, "z"], new, 50_000) == 50_000
    assert time.process_time() - start < 1
