"""A run is reported in formats: for people at the terminal, for programs as JSON."""

from __future__ import annotations

import io
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.builds.outcome import Outcome
from briefgen.checks.allow import AllowedName
from briefgen.cli import main
from briefgen.evidence.tally import Tally
from briefgen.ground.decode import line_starts
from briefgen.ground.diagnostics import Edit, Related, finding
from briefgen.ground.errors import BriefError, FilesError
from briefgen.ground.pack import Artefact
from briefgen.ground.positions import span_of
from briefgen.ground.span import Span
from briefgen.report import formats
from briefgen.report.checked import allowed, in_detail, unchecked
from briefgen.report.formats import ReportOptions
from briefgen.report.pages import SITE
from briefgen.report.plain import plain, with_lines

FILE = "briefs/talks.yaml"
TEXT = "briefgen: 1\r\ntitle: 造船所 🚢 talks\r\nlead: mayr\r\npeople: {mayor: Ida}\r\n"
STARTS = line_starts(TEXT)
ROOT = Path(__file__).parent.parent
MINIMAL = (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")
FORMATS = Path(formats.__file__).parent


def outcome(*found, file=FILE, **more):
    """What came of a brief with that text, in which this was found."""
    known = {"lines": {FILE: tuple(TEXT.split("\r\n"))}, "starts": {FILE: STARTS}}
    return Outcome(
        file, Path(file), diagnostics=found, **(known | {"seconds": {"check": 0.1}} | more)
    )


def at(words):
    start = TEXT.index(words)
    return span_of(FILE, STARTS, start, start + len(words), "lead")


MISSPELT = finding(
    "unknown-person",
    "Nobody in `people` is called `mayr`.",
    at("mayr"),
    "Did you mean `mayor`?",
    [Related("people are listed here", at("people"))],
    Edit(at("mayr"), "mayor"),
)
FAULTY = outcome(MISSPELT, stops=True)
CLEAN = outcome(file="briefs/other.yaml")


def reported(name, *outcomes, **options):
    out = io.StringIO()
    formats.emitter(name).report(iter(outcomes), out, ReportOptions(**options))
    return out.getvalue()


def as_json(*outcomes, **options):
    return json.loads(reported("json", *outcomes, **options))


# Formats are found by being there.


def test_every_format_is_a_module_of_its_name():
    assert formats.names() == tuple(sorted(path.stem for path in FORMATS.glob("[a-z]*.py")))
    assert {"json", "full"} <= set(formats.names())
    assert [formats.emitter(name).name for name in formats.names()] == list(formats.names())


def test_people_read_one_format_and_programs_the_others():
    streams = {name: formats.emitter(name).stream for name in formats.names()}
    assert streams.pop("full") == "stderr"
    assert set(streams.values()) == {"stdout"}


def test_a_file_in_the_folder_is_a_format(tmp_path, monkeypatch):
    (tmp_path / "counting.py").write_text(
        'NAME = "counting"\n'
        "class begin:\n"
        "    def __init__(self, out, options):\n"
        "        self.out, self.done, self.count = out, options.done, 0\n"
        "    def add(self, outcome):\n"
        "        self.count += 1\n"
        "    def end(self):\n"
        "        self.out.write(f'{self.count} {self.done}')\n"
    )
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    assert "counting" in formats.names()
    assert reported("counting", FAULTY, CLEAN, done="built") == "2 built"


def test_a_format_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        formats.emitter("no-such-format")


# What these write first depends on what comes last.
AT_THE_END = {"github"}


@pytest.mark.parametrize("name", sorted({*formats.names()} - AT_THE_END))
def test_a_format_writes_each_brief_as_it_comes(name):
    out = io.StringIO()
    seen = []

    def coming():
        yield FAULTY
        seen.append("unknown-person" in out.getvalue())
        yield CLEAN

    formats.emitter(name).report(coming(), out, ReportOptions(count=2, is_alone=False))
    assert seen == [True]


@pytest.mark.parametrize("name", formats.names())
def test_a_format_says_the_same_each_time(name):
    assert reported(name, FAULTY, CLEAN) == reported(name, FAULTY, CLEAN)


# JSON.


def test_the_site_of_the_rules_is_the_one_that_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    image = re.search(r'image.documentation="(.*?)"', (ROOT / "Dockerfile").read_text("utf-8"))
    assert SITE == project["urls"]["Documentation"] == image[1]


def test_a_finding_is_told_in_its_parts():
    [brief] = as_json(FAULTY)["briefs"]
    assert (brief["file"], brief["stops"]) == (FILE, True)
    [found] = brief["findings"]
    place = {
        "file": FILE,
        "path": "lead",
        "line": 3,
        "column": 7,
        "end_line": 3,
        "end_column": 11,
        "start": TEXT.index("mayr"),
        "end": TEXT.index("mayr") + 4,
    }
    assert found == {
        "rule": "unknown-person",
        "url": "https://briefgen.readthedocs.io/en/stable/rules/unknown-person.html",
        "severity": "error",
        "message": "Nobody in `people` is called `mayr`.",
        "hint": "Did you mean `mayor`?",
        "edit": {"place": place, "text": "mayor"},
        "place": place,
        "related": [
            {
                "message": "people are listed here",
                "place": place
                | {"line": 4, "column": 1, "end_line": 4, "end_column": 7}
                | {"start": TEXT.index("people"), "end": TEXT.index("people") + 6},
            }
        ],
    }


def test_the_counts_are_of_all_briefs():
    warning = finding("unused-source", "Nothing rests on it.", at("people"))
    told = as_json(FAULTY, CLEAN, outcome(warning, warning))
    assert told["counts"] == {"briefs": 3, "errors": 1, "warnings": 2, "stopped": 1}


def test_a_run_without_briefs_is_told_as_well():
    assert as_json()["briefs"] == []


def test_what_kept_a_brief_from_going_on_is_a_finding():
    missing = outcome(fault=FilesError("There is no file x.yaml."), stops=True)
    [found] = as_json(missing)["briefs"][0]["findings"]
    assert (found["rule"], found["place"]) == ("run-stopped", None)
    assert found["message"] == "There is no file x.yaml."
    with_findings = outcome(fault=BriefError("It has errors.", [MISSPELT]), stops=True)
    assert [f["rule"] for f in as_json(with_findings)["briefs"][0]["findings"]] == [
        "unknown-person"
    ]


def test_the_files_that_were_written_are_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = Artefact("talks-card.pdf", b"", 1, kind="pdf", template="card")
    built = outcome(artefacts=(made,), written=(tmp_path / "build" / made.name,))
    assert as_json(built)["briefs"][0]["outputs"] == [
        {"file": "build/talks-card.pdf", "kind": "pdf", "template": "card", "pages": 1}
    ]


def test_json_has_no_times():
    slow = outcome(seconds={"load": 1.25})
    assert "1.25" not in reported("json", slow)


def test_json_is_ascii_and_holds_nothing_that_a_terminal_obeys():
    bad = finding("bad-id", "a\x1b\u202eb", at("lead"), "造船所")
    told = reported("json", outcome(bad))
    assert told.isascii()
    assert json.loads(told)["briefs"][0]["findings"][0]["message"] == "a��b"
    assert json.loads(told)["briefs"][0]["findings"][0]["hint"] == "造船所"


def test_a_place_in_a_file_that_is_not_known_has_no_offsets():
    [found] = as_json(outcome(MISSPELT, starts={}))["briefs"][0]["findings"]
    assert (found["place"]["start"], found["place"]["end"]) == (None, None)


# The panel of the preview, which is told the same, and shows the line as well.


def test_the_panel_is_told_the_line_in_three_parts():
    told = with_lines(plain(MISSPELT, {}), {FILE: TEXT.split("\r\n")})
    assert told["place"]["typed"] == ["lead: ", "mayr", ""]
    assert told["related"][0]["place"]["typed"] == ["", "people", ": {mayor: Ida}"]
    assert {**plain(MISSPELT, {}), "place": None, "related": None} == {
        **told,
        "place": None,
        "related": None,
    }


def test_a_line_that_is_not_known_is_none():
    assert with_lines(plain(MISSPELT, {}), {})["place"]["typed"] is None


def test_a_long_line_is_cut_around_the_words():
    line = f"{'x' * 500}mayr{'y' * 500}"
    found = finding("bad-id", "No.", span_of("x", (0,), 500, 504))
    before, marked, behind = with_lines(plain(found, {}), {"x": [line]})["place"]["typed"]
    assert (before[:1], marked, behind[-1:]) == ("…", "mayr", "…")
    assert len(before) == len(behind) == 161


# The terminal.


def test_the_terminal_is_told_the_findings_and_how_many_there_are():
    told = reported("full", FAULTY).split("\n")
    assert told[0] == "error[unknown-person]: Nobody in `people` is called `mayr`."
    assert told[-3:] == [f"1 error in {FILE}", "`briefgen check --fix` mends it", ""]


def test_who_has_had_mended_what_can_be_is_not_told_to_do_so():
    assert "check --fix" in reported("full", FAULTY, done="built")
    for options in ({"is_mending": True}, {"quiet": True}):
        assert "check --fix" not in reported("full", FAULTY, **options)


def test_with_quiet_the_terminal_is_told_errors_alone():
    warning = finding("unused-source", "Nothing rests on it.", at("people"))
    both = outcome(MISSPELT, warning, notes=("1 rule turned off",), stops=True)
    assert "unused-source" in reported("full", both)
    told = reported("full", both, quiet=True)
    assert "unused-source" not in told
    assert "turned off" not in told
    assert "unknown-person" in told


def test_of_several_briefs_the_last_line_counts_all():
    told = reported("full", FAULTY, CLEAN, count=2, others=1, is_alone=False, done="built")
    assert told.splitlines()[-2:] == [
        f"not built: {FILE}",
        "2 briefs: 1 error; 1 built; 1 not built; 1 other YAML file passed over",
    ]
    assert "briefs:" not in reported("full", FAULTY)


MANY = {"count": 3, "is_alone": False}
MADE = {
    "written": (Path("build/a.html"), Path("build/a.pdf")),
    "artefacts": (Artefact("a.html", b"", 0, "html"), Artefact("a.pdf", b"", 9, "pdf")),
}


def test_of_several_briefs_each_that_was_built_has_a_line():
    warning = finding("unused-source", "Nothing rests on it.", at("people"))
    told = reported("full", outcome(**MADE), outcome(warning, **MADE), done="built", **MANY)
    assert told.startswith(f"{FILE}: 2 files, 9 pages, 0.10 s\nwarning[unused-source]")
    assert f"\n{FILE}: 1 warning, 2 files, 9 pages, 0.10 s\n" in told
    assert told.endswith("\n3 briefs: 1 warning; 2 built into build\n")


def test_of_several_briefs_those_without_news_have_no_line():
    assert reported("full", CLEAN, CLEAN, CLEAN, **MANY) == "3 briefs: no findings\n"
    unchanged = outcome(recalled="unchanged", **MADE)
    restored = outcome(recalled="restored", **MADE)
    told = reported("full", unchanged, restored, FAULTY, done="built", **MANY)
    assert told.startswith(f"{FILE}: 2 files, 9 pages, from the cache\nerror")
    assert told.endswith(": 1 error; 1 from the cache; 1 unchanged; 1 not built\n")
    whole = reported("full", unchanged, CLEAN, done="built", verbose=True, **MANY)
    assert "build/a.pdf  9 pages\nnothing changed\n" in whole


def test_of_several_briefs_what_was_compared_is_summed_at_the_end():
    some = Tally({"verbatim": 2}, {"speaker": 2}, citations=1, uncopied=1)
    more = Tally({"verbatim": 1, "unchecked": 4}, {"speaker": 1}, unshown=1)
    said = reported("full", outcome(tally=some), outcome(tally=more), **MANY).splitlines()
    assert said[0].startswith("Of 7 quotes 3 found in their sources, 4 without a copy.")
    assert said[1].startswith(
        "quotes: 3 found word for word, 4 not checked; speaker shown for 3 of 3"
    )
    assert said[2].startswith("not checked: 4 quotes and 1 citation without a copy")
    assert said[3:] == ["3 briefs: no findings"]


def test_a_note_that_many_briefs_have_is_written_once():
    noted = outcome(notes=("1 rule turned off: a, by briefgen.toml",))
    assert reported("full", noted, noted, noted, **MANY).count("turned off") == 1


def test_of_many_that_were_not_built_the_first_are_named():
    missing = outcome(fault=FilesError("No room is left."), stops=True)
    said = reported("full", *[missing] * 14, count=14, is_alone=False, done="built")
    assert f"\nnot built: {', '.join([FILE] * 12)} and 2 more\n" in said


def test_what_settings_do_not_do_is_said_once():
    foreign = outcome(passed_over="x.toml belongs to another user: `off` in it is passed over")
    assert reported("full", foreign, foreign).count("belongs to another user") == 1


def test_of_several_briefs_it_is_said_which_could_not_go_on():
    missing = outcome(fault=FilesError("No room is left."), stops=True)
    assert reported("full", missing) == "briefgen: No room is left.\n"
    told = reported("full", missing, count=2, is_alone=False)
    assert f"{FILE} was not checked.\n" in told


# The shape is described.


def test_every_key_of_the_shape_is_described():
    page = (ROOT / "docs" / "reference" / "reports.md").read_text("utf-8")

    def keys(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from keys(inner)
        for inner in value if isinstance(value, list) else ():
            yield from keys(inner)

    told = set(keys(as_json(FAULTY))) - {"failed"}
    assert len(told) > 20
    assert {key for key in told if f"`{key}`" not in page} == set()


# From the command line.


def test_a_check_is_reported_as_json(tmp_path, capsys):
    path = tmp_path / "talks.yaml"
    path.write_text(MINIMAL.replace("principal: minister", "principal: ministr"), "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["check", "--output-format", "json", str(path), str(tmp_path / "none.yaml")])
    told = capsys.readouterr()
    briefs = json.loads(told.out)["briefs"]
    assert (ended.value.code, told.err) == (5, "")
    assert [[found["rule"] for found in brief["findings"]] for brief in briefs] == [
        ["unknown-person"],
        ["run-stopped"],
    ]
    place = briefs[0]["findings"][0]["place"]
    assert path.read_text("utf-8")[place["start"] : place["end"]] == "ministr"


def test_standard_output_takes_the_report_or_the_file(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["build", "-o", "-", "--output-format", "json", str(ROOT / "briefs" / "minimal.yaml")])
    assert ended.value.code == 2
    assert "Standard output takes one thing" in capsys.readouterr().err


# What was compared with copies, in a line each.


def test_each_quote_is_counted_by_what_was_found_of_it():
    tally = Tally({"failed": 1, "verbatim": 2}, {"speaker": 1, "open": 1}, unshown=1)
    assert in_detail(tally) == (
        "quotes: 2 found word for word, 1 not found; speaker shown for 1 of 2; "
        "1 in a text that may have been typed by hand"
    )
    # Where none was found, there is no more to tell than how many.
    assert in_detail(Tally({"unchecked": 1})) == ""
    assert in_detail(Tally()) == ""


def test_what_was_not_compared_is_said_where_anything_is_quoted_or_cited():
    assert unchecked(Tally()) == ""
    figures = "figures, and all that isn't quoted"
    assert unchecked(Tally({"verbatim": 1})) == f"not checked: {figures}"
    assert unchecked(Tally(citations=1)) == f"not checked: {figures}"


def test_a_place_that_allows_two_names_is_said_once():
    place = Span("brief.yaml", 7, 1, 7, 9)
    name = AllowedName("aide", "Una Flett", ("title",), place, "she sings")
    assert allowed([name, replace(name, words="Flett")]) == (
        "2 names allowed: brief.yaml:7, she sings"
    )


def test_of_a_place_without_width_the_letter_behind_it_is_marked():
    place = {"file": FILE, "line": 3, "column": 7, "end_line": 3, "end_column": 7}
    described = with_lines({"place": place, "related": []}, {FILE: TEXT.split("\r\n")})
    assert described["place"]["typed"] == ["lead: ", "m", "ayr"]


def test_a_place_on_the_last_line_has_its_words_and_one_behind_it_has_none():
    def typed(line):
        place = {"file": FILE, "line": line, "column": 1, "end_line": line, "end_column": 2}
        described = with_lines({"place": place, "related": []}, {FILE: ["one", "two"]})
        return described["place"]["typed"]

    assert (typed(2), typed(3), typed(0)) == (["", "t", "wo"], None, None)


# What the terminal is told, and when.

NAME = AllowedName("aide", "Una Flett", ("title",), Span(FILE, 7, 1, 7, 9), "she sings")


def test_states_of_quotes_stand_in_one_order_in_json():
    def told(*states):
        return reported("json", outcome(tally=Tally(dict.fromkeys(states, 1))))

    assert told("verbatim", "failed") == told("failed", "verbatim")


def test_with_quiet_no_allowed_name_is_told():
    assert "1 name allowed" in reported("full", outcome(allowed=(NAME,)))
    assert reported("full", outcome(allowed=(NAME,)), quiet=True) == ""


def test_how_long_a_check_took_is_told_to_who_asks():
    assert "check 0.10 s" not in reported("full", CLEAN)
    assert "check 0.10 s" in reported("full", CLEAN, verbose=True)
    assert "check 0.10 s" in reported("full", CLEAN, done="built")
    assert "check 0.10 s" not in reported("full", CLEAN, done="built", quiet=True)


def test_findings_about_pages_have_no_summary_of_the_check():
    summary = "1 error in briefs/talks.yaml"
    assert summary in reported("full", FAULTY, done="built")
    late = outcome(MISSPELT, stops=True, seconds={"check": 0.1, "typeset": 1.0})
    assert summary not in reported("full", late, done="built")


def test_what_could_not_go_on_counts_no_findings_and_one_brief():
    stopped = outcome(MISSPELT, fault=FilesError("It is gone."), stops=True)
    of_no_brief = replace(stopped, path=None)
    said = reported("full", stopped, of_no_brief, FAULTY, count=2, is_alone=False)
    assert said.splitlines()[-1] == "2 briefs: 1 error; 1 with errors; 1 not checked"
