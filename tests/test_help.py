"""`briefgen help`: the documentation in a terminal, whole or the part about a word."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest

from briefgen.cli.group import HOMES, cli
from briefgen.ground.rules import RULES
from briefgen.manual.layout import BOLD, laid_out, parsed
from briefgen.manual.parts import names, part
from briefgen.manual.tables import table
from briefgen.manual.topics import KINDS, topics

ROOT = Path(__file__).parent.parent
COMMANDS = sorted(name for home in HOMES.values() for name in home)


@pytest.fixture
def helped(run, monkeypatch):
    """What `briefgen help` prints, in a window of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")

    def helped(*words):
        code, out, said = run("help", *words)
        assert code == 0, said
        return out.decode()

    return helped


def lines_of(markdown, width=80):
    return laid_out(parsed(markdown), width).replace(BOLD, "").replace("\x1b[0m", "").splitlines()


def test_each_page_is_a_topic_and_no_two_have_one_name():
    pages = [path for kind in KINDS for path in (ROOT / "docs" / kind).glob("*.md")]
    names = [path.stem for path in pages if path.stem != "index"]
    assert sorted(names) == sorted(topics())
    references = {"format", "settings", "exit-codes", "labels", "templates", "reports", "rules"}
    assert {topics()[name].kind for name in references} == {"reference"}
    assert not {rule.name for rule in RULES}.intersection(topics())


def test_a_page_comes_before_a_command_of_its_name_and_names_it(helped):
    assert helped("templates").endswith("\nThe command of that name: briefgen templates --help\n")


def test_a_link_to_a_page_names_the_command_that_shows_it():
    page = "[a](../how-to/share.md#x) [b](quotes.md) [bad-id](../rules/bad-id.md) [c](#c)"
    shown = laid_out(parsed(page), 80)
    assert " ".join(shown.split()) == ("a (briefgen help share) b (briefgen help quotes) bad-id c")


@pytest.mark.parametrize("topic", topics())
def test_each_page_can_be_shown_in_lines_of_the_width(topic, helped):
    shown = helped(topic)
    title = topics()[topic].markdown().splitlines()[0].removeprefix("# ")
    assert shown.splitlines()[0] == title
    code = {line.strip() for line in topics()[topic].markdown().splitlines()}
    long = [line for line in shown.splitlines() if len(line) > 80]
    assert [line for line in long if line.strip() not in code and " " in line.strip()] == []


def test_without_a_topic_all_are_listed(helped):
    listed = helped()
    for name in (*topics(), *COMMANDS):
        assert f"\n  {name} " in listed
    assert not [line for line in listed.splitlines() if len(line) > 80]


@pytest.mark.parametrize("command", ["build", "cache"])
def test_the_name_of_a_command_shows_its_help(command, helped, run):
    assert helped(command) == run(command, "--help")[1].decode()


def test_the_name_of_a_rule_shows_its_page(helped):
    shown = helped("bad-date")
    assert shown.startswith("bad-date\n\n  A date is a real day")
    assert "    as_of: 2 March 2026" in shown


def test_capitals_make_no_difference(helped):
    assert helped("Format", "Objectives") == helped("format", "objectives")


def test_a_word_shows_the_part_that_is_about_it(helped):
    field = helped("format", "objectives")
    assert field.splitlines()[0] == "The brief"
    assert "What is wanted from the whole" in field
    assert "programme" not in field
    assert helped("settings", "paper").startswith("`paper`\n\n  The paper of the PDFs.")
    assert "--output PATH" in helped("command-line", "--output")
    assert "interrupted" not in helped("exit-codes", "6")


def test_an_unknown_topic_or_word_is_told_with_the_one_that_was_meant(run):
    code, _, said = run("help", "settigns")
    assert (code, "There is no topic `settigns`. Did you mean `settings`?" in said) == (2, True)
    code, _, said = run("help", "settings", "papper")
    assert (code, "That page has nothing about `papper`. Did you mean `paper`?" in said) == (
        2,
        True,
    )
    code, _, said = run("help", "../format")
    assert code == 2
    assert "There is no topic" in said


@pytest.mark.parametrize(
    ("word", "page"),
    [("gitlab", "ci"), ("Pre-commit", "ci"), ("logo", "house-style"), ("bullets", "from-word")],
)
def test_a_word_that_is_no_topic_leads_to_the_pages_about_it(word, page, run):
    code, _, said = run("help", word)
    assert (code, f"There is no topic `{word}`. It stands in `{page}`" in said) == (2, True), said
    assert run("help", page, word)[0] == 0


