"""What an SVG holds: judged by what it is at last, however it is typed."""

from __future__ import annotations

import base64
import io
import time

import pytest
from PIL import Image
from structure import faults

from briefgen.ground.folder import FileFault
from briefgen.pictures import PictureFault, read_picture
from briefgen.pictures.svg import look_into
from briefgen.typeset import typeset

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90">{}</svg>'
SPLIT = {
    "import": '<style>@&#105;mport "file:///etc/passwd";</style>',
    "import in two": '<style><![CDATA[@im]]><![CDATA[port "http://127.0.0.1:9/x";]]></style>',
    "import round a comment": '<style>@im<!-- x -->port "http://127.0.0.1:9/x";</style>',
    "address": "<style>g {fill:u&#114;l(http://127.0.0.1:9/x)}</style>",
    "long before": f"<style>{'/* x */' * 2000}@im<![CDATA[port 'x';]]></style>",
}


def svg_of(inside):
    return SVG.format(inside).encode()


@pytest.mark.parametrize("what", SPLIT)
def test_a_style_that_comes_in_parts_is_judged_as_a_whole(what):
    with pytest.raises(FileFault, match="which a picture doesn't need"):
        look_into(svg_of(SPLIT[what]))


DEEP = {
    "value": f"<style>rect {{fill:{'(' * 5000}}}</style>",
    "attribute": f"""<rect style="fill:{"[(" * 5000}"/>""",
    "rules": f"<style>{'@media a{' * 5000}</style>",
    "selector": f"<style>{':not(' * 5000}a</style>",
}


@pytest.mark.parametrize("what", DEEP)
def test_brackets_inside_each_other_without_end_are_refused(what):
    with pytest.raises(FileFault, match="brackets inside each other"):
        look_into(svg_of(DEEP[what]))


def test_many_brackets_side_by_side_are_a_style_like_any_other():
    look_into(svg_of(f"<style>{'rect {fill: rgb(1, 2, 3)}' * 500}</style>"))


def test_spaces_before_an_address_take_no_time():
    start = time.process_time()
    look_into(svg_of(f"<style>rect {{fill:url({' ' * 100_000}#a)}}</style>"))
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "inside",
    [
        "<style>rect {fill:device-cmyk(0 1 0 0)}</style>",
        "<style>rect {fill:device&#45;CMYK(0 1 0 0)}</style>",
        '<rect style="fill: device-cmyk(0 1 0 0)"/>',
        '<rect stroke="Device-CMYK(0 1 0 0)"/>',
    ],
)
def test_inks_of_a_press_are_refused(inside):
    with pytest.raises(FileFault, match="printing press"):
        look_into(svg_of(inside))


def encoded(data, kind="png"):
    return f'<image width="9" height="9" href="data:image/{kind};base64,{data}"/>'


def picture(mode, form):
    made = io.BytesIO()
    Image.new(mode, (9, 9)).save(made, form)
    return base64.b64encode(made.getvalue()).decode()


INSIDE = {
    "another SVG": (encoded(base64.b64encode(svg_of("<g/>")).decode()), "neither PNG nor JPEG"),
    "unencoded SVG": ('<image href="data:image/png,&lt;svg/>"/>', "neither PNG nor JPEG"),
    "PostScript": (encoded(base64.b64encode(b"%!PS-Adobe-3.0 EPSF").decode()), "neither PNG"),
    "inks": (encoded(picture("CMYK", "JPEG"), "jpeg"), r"no screen shows \(CMYK\)"),
    "16 bits": (encoded(picture("I;16", "PNG")), "no screen shows"),
    "damaged": (encoded(base64.b64encode(b"\x89PNG\r\n\x1a\nx").decode()), "is damaged"),
    "no base64": (encoded("A"), "is damaged"),
}


@pytest.mark.parametrize("what", INSIDE)
def test_a_picture_inside_is_looked_into(what, tmp_path):
    inside, said = INSIDE[what]
    (tmp_path / "it.svg").write_bytes(svg_of(inside))
    with pytest.raises(PictureFault, match=said):
        read_picture(tmp_path, "it.svg")


def test_a_picture_inside_that_is_fine_stays(tmp_path):
    lines = picture("RGBA", "PNG")
    (tmp_path / "it.svg").write_bytes(svg_of(encoded(lines[:40] + "\n   " + lines[40:])))
    html = f'<html lang="en"><title>x</title><img alt="x" src="{read_picture(tmp_path, "it.svg").url}">'
    assert faults(typeset(html).data, "2a", "ua1") == set()


def test_the_words_are_those_that_are_drawn():
    held = look_into(
        svg_of("<title>中</title><text>a<title>文</title><tspan>&#xe000;</tspan>b</text><a>c</a>")
    )
    assert held.words == "a\ue000bc"
