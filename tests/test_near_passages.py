"""What each cited sentence rests on, shown to a writer who asks for it."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from test_looked import BRIEF, checked_in
from test_passages import QUAYS, about, claim
from test_reports import outcome, reported

from briefgen.builds.passages import MOST, CitedSentence, NearPassage, cited_sentences
from briefgen.builds.plan import plan
from briefgen.builds.run import run
from briefgen.cli import main
from briefgen.evidence.claim import Place
from briefgen.evidence.verify import searchable
from briefgen.settings.options import Options

POINTS = ("Most quays are done.[^report] The works were dear.[^report]", "As said.[^letter]")
FIRST, SECOND = "Most quays are done.[^report]", " The works were dear.[^report]"


def test_each_sentence_that_cites_a_copy_has_its_line_and_its_passages(tmp_path):
    case = about(
        checked_in(tmp_path, *POINTS),
        claim(POINTS[0], FIRST, QUAYS),
        claim(POINTS[0], SECOND, cited=("report", "letter")),
        claim(POINTS[1], POINTS[1], at=1, cited=("letter",)),
    )
    assert cited_sentences(case) == (
        CitedSentence(11, "Most quays are done.", (NearPassage("report", "line 1", QUAYS),)),
        CitedSentence(
            11,
            "The works were dear.",
            (NearPassage("report"), NearPassage("letter", is_copied=False)),
        ),
    )


def test_a_passage_that_names_somebody_off_the_record_is_not_shown(tmp_path):
    people = (
        "{name: Anna Berg}\n  aide: {name: Ole Vik, described_as: an aide, attribution: off record}"
    )
    brief = BRIEF.replace("{name: Anna Berg}", people)
    case = checked_in(tmp_path, "40 quays are done.[^report]", "The works.[^report]", brief=brief)
    read = case.evidence.captures["report"]
    named = "Ole Vik says that 40 quays are done."
    read = replace(read, capture=replace(read.capture, text=named), text=searchable(named))
    passage = Place("report", 0, len(named))
    sentence = "40 quays are done.[^report]"
    evidence = replace(
        case.evidence,
        captures={"report": read},
        claims=(replace(claim(sentence, sentence), passages=(passage,)),),
    )
    sentences = cited_sentences(replace(case, evidence=evidence))
    told = reported("full", outcome(sentences=sentences))
    assert "report, line 1: not shown, because it names somebody who must not be named" in told
    assert "Vik" not in told
    assert "Vik" not in repr(sentences)


def test_they_are_written_without_a_verdict_before_the_summary():
    sentences = (
        CitedSentence(11, "Most quays are done.", (NearPassage("report", "page 3", QUAYS),)),
        CitedSentence(
            12, "As said.", (NearPassage("report"), NearPassage("letter", is_copied=False))
        ),
    )
    told = reported("full", outcome(file="brief.yaml", sentences=sentences))
    assert told.startswith(
        "brief.yaml:11\n"
        "  Most quays are done.\n"
        "    report, page 3: “Of the 40 quays, 38 were repaired by 14 May 2031.”\n"
        "\n"
        "brief.yaml:12\n"
        "  As said.\n"
        "    report: no passage is like it\n"
        "    letter: no copy was kept\n"
        "\n"
        "no findings in brief.yaml\n"
    )


def test_long_ones_are_cut_to_a_few_lines_of_a_terminal(tmp_path):
    long = "word " * 10_000
    (tmp_path / "long.txt").write_text(long, "utf-8")
    point = f"{'Most quays are done and ' * 200}paid.[^report]"
    brief = BRIEF.replace("report.txt", "long.txt")
    case = about(checked_in(tmp_path, point, brief=brief), claim(point, point))
    told = reported("full", outcome(sentences=cited_sentences(case)))
    assert max(map(len, told.split("\n"))) <= 100
    assert told.index("no findings") < 1000


def test_so_much_is_kept_of_each_and_no_more(tmp_path):
    """They are sent to another process."""
    (tmp_path / "long.txt").write_text("word " * 10_000, "utf-8")
    point = f"{'Most quays are done and ' * 200}paid.[^report]"
    brief = BRIEF.replace("report.txt", "long.txt")
    case = checked_in(tmp_path, point, brief=brief)
    whole = replace(claim(point, point), passages=(Place("report", 0, 50_000),))
    (sentence,) = cited_sentences(about(case, whole))
    (passage,) = sentence.passages
    assert passage.words == f"{'word ' * 79}word …"
    assert sentence.words.startswith("Most quays are done and Most")
    assert len(sentence.words) <= MOST + 2


def test_a_passage_has_so_many_lines_of_a_terminal_and_no_more():
    sentence = CitedSentence(1, "word " * 500, (NearPassage("report", "", "word " * 500),))
    told = reported("full", outcome(file="brief.yaml", sentences=(sentence,)))
    assert told.index("no findings") < 1000
    assert told.count("\n  word") == 3


def test_a_copy_without_pages_and_lines_has_no_place(tmp_path):
    (tmp_path / "report.html").write_text(f"<p>{QUAYS}</p>", "utf-8")
    brief = BRIEF.replace("report.txt", "report.html")
    (sentence,) = cited_sentences(checked_in(tmp_path, f"{QUAYS}[^report]", brief=brief))
    assert sentence.passages == (NearPassage("report", "", QUAYS),)


def test_what_a_terminal_would_obey_is_not_written():
    sentence = CitedSentence(1, "\x1b[2JDone.", (NearPassage("report", "", "\x1b[2Jwords"),))
    told = reported("full", outcome(file="\x1b[2Jbrief.yaml", sentences=(sentence,)))
    assert "\x1b" not in told


@pytest.fixture
def here(tmp_path, monkeypatch):
    checked_in(tmp_path, "Of the 40 quays 38 were repaired.[^report]")
    (tmp_path / "briefgen.toml").write_text('off = ["capture-unpinned", "unused-source"]\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def told_by(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    captured = capsys.readouterr()
    return captured.err + captured.out


@pytest.mark.parametrize("command", [["check"], ["build", "--to", "evidence"]])
def test_only_who_asks_is_told_also_of_a_brief_that_is_known_to_be_clean(command, here, capsys):
    place = "brief.yaml:11\n  Of the 40 quays 38 were repaired.\n    report, line"
    assert place not in told_by(capsys, *command, "brief.yaml")
    for _ in range(2):
        assert place in told_by(capsys, *command, "-v", "brief.yaml")


def test_they_come_from_another_process_and_no_json_report_has_them(here, capsys):
    (made,) = run(plan([Path("brief.yaml")], Options(), "check", passages=True).turns)
    assert pickle.loads(pickle.dumps(made)) == made
    assert [each.line for each in made.sentences] == [11]
    asked = ["check", "-v", "--output-format", "json", "brief.yaml"]
    assert json.loads(told_by(capsys, *asked)) == json.loads(
        told_by(capsys, "check", "--output-format", "json", "brief.yaml")
    )
