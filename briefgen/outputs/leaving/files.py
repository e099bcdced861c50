"""Reads out what the names of files carry, and what a file of Web Annotations does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from briefgen.outputs.leaving.carried import Carried
from briefgen.outputs.leaving.page import of_address

# The keys of an annotation that hold prose. All others hold addresses, ids and names of files.
WORDS = {"value", "label", "exact", "prefix", "suffix"}


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
