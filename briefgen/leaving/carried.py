"""What an output carries: a text, where in the output it is, and how it is written."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from briefgen.naming import Written

# What a text fragment says of a passage is words; all else of an address is none.
FRAGMENT = "#:~:text="
# Of an annotation, what is words; all else is addresses, ids and names of files.
WORDS = {"value", "label", "exact", "prefix", "suffix"}
IDNA = re.compile(r"xn--[a-z0-9-]{1,59}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Carried:
    """One text that an output carries. `place` says where it is, as in “in the address of a link”.

    `is_syntax` is of a text that is mostly the language's own words, as `fill: white` is. `data`
    are the bytes of a picture, which is no text.
    """

    place: str
    text: str
    written: Written = "prose"
    data: bytes = b""
    is_syntax: bool = False


def of_address(url: str, place: str) -> Iterator[Carried]:
    """What an address says: as it is, without its percent signs, and as a name of a host."""
    if url[:5].lower() == "data:":
        yield from of_data(url)
        return
    address, _, passage = url.partition(FRAGMENT)
    plain = unquote(address)
    yield Carried(place, plain, "code")
    if plain != address:
        yield Carried(place, address, "code")
    if "xn--" in address.lower():
        yield Carried(place, IDNA.sub(_host, address), "code")
    if passage:
        yield Carried(place, unquote(passage).replace(",", "\n"))


def _host(found: re.Match[str]) -> str:
    try:
        return found[0].encode().decode("idna")
    except UnicodeError:
        return found[0]


def of_data(url: str) -> Iterator[Carried]:
    """What a data URL holds: words, or a picture."""
    about, _, packed = url.partition(",")
    data = unquote_to_bytes(packed)
    if about.rstrip().lower().endswith(";base64"):
        try:
            data = b64decode(data)
        except (NotBase64, ValueError):
            return
    media_type = about[5:].partition(";")[0].strip().lower()
    if media_type == "image/svg+xml":
        from briefgen.leaving.page import carried_by_svg

        yield from carried_by_svg(data.decode(errors="replace"))
    elif media_type.startswith(("image/", "font/", "application/")):
        yield Carried("in the bytes of a picture", "", "code", data)
    else:
        yield Carried("in a data URL", data.decode(errors="replace"))


def of_name(name: str) -> Carried:
    """The name of a file that is to be written, or that a manifest lists."""
    return Carried("in the name of a file", name, "code")


def carried_by_evidence(text: str) -> Iterator[Carried]:
    """All that a file of Web Annotations carries."""
    return _of_json("", json.loads(text))


def _of_json(key: str, value: Any) -> Iterator[Carried]:
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from _of_json(name, inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _of_json(key, inside)
    elif isinstance(value, str) and key in WORDS:
        yield Carried(f"in `{key}`", value)
    elif isinstance(value, str):
        yield from of_address(value, f"in `{key}`")
