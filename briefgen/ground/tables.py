"""Read the tables of words that are part of briefgen, which are TOML, faster than `tomllib` does.

A first check reads two dozen of them, and nearly all their lines are a key with a plain text, or
with a value that is JSON as well. Whatever else stands in a file is left to `tomllib`. Files of
users are never read by this: not all faults of TOML are seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# What a text of several lines stands between, each on a line of its own.
MARK = "'''"


def table_at(path: Path) -> dict[str, Any]:
    """Read a file of tables, as `tomllib` would."""
    return table_in(path.read_text("utf-8"))


def table_in(text: str) -> dict[str, Any]:
    """Read a text of tables, as `tomllib` would."""
    try:
        return _read(iter(text.split("\n")))
    except ValueError:
        return _by_tomllib(text)


def _read(lines: Iterator[str]) -> dict[str, Any]:
    """Read lines. Raises ValueError for a line that has to be left to `tomllib`."""
    table: dict[str, Any] = {}
    whole = table
    for line in lines:
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            table = whole
            for name in _names(line):
                table = table.setdefault(name, {})
            continue
        key, sign, value = line.partition(" = ")
        if not sign:
            raise ValueError(line)
        key = json.loads(key) if key[0] == '"' else _bare(key)
        table[key] = _text(lines) if value == MARK else _value(value, lines)
    return whole


def _names(line: str) -> list[str]:
    if line[-1] != "]":
        raise ValueError(line)
    return [_bare(name) for name in line[1:-1].split(".")]


def _bare(key: str) -> str:
    if not (key.isalnum() or key.replace("_", "a").replace("-", "a").isalnum()):
        raise ValueError(key)
    return key


def _text(lines: Iterator[str]) -> str:
    """Join the lines of a text up to the mark that ends it."""
    found = "".join(f"{line}\n" for line in _up_to(MARK, lines))
    if MARK in found:  # it ended behind words
        raise ValueError(MARK)
    return found


def _up_to(end: str, lines: Iterator[str]) -> list[str]:
    """Take lines up to one that is `end`."""
    found: list[str] = []
    for line in lines:
        if line == end:
            return found
        found.append(line)
    raise ValueError(end)


def _value(value: str, lines: Iterator[str]) -> Any:
    if value[0] == value[-1] == '"' and value.count('"') == 2 and "\\" not in value:
        return value[1:-1]
    as_json = value
    if value == "[":  # a list of several lines, the last of which may end with a comma
        inside = _up_to("]", lines)
        value = "\n".join(("[", *inside, "]"))
        as_json = f"[{' '.join(inside).rstrip(', ')}]"
    try:
        return json.loads(as_json)
    except ValueError:
        return _by_tomllib(f"value = {value}")["value"]


def _by_tomllib(text: str) -> dict[str, Any]:
    import tomllib  # slow to load, and seldom needed

    return tomllib.loads(text)
