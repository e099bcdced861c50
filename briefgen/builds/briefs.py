"""Find the briefs in a folder. The command line and the preview both ask here, and so agree."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import field
from pathlib import Path
from stat import S_ISREG

from briefgen.builds.second_name import brief_of
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.kinds import FILE, KINDS, STARTER

SUFFIXES = (".yaml", ".yml")
# Folders that aren't searched: they hold outputs (`build`, `dist`), files of other tools, or
# captures, which are copies of other people's files.
SKIPPED = frozenset({"build", "dist", "node_modules", "venv", "__pycache__", "captures"})
# The bytes at the start of a file that are searched for the key `briefgen`. Only a very long
# comment could push the key further down; a YAML file that is no brief may have gigabytes.
START = 65_536
# The key `briefgen` at the start of a line, or of a mapping in braces. After a key in quotation
# marks YAML needs no space behind the colon (YAML 1.2, section 7.4.2).
KEY = regex(r"""([ ]*)(?:\{\s*+)?(?:(["'])briefgen\2\s*+:|briefgen\s*+:(?=\s|$))""", re.ASCII)
# A line that may stand above the first key: a directive, `---`, a comment, or an empty line.
ABOVE = regex(r"%|(?:---)?\s*+(?:#|$)")
# `---` with content on the same line: the content counts as the first line of the document.
OPENING = regex(r"\A---\s++(?=\S)")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@record
class Found:
    """The result of searching a folder and its subfolders for briefs.

    `briefs` are sorted folder by folder, by name. `others` counts the YAML files that are no
    briefs. `closed` holds the error of each folder that couldn't be listed. `looked_at` are the
    paths of the folders, and of the files that are no briefs: the result rests on them.
    """

    briefs: list[Path] = field(default_factory=list)
    others: int = 0
    closed: list[OSError] = field(default_factory=list)
    looked_at: list[str] = field(default_factory=list)


def look_through(folder: Path) -> Found:
    """Find the briefs in a folder and its subfolders, but not in hidden ones or in SKIPPED."""
    found, others, closed, looked_at = list[Path](), 0, list[OSError](), list[str]()
    for path in _yaml_files(folder, closed, looked_at):
        if is_brief(path):
            found.append(path)
        else:
            # The text of a brief in a second language isn't passed over.
            others += brief_of(path) == path
            looked_at.append(str(path))
    return Found(found, others, closed, looked_at)


def briefs_in(folder: Path, most: int, known: Collection[Path] = ()) -> list[Path]:
    """Find up to `most` briefs of a folder and its subfolders, sorted folder by folder, by name.

    A file in `known` counts as a brief without being read: some editors empty a file before they
    write it, and the preview must not drop the brief in that moment.
    """
    found: list[Path] = []
    for path in _yaml_files(folder, [], []):
        if path in known or is_brief(path):
            found.append(path)
        if len(found) >= most:
            break
    return found


def is_searched(name: str) -> bool:
    """Tell whether a folder of that name is looked into, where nobody has named it."""
    return name not in SKIPPED and not name.startswith(".")


def _yaml_files(folder: Path, closed: list[OSError], looked_into: list[str]) -> Iterator[Path]:
    """List the YAML files in a folder and below it, sorted folder by folder, by name.

    The error of each folder that can't be listed is added to `closed`, and each folder to
    `looked_into`.
    """
    for at, folders, names in os.walk(folder, onerror=closed.append):
        looked_into.append(at)
        # Changed in place: `os.walk` then goes into these folders only, in this order.
        folders[:] = sorted(name for name in folders if is_searched(name))
        for path in (Path(at, name) for name in sorted(names) if name.lower().endswith(SUFFIXES)):
            # What can't be looked at is kept, so that reading it reports why: a link that leads
            # nowhere, or all that is in a folder that may be listed but not entered. Hidden links
            # aren't: Emacs makes one beside each file that is being edited, as a lock.
            try:
                mode = path.stat().st_mode
            except OSError:
                is_taken = not path.name.startswith(".")
            else:
                is_taken = S_ISREG(mode)
            if is_taken and not is_of_kind(path):
                yield path


def is_of_kind(path: Path) -> bool:
    """Tell whether a file belongs to a kind of paper; its starter isn't meant to be built."""
    return (
        path.name in (FILE, STARTER)
        and path.parent.parent.name == KINDS
        and (path.parent / FILE).is_file()
    )


def is_brief(path: Path) -> bool:
    """Tell whether a file has the top-level key `briefgen` near its start.

    The rest of the file may be malformed. A file that can't be read counts as a brief: then the
    stage that loads it reports the error, and the file isn't skipped in silence.
    """
    try:
        with path.open("rb") as file:
            start = file.read(START)
    except OSError:
        return True
    # A brief has to be in UTF-8. One in UTF-16 is found here, so that loading can report it.
    encoding = "utf-16" if start.startswith(WIDE) else "utf-8-sig"
    return _has_briefgen_key(start.decode(encoding, errors="replace"))


def _has_briefgen_key(text: str) -> bool:
    """Tell whether `briefgen` is a key of the outermost mapping.

    All keys of that mapping start in the same column, and keys of nested ones further right. So
    the column decides. Parsing the YAML would be exact, but takes a hundred times as long, and
    fails on a malformed brief, which has to be found as well.
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
