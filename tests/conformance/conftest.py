"""The browser in which pages are looked at."""

from __future__ import annotations

import pytest
from checkers import browser


@pytest.fixture(scope="session")
def chromium():
    """The browser, once for all files: two of it can't run in one process."""
    with browser() as running:
        yield running
