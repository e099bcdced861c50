"""Find the files and folders that a pattern such as `briefs/**/*.yaml` means."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import field
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from briefgen.builds.briefs import is_searched
from briefgen.ground.records import record

SIGNS = re.compile(r"[*?\[]")
ANY_FOLDERS = "**"


@record
class Matched:
    """What a pattern matches, sorted by path; the folders that were looked into, and errors."""

    paths: list[Path] = field(default_factory=list)
    looked_into: list[str] = field(default_factory=list)
    closed: list[OSError] = field(default_factory=list)


def is_pattern(path: Path) -> bool:
    """Tell whether a path is a pattern, and no file that has such a name."""
    return bool(SIGNS.search(str(path))) and not os.path.lexists(path)


def matching(pattern: Path) -> Matched:
    """Find what a pattern matches: `*` is a part of a name, `**` any number of folders.

    As in a named folder, hidden folders and those of outputs and captures are only looked into
    where the pattern has their name, and links to folders aren't followed. A folder that matches
    stands for all in it.
    """
    parts = pattern.parts
    at = next(at for at, part in enumerate(parts) if SIGNS.search(part))
    root, rest = Path(*parts[:at]), parts[at:]
    named = {part for part in rest if not SIGNS.search(part)}
    found = Matched()
    for folder, folders, files in os.walk(root, onerror=found.closed.append):
        found.looked_into.append(folder)
        way = PurePath(folder).relative_to(root).parts
        seen = [name for name in folders if is_searched(name) or name in named]
        taken = {name for name in seen if _fits((*way, name), rest)}
        files_taken = {
            name for name in files if not name.startswith(".") and _fits((*way, name), rest)
        }
        found.paths.extend(Path(folder, name) for name in (*taken, *files_taken))
        is_deepest = ANY_FOLDERS not in rest and len(way) + 1 >= len(rest)
        folders[:] = [] if is_deepest else sorted(set(seen) - taken)
    found.paths.sort()
    return found


def _fits(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Tell whether a path fits a pattern, both part by part, in time linear in each of them."""
    reached = _reached({0}, parts)
    for name in names:
        after = {
            at if parts[at] == ANY_FOLDERS else at + 1
            for at in reached
            if at < len(parts) and (parts[at] == ANY_FOLDERS or fnmatchcase(name, parts[at]))
        }
        reached = _reached(after, parts)
    return len(parts) in reached


def _reached(places: set[int], parts: Sequence[str]) -> set[int]:
    """Add the places in a pattern behind each `**`, which may stand for no folder at all."""
    for at in range(min(places, default=len(parts)), len(parts)):
        if at in places and parts[at] == ANY_FOLDERS:
            places.add(at + 1)
    return places
