"""The texts that an output carries, and readers for what stands in all kinds: addresses and data.

The readers of pages and of PDFs have modules of their own.
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

# The start of a text fragment (WICG, URL Fragment Text Directives). What follows is prose; the rest
# of an address isn't, and names in it are searched for as in code.
FRAGMENT = "#:~:text="
# The keys of an annotation that hold prose. All others hold addresses, ids and names of files.
WORDS = {"value", "label", "exact", "prefix", "suffix"}
# How often an address is decoded. One address inside another has its percent signs encoded again;
# more layers than these have no honest use, and decoding ends.
MOST_LAYERS = 4
# An address with data anywhere in a text.
DATA_URL = re.compile(r"data:[\w.+/-]*[;,][^\s\"'()<>]+", re.IGNORECASE)
# A label of a host name with other letters than ASCII, as it is encoded (RFC 5890).
IDNA = re.compile(r"xn--[a-z0-9-]{1,59}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Carried:
    """One text that an output carries.

    `place` says in a message where it is, such as “in the address of a link”. `written` tells how
    names are searched for: in prose or in code. `is_syntax` marks texts that mostly have words of
    CSS or HTML, such as `fill: white`. `data` holds the bytes of a picture in place of a text.
    """

    place: str
    text: str
    written: Written = "prose"
    data: bytes = b""
    is_syntax: bool = False


@dataclass(frozen=True, slots=True)
class Leaving:
    """An output to search: what a finding calls it, and all texts that it carries.

    `carried` is only called if the brief has anybody who must not be named: reading a PDF takes
    time.
    """

    name: str
    carried: Callable[[], Iterable[Carried]]


def of_address(url: str, place: str) -> Iterator[Carried]:
    """Read an address as it is, with its percent signs decoded, and with its host name decoded."""
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
    # A comma separates the first and the last words of a passage.
    if passage:
        yield Carried(place, unquote(passage).replace(",", "\n"))


def _host(found: re.Match[str]) -> str:
    """Decode a label of a host name from Punycode (RFC 3492); return it as it is if that fails."""
    try:
        return found[0].encode().decode("idna")
    except UnicodeError:
        return found[0]


def of_data(url: str) -> Iterator[Carried]:
    """Read what a data URL holds: a text, a drawing, or the bytes of a picture or font."""
    about, _, packed = url.partition(",")
    data = unquote_to_bytes(packed)
    if about.rstrip().lower().endswith(";base64"):
        try:
            data = b64decode(data)
        except (NotBase64, ValueError):  # no browser can read it either
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
    """Read all data URLs in a text, such as a style sheet."""
    for found in DATA_URL.findall(text):
        yield from of_data(found)


def of_names(names: Iterable[str]) -> Iterator[Carried]:
    """Read the names of files that will be written, or that the manifest will list."""
    for name in names:
        yield from of_address(name, "in the name of a file")


def carried_by_json(text: str) -> Iterator[Carried]:
    """Read everything that a file of Web Annotations (JSON) carries."""
    return _of_json("", json.loads(text))


def _of_json(key: str, value: Any) -> Iterator[Carried]:
    """Read the texts in a value of JSON; `key` is the nearest key above it."""
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
