"""A date that no brief says comes from SOURCE_DATE_EPOCH, where it is set."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from briefgen import ConfigError
from briefgen.ground.clock import source_date, today


def test_the_variable_names_a_moment(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1557480000")
    assert source_date() == datetime(2019, 5, 10, 9, 20, tzinfo=UTC)
    assert today() == date(2019, 5, 10)


@pytest.mark.parametrize("said", ["", None])
def test_without_it_there_is_no_moment(said, monkeypatch):
    if said is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    assert source_date() is None


@pytest.mark.parametrize("said", ["yesterday", "1e9", "9" * 30])
def test_what_is_no_number_of_seconds_is_said(said, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    with pytest.raises(ConfigError, match="seconds since 1970"):
        source_date()


def test_a_new_brief_has_its_date(monkeypatch, tmp_path):
    from briefgen import cli

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1557480000")
    with pytest.raises(SystemExit):
        cli.main(["new", str(tmp_path / "talks.yaml"), "-q"])
    assert "as_of: 2019-05-10" in (tmp_path / "talks.yaml").read_text("utf-8")
