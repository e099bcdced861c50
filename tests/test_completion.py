"""What a shell offers while a command is typed, asked as bash, zsh and fish ask."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from written import MINIMAL, put

from briefgen.cli import cli
from briefgen.ground.rules import RULES

ROOT = Path(__file__).parent.parent


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder with briefs, a template of its own, and other files, in which one stands."""
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "trade.yaml", f"{MINIMAL}sources:\n  minutes: Minutes\n  memo: A memo\n")
    put(tmp_path / "notes.txt")
    put(tmp_path / ".hidden" / "x.yaml")
    put(tmp_path / "north" / "fish.yml", MINIMAL)
    put(tmp_path / "north" / "ice.yaml", MINIMAL)
    put(tmp_path / "templates" / "note.html.j2", "x")
    return tmp_path


@pytest.fixture
def offered(office):
    """What is offered for the last word of a line."""

    def complete(line):
        *words, last = line.split(" ")
        shell = ShellComplete(cli, {}, "briefgen", "_BRIEFGEN_COMPLETE")
        return [item.value for item in shell.get_completions(words, last)]

    return complete


@pytest.mark.parametrize("command", ["check", "build", "preview", "verify --brief", "capture x"])
def test_briefs_and_folders_are_offered(command, offered):
    assert offered(f"{command} ") == ["north/", "templates/", "trade.yaml"]
    assert offered(f"{command} tr") == ["trade.yaml"]
    assert offered(f"{command} nor") == ["north/fish.yml", "north/ice.yaml"]
    assert offered(f"{command} ./north/i") == ["./north/ice.yaml"]
    assert offered(f"{command} .h") == [".hidden/x.yaml"]
    assert offered(f"{command} none/") == []


@pytest.mark.parametrize("command", ["build trade.yaml", "build", "preview"])
def test_templates_are_offered_with_those_of_ones_own(command, offered):
    assert offered(f"{command} --template ") == [
        "packet",
        "card",
        "leave-behind",
        "lectern",
        "note",
        "release",
    ]
    assert offered(f"{command} --template n") == ["note"]
    assert offered(f"{command} --template packet,n") == ["packet,note"]


def test_the_templates_beside_the_brief_are_offered(offered, office):
    put(office / "north" / "templates" / "ice.html.j2")
    assert "ice" in offered("build north/ice.yaml --template ")
    assert "ice" not in offered("build trade.yaml --template ")


def test_settings_that_are_wrong_keep_no_template_from_being_offered(offered, office):
    put(office / "briefgen.toml", "stile = 1")
    assert offered("build trade.yaml --template ") == [
        "packet",
        "card",
        "leave-behind",
        "lectern",
        "release",
    ]


def test_values_that_are_known_are_offered(offered):
    assert offered("build trade.yaml --to html,") == ["html,pdf", "html,evidence", "html,columns"]
    assert offered("build trade.yaml --attach ") == ["source"]
    assert offered("build trade.yaml --style m") == ["modern"]


def test_parts_to_copy_are_offered(offered):
    assert "templates/parts/quote.html.j2" in offered("templates --copy ")
    assert offered("templates --copy styles/tok") == ["styles/tokens.css"]


def test_rules_are_offered(offered):
    assert offered("explain ") == [rule.name for rule in RULES]
    assert offered("explain unknown-per") == ["unknown-person"]


def test_the_sources_of_the_brief_are_offered(offered):
    assert offered("capture page.html trade.yaml --source ") == ["minutes", "memo"]
    assert offered("capture page.html trade.yaml --source me") == ["memo"]
    assert offered("capture page.html none.yaml --source ") == []


ASKED = {
    "bash": ({"COMP_WORDS": "briefgen\nbuild\ntr", "COMP_CWORD": "2"}, "plain,trade.yaml"),
    "zsh": ({"COMP_WORDS": "briefgen build tr", "COMP_CWORD": "2"}, "plain\ntrade.yaml\n_"),
    "fish": ({"COMP_WORDS": "briefgen build tr", "COMP_CWORD": "tr"}, "plain,trade.yaml"),
}


@pytest.mark.parametrize("shell", ASKED)
def test_each_shell_gets_its_answer(shell, office):
    words, answer = ASKED[shell]
    env = {**os.environ, **words, "_BRIEFGEN_COMPLETE": f"{shell}_complete"}
    done = subprocess.run(
        [sys.executable, "-m", "briefgen"],
        env={**env, "PYTHONPATH": str(ROOT)},
        cwd=office,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.rstrip("\n"), done.stderr) == (0, answer, "")


def test_a_choice_is_completed_with_its_capitals(offered):
    assert offered("build --paper l") == ["Letter"]
    assert offered("build --paper ") == ["A4", "Letter"]


def test_kinds_are_offered_with_those_of_ones_own(offered, office):
    put(office / "templates" / "kinds" / "memo" / "kind.yaml", "name: Memo\n")
    assert {"memo", "visit", "uk-meeting"} <= set(offered("new --kind "))
    assert offered("new --kind me") == ["memo"]
