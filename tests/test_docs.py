"""The documentation says what is so: its commands run, its examples give what they say."""

from __future__ import annotations

import doctest
import json
import re
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


def test_the_line_that_the_readme_shows_is_that_of_the_flagship(run):
    _, _, said = run("check", str(ROOT / "briefs" / "moscow-sochi-2019.yaml"))
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert f"`{said.splitlines()[1]}`" in readme


def test_the_two_commands_of_the_readme_are_targets_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text()
    made = re.findall(r"^\$ make (\w+)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
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
        for name in re.findall(
            r"^<!-- .* scripts/(\w+_reference)\.py\. -->$", page.read_text("utf-8"), re.MULTILINE
        )
    }
    assert told == set(REFERENCES)


def fields_with_a_default():
    from briefgen.model.fields import all_classes

    for kind in all_classes():
        for name, field in kind.model_fields.items():
            # Nothing has to be said of a text that may be left out.
            if field.default not in (..., None, (), ""):
                default = field.default
                if isinstance(default, tuple):
                    (default,) = default
                said = default if isinstance(default, str) else json.dumps(default)
                yield field.alias or name, said, field


def test_every_default_is_in_the_reference_and_in_the_schema():
    reference = (ROOT / "docs" / "reference" / "format.md").read_text("utf-8")
    found = list(fields_with_a_default())
    assert {name for name, _, _ in found} == {
        "draft",
        "language",
        "ours",
        "attribution",
        "kind",
        "state",
        "procedural",
        "recommended",
    }
    for name, default, field in found:
        assert f"Left out, `{default}`." in field.description
        assert re.search(rf"^\| `{name}` \|.*Left out, `{re.escape(default)}`\.", reference, re.M)


def test_the_table_of_characters_is_that_of_the_fonts():
    from coverage_of_fonts import FONTS, as_ranges, covered, of_extra

    assert (FONTS / "coverage.txt").read_text("ascii") == as_ranges(covered())
    assert (FONTS / "coverage-cjk.txt").read_text("ascii") == as_ranges(of_extra())


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
        assert there.is_file(), there
        assert not place or place in places(there), f"{there}#{place}"


def test_each_page_is_reached_from_the_first():
    reached = [ROOT / "docs" / "index.md"]
    for page in reached:
        near = (there for there, _ in links(page) if there.suffix == ".md")
        reached += [there for there in dict.fromkeys(near) if there not in reached]
    assert [page for page in PAGES if page not in {*reached, ROOT / "README.md"}] == []


def test_every_exit_code_is_in_the_reference():
    from briefgen.ground import errors
    from briefgen.ground.exits import EXITS

    codes = {kind.exit_code for kind in errors.BriefgenError.__subclasses__()}
    assert {0, *codes, 6, 70, 129, 130, 143} == {each.code for each in EXITS}
