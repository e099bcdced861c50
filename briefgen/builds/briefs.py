"""Which files of a folder are briefs: one answer for the command line and the preview's index."""

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
    """What a folder holds: its briefs in the order of their names, how many other YAML files
    there are, and the folders in it that can't be looked into, each with the reason.
    """

    briefs: list[Path] = field(default_factory=list)
    others: int = 0
    closed: list[OSError] = field(default_factory=list)


def look_through(folder: Path) -> Found:
    """The briefs in a folder and those below it, but for hidden ones and those of other things."""
    closed: list[OSError] = []
    found, others = [], 0
    for path in _yaml_files(folder, closed):
        if is_brief(path):
            found.append(path)
        else:
            others += 1
    return Found(found, others, closed)


def briefs_in(folder: Path, most: int, known: Collection[Path] = ()) -> list[Path]:
    """The first briefs of a folder, in the order of their names; those known are briefs anyway."""
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
        paths = (Path(at, name) for name in sorted(names) if name.lower().endswith(SUFFIXES))
        yield from filter(_may_be_file, paths)


def _may_be_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # in a folder that lists its files, and lets nobody near them
        return True


def is_brief(path: Path) -> bool:
    """Whether a file says on top that it is a brief, with the key `briefgen`.

    The rest may be malformed. One that can't be read counts as one: whoever reads it says why.
    """
    try:
        with path.open("rb") as file:
            start = file.read(START)
    except OSError:
        return True
    return _says_so(_text(start))


def _text(start: bytes) -> str:
    encoding = "utf-16" if start.startswith(WIDE) else "utf-8-sig"
    return start.decode(encoding, errors="replace")


def _says_so(text: str) -> bool:
    """Whether `briefgen` is a key of the outermost mapping, all of whose keys are in one column."""
    indent = None
    for typed in text.splitlines():
        line = OPENING.sub("", typed, count=1) if indent is None else typed
        if indent is None and not ABOVE.match(line) and line.strip() != "{":
            indent = len(line) - len(line.lstrip(" "))
        found = KEY.match(line)
        if found and len(found[1]) == indent:
            return True
    return False
