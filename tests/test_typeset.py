"""HTML becomes a PDF: from what the page holds, the same each time, or not at all."""

from __future__ import annotations

import importlib
import os

import pypdfium2
import pytest

from briefgen import EngineError, typeset
from briefgen.look.fonts import font_faces
from briefgen.typeset.survey import survey

FACES = font_faces()
HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title>{}</head>'


def page(body, head=""):
    return HEAD.format(head) + f"<body>{body}</body></html>"


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="" src="https://example.org/x.png">',
        '<img alt="" src="file:///etc/passwd">',
        '<img alt="" src="../secret.png">',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<link rel="attachment" href="file:///etc/passwd">',
        "<style>@import url(https://example.org/x.css);</style>",
        "<style>body { background: url(file:///etc/passwd) }</style>",
        '<object data="file:///etc/passwd"></object>',
    ],
)
def test_a_page_that_asks_for_something_is_refused(body, engine_log):
    with pytest.raises(EngineError):
        typeset(page(body))
    engine_log.clear()


def test_a_link_without_a_place_is_refused(engine_log):
    with pytest.raises(EngineError, match="nowhere"):
        typeset(page('<a href="#nowhere">x</a>'))
    engine_log.clear()


def test_a_picture_that_is_damaged_is_refused(engine_log):
    with pytest.raises(EngineError):
        typeset(page('<img alt="" src="data:image/png;base64,AAAA">'))
    engine_log.clear()


def test_a_property_that_the_engine_does_not_know_is_a_warning(engine_log):
    found = typeset(page("x", "<style>p { nonsense: 1 }</style>"))
    assert any("nonsense" in said for said in found.warnings)
    engine_log.clear()


@pytest.mark.parametrize(
    "body",
    [
        '<div style="background: linear-gradient(currentcolor 50%, red 50%)">x</div>',
        "<div>" * 600 + "x",
    ],
)
def test_a_page_that_the_engine_fails_on_is_said_in_a_sentence(body, engine_log):
    with pytest.raises(EngineError, match=r"fails on this page|too deep"):
        typeset(page(body))
    engine_log.clear()


def test_the_same_page_gives_the_same_bytes():
    html = page("<p style=\"font-family: 'Noto Serif'\">Привет, Ελλάδα</p>")
    assert typeset(html).data == typeset(html).data


def test_a_page_that_has_to_fit_is_set_smaller_until_it_does():
    wanted = '<meta name="briefgen.pages" content="1">'
    lines = "<p>A line of text that takes its room.</p>" * 34
    style = "<style>html { font-size: 10.5pt } @page { size: A4; margin: 20mm }</style>"
    free, fitted = typeset(page(lines, style)), typeset(page(lines, wanted + style))
    assert (free.pages, fitted.pages, fitted.fits) == (2, 1, True)
    assert not typeset(page(lines * 9, wanted + style)).fits


def test_what_a_text_says_of_sizes_changes_none():
    wanted = '<meta name="briefgen.pages" content="1">'
    lines = "<p>A line of text that takes its room.</p>" * 34
    style = "<style>html { font-size: 10.5pt } @page { size: A4; margin: 20mm }</style>"
    assert typeset(page(f"<p>--size: 60pt</p>{lines}", wanted + style)).fits


@pytest.mark.parametrize(("times", "layouts", "fits"), [(1, 3, True), (2, 2, False), (9, 1, False)])
def test_a_page_that_cant_fit_is_laid_out_once_or_twice(times, layouts, fits, monkeypatch):
    laying, made = importlib.import_module("briefgen.typeset.laying"), []
    monkeypatch.setattr(laying, "survey", lambda pages: made.append(1) or survey(pages))
    wanted = '<meta name="briefgen.pages" content="1">'
    lines = "<p>A line of text that takes its room.</p>" * 34
    style = "<style>html { font-size: 10.5pt } @page { size: A4; margin: 20mm }</style>"
    assert typeset(page(lines * times, wanted + style)).fits == fits
    assert len(made) == layouts


def test_letters_come_from_the_fonts_that_are_shipped():
    html = page("<p>Жук, ώρα, Łódź</p>", '<style>body { font-family: "Noto Sans" }</style>')
    document = pypdfium2.PdfDocument(typeset(html).data)
    assert "Жук, ώρα, Łódź" in document[0].get_textpage().get_text_bounded()


def test_a_font_of_the_users_takes_the_place_of_a_shipped_one(tmp_path):
    (tmp_path / "fonts").mkdir()
    own = tmp_path / "fonts" / "NotoSans-Regular.ttf"
    own.write_bytes(font_faces()["NotoSerif-Regular.ttf"].read_bytes())
    assert font_faces((tmp_path,))["NotoSans-Regular.ttf"] == own


def test_anchors_are_on_the_page_where_they_start():
    body = '<p id="one">x</p><p id="two" style="break-before: page">y</p>'
    assert typeset(page(body)).anchors == {"one": 1, "two": 2}


def dates(pdf):
    found = pypdfium2.PdfDocument(pdf.data).get_metadata_dict()
    return [found["CreationDate"], found["ModDate"]]


DATED = '<meta name="dcterms.created" content="2019-05-10"><meta name="dcterms.modified" content="2019-05-10">'


def test_the_date_is_that_of_the_page_and_never_that_of_the_clock(monkeypatch):
    assert dates(typeset(page("x"))) == ["", ""]
    assert dates(typeset(page("x", DATED))) == ["D:20190510"] * 2
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert dates(typeset(page("x"))) == ["D:20010909014640Z"] * 2
    assert dates(typeset(page("x", DATED))) == ["D:20190510"] * 2


def test_a_date_that_is_none_is_left_out(engine_log):
    pdf = typeset(page("x", DATED.replace("05-10", "13-41")))
    assert dates(pdf) == ["", ""]
    engine_log.clear()


def test_the_environment_is_left_as_it_was(monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "/somewhere/fonts.conf")
    typeset(page("x"))
    assert os.environ["FONTCONFIG_FILE"] == "/somewhere/fonts.conf"
    assert "SOURCE_DATE_EPOCH" not in os.environ


def variable_font(at):
    """A font with an axis, which the engine makes into one without."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import TTFont

    font = TTFont(FACES["NotoSans-Regular.ttf"])
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    builder.setupGvar({})
    at.parent.mkdir(parents=True)
    for name in (1, 16):
        font["name"].setName("Ours", name, 3, 1, 0x409)
    font.save(at)


def test_a_font_that_is_made_anew_does_not_hold_the_time_of_the_clock(tmp_path, monkeypatch):
    variable_font(tmp_path / "fonts" / "Ours-Regular.ttf")
    text = page("<p>x</p>", '<style>p { font-family: "Ours" }</style>')
    first = typeset(text, (tmp_path,)).data
    monkeypatch.setattr("time.time", lambda: 2_000_000_000)
    assert typeset(text, (tmp_path,)).data == first


def test_the_engine_leaves_damaged_pictures_refused():
    from PIL import ImageFile

    from briefgen.typeset import load_engine

    load_engine()
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
