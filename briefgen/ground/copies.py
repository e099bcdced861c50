"""Name the copies of annexes, which lie beside the outputs of a brief.

Apart from `evidence.annexes`, which opens the files: an outcome that was kept is looked up without
loading that.
"""

from __future__ import annotations

# What a copy is called in a list of outputs.
ANNEX = "annex"


def copy_name(brief: str, word: str, ending: str) -> str:
    """Make the name of a copy, such as `talks-annex-a.pdf`; `word` is made of its tab."""
    return f"{brief}-{ANNEX}-{word}{ending}"


def is_copy_of(name: str, brief: str) -> bool:
    """Tell whether a file of that name can be a copy beside the outputs of a brief."""
    return name.startswith(copy_name(brief, "", "")) and "/" not in name and "\\" not in name


def is_copy(path: str) -> bool:
    """Tell whether a path can be that of a copy, of whatever brief."""
    return f"-{ANNEX}-" in path
