"""Pictures from the brief's folder, and from nowhere else."""

from __future__ import annotations

import base64
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
UNSAFE_SVG = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<script|<foreignObject|\son\w+\s*=|(?:href|src)\s*=\s*[\"'](?!#|data:image/)|url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)


class PictureFault(Exception):  # noqa: N818 - a finding about the brief, not an error of ours
    """Why a picture can't be used, in a sentence, with a way out."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture that was looked into, with its media type."""

    media_type: str
    data: bytes

    @property
    def url(self) -> str:
        """The picture as a data URL (RFC 2397), so that a page holds it."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.data).decode()}"


def read_picture(folder: Path, name: str) -> Picture:
    """The picture of that name below a folder. PictureFault where it isn't one to be used."""
    path = inside(folder, name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PictureFault(f"`{name}` is larger than {MAX_BYTES // 1048576} MB.")
        data = path.read_bytes()
    except OSError as error:
        reason = "isn't there" if isinstance(error, FileNotFoundError) else "can't be read"
        raise PictureFault(f"The picture `{name}` {reason}.", _near(path, folder)) from None
    media_type = _media_type(data, name)
    _look_into(media_type, data, name)
    return Picture(media_type, data)


def inside(folder: Path, name: str) -> Path:
    """The path of a file below a folder, links resolved. PictureFault where it leads out."""
    root = folder.resolve()
    try:
        path = (root / name).resolve()
    except (OSError, ValueError, RuntimeError):
        raise PictureFault(f"`{name[:80]}` is not the name of a file.") from None
    if not path.is_relative_to(root) or "\0" in name:
        hint = "Put the file beside the brief, and type its name from there."
        raise PictureFault(f"`{name}` is outside the brief's folder.", hint)
    return path


def _near(path: Path, folder: Path) -> str:
    from briefgen.suggest import nearest

    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except OSError:
        return f"The folder `{path.parent.name}` isn't there either."
    found = nearest(path.name, names)
    if not found:
        return "Is it beside the brief, and typed with its ending?"
    return f"Did you mean `{(path.parent / found).relative_to(folder.resolve()).as_posix()}`?"


def _media_type(data: bytes, name: str) -> str:
    for signature, media_type in SIGNATURES.items():
        if data.startswith(signature):
            return media_type
    if b"<svg" in data[:2000]:
        return "image/svg+xml"
    raise PictureFault(f"`{name}` is not a PNG, JPEG or SVG picture.", "Save it as one of these.")


def _look_into(media_type: str, data: bytes, name: str) -> None:
    if media_type == "image/svg+xml":
        _look_into_svg(data, name)
        return
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as image:
            warnings.simplefilter("ignore")
            if image.width * image.height > MAX_PIXELS:
                raise PictureFault(f"`{name}` has more than {MAX_PIXELS:,} pixels.")
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PictureFault(f"The picture `{name}` is damaged.", "Save it again.") from None


def _look_into_svg(data: bytes, name: str) -> None:
    from xml.etree import ElementTree

    if found := UNSAFE_SVG.search(data):
        part = found[0].decode(errors="replace").strip()
        hint = "Export it as a plain SVG, without scripts, styles or links to other files."
        raise PictureFault(f"The SVG `{name}` holds `{part}`, which a picture doesn't need.", hint)
    try:
        ElementTree.fromstring(data)  # noqa: S314 - see above
    except ElementTree.ParseError as error:
        raise PictureFault(f"The SVG `{name}` is damaged: {error}.") from None
