"""Figures that cite nothing, and sources without a copy: told of only if settings ask for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_looked import BRIEF, checked_in

from briefgen import api
from briefgen.checks.sources import SHOWN
from briefgen.cli import main
from briefgen.settings.loosening import loosening
from briefgen.settings.resolver import Resolved

# What these briefs are not about.
OFF = ["capture-unpinned", "unused-source", "too-many-points"]
UNCITED = "There are 7 and 9 of 12."


@pytest.fixture
def told_of(tmp_path):
    """The findings about points, with these settings beside the brief."""

    def told(settings, *points, **brief):
        (tmp_path / "briefgen.toml").write_text(f"off = {OFF}\n{settings}\n")
        checked_in(tmp_path, *points, **brief)
        return api.check(api.load(tmp_path / "brief.yaml")).diagnostics

    return told


@pytest.mark.parametrize("settings", ["", "figures_uncited = 3", "figures_uncited = 400"])
def test_without_a_limit_or_within_it_figures_may_cite_nothing(settings, told_of):
    assert told_of(settings, UNCITED, "Of 40 quays 38.[^report]") == []


@pytest.mark.parametrize(
    ("limit", "said"), [(0, "the settings allow none"), (2, "the settings allow 2 at most")]
)
def test_beyond_the_limit_one_warning_counts_them_and_shows_the_first_places(limit, said, told_of):
    (found,) = told_of(f"figures_uncited = {limit}", UNCITED)
    assert (found.rule, found.severity) == ("figures-uncited", "warning")
    assert found.message == f"3 figures cite nothing; {said}."
    columns = [found.span.column, *(each.span.column for each in found.related)]
    line = BRIEF[: BRIEF.index("POINTS")].rpartition("\n")[2] + f'["{UNCITED}"]'
    assert [line[column - 1] for column in columns] == ["7", "9", "1"]


def test_one_figure_is_told_of_in_the_singular(told_of):
    (found,) = told_of("figures_uncited = 0", "There are 7.")
    assert found.message == "1 figure cites nothing; the settings allow none."
    assert found.related == ()


def test_of_many_figures_the_first_places_are_shown(told_of):
    (found,) = told_of("figures_uncited = 0", *(["There are 7."] * 40))
    assert found.message.startswith("40 figures cite nothing")
    assert len(found.related) == SHOWN - 1
    assert f"The first {SHOWN} are shown." in found.hint


def test_a_comment_at_the_first_place_allows_them(told_of):
    brief = BRIEF.replace(
        "points:", "# briefgen: allow figures-uncited because they are ours\n    points:"
    )
    assert told_of("figures_uncited = 0", "There are 7.", brief=brief) == []


def test_the_first_place_is_the_first_of_the_file(told_of):
    """Lines for the press are read last, wherever they stand."""
    brief = BRIEF.replace("agenda:", "press:\n  lines: There are 5.\nagenda:")
    (found,) = told_of("figures_uncited = 0", "There are 7.", "There are 9.", brief=brief)
    assert [found.span.line, *(each.span.line for each in found.related)] == [9, 13, 13]


def test_names_and_what_is_not_printed_are_no_uncited_figures(told_of):
    aide = "{name: Anna Berg}\n  aide: {described_as: an aide, attribution: on background, note: Met 77 times.}"  # fmt: skip
    brief = BRIEF.replace("{name: Anna Berg}", aide)
    assert told_of("figures_uncited = 0", "Ole Vik came.", brief=brief) == []


CITES = ("As said.[^letter]", "It was so.[^letter][^report]")


def test_sources_without_a_copy_are_told_of_once_each_if_asked_for(told_of):
    assert told_of("", *CITES) == []
    (found,) = told_of('on = ["source-without-copy"]', *CITES)
    assert found.message == "`letter` has no copy, and 2 places rest on it unchecked."
    assert len(found.related) == 2


def test_a_source_that_nothing_cites_or_that_has_a_copy_is_not_told_of(told_of):
    assert told_of('on = ["source-without-copy"]', "It was so.[^report]") == []


def test_what_is_turned_on_and_off_is_off():
    off = "capture-unpinned", "source-without-copy"
    asked = Resolved(off=off, on=("source-without-copy",))
    assert set(asked.silent) == set(off)


@pytest.mark.parametrize("settings", ["figures_uncited = 0", 'on = ["source-without-copy"]'])
def test_a_brief_that_was_clean_is_checked_anew_under_other_settings(
    settings, tmp_path, monkeypatch, capsys
):
    checked_in(tmp_path, "There are 7.[^letter] There are 9.")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    said = []
    for text in ("", settings, "", settings):
        Path("briefgen.toml").write_text(f"off = {OFF}\n{text}\n")
        with pytest.raises(SystemExit):
            main(["check", "brief.yaml"])
        said.append("1 warning in" in capsys.readouterr().err)
    assert said == [False, True, False, True]


def test_settings_of_another_user_may_ask_for_more():
    assert list(loosening({"on": ("source-without-copy",), "figures_uncited": 0})) == []
