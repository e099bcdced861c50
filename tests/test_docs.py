"""The documentation says what is so: its commands run, its examples give what they say."""

from __future__ import annotations

import doctest
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import briefgen

ROOT = Path(__file__).parent.parent
PAGES = [
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
sys.path.insert(0, str(ROOT / "scripts"))


def commands(page):
    """The lines of a page's shell blocks."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


def briefgen_commands(page):
    return [line for line in commands(page) if line.startswith("briefgen ")]


PAGE_READ = """\
<!DOCTYPE html>
<html lang="en"><head><title>Repairs in doubt</title></head><body>
<p>“Every ministry can wait a year,” said Jonas Falk, the State Secretary for Finance.</p>
</body></html>
"""
QUOTED = """\
    quotes:
      - {speaker: state, text: Every ministry can wait a year., source: report}
sources:
  report: {title: Repairs in doubt, publisher: City Herald}
"""


@pytest.fixture
def folder(tmp_path):
    """A folder in which the reader of the README or the guide could stand, with a page saved."""
    (tmp_path / "briefs").mkdir()
    minimal = (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")
    (tmp_path / "briefs" / "one.yaml").write_text(minimal + QUOTED, "utf-8")
    (tmp_path / "page.html").write_text(PAGE_READ, "utf-8")
    for name, text in sheets_of(ROOT / "docs" / "guide.md").items():
        (tmp_path / "briefs" / name).parent.mkdir(parents=True)
        (tmp_path / "briefs" / name).write_text(text, "utf-8")
    return tmp_path


def sheets_of(page):
    """The style sheets in a page, by the name in the comment on top of each."""
    blocks = re.findall(
        r"^```css\n/\* (\S+) \*/\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    return dict(blocks)


def test_the_style_of_the_guide_is_one(folder):
    sheets = sheets_of(ROOT / "docs" / "guide.md")
    path = folder / "briefs" / "one.yaml"
    (made,) = briefgen.build(
        path, output=folder / "out", templates=["card"], to=["html"], style="house"
    )
    page = made.read_text("utf-8")
    assert list(sheets) == ["styles/house/tokens.css"]
    assert sheets["styles/house/tokens.css"] in page


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", ROOT / "docs" / "guide.md"], ids=lambda p: p.stem
)
def test_every_command_of_the_page_runs(page, folder, monkeypatch, run):
    monkeypatch.chdir(folder)
    found = briefgen_commands(page)
    assert len(found) >= 4
    for line in found:
        words = shlex.split(line)[1:]
        if "*" in line:
            words = [*words[:-1], "briefs/one.yaml"]
        if "preview" in words:
            served_until_interrupted([*words, "--port", "0"])
            continue
        code, _, said = run(*words)
        assert code == 0, f"{line}\n{said}"


def served_until_interrupted(words):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "briefgen", *words]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout.readline().startswith("Preview at http://127.0.0.1:")
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 0


def test_the_line_that_the_readme_shows_is_that_of_the_flagship(run):
    _, _, said = run("check", str(ROOT / "briefs" / "moscow-sochi-2019.yaml"))
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert f"`{said.splitlines()[1]}`" in readme


def test_the_two_commands_of_the_readme_are_targets_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text()
    made = [line.split()[1] for line in commands(ROOT / "README.md") if line.startswith("make ")]
    assert made == ["demo", "test"]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in made)


def test_the_examples_for_python_give_what_they_say(monkeypatch):
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "reference" / "api.md"), module_relative=False
    )
    assert tried > 10
    assert failed == 0


def test_the_examples_of_the_package_give_what_they_say(monkeypatch):
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testmod(briefgen)
    assert tried >= 4
    assert failed == 0


REFERENCES = sorted(path.stem for path in (ROOT / "scripts").glob("*_reference.py"))


@pytest.mark.parametrize("script", REFERENCES)
def test_a_reference_is_what_the_program_says(script):
    made = import_module(script)
    assert made.PAGE.read_text("utf-8") == made.reference()


def test_the_references_are_those_that_the_pages_name():
    told = {
        name
        for page in (ROOT / "docs" / "reference").glob("*.md")
        for name in re.findall(r"`scripts/(\w+_reference)\.py`", page.read_text("utf-8"))
    }
    assert told == set(REFERENCES)


def fields_with_a_default():
    from briefgen.model.fields import all_classes

    for kind in all_classes():
        for name, field in kind.model_fields.items():
            if field.default not in (..., None, ()):
                default = field.default
                yield name, default if isinstance(default, str) else json.dumps(default), field


def test_every_default_is_in_the_reference_and_in_the_schema():
    reference = (ROOT / "docs" / "reference" / "format.md").read_text("utf-8")
    found = list(fields_with_a_default())
    assert {name for name, _, _ in found} == {
        "language",
        "ours",
        "attribution",
        "kind",
        "state",
        "procedural",
    }
    for name, default, field in found:
        assert f"Left out, `{default}`." in field.description
        assert re.search(rf"^\| `{name}` \|.*Left out, `{re.escape(default)}`\.", reference, re.M)


def test_the_table_of_characters_is_that_of_the_fonts():
    from coverage_of_fonts import FONTS, as_ranges, covered

    assert (FONTS / "coverage.txt").read_text("ascii") == as_ranges(covered(FONTS))


def test_the_table_of_letters_is_that_of_the_languages():
    from letters_of_dates import table

    from briefgen.checks.glyphs import LETTERS

    assert LETTERS.read_text("utf-8") == table()


def prose(page):
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def links(page):
    """The links of a page to files: the file, and the place there."""
    for link in re.findall(
        r"\]\((?!https?:|mailto:)([^)\s]+)\)", re.sub(r"`[^`]*`", "", prose(page))
    ):
        path, _, place = link.partition("#")
        yield (page.parent / path).resolve() if path else page, place


def places(page):
    """The places in a page that a link can lead to: its headings, as GitHub names them."""
    names = []
    for heading in re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE):
        words = re.sub(r"\]\([^)]*\)", "", heading).casefold()
        name = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        names.append(f"{name}-{names.count(name)}" if name in names else name)
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_of_a_page_leads_to_a_page_and_a_place(page):
    for there, place in links(page):
        assert there.exists(), there
        assert not place or place in places(there), f"{there}#{place}"


def test_each_page_is_reached_from_the_first():
    reached = [ROOT / "docs" / "index.md"]
    for page in reached:
        near = (there for there, _ in links(page) if there.suffix == ".md")
        reached += [there for there in dict.fromkeys(near) if there not in reached]
    assert [page for page in PAGES if page not in {*reached, ROOT / "README.md"}] == []


def test_every_setting_is_in_the_guide():
    from briefgen.settings.keys import KEYS

    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")
    assert [key for key in KEYS if not re.search(rf"^{key} = ", guide, re.MULTILINE)] == []


def test_every_default_is_in_the_guide():
    from briefgen.settings import defaults

    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")
    told = dict(re.findall(r"^(\w+) = .*; default: (.+)$", guide, re.MULTILINE))
    listed = {"template": defaults.TEMPLATES, "to": defaults.TO}
    for key, names in listed.items():
        assert told[key] == " and ".join(names)
    for key in ("style", "paper", "output", "seconds", "megabytes"):
        assert told[key] == str(getattr(defaults, key.upper()))


def test_every_output_every_attachment_and_every_style_is_in_the_guide():
    from briefgen.look.styles import style_names
    from briefgen.outputs import attachments, registry

    settings = (ROOT / "docs" / "guide.md").read_text("utf-8").split("## Settings")[1]
    known = {"to": registry.names(), "attach": attachments.names(), "style": style_names()}
    for key, names in known.items():
        (line,) = re.findall(rf"^{key} = .*$", settings, re.MULTILINE)
        assert [name for name in names if name not in line] == []


def test_every_exit_code_is_in_the_reference():
    from briefgen.ground import errors
    from briefgen.ground.exits import EXITS

    codes = {kind.exit_code for kind in errors.BriefgenError.__subclasses__()}
    assert {0, *codes, 6, 70, 129, 130, 143} == {each.code for each in EXITS}
    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")
    assert all(f"| {each.code} |" in guide for each in EXITS)
