"""A kind of paper is data: it is found by its name, told of all its faults at once, and extended."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from repositories import ALONE, committed, git
from written import MINIMAL, ROOT, put

import briefgen
from briefgen.builds.kind_typed import kind_typed
from briefgen.ground.errors import ConfigError
from briefgen.kinds import DEFAULT, finding, kind_named, kind_names
from briefgen.kinds.parts import PARTS, ordered
from briefgen.kinds.starters import first_paper, second_text
from briefgen.preview.watch import Watched
from briefgen.settings import defaults
from briefgen.settings.options import Options

MEMO = "name: House memo\nextends: visit\n"
PAPER = MINIMAL.replace("briefgen: 1\n", "briefgen: 1\nkind: memo\n")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder with a kind of its own and a paper of that kind, in which one stands."""
    monkeypatch.chdir(tmp_path)
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    kind("memo", MEMO)
    put(tmp_path / "paper.yaml", PAPER)
    return tmp_path


def kind(name, text):
    return put(Path("templates", "kinds", name, "kind.yaml"), text)


def faults(name="memo"):
    """What is wrong with a kind: the line, and the message with the hint."""
    with pytest.raises(ConfigError) as raised:
        kind_named(name, (Path("templates"),))
    return [
        (each.span.line, f"{each.message} {each.hint}".strip()) for each in raised.value.findings
    ]


def own(name="memo"):
    found = kind_named(name, (Path("templates"),))
    assert found
    return found


# Those that are shipped.


def test_the_kind_of_a_paper_that_says_none_has_the_default_outputs():
    visit = kind_named(DEFAULT)
    # The plan relies on it: it reads no kind for such a paper.
    assert visit
    assert visit.outputs == defaults.TEMPLATES


@pytest.mark.parametrize("name", kind_names())
def test_a_shipped_kind_says_what_it_is_for(name):
    shipped = kind_named(name)
    assert shipped
    assert shipped.name == name
    assert shipped.title
    assert shipped.about.endswith(".")
    assert not shipped.is_own


# Faults.


def test_all_faults_of_a_kind_are_told_at_once(office):
    kind(
        "memo",
        "nme: Memo\n"
        "extends: visitt\n"
        "parts: [bottom_line, backgruond, press, press, my part]\n"
        "outputs: [packt]\n"
        "rules:\n"
        "  item-without-objectiv: off\n"
        "  name-in-output: off\n"
        "  named-and-unnamed: warning\n"
        "  vague-objective: of\n"
        "paragraphs: numberd\n"
        "needs: {a: b}\n"
        "about: |\n",
    )
    assert [line for line, _ in faults()] == [1, 2, 3, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12]
    said = "\n".join(text for _, text in faults())
    for meant in ("name", "visit", "background", "packet", "item-without-objective", "off"):
        assert f"Did you mean `{meant}`?" in said
    assert "The part `press` is listed twice." in said
    assert "can't be loosened" in said
    assert "no kind can loosen it" in said


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "There is no kind in this file."),
        ("# nothing yet\n", 1, "There is no kind in this file."),
        ("parts: [press]\n", 1, "A kind needs `name`."),
        ("name:\n", 1, "A kind needs `name`."),
        ("- visit\n", 1, "group of fields"),
        ("name: A\nname: B\n", 2, "`name`"),
        ("name: [A, B]\n", 1, "a text"),
        ("name: A\n\tparts: b\n", 2, "tab"),
        ("name: A\nextends: memo\n", 2, "There is no other kind `memo`."),
        ("name: A\nclock: 13\n", 2, "`13` is not a value of `clock`."),
        ("name: A\nlabels: [x]\n", 2, "a group of `name: value` lines"),
    ],
)
def test_what_is_no_kind_is_told_with_its_place(text, line, said, office):
    kind("memo", text)
    found = faults()
    assert (found[0][0], said in found[0][1]) == (line, True), found


def test_kinds_that_extend_each_other_are_told_of(office):
    kind("memo", "name: A\nextends: note\n")
    kind("note", "name: B\nextends: memo\n")
    assert faults() == [
        (2, "These kinds extend each other in a circle: memo → note → memo."),
    ]


