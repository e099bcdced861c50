"""Each page of the documentation is played: its files typed, its commands run, their words compared."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from repositories import ALONE, committed, git
from written import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

from played_pages import AT_HAND, DOCS, commands, missing, played, steps

# Pages whose examples have a test of their own, which isn't a walk from top to bottom.
ELSEWHERE = {"docs/rules": "test_rules", "docs/reference/reports.md": "test_report_page"}
PAGES = [
    page
    for page in [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    if not any(page.is_relative_to(ROOT / each) for each in ELSEWHERE)
]
# What a script wrote of the program, test_docs compares with it again; it is nothing that was said.
WRITTEN = {page for page in PAGES if "_reference.py. -->" in page.read_text("utf-8")}
# The second words of the tutorial's commands by which the brief becomes what it is.
WRITES = {"new", "capture", "lindow"}
# As docs/_static/site.css has it.
WIDEST = 99
NOT_RUN = tomllib.loads((AT_HAND / "not-run.toml").read_text("utf-8"))


def name_of(page):
    return str(page.relative_to(ROOT).with_suffix(""))


@pytest.fixture
def running(run, tmp_path, monkeypatch):
    """Runs a line of a page in a folder, and gives its exit code and all that it said."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1803859200")  # 1 March 2027
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)

    def command(line, folder):
        words = shlex.split(line)
        monkeypatch.chdir(folder)
        if words[:2] == ["briefgen", "preview"]:
            return previewed([*words, "--port", "0", "--no-open"])
        if words[0] == "briefgen" and not {">", "|"} & set(words):
            code, out, said = run(*words[1:])
            return code, said + out.decode()
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    return command


def previewed(words):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as running:
        said = running.stdout.readline()
        running.send_signal(signal.SIGINT)
        return running.wait(timeout=60), said


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_shows_what_its_reader_gets(page, tmp_path, running):
    home = tmp_path / "home"
    home.mkdir()
    git(committed(home), "switch", "-q", "-c", "branch")
    failed = ""  # a command or an example that failed, until the page shows what was said of it
    failed_in = ""
    for step, play in played(page, home, running):
        where = f"{name_of(page)}.md:{step.line}"
        if step.language == "text" and page not in WRITTEN:
            left = missing(step, play.said)
            assert not left, f"{where}: This was not said:\n{left}\nThis was:\n{play.said}"
            failed = ""
        elif step.language == "sh" and failed_in == "yaml":  # it shows what is wrong with it
            assert any(play.codes) or not failed, failed
        elif step.language != "picture":
            assert not failed, failed
        if step.language == "sh":
            failed = f"{where}:\n{play.said}" if any(play.codes) else ""
        if step.language == "yaml" and not step.name:
            code, said = running(f"briefgen check {play.brief}", play.folder)
            failed = f"{where}:\n{said}" if code else ""
        failed_in = step.language
    assert not failed, failed


@pytest.mark.parametrize(("pages", "test"), ELSEWHERE.items())
def test_pages_that_are_not_played_have_a_test_of_their_own(pages, test):
    names = [f'"{part}"' for part in pages.split("/")]
    assert (ROOT / pages).exists()
    assert " / ".join(names) in (ROOT / "tests" / f"{test}.py").read_text("utf-8")


def test_the_brief_beside_the_tutorial_is_the_one_that_its_reader_has_in_the_end(tmp_path, running):
    def writing(line, folder):
        return running(line, folder) if line.split()[1] in WRITES else (0, "")

    *_, (_, play) = played(DOCS / "tutorial" / "first-packet.md", tmp_path, writing)
    beside = DOCS / "tutorial" / "flood-wall"
    for name in ("flood-wall.yaml", "captures/statement.txt"):
        assert (play.folder / name).read_bytes() == (beside / name).read_bytes()


def test_the_templates_that_are_changed_on_a_page_print_what_it_says(tmp_path, running):
    for _, play in played(DOCS / "how-to" / "change-a-template.md", tmp_path, running):
        built = play.folder / "build"
    page = (built / "talks-media-first.html").read_text("utf-8")
    said = ["Ports desk", "Cleared by", "In short", "For the media", "Programme"]
    assert (
        re.findall("|".join(said), re.sub(r"<(style|head)>.*?</\1>", "", page, flags=re.DOTALL))
        == [
            *said,  # page one, and the contents
            *said[-2:],  # the sections
        ]
    )


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_each_command_that_is_not_run_has_a_reason(page):
    blocks = [step for step in steps(page) if step.language == "console"]
    lines = [line for step in blocks for line in commands(step.text)]
    assert all(line.startswith("$ ") for line in lines)
    told = NOT_RUN.get(name_of(page), {})
    assert [line[2:] for line in lines if line[2:] not in told] == []
    assert [line for line in told if f"$ {line}" not in lines] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_each_block_is_of_a_kind_that_is_tried(page):
    # Python is a doctest of test_docs; a block without a language is a drawing.
    kinds = {
        "sh",
        "console",
        "text",
        "yaml",
        "toml",
        "css",
        "jinja",
        "html",
        "diff",
        "python",
        "picture",
        "",
    }
    assert {step.language for step in steps(page)} <= kinds


def test_what_is_typed_into_a_file_fits_the_width_of_the_site():
    # What stands in the others is wrapped; of a change (`diff`), a line may be as long as in the template.
    wrapped = {"sh", "console", "text", "diff", "picture", "json", "xml", ""}
    typed = [
        (page.name, line)
        for page in DOCS.rglob("*.md")
        for step in steps(page)
        if step.language not in wrapped
        for line in step.text.splitlines()
    ]
    assert [each for each in typed if len(each[1]) > WIDEST] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_each_picture_is_there_and_said_in_words(page):
    for step in steps(page):
        if step.language == "picture":
            assert (page.parent / step.name).is_file()
            assert len(step.text.split()) >= 5


def test_each_photograph_of_a_page_is_drawn_by_the_script():
    from pictures_of_docs import PICTURES

    shown = {
        page.parent / each.name
        for page in PAGES
        for each in steps(page)
        if each.name.endswith(".png")
    }
    drawn = {page.parent / name for page, pictures in PICTURES.items() for name in pictures}
    assert {path.resolve() for path in shown} == drawn
    assert set(DOCS.rglob("*.png")) == drawn


def test_what_a_page_has_at_hand_belongs_to_a_page():
    stems = {name for page in PAGES for name in (page.stem, page.parent.name)}
    assert {each.name for each in AT_HAND.iterdir() if each.is_dir()} <= stems
