"""Mending takes findings away, changes nothing else of a brief, and leaves none worse than it was."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_diagnostics import FOLDER, checked
from test_edits import EDITS, SETTINGS, TEXTS
from written import MINIMAL, ROOT, put

import briefgen
from briefgen.builds.fixing.briefs import mended_brief
from briefgen.builds.fixing.mending import mended
from briefgen.builds.fixing.reading import Reading
from briefgen.builds.fixing.settings import mended_settings
from briefgen.builds.job import Job
from briefgen.ground.decode import line_starts
from briefgen.ground.diagnostics import Edit, finding
from briefgen.ground.errors import ConfigError
from briefgen.ground.positions import span_of
from briefgen.report.mends import diff
from briefgen.settings.files import settings_in
from briefgen.settings.resolver import Resolved

MARK = "\ufeff"


@cache
def fixed(text, folder=FOLDER):
    path = Path("brief.yaml")
    job = Job(path, str(path), folder, path.stem, "check", Resolved())
    return mended_brief(text.encode(), job)


EDITED = {case.values[0] for case in EDITS}
WITH_EDITS = [pytest.param(text, id=name) for name, text in TEXTS.items() if text in EDITED]


def undone(made):
    """The text as it was before the edits, told from their places in the one after them."""
    text = made.after.decode().removeprefix(MARK)
    starts = line_starts(text)
    for one in reversed(made.mends):
        at = starts[one.line - 1] + one.column - 1
        assert text[at:].startswith(one.new)
        text = text[:at] + one.old + text[at + len(one.new) :]
    return text


# Every rule with an edit, in all cases of the tests.


def test_there_are_cases_of_every_rule_with_an_edit():
    rules = {one.rule for case in WITH_EDITS for one in fixed(case.values[0]).mends}
    assert rules == {case.values[1].rule for case in EDITS}
    assert len(rules) > 15


@pytest.mark.parametrize("text", WITH_EDITS)
def test_after_mending_no_finding_has_an_edit(text):
    made = fixed(text)
    assert made.mends
    assert [found for found in checked(made.after).diagnostics if found.edit] == []


@pytest.mark.parametrize("text", WITH_EDITS)
def test_mending_changes_nothing_but_the_edited_stretches(text):
    assert undone(fixed(text)) == text


@pytest.mark.parametrize("text", WITH_EDITS)
def test_mending_twice_changes_nothing_the_second_time(text):
    once = fixed(text).after
    assert fixed(once.decode()).after == once


@pytest.mark.parametrize("text", WITH_EDITS)
def test_a_brief_is_mended_alike_whatever_its_line_ends_and_its_byte_order_mark(text):
    after = fixed(text).after.decode()
    assert fixed(MARK + text).after.decode() == MARK + after
    assert fixed(text.replace("\n", "\r\n")).after.decode() == after.replace("\n", "\r\n")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_mending_leaves_the_ends_of_lines_as_they_are(end):
    for case in WITH_EDITS[::2]:
        text = case.values[0].replace("\n", end)
        made = fixed(text)
        assert undone(made) == text
        assert "\n" not in made.after.decode().replace(end, "")


def test_the_diff_of_all_cases_can_be_applied(tmp_path):
    texts = {
        f"briefs/{number} a.yaml": case.values[0] for number, case in enumerate(WITH_EDITS[::4])
    }
    texts |= {f"{name}.crlf": text.replace("\n", "\r\n") for name, text in texts.items()}
    texts |= {f"{name}.cut": text.rstrip("\n") for name, text in texts.items()}
    made = {name: replace(fixed(text), file=name) for name, text in texts.items()}
    patch = "".join(map(diff, made.values())).encode()
    applied = 0
    for number, command in enumerate((["git", "apply", "-"], ["patch", "-p1", "--binary"])):
        if not shutil.which(command[0]):
            continue
        folder = tmp_path / str(number)
        for name, each in made.items():
            put(folder / name).write_bytes(each.before)
        where = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path)}
        subprocess.run(command, cwd=folder, input=patch, check=True, env=where, capture_output=True)
        assert {name: (folder / name).read_bytes() for name in made} == {
            name: each.after for name, each in made.items()
        }
        applied += 1
    assert applied or not shutil.which("git")


def test_a_name_with_signs_that_a_diff_would_obey_is_written_as_git_does():
    made = replace(fixed(MINIMAL.replace("title:", "titel:", 1)), file='a "b"\n.yaml')
    assert diff(made).startswith('--- "a/a \\"b\\"\\012.yaml"\n+++ "b/a \\"b\\"\\012.yaml"\n@@')


@pytest.mark.parametrize("path", SETTINGS, ids=lambda path: path.name)
def test_settings_are_mended_where_they_can_only_be_meant_so(path, tmp_path):
    at = put(tmp_path / "briefgen.toml", path.read_text("utf-8"))
    made = mended_settings(at.read_bytes(), at)
    assert bool(made.mends) == (made.before != made.after)
    assert undone(made) == path.read_text("utf-8")
    at.write_bytes(made.after)
    if made.mends:
        assert settings_in(at).file == at
    else:
        with pytest.raises(ConfigError) as left:
            settings_in(at)
        assert [found for found in left.value.findings if found.edit] == []


# Slips of all kinds at once, in the briefs that are shipped.

SLIPS = [
    ("speaker:", "speeker:"),
    ("title:", "titel:"),
    ("objective:", "objetive:"),
    ("published:", "publshed:"),
    ("said_on: 2019-05-13", "said_on: 13 May 2019"),
    ("as_of: 2026-03-02", "as_of: 2 March 2026"),
    ("start: 10:00", "start: 10.00"),
    ("minutes: 30", "minutes: 30 min"),
    ("kind: avoid", "kind: avoyd"),
    ("principal: minister", "principal: ministr"),
    ("briefgen: 1", "briefgen: 1.0"),
    ("  - title", "\t- title"),
    ("text: The total for all schools.", "text: The total: for all schools."),
    ("objective: Repairs begin", "objective: “Repairs” begin"),
    ("state: {name", "state {name"),
    ("agenda:", "agenda"),
    ("- The roofs", "-The roofs"),
    ("[", "("),
    ("}", ""),
    (": ", ":"),
    ("\n  ", "\n "),
    ('"', "”"),
    ("'", "’"),
]


@pytest.mark.long
@given(
    st.sampled_from(["minimal", "everything"]),
    st.lists(st.tuples(st.sampled_from(SLIPS), st.integers(0, 5)), min_size=1, max_size=4),
)
def test_no_brief_is_worse_after_mending(name, slips):
    folder = ROOT / "briefs"
    text = (folder / f"{name}.yaml").read_text("utf-8")
    for (right, wrong), number in slips:
        parts = text.split(right)
        at = number % len(parts)
        if at:
            text = right.join(parts[:at]) + wrong + right.join(parts[at:])
    made = fixed(text, folder)
    before, after = (checked(data).diagnostics for data in (made.before, made.after))
    assert undone(made) == text
    assert fixed(made.after.decode(), folder).after == made.after
    assert sum(found.is_error for found in before) or not sum(found.is_error for found in after)
    for one in made.mends:  # what is only about form changes no letter
        if one.rule in {"yaml-syntax", "tab-indent", "yaml-tag"}:
            assert list(filter(str.isalnum, one.old)) == list(filter(str.isalnum, one.new))


# Edits that don't do what they should. No rule has any; a reader of texts makes them here.


def of(text, *found, is_read=True):
    stops = any(each.is_error for each in found)
    return Reading("b", text, found, line_starts(text), is_read=is_read, stops=stops)


def asked(text, word, instead, rule="unknown-field", message="No."):
    """A finding about a word, with the edit that puts another in its place."""
    start = text.index(word)
    span = span_of("b", line_starts(text), start, start + len(word))
    return finding(rule, message, span, edit=Edit(span, instead))


def reads(*faults):
    """A reader that finds each word for which there is an edit: word, the other, rule, message."""
    return lambda text: of(text, *(asked(text, *each) for each in faults if each[0] in text))


def outcome(text, read):
    made = mended(read(text), read)
    return made.reading.text, [(one.old, one.new) for one in made.mends]


def test_an_edit_that_leaves_its_finding_is_taken_back():
    read = reads(("aa", "aab", "unknown-field", "No."))
    assert outcome("x aa y", read) == ("x aa y", [])


def test_an_edit_that_brings_another_fault_is_taken_back_and_the_others_are_made():
    read = reads(
        *((word, word.upper(), "unknown-field", word) for word in ("aa", "bb", "cc", "dd", "ee")),
        ("CC", "CCC", "missing-field", "Something is missing."),
    )
    assert outcome("aa bb cc dd ee", read) == (
        "AA BB cc DD EE",
        [(word, word.upper()) for word in ("aa", "bb", "dd", "ee")],
    )


def test_what_a_mended_fault_has_hidden_is_mended_as_well():
    read = reads(("aa", "bb", "bad-date", "No."), ("bb", "cc", "unknown-person", "Nobody."))
    assert outcome("x aa", read) == ("x cc", [("aa", "bb"), ("bb", "cc")])


def test_what_two_findings_would_mend_in_two_ways_stays():
    read = reads(("aa", "bb", "bad-date", "One."), ("aa", "cc", "bad-date", "Two."))
    assert outcome("x aa", read) == ("x aa", [])


def test_what_two_findings_would_mend_in_the_same_way_is_mended_once():
    read = reads(("aa", "bb", "bad-date", "One."), ("aa", "bb", "bad-date", "Two."))
    assert outcome("x aa", read) == ("x bb", [("aa", "bb")])


def test_edits_that_overlap_are_made_one_after_the_other():
    read = reads(("a b", "ab", "bad-date", "One."), ("b c", "bc", "bad-date", "Two."))
    assert outcome("a b c", read)[0] == "abc"
    read = reads(("a b", "a b!", "bad-date", "One."), ("b c", "bc", "bad-date", "Two."))
    assert outcome("a b c", read) == ("a bc", [("b c", "bc")])


def test_an_edit_of_a_fault_of_form_that_costs_a_word_is_not_made():
    read = reads(("a and b", '"a"', "yaml-syntax", "No."))
    assert outcome("x: a and b", read) == ("x: a and b", [])


def test_the_number_of_an_entry_is_no_word():
    read = reads(("1. a", "- a", "yaml-syntax", "No."))
    assert outcome("x:\n  1. a\n", read)[0] == "x:\n  - a\n"


def test_a_brief_that_could_be_built_still_can_be_built():
    read = reads(("aa", "bb", "vague-objective", "No."), ("bb", "bb", "dead-anchor", "No."))
    assert outcome("x aa", read) == ("x aa", [])


def test_two_edits_that_undo_each_other_come_to_an_end():
    read = reads(("aa", "bb", "bad-date", "No."), ("bb", "aa", "unknown-person", "Nobody."))
    text, mends = outcome("x aa", read)
    assert text in {"x aa", "x bb"}
    assert len(mends) < 300


def test_an_edit_of_another_file_is_not_made():
    text = "x aa"
    found = asked(text, "aa", "bb")
    elsewhere = replace(found, edit=replace(found.edit, span=replace(found.edit.span, file="c")))
    assert outcome(text, lambda text: of(text, elsewhere)) == (text, [])


def test_an_inserted_line_has_the_line_ends_of_the_file():
    def read(text):
        if "hash" in text:
            return of(text)
        span = span_of("b", line_starts(text), 3, 3)
        return of(text, finding("capture-unpinned", "No hash.", span, edit=Edit(span, "hash\n")))

    assert outcome("a\r\nb\r\n", read) == ("a\r\nhash\r\nb\r\n", [("", "hash\r\n")])


# From Python.


def test_a_brief_is_mended_from_python(tmp_path):
    path = put(
        tmp_path / "brief.yaml", MINIMAL.replace("principal: minister", "principal: ministr")
    )
    told = briefgen.fix(path, write=False)
    assert path.read_bytes() == told.before
    assert briefgen.fix(path) == told
    assert path.read_text("utf-8") == MINIMAL
    assert [(one.rule, one.line, one.column, one.old, one.new) for one in told.mends] == [
        ("unknown-person", 5, 12, "ministr", "minister")
    ]
    assert briefgen.fix(path).mends == ()


def test_the_edits_are_told_in_the_order_of_the_brief():
    for case in WITH_EDITS:
        places = [(one.line, one.column) for one in fixed(case.values[0]).mends]
        assert all(one <= other for one, other in pairwise(places))
