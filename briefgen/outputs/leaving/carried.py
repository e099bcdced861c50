"""What an output carries: a text, where in the output it is, and how it is written.

Apart from the readers of pages and PDFs: addresses and data stand in both.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, unquote_to_bytes

if TYPE_CHECKING:
    from briefgen.naming import Written

# What a text fragment says of a passage is words; all else of an address is none (WICG, URL
# Fragment Text Directives).
FRAGMENT = "#:~:text="
# Of an annotation, what is words; all else is addresses, ids and names of files.
WORDS = {"value", "label", "exact", "prefix", "suffix"}
# Written one in the other, an address can have its percent signs encoded again.
MOST_LAYERS = 4
DATA_URL = re.compile(r"data:[\w.+/-]*[;,][^\s\"'()<>]+", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Leaving:
    """Something that is to leave: what a finding calls it, and all that it carries.

    `carried` is called when it is searched: where nobody is unnamed, nothing is read.
    """

    name: str
    carried: Callable[[], Iterable[Carried]]


def of_address(url: str, place: str) -> Iterator[Carried]:
    """Read an address: as it is, without its percent signs, and with its host as it is spoken."""
    if url[:5].lower() == "data:":
        yield from of_data(url)
        return
    address, _, passage = url.partition(FRAGMENT)
    for _ in range(MOST_LAYERS):
        yield Carried(place, address, "code")
        plain = unquote(address)
        if plain == address:
            break
        address = plain
    if "xn--" in address.lower():
        yield Carried(place, IDNA.sub(_host, address), "code")
    if passage:
        yield Carried(place, unquote(passage).replace(",", "\n"))


def _host(found: re.Match[str]) -> str:
    """Decode a label of a host name (RFC 3492), which hides letters that aren't ASCII."""
    try:
        return found[0].lower().encode().decode("idna")
    except UnicodeError:
        return found[0]


def of_data(url: str) -> Iterator[Carried]:
    """Read what a data URL holds: words, or a picture."""
    about, _, packed = url.partition(",")
    data = unquote_to_bytes(packed)
    if about.rstrip().lower().endswith(";base64"):
        try:
            data = b64decode(data)
        except (NotBase64, ValueError):
            return
    media_type = about[5:].partition(";")[0].strip().lower()
    if media_type == "image/svg+xml":
        from briefgen.outputs.leaving.page import carried_by_svg

        yield from carried_by_svg(data.decode(errors="replace"))
    elif media_type.startswith(("image/", "font/", "application/")):
        yield Carried("in the bytes of a picture", "", "code", data)
    else:
        yield Carried("in a data URL", data.decode(errors="replace"))


def of_data_in(text: str) -> Iterator[Carried]:
    """Read the data URLs that stand somewhere in a text, as in a style."""
    for found in DATA_URL.findall(text):
        yield from of_data(found)


def of_names(names: Iterable[str]) -> Iterator[Carried]:
    """Read the names of files that are to be written, or that a manifest lists."""
    for name in names:
        yield from of_address(name, "in the name of a file")


def carried_by_json(text: str) -> Iterator[Carried]:
    """Read all that a file of JSON carries, as Web Annotations are."""
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