def test_a_kind_that_is_a_link_out_of_its_folder_is_not_read(office, tmp_path_factory):
    secret = put(tmp_path_factory.mktemp("elsewhere") / "kind.yaml", "name: The Secret\n")
    Path("templates/kinds/memo/kind.yaml").unlink()
    Path("templates/kinds/memo/kind.yaml").symlink_to(secret)
    with pytest.raises(ConfigError, match="can't be read") as raised:
        own()
    assert "Secret" not in str(raised.value)


def test_a_folder_of_kinds_that_is_a_link_out_of_its_folder_is_not_read(office, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    put(elsewhere / "memo" / "kind.yaml", "name: The Secret\n")
    shutil.rmtree("templates/kinds")
    Path("templates/kinds").symlink_to(elsewhere)
    with pytest.raises(ConfigError, match="can't be read") as raised:
        own()
    assert "Secret" not in str(raised.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_place_of_a_kind_or_a_brief_is_not_waited_for(office, run, no_hang):
    Path("templates/kinds/memo/kind.yaml").unlink()
    os.mkfifo("templates/kinds/memo/kind.yaml")
    os.mkfifo("pipe.yaml")
    assert run("check", "paper.yaml")[0] == 1
    assert run("build", "pipe.yaml")[0] == 5


def test_a_kind_is_no_larger_than_a_kind_can_be(office):
    kind("memo", f"{MEMO}# {'x' * 300_000}\n")
    with pytest.raises(ConfigError, match="larger than"):
        own()


@pytest.mark.parametrize("name", ["../memo", "memo/..", "", ".", "Memo", "-memo", "m" * 65, "é"])
def test_a_name_leads_nowhere_else(name, office):
    assert kind_named(name, (Path("templates"),)) is None


def test_the_faults_of_a_kind_stop_a_check_and_a_build(office, run):
    kind("memo", "nme: Memo\n")
    for command in ("check", "build"):
        code, _, said = run(command, "paper.yaml")
        assert code == 2
        assert "templates/kinds/memo/kind.yaml:1:1" in said
        assert "Did you mean `name`?" in said
    assert not Path("build").exists()


# A user's own, and what it stands on.


def test_a_kind_takes_from_another_what_it_does_not_say(office):
    kind("memo", "name: House memo\nextends: visit\nlimits: {pages: 2}\noutputs: [packet]\n")
    kind("mine", "extends: memo\nparts: [agenda, bottom_line]\n")
    visit = kind_named("visit")
    assert visit
    mine = own("mine")
    assert (mine.title, mine.about, mine.needs) == ("House memo", visit.about, visit.needs)
    assert mine.outputs == ("packet",)
    assert mine.parts == ("agenda", "bottom_line")
    assert {limit.part or "pages" for limit in mine.limits} >= {"pages", "points"}
    assert [at.name for at in mine.folders] == ["mine", "memo", "visit"]


def test_a_kind_of_ones_own_may_stand_on_briefgen_s_of_the_same_name(office):
    kind("visit", "extends: visit\nname: Our visits\n")
    assert own("visit").title == "Our visits"
    assert own("visit").needs == kind_named("visit").needs
    assert own("memo").folders[1] == Path("templates/kinds/visit")


def test_a_kind_may_have_templates_of_its_own(office, run):
    kind("memo", f"{MEMO}outputs: [note]\n")
    put(Path("templates/kinds/memo/note.html.j2"), "<p>{{ brief.title }} in {{ brief.kind.title }}")
    kind("mine", "extends: memo\n")
    put(Path("other.yaml"), PAPER.replace("kind: memo", "kind: mine"))
    for name in ("paper", "other"):
        assert run("build", f"{name}.yaml", "--to", "html")[0] == 0
        assert "in House memo" in Path(f"build/{name}-note.html").read_text("utf-8")


def test_what_another_user_s_kind_loosens_is_passed_over(office, monkeypatch):
    kind("memo", f"{MEMO}rules: {{vague-objective: off}}\n")
    assert own().off == ("vague-objective",)
    monkeypatch.setattr(finding, "is_foreign", lambda _: True)
    assert own().off == ()


# Which kind a paper is.


def test_the_kind_of_a_brief_goes_before_that_of_the_settings(office, run):
    kind("memo", f"{MEMO}outputs: [card]\n")
    kind("note", f"{MEMO}outputs: [packet]\n")
    put(Path("briefgen.toml"), 'kind = "note"\nto = ["html"]\n')
    put(Path("other.yaml"), MINIMAL)
    assert run("build", "paper.yaml", "other.yaml")[0] == 0
    made = sorted(path.name for path in Path("build").glob("*.html"))
    assert made == ["other-packet.html", "paper-card.html"]


def test_templates_that_are_asked_for_go_before_those_of_the_kind(office, run):
    kind("memo", f"{MEMO}outputs: [card]\n")
    assert run("build", "paper.yaml", "--to", "html", "--template", "packet")[0] == 0
    assert Path("build/paper-packet.html").exists()
    assert not Path("build/paper-card.html").exists()


def test_settings_name_a_kind_that_there_is(office, run):
    put(Path("briefgen.toml"), 'kind = "meno"\n')
    code, _, said = run("check", "paper.yaml")
    assert code == 2
    assert "briefgen.toml:1:8" in said
    assert "Did you mean `memo`?" in said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("briefgen: 1\nkind: memo\n", "memo"),
        ("kind:  'memo'  # ours\n", "memo"),
        ('"kind": memo\r\n', "memo"),
        ("title: x\nfacts:\n  kind: memo\n", ""),
        ("# kind: memo\n", ""),
        ("kind:memo\n", ""),
        ("kinds: memo\n", ""),
    ],
)
def test_the_kind_of_a_brief_is_found_in_its_text(text, found):
    assert kind_typed(text.encode()) == found