def test_a_word_of_which_no_page_speaks_leads_to_the_list(run):
    code, _, said = run("help", "xyzzy")
    assert (code, "There is no topic `xyzzy`. `briefgen help` lists them." in said) == (2, True)


def test_topics_commands_and_rules_are_completed():
    command = cli.get_command(click.Context(cli), "help")
    offered = [
        each.value for each in command.params[0].shell_complete(click.Context(command), "ba")
    ]
    assert offered == ["bad-kind", "bad-date", "bad-time", "bad-zone", "bad-id", "bad-link"]


def test_a_section_ends_where_one_of_its_level_or_above_begins():
    blocks = parsed("# A\n\none\n\n## B\n\ntwo\n\n### C\n\nthree\n\n## D\n\nfour\n")
    assert laid_out(part(blocks, "b"), 80).replace(BOLD, "").replace("\x1b[0m", "") == (
        "B\n\n  two\n\nC\n\n  three\n"
    )
    assert names(blocks) == ["A", "B", "C", "D"]


def test_entries_of_several_paragraphs_have_an_empty_line_between_them():
    told = lines_of("1. one:\n\n   ```sh\n   make\n   ```\n\n2. two\n")
    assert told == ["  1. one:", "", "       make", "", "  2. two"]
    assert lines_of("- one\n\n- two\n") == ["  - one", "  - two"]


def test_a_word_that_nothing_is_named_after_shows_the_sections_in_which_it_stands(helped):
    assert helped("ci", "gitlab").startswith("On GitLab\n")
    shown = helped("ci", "strict")
    assert "a warning stops a brief" in shown
    assert "An old repository: strict on what is new\n" in shown
    shown = helped("ci", "pre-commit")
    assert "Before the commit, on your own machine\n" in shown
    assert "On GitHub\n" not in shown
    blocks = parsed("# A\n\none\n\n## B\n\ntwo\n\n### C\n\na Word\n\n## Word of D\n\nfour\n")
    told = [laid_out(part(blocks, asked), 80).replace(BOLD, "") for asked in ("four", "word")]
    assert [text.replace("\x1b[0m", "") for text in told] == [
        "Word of D\n\n  four\n",
        "Word of D\n\n  four\n",
    ]


def test_lists_quotations_code_and_links_are_laid_out():
    told = lines_of(
        "- a point of more words than fit\n- [a](https://x.example) or [the format](../reference/format.md#x)\n\n"
        "3. three\n\n> said\n\n```yaml\na:   1\n```\n",
        width=24,
    )
    assert told == [
        "  - a point of more",
        "    words than fit",
        "  - a",
        "    <https://x.example>",
        "    or the format",
        "    (briefgen help",
        "    format)",
        "",
        "  3. three",
        "",
        "    said",
        "",
        "    a:   1",
    ]


def test_a_table_has_columns_as_wide_as_they_need():
    rows = [("field", "type"), ("`a`", "text"), ("`other`", "number")]
    assert table(rows, 40) == [
        "field    type",
        "-------  ------",
        "`a`      text",
        "`other`  number",
    ]


def test_a_table_wraps_its_sentences_side_by_side():
    rows = [("field", "what it is"), ("`a`", "six words that do not fit here at all")]
    assert table(rows, 32) == [
        "field  what it is",
        "-----  -------------------------",
        "`a`    six words that do not fit",
        "       here at all",
    ]


def test_a_table_that_is_too_wide_becomes_rows_below_each_other():
    rows = [("field", "what it is", "type"), ("`a`", "six words that do not fit here", "text")]
    assert table(rows, 24) == ["`a`", "    six words that do", "    not fit here", "    type: text"]


@pytest.mark.skipif(not hasattr(pty, "openpty"), reason="no terminals")
@pytest.mark.parametrize(("topic", "paged"), [("format", True), ("exit-codes", False)])
def test_a_page_longer_than_the_screen_goes_through_the_pager(topic, paged, tmp_path):
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ncat > {tmp_path / 'paged'}\n", "utf-8")
    pager.chmod(0o755)
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "PAGER": str(pager),
        "LINES": "60",
        "COLUMNS": "80",
        "TERM": "xterm",
    }
    command = [sys.executable, "-m", "briefgen", "help", topic]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE
    ) as running:
        os.close(theirs)
        said = b""
        while chunk := read(ours):
            said += chunk
        assert running.wait(timeout=30) == 0
    assert (tmp_path / "paged").exists() is paged
    assert bool(said) is not paged


def read(terminal):
    """What is written to a terminal; nothing once all who could write are gone."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
