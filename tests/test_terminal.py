"""What a finding looks like in a terminal: where the mark stands, and what never gets through."""

import io
import re
import sys
import unicodedata

import pytest

from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.ground.rules import RULES
from briefgen.ground.span import Span
from briefgen.report.console import from_here_on, tell_lines
from briefgen.report.terminal import diagnostic, fault_of_ours, report, summary, visible

FILE = "brief.yaml"
ESCAPE = "\x1b"
# What a terminal would obey, or what turns the direction of what is read.
OBEYED = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"]
TURNING = list("\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def at(line, start, end):
    """The place of the characters from `start` to `end`, counted from 0."""
    return Span(FILE, line, start + 1, line, end + 1)


def shown(line, words, hint="", rule="unknown-person"):
    """The lines that a terminal shows for a finding about some words of a line."""
    start = line.index(words)
    found = finding(rule, "Something is wrong.", at(1, start, start + len(words)), hint)
    return diagnostic(found, {FILE: [line]}).split("\n")


def columns(text):
    """How many columns a text takes: none for combining marks, two for wide characters."""
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


# Where the mark stands.


def test_a_finding_shows_its_rule_its_place_its_line_and_a_way_out():
    assert shown("lead: mayor", "mayor", "Name somebody else.") == [
        "error[unknown-person]: Something is wrong.",
        " --> brief.yaml:1:7",
        "  |",
        "1 | lead: mayor",
        "  |       ^^^^^ Name somebody else.",
        "  = see: briefgen explain unknown-person",
        "",
    ]


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("title: ", "造船所"),
        ("title: 造船所 and ", "harbour"),
        ("title: Zoe\u0308 Ma\u0308kela\u0308 and ", "harbour"),
        ("title: ", "Ma\u0308kela\u0308"),
        ("title: ﾊﾝｶｸ and ＦＵＬＬ ", "harbour"),
        ("title: 🚢\ufe0f a ship ", "harbour"),
        ("title: a zero\u200bwidth space ", "harbour"),
        ("\ttitle: ", "harbour"),
        ("title: \u202eturned\u202c ", "harbour"),
        ("title: \u200emarked ", "harbour"),
        ("title: a bell\x07 ", "harbour"),
        ("title: a mark\ufeff within ", "harbour"),
    ],
)
def test_the_mark_stands_below_the_words(before, words):
    lines = shown(f"{before}{words}, as it was.", words, "A hint.")
    line, mark = lines[3], lines[4]
    start = mark.index("^")
    width = mark.count("^")
    shown_words = visible(words)
    assert columns(line[: line.index(shown_words)]) == start
    assert width == columns(shown_words)


def test_a_soft_hyphen_takes_a_column_as_terminals_show_it():
    before = "a soft\u00adhyphen "
    assert shown(f"{before}harbour", "harbour")[4] == f"  | {' ' * len(before)}^^^^^^^"


def test_an_empty_place_has_a_mark_of_one():
    assert "^" in diagnostic(finding("bad-id", "No.", at(1, 6, 6)), {FILE: ["lead: "]})


def test_words_that_go_on_in_the_next_line_are_marked_to_the_end_of_the_first():
    found = finding("bad-id", "No.", Span(FILE, 1, 7, 2, 4))
    lines = diagnostic(found, {FILE: ["text: one two", "  three"]}).split("\n")
    assert lines[3:5] == ["1 | text: one two", "  |       ^^^^^^^"]


def test_a_place_that_is_not_in_the_file_is_named_without_its_line():
    found = finding("bad-id", "No.", at(9, 0, 1), "Look elsewhere.")
    assert diagnostic(found, {FILE: ["one line"]}).split("\n")[1:3] == [
        " --> brief.yaml:9:1",
        "  = help: Look elsewhere.",
    ]


def test_a_finding_without_a_place_has_its_hint_below():
    found = finding("bad-id", "No.", None, "Look elsewhere.")
    assert diagnostic(found, {}) == (
        "error[bad-id]: No.\n  = help: Look elsewhere.\n  = see: briefgen explain bad-id\n"
    )


# Long lines, and long hints.


@pytest.mark.parametrize("where", [0, 30, 90, 150, 400, 780])
def test_a_long_line_is_shown_around_the_words(where):
    words = "HERE"
    line = f"{'x' * where}{words}{'y' * (800 - where)}"
    lines = shown(line, words)
    text, mark = lines[3], lines[4]
    assert len(text) < 120
    assert text[mark.index("^") : mark.rindex("^") + 1] == words
    assert text.endswith("…") or line.endswith(text[-10:])
    assert (where > 40) == (" … " in text)


def test_words_longer_than_the_line_shown_are_marked_as_far_as_it_goes():
    lines = shown(f"text: {'x' * 500}", "x" * 500)
    assert len(lines[4]) <= len(lines[3])


def test_a_short_hint_stands_beside_the_mark_and_a_long_one_below():
    beside, below = "Name another.", "Name another, " * 8
    assert shown("lead: mayor", "mayor", beside)[4].endswith(f"^^^^^ {beside}")
    lines = shown("lead: mayor", "mayor", below.strip())
    assert lines[4].endswith("^^^^^")
    assert lines[5] == f"  = help: {below.strip()}"


def test_what_is_said_of_a_related_place_is_a_note():
    first, second = at(1, 0, 5), at(10, 0, 5)
    near = finding("bad-id", "No.", first, related=[Related("given here", second)])
    far = finding("bad-id", "No.", first, related=[Related("given here " * 10, second)])
    lines = {FILE: ["title: one"] * 10}
    assert diagnostic(near, lines).split("\n")[5:9] == [
        "  ::: brief.yaml:10:1",
        "   |",
        "10 | title: one",
        "   | ----- given here",
    ]
    assert "   = note: given here given" in diagnostic(far, lines)


