"""Tells which files of a folder are briefs: one answer for the command line and the preview."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SUFFIXES = (".yaml", ".yml")
# Folders that hold no briefs of this office: what was built, and what belongs to tools.
SKIPPED = frozenset({"build", "dist", "node_modules", "venv", "__pycache__", "captures"})
# Bytes that are looked into for the first keys. Above them there is a comment at most, and what is
# no brief may be a file of gigabytes.
START = 65_536
# The key `briefgen` at the start of a line, or of a mapping in braces. Behind a key in quotation
# marks there need be no space (YAML 1.2, section 7.4.2).
KEY = re.compile(r"""([ ]*)(?:\{\s*+)?(?:(["'])briefgen\2\s*+:|briefgen\s*+:(?=\s|$))""", re.ASCII)
# What may stand above the first key: directives, the mark of a document, comments, empty lines.
ABOVE = re.compile(r"%|(?:---)?\s*+(?:#|$)")
OPENING = re.compile(r"\A---\s++(?=\S)")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds, below it as well.

    `briefs` are in the order of their names, `others` counts the YAML files that are none, and
    `closed` says of each folder that can't be looked into why.
    """

    briefs: list[Path] = field(default_factory=list)
    others: int = 0
    closed: list[OSError] = field(default_factory=list)


def look_through(folder: Path) -> Found:
    """Find the briefs in a folder and below it, except in hidden folders and those of tools."""
    closed: list[OSError] = []
    found, others = [], 0
    for path in _yaml_files(folder, closed):
        if is_brief(path):
            found.append(path)
        else:
            others += 1
    return Found(found, others, closed)


def briefs_in(folder: Path, most: int, known: Collection[Path] = ()) -> list[Path]:
    """Find the first briefs of a folder, in the order of their names.

    Those known are briefs, whatever is in them now: an editor may have emptied one to write it.
    """
    found: list[Path] = []
    for path in _yaml_files(folder, []):
        if path in known or is_brief(path):
            found.append(path)
        if len(found) >= most:
            break
    return found


def _yaml_files(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    for at, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(
            name for name in folders if name not in SKIPPED and not name.startswith(".")
        )
        for path in (Path(at, name) for name in sorted(names) if name.lower().endswith(SUFFIXES)):
            try:
                is_file = path.is_file()
            except OSError:  # a folder may list its files, and let nobody near them
                is_file = True
            if is_file:
                yield path


def is_brief(path: Path) -> bool:
    """Tell whether a file says on top that it is a brief, with the key `briefgen`.

    The rest may be malformed. A file that can't be read counts as a brief, so that whoever reads
    it says why it can't be, instead of passing it over.
    """
    try:
        with path.open("rb") as file:
            start = file.read(START)
    except OSError:
        return True
    # A brief has to be in UTF-8. One that isn't is found all the same, and then told of.
    encoding = "utf-16" if start.startswith(WIDE) else "utf-8-sig"
    return _says_so(start.decode(encoding, errors="replace"))


def _says_so(text: str) -> bool:
    """Tell whether `briefgen` is a key of the outermost mapping.

    All keys of it stand in one column, so that those of others stand further to the right. Reading
    the YAML would be sure, but takes a hundred times as long, and the file may be malformed.
    """
    indent = None
    for typed in text.splitlines():
        line = OPENING.sub("", typed, count=1) if indent is None else typed
        if indent is None and not ABOVE.match(line) and line.strip() != "{":
            indent = len(line) - len(line.lstrip(" "))
        found = KEY.match(line)
        if found and len(found[1]) == indent:
            return True
    return False
