"""A style is a folder with tokens: those that are shipped, and those of the user's."""

from __future__ import annotations

import json
import re
import shutil
from importlib import import_module
from pathlib import Path

import pypdfium2
import pytest
from click.shell_completion import ShellComplete
from test_fonts import ETHIOPIC, font
from test_fonts import brief as brief_of_signs

from briefgen import ConfigError, api
from briefgen.builds.manifest.verifying import verified
from briefgen.cli import cli, main
from briefgen.look import Look
from briefgen.look.fonts import font_faces
from briefgen.look.styles import own_sheets, style_meant, style_names
from briefgen.preview.watch import watched_of
from briefgen.settings.files import look_of, settings_for
from briefgen.settings.options import Options

ROOT = Path(__file__).parent.parent
TOKENS = ":root { --accent: #123456 }"


def put(path, text=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder with a brief, and with a style of the house beside it, in which one stands."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "briefs" / "minimal.yaml", tmp_path / "brief.yaml")
    put(tmp_path / "styles" / "house" / "tokens.css", TOKENS)
    return tmp_path


def built(at, **asked):
    """The page of the card, as it is built."""
    (path,) = api.build(
        at / "brief.yaml", output=at / "build", templates=["card"], to=["html"], **asked
    )
    return path.read_text("utf-8")


def sheets(page):
    """Of each sheet in a page its medium, and its first line."""
    return re.findall(r'<style(?: media="(\w+)")?>\n(.*)\n', page)


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main([*map(str, arguments)])
    return ended.value.code, capsys.readouterr().err


def test_the_shipped_styles_are_folders_with_tokens_the_default_first():
    assert style_names() == ("official", "modern")
    for name in style_names():
        assert (ROOT / "styles" / name / "tokens.css").is_file()


def test_a_folder_with_tokens_is_a_style_by_its_name(office, capsys):
    code, said = run(capsys, "build", "brief.yaml", "--to", "html", "--style", "house")
    assert code == 0, said
    page = (office / "build" / "brief-card.html").read_text("utf-8")
    assert 'class="card house"' in page
    assert TOKENS in page
    assert TOKENS not in built(office)


def test_a_style_of_ones_own_is_a_setting_whatever_its_capitals(office):
    put(office / "briefgen.toml", 'style = "House"\n')
    assert settings_for(office).style == "house"
    assert 'class="card house"' in built(office)
    assert 'class="card modern"' in built(office, style="Modern")


def test_a_style_stands_in_the_folder_that_the_settings_name(office):
    put(office / "briefgen.toml", 'style = "ours"\nstyles = "looks"\n')
    put(office / "looks" / "ours" / "tokens.css", TOKENS)
    assert 'class="card ours"' in built(office)
    with pytest.raises(ConfigError, match="There is no style `house`"):
        built(office, style="house")


def test_the_sheets_of_a_style_add_to_those_of_all_styles_in_their_order(office):
    for name in ("zebra", "apple", "screen", "page", "paged"):
        put(office / "styles" / "house" / f"{name}.css", f"/* {name} of the house */")
    put(office / "styles" / "custom.css", "/* custom */")
    found = sheets(built(office, style="house"))
    assert found[1] == sheets(built(office))[1]  # the tokens of the default style
    assert found[2] == ("", TOKENS)
    assert [each for each in found if "house" in each[1] or "custom" in each[1]] == [
        ("", "/* apple of the house */"),
        ("print", "/* page of the house */"),
        ("screen", "/* screen of the house */"),
        ("", "/* zebra of the house */"),
        ("", "/* custom */"),
    ]
    assert len(found) == len(sheets(built(office))) + 5


def test_tokens_of_ones_own_take_the_place_of_those_of_a_shipped_style(office):
    put(office / "styles" / "modern" / "tokens.css", TOKENS)
    page = built(office, style="modern")
    assert TOKENS in page
    assert "Noto Sans" not in page


def test_the_fonts_in_the_folder_of_a_style_are_for_that_style_alone(tmp_path):
    path = brief_of_signs(tmp_path, signs=ETHIOPIC)
    put(tmp_path / "styles" / "house" / "tokens.css", TOKENS)
    font(tmp_path / "styles" / "house" / "fonts" / "own.ttf", family="Tbilisi")
    assert [each.rule for each in api.check(api.load(path)).diagnostics] == ["missing-glyph"]
    put(tmp_path / "briefgen.toml", 'style = "house"\n')
    assert api.check(api.load(path)).diagnostics == []
    (made,) = api.build(path, output=tmp_path / "build", templates=["card"], to=["pdf"])
    printed = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()
    assert ETHIOPIC in printed or ETHIOPIC in "".join(printed.split())


def test_a_font_that_only_another_style_names_is_not_missed(office):
    put(office / "styles" / "house" / "tokens.css", ":root { --text-font: Nowhere }")
    assert api.check(api.load(office / "brief.yaml")).diagnostics == []
    put(office / "briefgen.toml", 'style = "house"\n')
    put(office / "styles" / "house" / "screen.css", "p { font-family: Papyrus }")
    (told,) = api.check(api.load(office / "brief.yaml")).diagnostics
    assert "“Nowhere”" in told.message


def test_a_family_is_missed_in_a_variable_of_ones_own_that_holds_fonts(office):
    sheet = ":root { --mine: Nowhere; --other: Nothing } p { font-family: var( --mine ) }"
    put(office / "styles" / "custom.css", sheet)
    (told,) = api.check(api.load(office / "brief.yaml")).diagnostics
    assert "“Nowhere”" in told.message


def test_a_font_of_the_style_comes_before_one_of_that_name_for_all_styles(office):
    for at in ("fonts", "house/fonts"):
        put(office / "styles" / at / "own.ttf", "no font")
    look = look_of(settings_for(office), office, Options(style="house"))
    assert font_faces(look.folders)["own.ttf"] == office / "styles" / "house" / "fonts" / "own.ttf"


def test_a_style_that_is_not_there_is_told_with_the_nearest_name(office, capsys):
    code, said = run(capsys, "build", "brief.yaml", "--style", "hose")
    assert code == 2
    assert "There is no style `hose`. Did you mean `house`?" in said
    code, said = run(capsys, "build", "brief.yaml", "--style", "qqq")
    assert "There is no style `qqq`. One of `official`, `modern`, `house`." in said


def test_a_style_that_is_not_there_is_told_at_its_place_in_the_settings(office, capsys):
    put(office / "briefgen.toml", 'paper = "A5"\nstyle = "hose"\n')
    code, said = run(capsys, "check", "brief.yaml")
    assert code == 2
    assert "`hose` is not a value of `style`." in said
    assert "Did you mean `house`?" in said
    assert "briefgen.toml:2:9" in said
    assert "`A5` is not a value of `paper`." in said


NO_STYLE = {
    "no tokens": "styles/house/base.css",
    "a folder of parts": "styles/parts/tokens.css",
    "a folder of fonts": "styles/fonts/tokens.css",
    "hidden": "styles/.house/tokens.css",
    "two words": "styles/our house/tokens.css",
    "further down": "styles/our/house/tokens.css",
    "an option": "styles/-house/tokens.css",
}


@pytest.mark.parametrize("name", NO_STYLE)
def test_what_has_no_tokens_or_no_plain_name_is_no_style(name, tmp_path):
    put(tmp_path / NO_STYLE[name], TOKENS)
    assert style_names([tmp_path / "styles"]) == style_names()


@pytest.mark.parametrize("name", ["../house", "house/../house", "", ".", "house/", "parts", "*"])
def test_a_name_that_leads_anywhere_is_no_style(name, office):
    put(office / "house" / "tokens.css", TOKENS)
    assert style_meant(name, [office / "styles"]) is None


def test_a_style_that_is_a_link_out_of_its_folder_is_none(office):
    put(office.parent / "elsewhere" / "tokens.css", TOKENS)
    (office / "styles" / "away").symlink_to(office.parent / "elsewhere")
    assert "away" not in style_names([office / "styles"])
    (office / "styles" / "modern").symlink_to(office.parent / "elsewhere")
    with pytest.raises(ConfigError, match="is a link that leads out of"):
        built(office, style="modern")
    look = Look(style="modern", styles=(office / "styles",))
    assert look.folders == (office / "styles",)
    assert list(own_sheets(look)) == []
    assert 'class="card official"' in built(office)


def test_a_name_as_it_is_typed_comes_before_one_in_other_capitals(office):
    own = [office / "styles"]
    put(office / "styles" / "Apple" / "tokens.css", TOKENS)
    if (office / "styles" / "apple").exists():
        pytest.skip("This file system takes capitals for small letters.")
    put(office / "styles" / "apple" / "tokens.css", TOKENS)
    assert [style_meant(name, own) for name in ("apple", "Apple", "APPLE")] == [
        "apple",
        "Apple",
        "Apple",
    ]


def test_a_name_of_more_than_64_characters_is_no_style(office):
    for length in (64, 65):
        put(office / "styles" / ("a" * length) / "tokens.css", TOKENS)
    assert style_meant("a" * 64, [office / "styles"]) == "a" * 64
    assert style_meant("a" * 65, [office / "styles"]) is None


def test_accents_in_two_ways_are_one_style(office):
    put(office / "styles" / "bu\u0308ro" / "tokens.css", TOKENS)
    assert style_meant("b\u00fcro", [office / "styles"]) == "bu\u0308ro"


def test_the_manifest_lists_the_files_of_the_style_that_was_used(office):
    put(office / "styles" / "other" / "tokens.css", TOKENS)
    put(office / "styles" / "house" / "fonts" / "own.ttf", "no font")
    built(office, style="house")
    manifest = json.loads((office / "build" / "manifest.json").read_text("utf-8"))
    (entry,) = manifest["briefs"].values()
    assert list(entry["inputs"]["styles"]) == ["house/fonts/own.ttf", "house/tokens.css"]
    assert entry["look"]["style"] == "house"


def wrong(at):
    return [str(each) for each in verified(at / "build") if each.holds is False]


def test_a_style_that_was_asked_for_by_an_option_is_verified(office):
    built(office, style="house")
    put(office / "styles" / "other" / "tokens.css", TOKENS)
    assert wrong(office) == []
    put(office / "styles" / "house" / "more.css", "p { margin: 0 }")
    assert wrong(office) == ["brief.yaml: styles/house/more.css: new since it was built."]
    (office / "styles" / "house" / "more.css").unlink()
    put(office / "styles" / "house" / "tokens.css", ":root { --accent: #654321 }")
    assert wrong(office) == ["brief.yaml: styles/house/tokens.css: changed since it was built."]
    shutil.rmtree(office / "styles" / "house")
    assert wrong(office) == ["brief.yaml: styles/house/tokens.css: it isn't there any more."]


@pytest.mark.parametrize("style", ["../outside", "*", "/", "house/../.."])
def test_a_style_in_a_manifest_leads_nowhere(style, office):
    built(office)
    path = office / "build" / "manifest.json"
    path.write_text(path.read_text("utf-8").replace('"style": "official"', f'"style": "{style}"'))
    put(office / "outside" / "secret.css", "secret")
    assert wrong(office) == []


def test_the_preview_watches_the_styles_of_ones_own(office):
    watched = watched_of(office / "brief.yaml", settings_for(office), None)
    assert office / "styles" / "house" / "tokens.css" in set(watched.paths())


def test_styles_of_ones_own_are_offered(office):
    shell = ShellComplete(cli, {}, "briefgen", "_BRIEFGEN_COMPLETE")

    def offered(start):
        return [
            item.value for item in shell.get_completions(["build", "brief.yaml", "--style"], start)
        ]

    assert offered("") == ["official", "modern", "house"]
    assert offered("H") == ["house"]


def test_a_style_is_shipped_by_being_a_folder(office, monkeypatch, tmp_path):
    shipped = tmp_path / "shipped"
    shutil.copytree(ROOT / "styles", shipped / "styles", ignore=shutil.ignore_patterns("fonts"))
    put(shipped / "styles" / "plain" / "tokens.css", TOKENS)
    for module in ("briefgen.look.styles", "briefgen.render.sheets"):
        monkeypatch.setattr(
            import_module(module),
            "folder",
            lambda name: shipped / name if name == "styles" else ROOT / name,
        )
    assert style_names() == ("official", "modern", "plain")
    assert look_of(settings_for(office), office, Options(style="plain")).style == "plain"
    assert TOKENS in built(office, style="plain")


def test_a_style_that_changes_one_token_has_all_the_others(tmp_path):
    put(tmp_path / "styles" / "house" / "tokens.css", TOKENS)
    brief = tmp_path / "talks.yaml"
    brief.write_bytes((ROOT / "briefs" / "minimal.yaml").read_bytes())
    html = api.render(api.load(brief), style="house")
    assert "#123456" in html
    assert api.typeset(html, [tmp_path / "styles"]).warnings == ()
