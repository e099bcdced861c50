"""The command line, as its user meets it: what is said, where, and with which exit code."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from processes import children
from written import BAD, MINIMAL

from briefgen.ground.rules import RULES

ROOT = Path(__file__).parent.parent


@pytest.fixture
def run(run, monkeypatch, tmp_path):
    """Runs a command line in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    return run


@pytest.fixture
def brief(tmp_path):
    """Writes a brief, by default a good one."""

    def write(text=MINIMAL, name="brief.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path.name

    return write


NOTHING_FOUND = "no findings in brief.yaml\n"


def test_a_good_brief_has_no_findings(run, brief):
    assert run("check", brief()) == (0, b"", NOTHING_FOUND)


def test_a_bad_brief_is_shown_where_it_is_bad(run, brief):
    code, out, err = run("check", brief(BAD))
    assert (code, out) == (1, b"")
    assert "brief.yaml:5:12" in err
    assert "^^^^^^^ Did you mean `minister`?" in err
    assert err.endswith("1 error in brief.yaml\n`briefgen check --fix` mends it\n")


def test_all_briefs_are_checked_and_one_bad_one_fails(run, brief):
    code, _, err = run("check", "-v", brief(BAD, "a.yaml"), brief(name="b.yaml"))
    assert code == 1
    assert "no findings in b.yaml" in err


def test_quiet_says_only_what_is_wrong(run, brief):
    assert run("check", "-q", brief()) == (0, b"", "")


def test_verbose_says_how_long_each_stage_took(run, brief):
    _, _, err = run("check", "-v", brief())
    assert [word for word in err.split() if word in ("load", "validate", "check")] == [
        "load",
        "validate",
        "check",
    ]


def test_strict_takes_warnings_for_errors(run, brief):
    text = MINIMAL + "sources:\n  unused: {title: A paper}\n"
    assert run("check", brief(text))[0] == 0
    assert run("check", "--strict", brief(text))[0] == 1
    assert run("build", "-t", "html", "--strict", brief(text))[0] == 1
    assert not Path("build").exists()


def test_build_makes_packet_and_card_as_html_and_pdf(run, brief):
    code, out, err = run("build", brief())
    assert (code, out) == (0, b"")
    names = ["packet.html", "packet.pdf", "card.html", "card.pdf"]
    assert sorted(path.name for path in Path("build").iterdir()) == [
        *sorted(f"brief-{name}" for name in names),
        "manifest.json",
    ]
    assert "build/brief-packet.pdf  1 page\n" in err
    assert "build/brief-card.pdf  1 page\n" in err
    assert "typeset" in err


def test_a_bad_brief_is_not_built(run, brief):
    code, _, err = run("build", brief(BAD))
    assert code == 1
    assert "unknown-person" in err
    assert not Path("build").exists()


def test_one_file_goes_to_standard_output(run, brief):
    code, out, _ = run("build", brief(), "--template", "card", "-t", "html", "-o", "-")
    assert code == 0
    assert out.startswith(b"<!DOCTYPE html>")


def test_two_files_do_not_go_to_standard_output(run, brief):
    code, _, err = run("build", brief(), "-o", "-")
    assert code == 2
    assert "one file" in err


def test_a_brief_is_read_from_standard_input(run, monkeypatch):
    with (ROOT / "briefs" / "minimal.yaml").open() as brief:
        monkeypatch.setattr("sys.stdin", brief)
        code, _, err = run("check", "-")
    assert (code, err) == (0, NOTHING_FOUND.replace("brief.yaml", "<stdin>"))


def test_variables_stand_for_options(run, brief, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_TO", "html")
    monkeypatch.setenv("BRIEFGEN_TEMPLATE", "card")
    monkeypatch.setenv("BRIEFGEN_STYLE", "modern")
    monkeypatch.setenv("BRIEFGEN_OUTPUT", "there")
    assert run("build", brief())[0] == 0
    assert 'class="card modern"' in Path("there/brief-card.html").read_text()


def test_the_schema_is_not_written_to_the_folder_of_the_builds(run, monkeypatch):
    Path("there").mkdir()
    monkeypatch.setenv("BRIEFGEN_OUTPUT", "there")
    code, out, _ = run("schema")
    assert code == 0
    assert out.startswith(b"{")
    assert run("schema", "-o", "brief.schema.json")[:2] == (0, b"")
    assert Path("brief.schema.json").read_bytes() == out
    assert list(Path("there").iterdir()) == []


def test_what_is_written_is_called_by_its_way_from_here(run, brief, tmp_path, monkeypatch):
    """However it was named: by settings, which may stand above, or by an absolute path."""
    name = brief()
    Path("briefgen.toml").write_text('output = "out"\nto = "html"\ntemplate = "card"\n')
    assert run("build", name)[2].startswith("out/brief-card.html\n")
    assert run("build", name, "-o", tmp_path / "other")[2].startswith("other/brief-card.html\n")
    Path("below").mkdir()
    monkeypatch.chdir("below")
    assert run("build", f"../{name}")[2].startswith("../out/brief-card.html\n")
    elsewhere = tmp_path / "elsewhere"
    said = run("build", f"../{name}", "-o", elsewhere)[2]
    assert said.startswith(f"{elsewhere}/brief-card.html\n")


FAULTS = {
    "briefgen.toml": "stile = 1\n",
    "templates/card.html.j2": "{{ brief.titel }}",
    "styles/custom.css": "@import 'x';",
    "styles/tokens.css": b"\xff",
    "build": "in the way",
}


@pytest.mark.parametrize("name", FAULTS)
def test_no_message_has_an_absolute_path_where_none_was_typed(name, run, brief, tmp_path):
    at = Path(name)
    at.parent.mkdir(exist_ok=True)
    at.write_bytes(FAULTS[name] if isinstance(FAULTS[name], bytes) else FAULTS[name].encode())
    code, _, err = run("build", brief(), "-t", "html", "--template", "card")
    assert code > 1
    assert name in err
    assert str(tmp_path) not in err


def test_an_option_given_twice_takes_the_names_of_both(run, brief):
    assert (
        run("build", brief(), "--to", "html", "--to", "evidence,html", "--template", "card")[0] == 0
    )
    written = {path.name for path in Path("build").iterdir()}
    assert written == {"brief-card.html", "brief-evidence.jsonld", "manifest.json"}


def test_a_variable_may_name_several(run, brief, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_TO", "html, evidence,")
    monkeypatch.setenv("BRIEFGEN_TEMPLATE", "card")
    assert run("build", brief())[0] == 0
    assert Path("build/brief-evidence.jsonld").exists()


def test_settings_beside_the_brief_hold_where_nothing_else_is_asked(run, brief):
    Path("briefgen.toml").write_text('style = "modern"\nto = "html"\noutput = "out"\n')
    assert run("build", brief(), "--style", "official")[0] == 0
    assert 'class="packet visit official"' in Path("out/brief-packet.html").read_text()


def test_a_wrong_setting_is_shown_in_its_file(run, brief):
    Path("briefgen.toml").write_text('stile = "modern"\npaper = "A5"\noff = ["encoding"]\n')
    code, _, err = run("check", brief())
    assert code == 2
    assert "briefgen.toml:1:1" in err
    assert "Did you mean `style`?" in err
    assert "briefgen.toml:2:9" in err
    assert "can't be turned off" in err


def test_settings_that_are_no_toml_are_shown_where_they_break(run, brief):
    Path("briefgen.toml").write_text("style = modern\n")
    code, _, err = run("check", brief())
    assert code == 2
    assert "briefgen.toml:1:9" in err


def test_settings_in_a_pyproject_hold_too(run, brief):
    Path("pyproject.toml").write_text('[tool.briefgen]\nto = ["html"]\ntemplate = ["card"]\n')
    run("build", brief())
    assert sorted(path.name for path in Path("build").iterdir()) == [
        "brief-card.html",
        "manifest.json",
    ]


def test_a_rule_that_is_turned_off_is_not_asked(run, brief):
    text = MINIMAL.replace(
        "    objective: Repairs begin this year, at whatever pace Finance can pay for.\n", ""
    )
    assert run("check", "--strict", brief(text))[0] == 1
    Path("briefgen.toml").write_text('off = ["item-without-objective"]\n')
    assert run("check", "--strict", brief(text))[0] == 0


def test_rules_that_are_turned_off_are_said(run, brief):
    Path("briefgen.toml").write_text('off = ["vague-objective", "unused-allow"]\n')
    said = "2 rules turned off: unused-allow, vague-objective, by briefgen.toml\n"
    assert run("check", brief())[2] == f"{NOTHING_FOUND}{said}"
    assert run("check", brief())[2] == f"{NOTHING_FOUND}{said}"
    assert said in run("build", brief(), "--to", "html")[2]
    assert run("check", "-q", brief())[2] == ""


def test_what_is_passed_over_in_settings_of_another_user_is_said_once(run, brief, monkeypatch):
    monkeypatch.setattr("briefgen.settings.files.is_foreign", lambda file: True)
    Path("briefgen.toml").write_text('off = ["vague-objective"]\nseconds = 300\n')
    _, _, err = run("check", brief(), brief(name="two.yaml"))
    said = "briefgen.toml belongs to another user: `off` and `seconds` in it are passed over\n"
    assert err.count(said) == 1
    assert "turned off" not in err


def test_the_command_line_lifts_bounds_as_far_as_asked(run, brief, monkeypatch):
    assert run("build", brief(), "--to", "html", "--seconds", "9999")[0] == 0
    monkeypatch.setenv("BRIEFGEN_MEGABYTES", "99999")
    assert run("build", brief(), "--to", "html")[0] == 0


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", None), ("de-AT", None), ("cy-GB", "Welsh"), ("en-US", None), ("qab", "qab")],
)
def test_a_build_says_that_the_labels_are_in_english(run, brief, language, said):
    code, _, err = run(
        "build", brief(f"{MINIMAL}language: {language}\n"), "--to", "html", "--strict"
    )
    assert code == 0
    labels = [line for line in err.splitlines() if "labels" in line]
    told = f"the labels of the page are in English: there are none yet in {said}"
    assert labels == ([told] if said else [])


def test_a_choice_is_shown_with_its_capitals(run, brief):
    assert b"[A4|Letter]" in run("build", "--help")[1]
    assert "'A4', 'Letter'" in run("build", brief(), "--paper", "A5")[2]


def test_capitals_make_no_difference_to_a_choice(run, brief):
    assert run("build", brief(), "--to", "HTML", "--style", "Modern", "--paper", "letter")[0] == 0
    assert 'class="packet visit modern"' in Path("build/brief-packet.html").read_text()


def test_an_engine_that_may_not_be_started_is_named_and_not_the_brief(run, brief, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied", "python")

    monkeypatch.setattr("subprocess.Popen", refused)
    code, _, err = run("build", brief())
    assert code == 4
    assert err.startswith("briefgen: The engine can't be started: Permission denied.")


@pytest.mark.long
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_lone_brief_that_takes_too_long_is_named(command, run, brief, monkeypatch):
    monkeypatch.setattr("briefgen.builds.pipeline.SECONDS", 1)
    slow = brief(MINIMAL + "    background: '" + "![" * 40_000 + "'\n", "slow.yaml")
    code, _, err = run(command, slow)
    assert code == 4
    assert {"check": "slow.yaml was not checked.", "build": "slow.yaml was not built."}[
        command
    ] in err


@pytest.mark.long
@pytest.mark.usefixtures("patient")
def test_a_brief_that_takes_too_long_keeps_no_other(run, brief, monkeypatch):
    slow = brief(MINIMAL + "    background: '" + "![" * 40_000 + "'\n", "slow.yaml")
    monkeypatch.setattr("briefgen.builds.pipeline.SECONDS", 1)
    code, _, err = run("build", "-j", "1", slow, brief(), "--to", "html")
    assert code == 4
    assert "took more than 1 s, and was ended." in err
    assert "slow.yaml was not built.\n" in err
    assert Path("build/brief-packet.html").exists()


def test_a_picture_without_words_is_no_screenful_of_data(run, brief):
    picture = next((ROOT / "tests" / "diagnostics" / "pictures").glob("*.png"))
    Path("picture.png").write_bytes(picture.read_bytes())
    Path("briefgen.toml").write_text('off = ["alt-missing"]\n')
    code, _, err = run(
        "build", brief(MINIMAL + "    figures: {file: picture.png}\n"), "--to", "pdf"
    )
    assert code == 4, err
    assert "Give each figure an `alt`" in err
    assert len(err) < 400


def test_a_missing_file_is_suggested(run, brief):
    brief()
    code, _, err = run("check", "breif.yaml")
    assert code == 5
    assert err == "briefgen: There is no file breif.yaml. Did you mean brief.yaml?\n"


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("named", ["link.yaml", "."])
def test_a_link_that_leads_nowhere_is_no_misspelt_name(run, tmp_path, named):
    (tmp_path / "link.yaml").symlink_to("away.yaml")
    code, _, err = run("check", named)
    assert code == 5
    assert err.startswith("briefgen: link.yaml is a link to away.yaml, which isn't there.\n")


@pytest.mark.parametrize("name", [".", "none/brief.yaml"])
def test_what_is_no_file_is_said_in_a_sentence(run, name):
    code, _, err = run("check", name)
    assert code == 5
    assert err.startswith("briefgen: ")


def test_a_file_in_the_place_of_the_output_folder_is_said(run, brief):
    Path("build").write_text("")
    code, _, err = run("build", brief(), "-t", "html")
    assert code == 5
    assert "Can't write to build" in err


def test_a_fault_of_a_template_is_shown_in_the_template(run, brief):
    Path("templates").mkdir()
    Path("templates/note.html.j2").write_text("x\n{{ brief.titel }}\n")
    code, _, err = run("build", brief(), "--template", "note")
    assert code == 3
    assert "note.html.j2:2:1" in err
    assert "2 | {{ brief.titel }}" in err
    assert "brief.yaml" in err


def test_new_writes_a_brief_that_builds_and_its_schema(run):
    assert run("new", "talks.yaml")[0] == 0
    assert Path("brief.schema.json").exists()
    assert run("check", "--strict", "talks.yaml")[0] == 0


def test_new_never_writes_over_a_brief(run, brief):
    name = brief("mine")
    code, _, err = run("new", name)
    assert code == 5
    assert "is there already" in err
    assert Path(name).read_text() == "mine"


def test_new_leaves_another_schema_alone(run, brief):
    Path("brief.schema.json").write_text("mine")
    assert run("new", "talks.yaml")[0] == 0
    assert Path("brief.schema.json").read_text() == "mine"


def test_templates_lists_and_copies_one_out(run):
    code, out, _ = run("templates")
    assert code == 0
    assert b"templates/parts/quote.html.j2\n" in out
    assert run("templates", "--copy", "templates/parts/quote.html.j2")[0] == 0
    assert b"quote.html.j2  (yours)" in run("templates")[1]
    assert run("templates", "--copy", "templates/parts/quote.html.j2")[0] == 5
    code, _, err = run("templates", "--copy", "templates/parts/qoute.html.j2")
    assert code == 2
    assert "Did you mean `templates/parts/quote.html.j2`?" in err


def test_explain_prints_the_page_of_a_rule_and_lists_them_all(run):
    code, out, _ = run("explain", "unknown-person")
    assert code == 0
    assert b"## Why" in out
    listed = run("explain")[1].decode().splitlines()
    assert [line.split()[0] for line in listed] == [rule.name for rule in RULES]


def test_explain_suggests_the_rule_that_was_meant(run):
    code, _, err = run("explain", "unknown-persn")
    assert code == 2
    assert "Did you mean `unknown-person`?" in err


def test_a_command_that_was_meant_is_suggested(run):
    code, _, err = run("biuld")
    assert code == 2
    assert "Did you mean `build`?" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "x", "--paper", "A5"],
        ["build", "x", "-t", "docx"],
        ["check", ""],
        ["check", "x", "--nope"],
    ],
)
def test_wrong_use_is_exit_code_2(run, arguments):
    assert run(*arguments)[0] == 2


