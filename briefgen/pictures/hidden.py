"""Find what a picture's file says beside the picture: who made it, who is on it, where it was.

None of it goes into a packet (see `pixels` and `drawing`). But whoever gets the file itself can
read it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import suppress
from xml.parsers import expat

from briefgen.ground.folder import FileFault
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.pictures import SVG as SVG_TYPE
from briefgen.pictures import Picture
from briefgen.pictures.drawing import BETWEEN, CSS_COMMENT, SVG, TEXT, known
from briefgen.pictures.kinds import raster, raster_of

# The bytes that are read at either end of a part. Texts are shorter; a longer part is something
# else, such as a second picture.
MOST = 1 << 17
# The encodings that programs in Western and Central Europe write, apart from UTF-8.
ENCODINGS = ("latin-1", "iso8859-2")
# The EXIF tag that leads to the data of GPS, and the one for the latitude among these.
GPS, LATITUDE = 0x8825, 2
# A place in XMP, or in IPTC (records 2:90, the city, and 2:92, a part of it).
PLACE = regex(
    rb"(?:GPSLatitude|photoshop:City|Iptc4xmpCore:Location)(?:=[\"'][^\"']|>[^<\s])"
    rb"|\x1c\x02[\x5a\x5c]"
)
# The value of a property in CSS. It draws, so it isn't hidden.
VALUE = regex(r":[^;{}]*")


@record
class Hidden:
    """What a file says beside its picture.

    `texts` are all texts in it, each in every encoding that it may have. `has_place` tells whether
    it says where the picture was taken.
    """

    texts: tuple[str, ...]
    has_place: bool = False


def hidden_in(picture: Picture) -> Hidden:
    """Find what the file of a picture says beside the picture, which was found safe before."""
    if picture.media_type == SVG_TYPE:
        return _hidden_in_svg(picture.data)
    parts = [
        part if len(part) <= 2 * MOST else part[:MOST] + b"\0" + part[-MOST:]
        for part in raster(picture.media_type).beside(picture.data)
        if part
    ]
    texts = tuple(text for part in parts for text in _readings(part))
    return Hidden(texts, _has_gps(picture.data) or any(map(PLACE.search, parts)))


def _readings(part: bytes) -> Iterator[str]:
    """Decode bytes in each encoding that programs write: hardly any format says which one it is."""
    yield part.decode(errors="replace")
    if not part.isascii():
        yield from (part.decode(encoding) for encoding in ENCODINGS)
    if b"\0" in part:
        # UTF-16, perhaps. A text in the middle of a part may begin at an odd byte.
        for start in (part, part[1:]):
            yield from (start.decode(each, errors="replace") for each in ("utf-16-le", "utf-16-be"))


def _has_gps(data: bytes) -> bool:
    """Tell whether a picture's EXIF says where it was taken; false if the EXIF is damaged."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                return bool(image.getexif().get_ifd(GPS).get(LATITUDE))
        except Exception:  # Pillow raises errors of many classes where EXIF is damaged
            return False


def _hidden_in_svg(data: bytes) -> Hidden:
    """Find what an SVG and the pictures inside it say beside their drawings."""
    from briefgen.pictures.svg import look_into

    held: list[Hidden] = []
    with suppress(FileFault):
        held = [
            hidden_in(Picture(found.media_type, inside))
            for inside in look_into(data).pictures
            if (found := raster_of(inside))
        ]
    texts = (*_undrawn_words(data), *(text for each in held for text in each.texts))
    return Hidden(texts, any(each.has_place for each in held))


def _undrawn_words(data: bytes) -> tuple[str, ...]:
    """List the words in an SVG that draw nothing: comments, titles, ids, an editor's elements."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=BETWEEN)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.CommentHandler = reader.texts.append
    parser.ProcessingInstructionHandler = lambda target, words: reader.texts.append(
        f"{target} {words}"
    )
    with suppress(expat.ExpatError, LookupError, ValueError):
        parser.Parse(data, True)  # noqa: FBT003 - the parser's own signature
    return tuple(reader.texts)


class _Reader:
    """The handlers of a parser, which collect the words that draw nothing.

    `open` are the names of the elements around the place that the parser has come to.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.open: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.open.append(name.rpartition(BETWEEN)[2])
        drawn = known().attributes | known().properties | {"href"}
        if not name.startswith(SVG):
            self.texts.append(name)
        for key, value in attributes.items():
            if key == "style":
                self._sheet(value)
            elif key.rpartition(BETWEEN)[2] not in drawn:
                self.texts.append(f"{key}\n{value}")

    def end(self, _name: str) -> None:
        self.open.pop()

    def words(self, words: str) -> None:
        if self.open[-1] == "style":
            self._sheet(words)
        elif not set(self.open).intersection(TEXT) or self.open[-1] in ("title", "desc"):
            self.texts.append(words)

    def _sheet(self, words: str) -> None:
        """Take the comments and the names out of CSS; names of classes may say something."""
        self.texts += CSS_COMMENT.findall(words)
        self.texts.append(VALUE.sub(" ", words))
