"""Keep one of each picture and colour profile that several sections use."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream


def share(resources: Iterable[Any]) -> None:
    """Replace each picture and profile by the first equal one, in dictionaries of resources."""
    kept: dict[bytes, Any] = {}
    for each in resources:
        shown = each.get("/XObject", {})
        for name, thing in shown.items():
            if thing.get("/Subtype") == Name.Image:
                shown[name] = kept.setdefault(_identity(thing), thing)
        for space in each.get("/ColorSpace", {}).values():
            # [/ICCBased stream] (ISO 32000-1, 8.6.5.5)
            if space[0] == Name.ICCBased:
                space[1] = kept.setdefault(_identity(space[1]), space[1])


def _identity(thing: Any) -> bytes:
    """Make a hash of an object, with all that it holds; it must not hold itself."""
    said = sha256(thing.read_raw_bytes() if isinstance(thing, Stream) else b"")
    if isinstance(thing, Array):
        parts = list(thing)
    elif isinstance(thing, Dictionary | Stream):
        parts = [part for key in sorted(thing.keys()) for part in (Name(key), thing[key])]
    else:
        return sha256(f"{type(thing)} {thing}".encode()).digest()
    for part in parts:
        said.update(_identity(part))
    return said.digest()