def test_doctor_finds_everything(run):
    code, out, _ = run("doctor")
    assert code == 0
    assert b"Pango" in out
    assert b"Noto Serif Hebrew" in out
    assert b"Arabic" in out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run, shell):
    assert b"_BRIEFGEN_COMPLETE" in run("completion", shell)[1]


@pytest.mark.parametrize(
    ("setting", "coloured"), [("always", True), ("never", False), ("auto", False)]
)
def test_colours_are_used_as_asked(run, brief, setting, coloured):
    _, _, err = run("--color", setting, "check", brief(BAD))
    assert ("\x1b[" in err) == coloured


def test_a_fault_of_briefgen_is_said_without_a_traceback(run, brief, monkeypatch):
    monkeypatch.setattr("briefgen.builds.pipeline.checked", lambda *_: 1 / 0)
    code, _, err = run("check", brief())
    assert code == 70
    assert "fault of briefgen" in err
    assert "Traceback" not in err


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the children")
def test_an_interrupted_build_leaves_the_last_good_files(brief, tmp_path):
    name = brief()
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "brief-packet.pdf").write_text("the last good one")
    command = [sys.executable, "-m", "briefgen", "build", name]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True
    ) as running:
        while not children(running.pid):  # typesetting has begun
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        err = running.communicate()[1]
    assert running.returncode == 130, err
    assert "Traceback" not in err
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["brief-packet.pdf"]
    assert (tmp_path / "build" / "brief-packet.pdf").read_text() == "the last good one"


