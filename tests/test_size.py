"""Large print is one setting: what is read on paper has 16 points, and a screen stays as it was."""

from __future__ import annotations

import ctypes
import json
import shutil
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from pypdfium2 import raw

from briefgen import ConfigError, api
from briefgen.builds.manifest.rebuilding import rebuilt
from briefgen.cli import cli

ROOT = Path(__file__).parent.parent


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "briefs" / "minimal.yaml", tmp_path / "brief.yaml")
    return tmp_path


def sizes_of(path):
    """How many letters of a PDF have which size, in points."""
    sizes = Counter()
    for page in pypdfium2.PdfDocument(path):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            # The engine's pages are drawn in pixels, of which a point has three quarters.
            size = raw.FPDFText_GetFontSize(text, ctypes.c_int(at)) * 0.75
            sizes[round(size, 1)] += size > 1  # else it is a space between two words
    return +sizes


def built(office, **asked):
    return api.build(office / "brief.yaml", output=office / "build", **asked)


def test_no_letter_of_large_print_is_small(office):
    packet = built(office, templates=["packet"], to=["pdf"], size="large")[0]
    large = sizes_of(packet)
    assert sum(count for size, count in large.items() if size < 12) < large.total() / 5
    assert sum(count for size, count in large.items() if size >= 16) > large.total() / 2
    usual = sizes_of(built(office, templates=["packet"], to=["pdf"])[0])
    assert min(usual) < 10


def test_a_screen_shows_the_same(office):
    def for_screens(page):
        return [
            sheet for sheet in page.split("<style")[1:] if not sheet.startswith(' media="print"')
        ]

    large, usual = (
        built(office, templates=["packet"], to=["html"], size=size)[0].read_text("utf-8")
        for size in ("large", "normal")
    )
    assert large != usual
    assert for_screens(large) == for_screens(usual)


def test_a_setting_an_option_and_a_variable_ask_for_it(office, monkeypatch):
    def is_large(*asked):
        assert CliRunner().invoke(cli, ["build", "-q", *asked, "brief.yaml"]).exit_code == 0
        return "--size: 16pt" in Path("build/brief-packet.html").read_text("utf-8")

    assert not is_large()
    assert is_large("--size", "LARGE")
    Path("briefgen.toml").write_text('size = "large"')
    assert is_large()
    assert not is_large("--size", "normal")
    Path("briefgen.toml").unlink()
    monkeypatch.setenv("BRIEFGEN_SIZE", "large")
    assert is_large()


def test_a_size_that_there_is_not_is_refused(office):
    with pytest.raises(ConfigError, match=r"There is no size `larg`\. Did you mean `large`\?"):
        built(office, size="larg")


@pytest.mark.parametrize("size", ["normal", "large"])
def test_it_is_proved_by_building_anew_whatever_the_settings_say_since(office, size):
    runner = CliRunner()
    assert runner.invoke(cli, ["build", "-q", "--size", size, "brief.yaml"]).exit_code == 0
    entry = json.loads(Path("build/manifest.json").read_text("utf-8"))
    assert ('"size": "large"' in json.dumps(entry)) == (size == "large")
    results = [each for each in rebuilt(office / "build") if each.holds is not None]
    assert results
    assert all(each.holds for each in results), results


def test_a_card_in_large_print_has_two_sides(office):
    (page,) = built(office, templates=["card"], to=["html"], size="large")
    assert '<meta name="briefgen.pages" content="2">' in page.read_text("utf-8")
