"""Pictures go into a page without a word of who made them, where and with what."""

from __future__ import annotations

import base64
import io
import zlib
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops, ImageCms

from briefgen.pictures import PictureFault, read_picture

NAME = b"Varga Ilka"
GREY = Image.linear_gradient("L").resize((32, 16))
COLOUR = Image.merge("RGB", (GREY, GREY.rotate(180), GREY))
END_OF_JPEG = b"\xff\xd9"


def written(image, form, **options):
    made = io.BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


JPEG = written(COLOUR, "JPEG", quality=80)
PROGRESSIVE = written(COLOUR, "JPEG", progressive=True)
PNG = written(COLOUR, "PNG")


def segment(marker, content):
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2) + content


def exif(**said):
    tags = Image.Exif()
    numbers = {"orientation": 0x0112, "artist": 0x013B}
    for name, value in said.items():
        tags[numbers[name]] = value
    tags.get_ifd(0x8825)[29] = NAME.decode()  # of GPS
    return tags.tobytes()


def chunk(kind, content):
    check = zlib.crc32(kind + content).to_bytes(4)
    return len(content).to_bytes(4) + kind + content + check


def behind_start(data, part):
    return data[:2] + part + data[2:]


def behind_header(part):
    return PNG[:33] + part + PNG[33:]


IN_JPEG = {
    "comment": behind_start(JPEG, segment(0xFE, NAME)),
    "EXIF": behind_start(JPEG, segment(0xE1, exif(artist=NAME.decode()))),
    "GPS": behind_start(JPEG, segment(0xE1, exif())),
    "XMP": behind_start(JPEG, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + NAME)),
    "IPTC": behind_start(JPEG, segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04" + NAME)),
    "small picture in JFIF": JPEG[:2] + segment(0xE0, JPEG[6:18] + b"\x02\x02" + NAME + b"..") + JPEG[20:],
    "further pictures": behind_start(JPEG, segment(0xE2, b"MPF\0" + NAME)),
    "a device's segment": behind_start(JPEG, segment(0xEF, NAME)),
    "before the end": JPEG[:-2] + segment(0xFE, NAME) + END_OF_JPEG,
    "behind the last block": JPEG[:-2] + NAME + END_OF_JPEG,
    "behind the end": JPEG + NAME,
    "a second picture": JPEG + behind_start(JPEG, segment(0xFE, NAME)),
    "between scans": PROGRESSIVE.replace(b"\xff\xda", segment(0xFE, NAME) + b"\xff\xda"),
    "profile": behind_start(JPEG, segment(0xE2, b"ICC_PROFILE\0\x01\x01" + NAME)),
}  # fmt: skip
IN_PNG = {
    "text": behind_header(chunk(b"tEXt", b"Author\0" + NAME)),
    "packed text": behind_header(chunk(b"zTXt", b"Author\0\0" + zlib.compress(NAME))),
    "text of any language": behind_header(chunk(b"iTXt", b"Author\0\0\0\0\0" + NAME)),
    "EXIF": behind_header(chunk(b"eXIf", exif(artist=NAME.decode())[6:])),
    "name of a profile": behind_header(chunk(b"iCCP", NAME + b"\0\0" + zlib.compress(b"x"))),
    "an editor's chunk": behind_header(chunk(b"vaRg", NAME)),
    "name of a palette": behind_header(chunk(b"sPLT", NAME + b"\0\x08")),
    "colours that are letters": behind_header(chunk(b"cHRM", (NAME * 4)[:32])),
    "a palette that isn't used": behind_header(chunk(b"PLTE", (NAME * 3))),
    "behind the end": PNG + NAME,
    "behind the pixels": PNG[:33] + chunk(b"IDAT", zlib.compress(b"\0" * 97 * 16) + NAME) + PNG[-12:],
    "in the signs of a text after the pixels": PNG[:-12] + chunk(b"tEXt", NAME) + PNG[-12:],
}  # fmt: skip
FILES = {
    **{f"{what}.jpg": data for what, data in IN_JPEG.items()},
    **{f"{what}.png": data for what, data in IN_PNG.items()},
}


def bare(folder, name, data):
    (folder / name).write_bytes(data)
    return base64.b64decode(read_picture(folder, name).url.split(",")[1])


def pixels(data):
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGBA").tobytes()


@pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")
@pytest.mark.parametrize("name", FILES)
def test_what_is_no_picture_stays_behind_and_the_picture_is_the_same(name, tmp_path):
    made = bare(tmp_path, name, FILES[name])
    assert NAME in FILES[name] or "packed" in name
    assert NAME not in made
    assert zlib.compress(NAME) not in made
    differs = 12 if "last block" in name else 0  # as it is coded anew
    pairs = zip(pixels(made), pixels(FILES[name]), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= differs


@pytest.mark.parametrize("name", ["it.jpg", "it.png"])
def test_the_coded_picture_stays_as_it_was(name, tmp_path):
    before = {"it.jpg": JPEG, "it.png": PNG}[name]
    assert bare(tmp_path, name, before) == before


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_turned_as_its_camera_says(form, turned, tmp_path):
    from PIL import ImageOps

    data = written(
        COLOUR, form, exif=exif(orientation=turned), **{"quality": 95} if form == "JPEG" else {}
    )
    made = bare(tmp_path, "it", data)
    with Image.open(io.BytesIO(data)) as image, Image.open(io.BytesIO(made)) as shown:
        meant = ImageOps.exif_transpose(image).convert("RGB")
        assert shown.size == meant.size
        assert (
            max(m for _, m in ImageChops.difference(meant, shown.convert("RGB")).getextrema()) < 12
        )
        assert not shown.getexif()
    assert b"Exif" not in made


def test_a_profile_of_the_screen_goes_and_no_colour_changes(tmp_path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form, plain in (("PNG", PNG), ("JPEG", JPEG)):
        options = {"quality": 80} if form == "JPEG" else {}
        data = written(COLOUR, form, icc_profile=profile, **options)
        assert bare(tmp_path, "it", data) == plain


def test_colours_of_another_screen_become_those_of_the_usual_one(tmp_path):
    # The profile's red and green are changed for each other: what is stored red is meant green.
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = {bytes(profile[p : p + 4]): p for p in range(132, 132 + 12 * 16, 12)}
    red, green = at[b"rXYZ"], at[b"gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    for form in ("PNG", "JPEG"):
        data = written(Image.new("RGB", (9, 9), (255, 0, 0)), form, icc_profile=bytes(profile))
        made = bare(tmp_path, "it", data)
        assert b"ICC" not in made
        with Image.open(io.BytesIO(made)) as image:
            r, g, b = image.getpixel((4, 4))
        assert (r < 10, g > 245, b < 10) == (True, True, True)


def test_what_is_clear_stays_clear(tmp_path):
    clear = COLOUR.convert("P")
    data = written(clear, "PNG", transparency=3, exif=exif(orientation=3))
    with Image.open(io.BytesIO(data)) as before:
        meant = before.convert("RGBA").rotate(180).getchannel("A").tobytes()
    with Image.open(io.BytesIO(bare(tmp_path, "it", data))) as after:
        assert after.convert("RGBA").getchannel("A").tobytes() == meant


@pytest.mark.parametrize("size", [20, 60, 200, len(JPEG) // 2])
def test_bytes_of_a_camera_that_make_no_sense_stop_nothing(size, tmp_path):
    damaged = b"Exif\0\0" + exif(orientation=6)[6:][:size].replace(b"\0\x08", b"\xff\xff")
    assert pixels(bare(tmp_path, "it", behind_start(JPEG, segment(0xE1, damaged))))


SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:e="http://editor.example/ns" width="90" height="60" {}>{}</svg>"""
DAMAGED = {
    "a palette that isn't there": PNG[:8]
    + chunk(b"IHDR", bytes((0, 0, 0, 9, 0, 0, 0, 9, 8, 3, 0, 0, 0)))
    + chunk(b"IDAT", zlib.compress(bytes(90)))
    + chunk(b"IEND", b""),
    "a profile without a name": behind_header(chunk(b"iCCP", b"")),
    "a measure of one byte": behind_header(chunk(b"pHYs", b"1")),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_what_brings_the_reader_of_pictures_down_is_a_fault_of_the_picture(what, tmp_path):
    with pytest.raises(PictureFault, match=r"^The picture `it\.png`"):
        bare(tmp_path, "it.png", DAMAGED[what])


IN_SVG = {
    "comment": ("", "<!-- Varga Ilka --><rect width='9'/>"),
    "title": ("", "<title>Varga Ilka</title>"),
    "description": ("", "<g><desc>Varga Ilka</desc></g>"),
    "metadata": ("", "<metadata><e:by>Varga Ilka</e:by></metadata>"),
    "title in a text": ("", "<text>A<title>Varga Ilka</title></text>"),
    "path of an editor": ("e:docname='/home/Varga Ilka/a.svg'", ""),
    "attribute for programs": ("data-name='Varga Ilka'", ""),
    "attribute for readers": ("aria-label='Varga Ilka'", ""),
    "id": ("id='Varga Ilka'", ""),
    "id that is used": ("", "<path id='Varga Ilka' d='M0 0L9 9'/><use href='#Varga Ilka'/>"),
    "class": ("", "<style>.a{fill:red}</style><rect class='Varga Ilka'/>"),
    "comment in a style": ("", "<style>/* Varga Ilka */ rect{fill:red/* Varga Ilka */}</style>"),
    "comment in an attribute": ("", "<rect fill='red/* Varga Ilka */'/>"),
    "comment in a style of one": ("", "<rect style='fill:red;/*Varga Ilka*/'/>"),
    "property of an editor": ("", "<rect style='-e-name:Varga Ilka;fill:red'/>"),
    "font that isn't there": ("", "<style>@font-face{font-family:Varga Ilka}</style>"),
    "name of a namespace": ("xmlns:v='Varga Ilka'", ""),
    "element of an editor": ("", "<e:layer>Varga Ilka<rect/></e:layer>"),
    "text between elements": ("", "Varga Ilka<g>Varga Ilka</g>"),
    "hidden layer": ("", "<g display='none'><text>Varga Ilka</text></g>"),
    "hidden layer by its style": ("", "<g style='display: none'><text>Varga Ilka</text></g>"),
    "stock that nobody uses": ("", "<defs><text>Varga Ilka</text></defs>"),
    "path that is none": ("", "<path d='M0 0 Varga Ilka'/>"),
    "animation": ("", "<rect><animate attributeName='x' values='Varga Ilka'/></rect>"),
}


@pytest.mark.parametrize("what", IN_SVG)
def test_what_draws_nothing_in_an_svg_stays_behind(what, tmp_path):
    made = bare(tmp_path, "it.svg", SVG.format(*IN_SVG[what]).encode()).decode()
    assert "Varga" not in made
    assert ElementTree.fromstring(made).tag == "{http://www.w3.org/2000/svg}svg"


def test_references_in_an_svg_follow_the_new_names(tmp_path):
    inside = (
        "<defs><linearGradient id='varga'><stop offset='0'/></linearGradient>"
        "<linearGradient id='ilka' xlink:href='#varga'/></defs>"
        "<style>.ilka &gt; rect, #v{fill:url(#ilka)}</style>"
        '<g class="ilka"><rect id="v" stroke="url( &quot;#ilka&quot; )"/></g><use xlink:href="#v"/>'
    )
    made = bare(tmp_path, "it.svg", SVG.format("", inside).encode()).decode()
    assert made == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><defs>'
        '<linearGradient id="i1"><stop offset="0"/></linearGradient>'
        '<linearGradient href="#i1" id="i2"/></defs>'
        "<style>.c1 &gt; rect, #i3{fill:url(#i2)}</style>"
        '<g class="c1"><rect stroke=\'url( "#i2" )\' id="i3"/></g><use href="#i3"/></svg>'
    )


def test_a_picture_inside_an_svg_is_written_anew_as_well(tmp_path):
    for kind, files in (("jpeg", IN_JPEG), ("png", IN_PNG)):
        data = base64.b64encode(files["EXIF"]).decode()
        inside = f'<image width="9" height="9" xlink:href="data:image/{kind};base64,{data}"/>'
        made = bare(tmp_path, "it.svg", SVG.format("", inside).encode()).decode()
        held = base64.b64decode(made.split("base64,")[1].split('"')[0])
        assert NAME not in held
        assert pixels(held) == pixels(files["EXIF"])


@pytest.mark.parametrize(
    ("inside", "read"),
    [
        ("<text>Varga</text>", "Varga"),
        ("<text>Var<tspan>ga</tspan></text>", "Varga"),
        ("<text>V<tspan x='9'>ar</tspan><tspan dy='0'>ga</tspan></text>", "Varga"),
        ("<text><tspan x='0'>Ilka</tspan><tspan x='0'>Varga</tspan></text>", "Ilka\nVarga"),
        ("<text>Ilka</text><text>Varga</text>", "Ilka\nVarga"),
        ("<text>V</text><text>a</text><text>r</text><text>g</text><text>a</text>", "Varga"),
        ("<text><textPath href='#p'>Varga</textPath></text><path id='p' d='M0 0'/>", "Varga"),
    ],
)
def test_the_words_of_an_svg_are_read_as_they_are_seen(inside, read, tmp_path):
    (tmp_path / "it.svg").write_text(SVG.format("", inside))
    assert any(read in text for text in read_picture(tmp_path, "it.svg").texts)