def test_a_misspelt_kind_is_mended(office, run):
    put(Path("paper.yaml"), PAPER.replace("kind: memo", "kind: meno"))
    assert run("check", "--fix", "paper.yaml")[0] == 0
    assert Path("paper.yaml").read_text("utf-8") == PAPER


# What rests on it.


def test_a_changed_kind_has_its_papers_checked_and_built_again(office, run, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_CACHE", str(office / "cache"))
    assert run("check", "paper.yaml")[0] == 0
    assert run("build", "paper.yaml", "--to", "html")[0] == 0
    assert "nothing changed" in run("build", "paper.yaml", "--to", "html")[2]
    kind("memo", f"{MEMO}outputs: [card]\n")
    assert "nothing changed" not in run("build", "paper.yaml", "--to", "html")[2]
    kind("memo", f"{MEMO}needs: [received]\n")
    assert run("check", "paper.yaml")[0] == 1


def test_a_changed_kind_is_told_by_verify(office, run):
    assert run("build", "paper.yaml", "--to", "html")[0] == 0
    listed = json.loads(Path("build/manifest.json").read_text("utf-8"))
    assert "kinds/memo/kind.yaml" in json.dumps(listed)
    assert run("verify", "build")[0] == 0
    kind("memo", f"{MEMO}clock: 12\n")
    code, out, _ = run("verify", "build")
    assert code != 0
    assert b"kinds/memo/kind.yaml" in out


def test_papers_whose_kind_a_branch_changed_are_touched_by_it(office, run):
    git(office, "init", "-q", "-b", "main")
    committed(office)
    assert "paper.yaml" not in run("check", "--changed-since", "HEAD", ".")[2]
    kind("memo", f"{MEMO}needs: [received]\n")
    assert run("check", "--changed-since", "HEAD", ".")[0] == 1


def test_a_kind_is_watched(office):
    watched = Watched(frozenset(), frozenset({office / "templates"}))
    assert [path.name for path in watched.paths()] == ["kind.yaml"]


# The list of them, and a first paper.


def test_kinds_are_listed_with_a_line_each(office, run):
    put(Path("briefgen.toml"), 'kind = "memo"\n')
    code, out, _ = run("kinds")
    lines = out.decode().splitlines()
    assert code == 0
    assert len(lines) == len(kind_names()) + 1
    assert lines[-1].startswith("memo ")
    assert lines[-1].endswith("(default, yours)")


def test_kinds_are_listed_for_programs(office, run):
    found = {each["name"]: each for each in json.loads(run("kinds", "--json")[1])}
    assert found["memo"]["extends"] == "visit"
    assert found["memo"]["own"]
    assert found["visit"]["default"]
    assert found["visit"]["outputs"] == ["packet", "card"]
    assert found["ca-qp-note"]["columns"][0] == {
        "name": "reference_number",
        "of": "number",
        "language": "",
        "needed": True,
        "without": ",",
        "values": {},
    }
    assert [each.name for each in briefgen.kinds()] == [*found]


def test_a_kind_with_faults_hides_no_other(office, run):
    kind("note", "nme: Note\n")
    code, out, said = run("kinds")
    assert code == 2
    assert b"House memo" in out
    assert "templates/kinds/note/kind.yaml:1:1" in said
    with pytest.raises(ConfigError):
        briefgen.kinds()


def test_what_a_kind_is_called_gives_a_terminal_no_orders(office, run):
    kind("memo", 'name: "Memo\\e[31m"\n')
    assert b"\x1b" not in run("kinds")[1]


@pytest.mark.parametrize("name", kind_names())
def test_the_first_paper_of_a_kind_builds_without_findings(name, office, run):
    assert run("new", "first.yaml", "--kind", name)[0] == 0
    code, _, said = run("build", "--strict", "first.yaml", "--to", "html")
    assert (code, said.count("[")) == (0, 0), said


def test_a_first_paper_is_of_the_kind_of_the_settings(office, run):
    put(Path("briefgen.toml"), 'kind = "memo"\n')
    assert run("new", "first.yaml")[0] == 0
    assert "\nkind:" not in Path("first.yaml").read_text("utf-8")
    assert run("new", "second.yaml", "--kind", "visit")[0] == 0
    assert "briefgen: 1\nkind: visit\n" in Path("second.yaml").read_text("utf-8")


def test_a_first_paper_takes_the_starter_of_the_nearest_kind_that_has_one(office, run):
    put(Path("templates/kinds/memo/starter.yaml"), "briefgen: 1\nkind: memo\nas_of: 2019-05-12\n")
    kind("mine", "extends: memo\n")
    assert run("new", "first.yaml", "--kind", "mine")[0] == 0
    lines = Path("first.yaml").read_text("utf-8").splitlines()
    assert lines[:3] == [
        "# yaml-language-server: $schema=./brief.schema.json",
        "briefgen: 1",
        "kind: mine",
    ]


def test_the_first_paper_in_two_languages_comes_with_its_second_text(office, run):
    kind("mine", "extends: ca-qp-note\n")
    assert run("new", "first.yaml", "--kind", "mine")[0] == 0
    assert "title: Ouverture" in Path("first.fr-CA.yaml").read_text("utf-8")
    code, _, said = run("check", "--strict", "first.yaml")
    assert code == 0, said


def test_a_second_text_that_is_there_already_is_not_written_over(office, run):
    mine = put(Path("first.fr-CA.yaml"), "title: Le mien\n")
    code, _, said = run("new", "first.yaml", "--kind", "ca-qp-note")
    assert code == 5
    assert "first.fr-CA.yaml is there already" in said
    assert mine.read_text("utf-8") == "title: Le mien\n"
    assert not Path("first.yaml").exists()


def test_a_starter_in_two_languages_may_have_no_second_text(office, run):
    put(Path("templates/kinds/memo/starter.yaml"), "briefgen: 1\nlanguage: [en, fr]\n")
    assert run("new", "first.yaml", "--kind", "memo")[0] == 0
    assert not Path("first.fr.yaml").exists()


def test_the_dates_of_a_second_text_move_as_well(office, run):
    put(Path("templates/kinds/memo/starter.yaml"), "briefgen: 1\nlanguage: [en, fr]\n")
    put(Path("templates/kinds/memo/starter.fr.yaml"), "bottom_line: Depuis 2019-05-09.\n")
    assert second_text(own(), "starter.fr.yaml", date(2027, 2, 28)).endswith("Depuis 2027-02-27.\n")


def test_the_dates_of_a_starter_keep_their_distance(office):
    put(
        Path("templates/kinds/memo/starter.yaml"),
        "as_of: 2019-05-10\nprogramme: [{date: 2019-06-01}]\nnumber: 2019-05-10-7\n",
    )
    text = first_paper(own(), date(2027, 2, 28))
    assert "as_of: 2027-02-28" in text
    assert "{date: 2027-03-22}" in text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("bottom_line: Next on 14 May 2019.", "Next on 4 March 2027."),
        ("bottom_line: Next on May 14, 2019.", "Next on March 4, 2027."),
        ("bottom_line: Since May 2019, or 31 June 2019.", "Since May 2019, or 31 June 2019."),
        ("number: PP-2019-0001", "PP-2027-0001"),
        ("bottom_line: It was 2019.", "It was 2019."),
    ],
)
def test_so_do_dates_within_texts_and_the_year_of_a_number(typed, written, office):
    put(Path("templates/kinds/memo/starter.yaml"), f"briefgen: 1\n{typed}\n")
    assert first_paper(own(), date(2027, 2, 28)).endswith(f"{written}\n")


