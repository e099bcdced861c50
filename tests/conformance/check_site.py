"""Each page of the documentation's site, before axe-core: `make conformance`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from checkers import SIGHTS, axe, browser

ROOT = Path(__file__).parent.parent.parent
# All rules' pages are alike.
ONE_RULE = "rules/bad-date"
PAGES = [
    page.relative_to(ROOT / "docs").with_suffix("").as_posix()
    for page in sorted((ROOT / "docs").rglob("*.md"))
    if page.parent.name != "rules"
]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    at = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-d", at / "read", ROOT / "docs", at / "made"]
    subprocess.run(command, check=True)
    return at / "made"


@pytest.fixture(scope="session")
def chromium():
    with browser() as running:
        yield running


@pytest.mark.parametrize(("scheme", "width"), SIGHTS)
@pytest.mark.parametrize("page", [*PAGES, ONE_RULE, "search"])
def test_axe_finds_nothing(page, scheme, width, site, chromium):
    assert axe(chromium, site / f"{page}.html", scheme, width) == []


def test_no_page_is_wider_than_its_window(site, chromium):
    sheet = chromium.new_page(viewport={"width": 390, "height": 844})
    wide = []
    for page in [*PAGES, ONE_RULE]:
        sheet.goto((site / f"{page}.html").as_uri())
        if sheet.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(page)
    sheet.close()
    assert wide == []
