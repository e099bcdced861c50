"""The pages on what a branch changed, and on old repositories, say what is so."""

from __future__ import annotations

import re
import shlex

import pytest
from repositories import ALONE, committed, git
from written import ROOT, VAGUE, put

from briefgen.cli import main
from briefgen.ground.rules import RULES

PAGES = [ROOT / "docs" / "how-to" / name for name in ("changed.md", "old-repository.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_on_the_page_runs(page, tmp_path, monkeypatch, capsys):
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    put(tmp_path / "briefs" / "one.yaml", VAGUE)
    put(tmp_path / "briefgen.toml", 'to = "html"\n')
    git(committed(tmp_path), "switch", "-q", "-c", "branch")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) >= 3
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "briefgen"
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0, line


def test_the_rules_that_protect_a_name_are_all_named():
    page = PAGES[1].read_text("utf-8")
    (said,) = re.findall(r"\*\*What protects a name\*\*: the rules (.*?)\.", page, re.DOTALL)
    assert set(re.findall(r"`([\w-]+)`", said)) == {rule.name for rule in RULES if rule.is_guard}