@pytest.mark.parametrize("name", kind_names())
def test_no_first_paper_is_left_in_the_year_in_which_it_was_written(name):
    assert "2019" not in first_paper(kind_named(name), date(2031, 3, 2))


def test_a_starter_that_leads_elsewhere_is_not_written(office, run, tmp_path_factory):
    secret = put(tmp_path_factory.mktemp("elsewhere") / "s.yaml", "secret: 1\n")
    Path("templates/kinds/memo/starter.yaml").symlink_to(secret)
    assert run("new", "first.yaml", "--kind", "memo")[0] == 2
    assert not Path("first.yaml").exists()


def test_a_first_paper_of_no_kind_is_not_written(office, run):
    code, _, said = run("new", "first.yaml", "--kind", "meno")
    assert code == 2
    assert "Did you mean `memo`?" in said
    assert not Path("first.yaml").exists()


def test_a_plan_reads_a_kind_only_for_a_build_and_only_once(office, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(office / "own"))
    from briefgen.builds.plan import job_of

    def refused(*_):
        raise AssertionError("A kind was read.")

    monkeypatch.setattr("briefgen.builds.store.kinds.kind_named", refused)
    assert job_of(Path("paper.yaml"), Options(), "check")
    with pytest.raises(AssertionError):
        job_of(Path("paper.yaml"), Options(), "build")
    monkeypatch.undo()
    monkeypatch.chdir(office)
    assert job_of(Path("paper.yaml"), Options()).templates == ("packet", "card")
    monkeypatch.setattr("briefgen.builds.store.kinds.kind_named", refused)
    assert job_of(Path("paper.yaml"), Options()).templates == ("packet", "card")
    kind("visit", "extends: visit\n")  # which it now stands on
    with pytest.raises(AssertionError):
        job_of(Path("paper.yaml"), Options())


