"""What may be lost lies where the system keeps such things, and is kept whole."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefgen.builds.stamps import home, keep


def test_the_cache_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert home("clean") == tmp_path / "briefgen" / "clean"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system has another place")
def test_the_cache_is_in_the_home_otherwise(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home("places") == Path(tmp_path) / ".cache" / "briefgen" / "places"


def test_what_several_keep_at_once_under_one_name_is_whole(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: keep(tmp_path, "name", ["x" * 5000, n]), range(200)))
    assert json.loads((tmp_path / "name").read_text())[0] == "x" * 5000
    assert [path.name for path in tmp_path.iterdir()] == ["name"]