# What never gets through.


@pytest.mark.parametrize("char", OBEYED + TURNING, ids=lambda char: f"U+{ord(char):04X}")
def test_what_a_terminal_would_obey_never_gets_through(char):
    bad = f"a{char}b"
    span = Span(f"{bad}.yaml", 1, 1, 1, 4, bad)
    found = Diagnostic("bad-id", bad, span, bad, (Related(bad, span),))
    alone = Diagnostic("bad-id", bad, None, bad)
    out = report([found, alone], {f"{bad}.yaml": [f"{bad} and more"]})
    assert char not in out
    assert "a�b" in out or char == "\t"


def test_a_text_without_such_characters_stays_as_it_is():
    text = "Zoë Mäkelä, 造船所, Фирс, “quotes” — and ﬁne\u00a0print"
    assert visible(text) == text


# Colours and counts.

BOTH = [
    finding("bad-id", "No.", at(1, 0, 5), "Hint.", [Related("here", at(1, 7, 10))]),
    finding("unused-source", "Hm.", at(1, 0, 5)),
]


def test_without_colours_there_is_no_escape():
    assert ESCAPE not in report(BOTH, {FILE: ["title: one"]}, color=False)


def test_colours_change_no_letter():
    plain = report(BOTH, {FILE: ["title: one"]}, color=False)
    coloured = report(BOTH, {FILE: ["title: one"]}, color=True)
    assert f"{ESCAPE}[31m" in coloured
    assert f"{ESCAPE}[33m" in coloured
    assert re.sub(rf"{ESCAPE}\[\d+m", "", coloured) == plain


def test_findings_stand_one_below_the_other_with_a_line_between():
    assert report(BOTH, {FILE: ["title: one"]}).count("\n\nwarning[unused-source]: Hm.\n") == 1
    assert report([], {}) == ""


@pytest.mark.parametrize(
    ("errors", "warnings", "said"),
    [
        (0, 0, "no findings in brief.yaml"),
        (1, 0, "1 error in brief.yaml"),
        (2, 0, "2 errors in brief.yaml"),
        (0, 1, "1 warning in brief.yaml"),
        (2, 1, "2 errors, 1 warning in brief.yaml"),
        (1, 3, "1 error, 3 warnings in brief.yaml"),
    ],
)
def test_the_summary_counts_errors_and_warnings(errors, warnings, said):
    assert summary([*BOTH[:1] * errors, *BOTH[1:] * warnings], FILE) == said


def test_every_rule_is_explained():
    assert all(f"explain {r.name}" in diagnostic(finding(r.name, "Hm.", None), {}) for r in RULES)


def test_a_place_is_called_by_its_way_from_here(tmp_path, monkeypatch):
    """As the preview's faults in settings and styles, which it finds by absolute paths."""
    monkeypatch.chdir(tmp_path)
    own, other = str(tmp_path / "briefgen.toml"), "/elsewhere/briefgen.toml"
    faults = [
        Diagnostic("setting-value", "Wrong.", Span(file, 1, 1, 1, 2)) for file in (own, other)
    ]
    found, lines = from_here_on(faults, {own: ["stile = 1"], other: []})
    assert [str(each.span) for each in found] == ["briefgen.toml:1:1", f"{other}:1:1"]
    assert lines["briefgen.toml"] == ["stile = 1"]


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "no_color", "asked", "is_coloured"),
    [
        (Terminal, "", None, True),
        (Terminal, "1", None, False),
        (io.StringIO, "", None, False),
        (Terminal, "1", True, True),
        (Terminal, "", False, False),
    ],
)
def test_colours_are_for_terminals_unless_somebody_wants_none(
    stream, no_color, asked, is_coloured, monkeypatch
):
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr("sys.stderr", stream())
    tell_lines([finding("unknown-person", "Nobody.")], {}, color=asked)
    assert (ESCAPE in sys.stderr.getvalue()) is is_coloured


@pytest.mark.parametrize(
    ("count", "ends"), [(100, "explain unknown-person"), (101, "… and 1 more.")]
)
def test_a_hundred_findings_are_worded_and_the_others_counted(count, ends):
    found = [finding("unknown-person", f"Nobody {at}.") for at in range(count)]
    said = report(found, {})
    assert said.rstrip().endswith(ends)
    assert said.count("error[unknown-person]") == 100


def test_errors_come_before_warnings_where_not_all_are_worded():
    warnings = [finding("vague-objective", f"Vague {at}.") for at in range(100)]
    said = report([*warnings, finding("unknown-person", "Nobody.")], {})
    assert "error[unknown-person]: Nobody." in said
    assert said.count("warning[vague-objective]") == 99
    # Those that are worded stand in the order of the file.
    assert said.index("Vague 98.") < said.index("error[unknown-person]")


def test_a_line_is_shown_whole_up_to_a_hundred_columns():
    assert shown("x" * 99 + "y", "y")[3] == f"1 | {'x' * 99}y"
    assert shown("y" + "x" * 100, "y")[3] == f"1 | y{'x' * 99}…"


def test_of_a_longer_line_forty_columns_are_shown_before_the_words():
    lines = shown("x" * 70 + "y" + "z" * 200, "y")
    assert lines[3] == f"1 | … {'x' * 40}y{'z' * 59}…"
    assert lines[4] == f"  | {' ' * 42}^"


def test_of_what_an_error_of_python_says_the_start_is_shown():
    said = fault_of_ours("e" * 400, "Nothing was written.")
    assert "e" * 300 in said
    assert "e" * 301 not in said