def test_an_unchanged_build_of_any_kind_loads_no_model(office, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_CACHE", str(office / "cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(office / "own"))
    put(Path("other.yaml"), MINIMAL)
    loaded = []
    for named in (["paper.yaml", "other.yaml"], ["paper.yaml"]):  # another call, and so planned
        command = [sys.executable, "-X", "importtime", "-m", "briefgen", "build", *named]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [*command, "--to", "html"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        loaded.append(re.findall(r"\|\s*(briefgen\.model\.\w+|yaml)\s*$", done.stderr, re.M))
    assert loaded[0]
    assert not loaded[1]


def test_a_kind_may_have_a_sheet_of_its_own(office, run):
    put(Path("templates/kinds/memo/kind.css"), ".packet.memo { color: #123456 }\n")
    kind("mine", "extends: memo\n")
    put(Path("other.yaml"), PAPER.replace("kind: memo", "kind: mine"))
    for name in ("paper", "other"):
        assert run("build", f"{name}.yaml", "--to", "html")[0] == 0
        assert "#123456" in Path(f"build/{name}-packet.html").read_text("utf-8")
    put(Path("templates/kinds/memo/kind.css"), "p { background: url(https://a.example/b.png) }\n")
    code, _, said = run("build", "paper.yaml", "--to", "html")
    assert code == 3
    assert "templates/kinds/memo/kind.css:1:1" in said


# The parts in order.


@pytest.mark.parametrize(
    ("listed", "begins"),
    [
        ((), ["routing", "facts", "bottom_line", "objectives", "glance", "contents", "decision"]),
        (
            ("bottom_line", "agenda", "argument"),
            ["routing", "facts", "bottom_line", "objectives", "contents", "agenda", "argument"],
        ),
        (
            ("routing", "decision", "facts", "glance"),
            ["routing", "bottom_line", "objectives", "contents", "decision", "facts", "glance"],
        ),
    ],
)
def test_parts_stand_in_the_order_of_the_kind_and_none_is_lost(listed, begins):
    found = ordered(listed)
    assert list(found[: len(begins)]) == begins
    assert len(found) == len(set(found))
    assert {*PARTS, *listed} - set(found) <= {"glance"}
    assert found[-2:] == ("notes", "evidence")


def test_what_a_kind_of_ones_own_turns_off_is_told_each_time(office, run, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_CACHE", str(office / "cache"))
    kind("memo", f"{MEMO}rules: {{vague-objective: off}}\n")
    for _ in range(2):
        said = run("check", "paper.yaml")[2]
        assert "1 rule turned off: vague-objective, by the kind `memo`" in said


def test_the_files_of_a_kind_are_no_briefs_of_a_folder(office, run):
    put(Path("templates/kinds/memo/starter.yaml"), "briefgen: 1\nkind: memo\n")
    put(Path("briefgen.toml"), 'briefs = ["**/*.yaml"]\n')
    for named in ([], ["."], ["templates", "paper.yaml"]):
        _, _, said = run("check", *named)
        assert "starter.yaml" not in said
    assert run("check", "templates/kinds/memo/starter.yaml")[0] == 1
    code, _, said = run("check", "--fix", "templates/kinds/memo/kind.yaml")
    assert (code, "`briefgen kinds` looks through it" in said) == (5, True)
    assert own().title == "House memo"
    # Elsewhere, a brief may have that name.
    put(Path("starter.yaml"), "briefgen: 1\n")
    assert "starter.yaml" in run("check", ".")[2]


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        (
            "Desk Note/kind.yaml",
            "Name its folder in small letters, digits and hyphens: `desk-note`",
        ),
        ("desk-note/kind.yml", "Call the file kind.yaml."),
    ],
)
def test_a_kind_under_another_name_is_told_of(named, hint, office, run):
    put(Path("templates/kinds") / named, "name: Desk note\n")
    code, _, said = run("kinds")
    assert code == 2
    assert hint in said
    put(Path("paper.yaml"), PAPER.replace("kind: memo", "kind: desk-note"))
    code, _, said = run("check", "paper.yaml")
    assert code == 1
    assert f"templates/kinds/{named} is none yet. {hint}" in said


