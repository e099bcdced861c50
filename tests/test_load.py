"""YAML as it was typed: nothing changes its meaning in silence, and everything has a place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.ground.decode import MAX_BYTES
from briefgen.load.plain_scalars import Plain, core
from briefgen.load.reader import load


def document(text):
    return load(text.encode() if isinstance(text, str) else text, "brief.yaml")


def rules(text):
    return [problem.rule for problem in document(text).problems]


@pytest.mark.parametrize(
    "typed", ["12:30", "no", "NO", "1_000", "0b1", "2019-5-3", "yes", "on", "="]
)
def test_what_yaml_1_1_would_change_stays_text(typed):
    assert core(typed) == typed


def test_a_serial_number_keeps_its_zeros_for_the_field_that_it_stands_in():
    assert document("serial: 010").data == {"serial": "010"}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("true", True),
        ("False", False),
        ("12", 12),
        ("-3", -3),
        ("010", 10),
        ("0o17", 15),
        ("0xff", 255),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("2019-05-13", date(2019, 5, 13)),
        ("2019-02-30", "2019-02-30"),
        ("text", "text"),
    ],
)
def test_unquoted_scalars_mean_what_the_core_schema_says(typed, value):
    assert core(typed) == value
    assert type(core(typed)) is type(value)


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_none(typed):
    assert document(f"a: {typed}").data == {"a": None}


def test_quoted_and_block_text_is_not_plain():
    data = document("a: x\nb: 'x'\nc: |\n  x\n").data
    assert [isinstance(value, Plain) for value in data.values()] == [True, False, False]


def test_every_key_and_value_has_its_place():
    found = document("title: Talks\nagenda:\n  - title: Arms\n    points: [one, two]\n")
    places = {
        mark.value.path: (mark.value.line, mark.value.column) for mark in found.marks.values()
    }
    assert places["title"] == (1, 8)
    assert places["agenda[0].title"] == (3, 12)
    assert places["agenda[0].points[1]"] == (4, 19)
    key = found.key_span(("agenda", 0, "title"))
    assert (key.line, key.column, key.end_column) == (3, 5, 10)


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("a: one two", "two", (1, 8)),
        ("a: 'it''s two'", "two", (1, 11)),
        ('a: "\\u00e9\\t two"', "two", (1, 14)),
        ("a: |\n  one\n\n    two\n", "two", (4, 5)),
        ("a: >-\n  one\n  two\n", "two", (3, 3)),
        ("a: one\n  two\n", "two", (2, 3)),
        ("a: |\n  é😀 two\n", "two", (2, 6)),
    ],
)
def test_a_word_is_found_through_quotes_escapes_folds_and_indents(text, word, place):
    found = document(text)
    at = found.data["a"].strip().index(word)
    span = found.part_span(("a",), at, at + len(word))
    assert (span.line, span.column) == place
    assert span.end_column - span.column == len(word)


WORDS = st.lists(st.text("abcdé😀'\"#:-", min_size=1, max_size=6), min_size=1, max_size=12)


@given(WORDS, st.sampled_from(["|", ">", "'", '"']), st.data())
def test_the_place_of_any_character_holds_that_character(words, style, data):
    text = " ".join(words)
    if style in "|>":
        found = document(f"a: {style}\n  x{text}\n")
        at = data.draw(st.integers(1, len(text)))
    else:
        typed = text.replace("'", "''") if style == "'" else text.replace('"', '\\"')
        found = document(f"a: {style}x{typed}{style}\n")
        at = data.draw(st.integers(1, len(text)))
    value = found.data["a"].strip()
    if value[at].isspace():
        return
    span = found.part_span(("a",), at, at + 1)
    typed = found.lines[span.line - 1][span.column - 1]
    assert typed in (value[at], "\\")


def test_aliases_are_read_again_in_each_place():
    found = document("a: &x {b: 1}\nc: *x\nd: [*x, *x]\n")
    assert found.data["c"] == found.data["d"][1] == {"b": "1"}
    assert not found.problems


@pytest.mark.parametrize(
    "nested",
    [
        lambda depth: "[" * depth + "]" * depth,
        lambda depth: "{a: " * depth + "x" + "}" * depth,
        lambda depth: "".join(f"{'  ' * at}- \n" for at in range(depth - 1)) + "  " * depth + "- x",
        lambda depth: f"- &a [[x]]\n- {'[' * (depth - 3)}*a{']' * (depth - 3)}",
    ],
    ids=["lists", "groups", "blocks", "aliases"],
)
def test_values_are_nested_24_deep_and_no_deeper(nested):
    assert rules(nested(24)) == []
    assert rules(nested(25)) == ["yaml-bounds"]


def test_an_alias_bomb_ends_at_once():
    levels = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 25)]
    assert rules("\n".join(levels)) == ["yaml-bounds"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[" * 100_000, "yaml-bounds"),
        ("[" * 50 + "]" * 50, "yaml-bounds"),
        ("{a: " * 50 + "}" * 50, "yaml-bounds"),
        ("a: &a [*a]", "yaml-bounds"),
        ("a: !!python/object/apply:os.system [ls]", "yaml-tag"),
        ("a: !x y", "yaml-tag"),
        ("<<: {a: b}", "yaml-tag"),
        ("a: b\na: c", "duplicate-key"),
        ("a:\n\tb: c", "tab-indent"),
        (b"a: \xff\xfe", "encoding"),
        ("a: b".encode("utf-16"), "encoding"),
        (b"a: \x00", "encoding"),
        (b"a: " + b"x" * MAX_BYTES, "yaml-bounds"),
        ("? [a]\n: b", "yaml-syntax"),
        ("a: *b", "yaml-syntax"),
    ],
)
def test_what_a_brief_may_not_hold_is_refused(text, rule):
    assert rule in rules(text)


@pytest.mark.parametrize("text", ["?", "? a\n?", "\x85?", "&x ?", "a: #1 b\n?"])
def test_a_value_that_is_said_to_stand_behind_the_file_has_a_place(text):
    found = document(text)
    assert found.marks or rules(text)
    assert all(mark.value.line <= len(found.lines) for mark in found.marks.values())


def test_a_byte_order_mark_is_no_character():
    assert document(b"\xef\xbb\xbfa: b").data == {"a": "b"}


def test_lines_end_where_libyaml_ends_them():
    found = document("a: 1\r\nb: 2\rc: 3\n")
    assert [found.value_span((key,)).line for key in "abc"] == [1, 2, 3]


@given(st.binary(max_size=200))
def test_any_bytes_make_a_document_or_a_problem(data):
    found = load(data, "x")
    assert found.data is None or found.marks
    assert all(problem.span is not None for problem in found.problems)


@given(st.text("ab:-[]{}&*!|>'\"%@`#,\n\t ", max_size=60))
@settings(max_examples=3 * settings.default.max_examples)
def test_any_marks_of_yaml_make_a_document_or_a_problem_with_a_place(text):
    found = document(text)
    assert all(problem.span is not None and problem.span.line >= 1 for problem in found.problems)
