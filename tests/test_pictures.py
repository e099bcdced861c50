"""Pictures of every kind come out as a screen and an archive take them."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image
from structure import faults

from briefgen.pictures import read_picture
from briefgen.typeset import typeset

GREY = Image.linear_gradient("L").resize((32, 16))
COLOUR = Image.merge("RGB", (GREY, GREY.rotate(180), GREY))
DEEP = Image.frombytes("I;16", (32, 16), bytes(range(256)) * 4)


def with_alpha(image):
    made = image.copy()
    made.putalpha(GREY)
    return made


KINDS = {
    "grey.png": GREY,
    "grey.jpg": GREY,
    "grey-alpha.png": with_alpha(GREY),
    "grey-16.png": DEEP,
    "two-colours.png": GREY.convert("1"),
    "palette.png": COLOUR.convert("P"),
    "colour.png": COLOUR,
    "colour.jpg": COLOUR,
    "colour-alpha.png": with_alpha(COLOUR),
    "inks.jpg": COLOUR.convert("CMYK"),
}


def page_with(folder, name):
    url = read_picture(folder, name).url
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head>'
        f'<body style="font-family: \'Noto Sans\'"><h1>x</h1><img alt="It" src="{url}"></body></html>'
    )


def opened(folder, name):
    data = read_picture(folder, name).url.split(",")[1]
    return Image.open(io.BytesIO(base64.b64decode(data)))


@pytest.mark.parametrize("name", KINDS)
def test_a_picture_of_any_kind_keeps_the_pdf_valid(name, tmp_path):
    KINDS[name].save(tmp_path / name)
    assert faults(typeset(page_with(tmp_path, name)).data, "2a", "ua1") == set()


SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><defs>
<linearGradient id="g"><stop offset="0" stop-color="blue"/>
<stop offset="1" stop-color="green" stop-opacity=".3"/></linearGradient>
<mask id="m"><circle cx="40" cy="30" r="20" fill="white"/></mask></defs>
<rect width="60" height="60" fill="url(#g)" opacity=".5"/><rect width="90" height="9" mask="url(#m)"/>
<text x="5" y="50" font-family="Arial" fill-opacity=".4">Жук</text>
<image width="9" height="9" href="data:image/png;base64,{}"/></svg>"""


def test_a_drawing_with_all_that_drawings_have_keeps_the_pdf_valid(tmp_path):
    inside = io.BytesIO()
    with_alpha(COLOUR).save(inside, "PNG")
    (tmp_path / "it.svg").write_text(SVG.format(base64.b64encode(inside.getvalue()).decode()))
    assert faults(typeset(page_with(tmp_path, "it.svg")).data, "2a", "ua1") == set()


def test_a_picture_in_inks_is_shown_in_the_colours_that_they_make(tmp_path):
    Image.new("CMYK", (9, 9), (0, 255, 255, 0)).save(tmp_path / "red.jpg")
    red, green, blue = opened(tmp_path, "red.jpg").getpixel((4, 4))
    assert red > 240
    assert max(green, blue) < 30


def test_a_profile_that_is_none_is_passed_over(tmp_path):
    Image.new("CMYK", (9, 9)).save(tmp_path / "it.jpg", icc_profile=b"none")
    assert opened(tmp_path, "it.jpg").mode == "RGB"


def test_sixteen_bits_of_grey_become_eight_from_black_to_white(tmp_path):
    Image.frombytes("I;16", (2, 1), b"\x00\x00\xff\xff").save(tmp_path / "deep.png")
    assert list(opened(tmp_path, "deep.png").tobytes()) == [0, 255]
