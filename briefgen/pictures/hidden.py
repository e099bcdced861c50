"""What the file of a picture tells beside the picture: who made it, who is on it, and where it was.

None of it goes into a packet (`pixels`, `drawing`). Whoever gets the file itself can read it.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from xml.parsers import expat

from briefgen.ground.folder import FileFault
from briefgen.pictures import SVG as SVG_TYPE
from briefgen.pictures import Picture
from briefgen.pictures.drawing import BETWEEN, CSS_COMMENT, SVG, TEXT, known
from briefgen.pictures.kinds import raster, raster_of

# Bytes. Of longer parts, such as a second picture, both ends say enough.
MOST = 1 << 17
# What programs of Western and Central Europe write where they don't write UTF-8.
ENCODINGS = ("latin-1", "iso8859-2")
# Where it was taken, in EXIF (tag 2 of the part for GPS), in XMP, and in IPTC (2:90, 2:92).
GPS, LATITUDE = 0x8825, 2
PLACE = re.compile(
    rb"(?:GPSLatitude|photoshop:City|Iptc4xmpCore:Location)(?:=[\"'][^\"']|>[^<\s])"
    rb"|\x1c\x02[\x5a\x5c]"
)
# The value of a property, which draws.
VALUE = re.compile(r":[^;{}]*")


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a file tells beside its picture: in words, and whether it says where it was taken."""

    texts: tuple[str, ...]
    has_place: bool = False


def hidden_in(picture: Picture) -> Hidden:
    """Find what the file of a picture tells beside it, of one that was looked into."""
    if picture.media_type == SVG_TYPE:
        return _in_svg(picture.data)
    parts = [
        part if len(part) <= 2 * MOST else part[:MOST] + b"\0" + part[-MOST:]
        for part in raster(picture.media_type).beside(picture.data)
        if part
    ]
    texts = tuple(text for part in parts for text in _readings(part))
    return Hidden(texts, _has_gps(picture.data) or any(map(PLACE.search, parts)))


def _readings(part: bytes) -> Iterator[str]:
    """Bytes as text, in the encodings that programs write.

    Which one it is, hardly any format says; and in UTF-16 a text may begin at an odd byte.
    """
    yield part.decode(errors="replace")
    if not part.isascii():
        yield from (part.decode(encoding) for encoding in ENCODINGS)
    if b"\0" in part:
        for start in (part, part[1:]):
            yield from (start.decode(each, errors="replace") for each in ("utf-16-le", "utf-16-be"))


def _has_gps(data: bytes) -> bool:
    """Whether EXIF says where the picture was taken; not where it is damaged."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                return bool(image.getexif().get_ifd(GPS).get(LATITUDE))
        except Exception:  # of whatever kind: a damaged EXIF makes its reader raise many
            return False


def _in_svg(data: bytes) -> Hidden:
    from briefgen.pictures.svg import look_into

    held: list[Hidden] = []
    with suppress(FileFault):
        held = [
            hidden_in(Picture(found.media_type, inside))
            for inside in look_into(data).pictures
            if (found := raster_of(inside))
        ]
    texts = (*_around(data), *(text for each in held for text in each.texts))
    return Hidden(texts, any(each.has_place for each in held))


def _around(data: bytes) -> tuple[str, ...]:
    """The words of an SVG that draw nothing: comments, titles, names, an editor's own."""
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
    """What was read so far, and the elements that are open."""

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
        self.texts += CSS_COMMENT.findall(words)
        self.texts.append(VALUE.sub(" ", words))
