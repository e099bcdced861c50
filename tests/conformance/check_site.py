"""Each page of the documentation's site, before axe-core: `make conformance`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from checkers import SIGHTS, axe

ROOT = Path(__file__).parent.parent.parent
# One of each kind: the pages of a kind are alike.
KINDS = ["index", "how-to/ci", "reference/settings", "rules/bad-date", "search"]
PAGES = [
    page.relative_to(ROOT / "docs").with_suffix("").as_posix()
    for page in sorted((ROOT / "docs").rglob("*.md"))
]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    at = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-d", at / "read", ROOT / "docs", at / "made"]
    subprocess.run(command, check=True)
    return at / "made"


@pytest.mark.parametrize(("scheme", "width"), [SIGHTS[0], SIGHTS[-1]])
@pytest.mark.parametrize("page", KINDS)
def test_axe_finds_nothing(page, scheme, width, site, chromium):
    assert axe(chromium, site / f"{page}.html", scheme, width) == []


def test_no_page_is_wider_than_its_window(site, chromium):
    sheet = chromium.new_page(viewport={"width": 390, "height": 844})
    wide = []
    for page in PAGES:
        sheet.goto((site / f"{page}.html").as_uri())
        if sheet.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(page)
    sheet.close()
    assert wide == []
