"""The page on mending says what is mended, and each of its rows is tried."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_advice import BRIEF, USUAL
from written import ROOT

from briefgen.builds.fixing.briefs import mended_brief
from briefgen.builds.job import Job
from briefgen.settings.resolver import Resolved

PAGE = ROOT / "docs" / "how-to" / "mending.md"
ROWS = re.findall(r"^\| [^|`]+ \| `([^`]+)` \| `([^`]+)` \|$", PAGE.read_text("utf-8"), re.M)


def with_line(line):
    """A brief with a line in the place of the first one that has the same field."""
    field = line.partition(":")[0]
    brief = BRIEF.format(**USUAL)
    old = re.search(rf"^\W*({field}: .*)$", brief, re.MULTILINE)
    return brief.replace(old[1], line, 1)


def test_there_are_rows():
    assert len(ROWS) >= 8


@pytest.mark.parametrize(("typed", "mended"), ROWS)
def test_what_the_page_says_is_mended_is_mended_so(typed, mended):
    meant = with_line(mended)
    brief = meant.replace(mended, typed, 1)
    assert brief != meant
    job = Job(Path("brief.yaml"), "brief.yaml", Path(), "brief", "check", Resolved())
    assert mended_brief(brief.encode(), job).after.decode() == meant