def test_a_clean_brief_is_checked_again_only_when_something_changed(run, brief, monkeypatch):
    monkeypatch.delenv("BRIEFGEN_CACHE")
    name = brief()
    assert run("check", name)[2] == NOTHING_FOUND
    with monkeypatch.context() as patch:
        patch.setattr("briefgen.builds.pipeline.checked", lambda *_: 1 / 0)
        assert run("check", name) == (0, b"", NOTHING_FOUND)
    brief(BAD)
    assert run("check", name)[0] == 1


def test_a_brief_with_findings_is_never_taken_for_clean(run, brief):
    name = brief(MINIMAL + "sources:\n  unused: {title: A paper}\n")
    assert "1 warning" in run("check", name)[2]
    assert "1 warning" in run("check", name)[2]


def test_capture_keeps_what_was_read_and_the_quote_is_checked(run, brief):
    quote = "    quotes: {speaker: state, text: We can wait, source: minutes}\n"
    name = brief(MINIMAL + quote + "sources:\n  minutes: Minutes\n")
    Path("minutes.txt").write_text("He said: we can wait.")
    code, _, err = run("capture", "minutes.txt", name, "--source", "minutes")
    assert code == 0
    assert err.splitlines() == ["captures/minutes.txt", "brief.yaml"]
    assert "kept_as: typed" in Path(name).read_text()
    code, _, err = run("check", name)
    assert code == 1
    assert "quote-capital-changed" in err
    assert "1 quote not found in its source." in err
