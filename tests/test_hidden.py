"""What the file of a picture tells beside what is seen is said, and nothing is made up."""

import io

import pytest
from PIL import Image, PngImagePlugin

from briefgen.pictures import Picture
from briefgen.pictures.hidden import hidden_in

NAME = "Fléttov"


def saved(form, **options):
    made = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").resize((60, 40)).save(made, form, **options)
    return made.getvalue()


def exif(**tags):
    made = Image.Exif()
    made.update({int(tag[1:], 16): value for tag, value in tags.items()})
    return made


def packed_text():
    made = PngImagePlugin.PngInfo()
    made.add_text("Author", NAME, zip=True)
    return made


def packed_words():
    made = PngImagePlugin.PngInfo()
    made.add_itxt("Author", NAME, zip=True)
    return made


def svg(inside="", attributes=""):
    start = f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" {attributes}>'
    return f'{start}{inside}<rect width="9" height="9" fill="white"/></svg>'.encode()


JPEG, PNG, SVG = "image/jpeg", "image/png", "image/svg+xml"
TELLING = {
    "exif": (JPEG, saved("JPEG", exif=exif(x010E=NAME.encode()))),
    "exif-utf-16": (JPEG, saved("JPEG", exif=exif(x9C9D=NAME.encode("utf-16-le")))),
    "xmp": (JPEG, saved("JPEG", xmp=f"<x:xmpmeta>{NAME}</x:xmpmeta>".encode())),
    "comment": (JPEG, saved("JPEG", comment=NAME)),
    "behind the end of a jpeg": (JPEG, saved("JPEG") + NAME.encode("latin-1")),
    "text": (PNG, saved("PNG", pnginfo=packed_text())),
    "international text": (PNG, saved("PNG", pnginfo=packed_words())),
    "behind the end of a png": (PNG, saved("PNG") + NAME.encode()),
    "svg title": (SVG, svg(f"<title>{NAME}</title>")),
    "svg comment": (SVG, svg(f"<!-- {NAME} -->")),
    "svg id": (SVG, svg(f'<g id="{NAME}"/>')),
    "svg style": (SVG, svg(f"<style>.a {{ fill: red /* {NAME} */ }}</style>")),
    "svg attribute": (SVG, svg(attributes=f'data-from="{NAME}"')),
}


@pytest.mark.parametrize("kind", TELLING)
def test_a_name_beside_a_picture_is_read(kind):
    assert any(NAME in text for text in hidden_in(Picture(*TELLING[kind])).texts)


@pytest.mark.parametrize(
    "tags",
    [{"exif": exif(x8825={2: (51.0, 3.0, 4.0)})}, {"xmp": b'<x photoshop:City="Norrvik"/>'}],
    ids=["exif", "xmp"],
)
def test_a_place_beside_a_picture_is_seen(tags):
    assert hidden_in(Picture(JPEG, saved("JPEG", **tags))).has_place


@pytest.mark.parametrize(
    ("media_type", "data"),
    [
        (JPEG, saved("JPEG")),
        (JPEG, saved("JPEG", exif=exif(x0112=1), xmp=b'<x photoshop:City=""/>')),
        (PNG, saved("PNG")),
        (SVG, svg(f"<text>{NAME}</text>")),
    ],
)
def test_what_is_seen_and_no_more_tells_nothing(media_type, data):
    hidden = hidden_in(Picture(media_type, data))
    assert not hidden.has_place
    assert NAME not in " ".join(hidden.texts)


@pytest.mark.parametrize("end", [3, 40, 200, -1, -9])
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_file_that_is_cut_short_is_read_as_far_as_it_goes(form, end):
    data = saved(form, exif=exif(x010E=NAME.encode()))[:end]
    media_type = JPEG if form == "JPEG" else PNG
    assert not hidden_in(Picture(media_type, data)).has_place
