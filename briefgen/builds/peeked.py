"""Look for the kind of a paper in its text, before it is loaded.

The plan has to know which files a build will write, and a kind of paper has outputs of its own.
Loading every brief for that would take as long as checking it.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.ground.regexes import regex

# A key at the start of a line belongs to the brief itself: all that is inside is indented.
KIND = regex(r"""(?m)^(["']?)kind\1[ \t]*:[ \t]+["']?([A-Za-z0-9_-]+)""")
MOST_BYTES = 1024 * 1024


def kind_typed(data: bytes) -> str:
    """Find the kind that a brief says, by its bytes; empty where it says none."""
    found = KIND.search(data.decode("utf-8", "replace"))
    return found[2] if found else ""


def kind_typed_in(path: Path) -> str:
    """Find the kind that the brief in a file says; empty also where the file can't be read."""
    try:
        with path.open("rb") as stream:
            return kind_typed(stream.read(MOST_BYTES))
    except (OSError, ValueError):
        return ""
