"""The documentation as a site: what `make docs` makes, and that all links inside of it lead somewhere."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from briefgen.ground.rules import RULES
from briefgen.report.pages import SITE, address

# The site takes long to make; `make docs` makes it as well.
pytestmark = pytest.mark.long
ROOT = Path(__file__).parent.parent
# What in a page has a browser load something.
LOADS = "//script/@src | //img/@src | //link[@rel!='canonical']/@href | //iframe/@src"


def build(root, at, **environment):
    """Make the site of a checkout, as `make docs` does; warnings are errors."""
    options = ["-q", "-W", "-n", "--keep-going", "-d", str(at.with_suffix(".read"))]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(root / "docs"), str(at)],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return at


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build(ROOT, tmp_path_factory.mktemp("site") / "made")


@pytest.fixture(scope="module")
def pages(site):
    """Each page of the site, parsed, by its path."""
    found = {path.relative_to(site).as_posix(): html.parse(path) for path in site.rglob("*.html")}
    assert len(found) > 100
    return found


def test_the_makefile_makes_the_site_as_the_tests_do():
    made = re.search(r"^docs: .*\n\t@(.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {"-W", "-n", "--keep-going"} <= set(made[1].split())


def test_the_site_that_is_published_is_made_as_this_one():
    published = (ROOT / ".readthedocs.yaml").read_text("utf-8")
    assert "configuration: docs/conf.py" in published
    assert "fail_on_warning: true" in published
    schema = ["check-jsonschema", "--builtin-schema", "vendor.readthedocs"]
    command = [Path(sys.executable).parent / schema[0], *schema[1:], ROOT / ".readthedocs.yaml"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_each_rule_has_its_page_where_reports_say(pages):
    assert [rule.name for rule in RULES if address(rule.name).removeprefix(SITE) not in pages] == []


def test_every_link_inside_of_the_site_leads_to_a_page_and_a_place(site, pages):
    dead = [
        f"{name}: {link}"
        for name, page in pages.items()
        for link in page.xpath("//a/@href")
        if not leads_somewhere(site, pages, name, urlsplit(link))
    ]
    assert dead == []


def leads_somewhere(site, pages, name, link):
    if link.scheme or link.netloc:
        return True
    there = (site / name).parent / unquote(link.path) if link.path else site / name
    path = os.path.relpath(there, site)
    if not link.fragment:
        return (site / path).is_file()
    # What a script writes there, such as the results of a search, isn't in the file.
    return path in pages and bool(pages[path].xpath("//*[@id=$id]", id=unquote(link.fragment)))


def test_a_reader_loads_nothing_from_elsewhere(site, pages):
    asked = {link for page in pages.values() for link in page.xpath(LOADS)}
    assert len(asked) > 5
    assert [link for link in asked if urlsplit(link).netloc] == []
    for sheet in site.rglob("*.css"):
        loaded = re.findall(r"(?:@import|url\()\s*[\"']?(https?:)?//", sheet.read_text("utf-8"))
        assert loaded == [], sheet.name


def test_the_same_pages_make_the_same_site_elsewhere(site, tmp_path):
    elsewhere = tmp_path / "another checkout"
    (elsewhere / "briefgen" / "view").mkdir(parents=True)
    for path in [*ROOT.glob("*.md"), ROOT / "briefgen" / "__init__.py"]:
        shutil.copy(path, elsewhere / path.relative_to(ROOT))
    for name in ("briefgen/view/labels", "docs"):
        shutil.copytree(ROOT / name, elsewhere / name)
    other = build(elsewhere, tmp_path / "site", TZ="Asia/Tokyo", SOURCE_DATE_EPOCH="0")
    assert contents(other) == contents(site)


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_no_page_tells_where_it_was_made(site):
    own = str(ROOT).encode()
    assert [name for name, data in contents(site).items() if own in data] == []