def test_at_the_top_of_a_checkout_briefgen_s_kinds_are_nobody_s_own(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert not any(kind.is_own for kind in briefgen.kinds())


def test_a_kind_that_a_commit_touches_has_its_papers_checked(office, run):
    put(Path("templates/kinds/memo/starter.yaml"), "briefgen: 1\nkind: memo\n")
    kind("memo", f"{MEMO}needs: [received]\n")
    files = ["templates/kinds/memo/kind.yaml", "templates/kinds/memo/starter.yaml"]
    code, _, said = run("check", "--touched", *files)
    assert code == 1
    assert "paper.yaml" in said
    assert "starter.yaml" not in said


def test_a_kind_above_that_no_settings_stand_beside_is_pointed_at(office, run):
    put(Path("briefs/paper.yaml"), PAPER)
    code, _, said = run("check", "briefs")
    assert code == 1
    assert "There is one in templates/kinds/memo" in said
    put(Path("briefgen.toml"))
    assert run("check", "briefs")[0] == 0


@pytest.mark.long
def test_the_first_papers_of_all_kinds_print_without_findings(office, run):
    names = kind_names()
    for name in names:
        assert run("new", f"{name}.yaml", "--kind", name)[0] == 0
    code, _, said = run("build", "--strict", *(f"{name}.yaml" for name in names), "--to", "pdf")
    assert code == 0, said
