"""Write docs/reference/exit-codes.md from the program, so that page and program can't differ."""

from __future__ import annotations

from pathlib import Path

from pages_of_tables import table

from briefgen.ground.exits import EXITS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "exit-codes.md"
HEAD = """# Exit codes

<!-- Made from the program, by scripts/exit_code_reference.py. -->

The code with which a command ends says to a script or a CI what happened. Of several briefs it is
the highest.

"""
TAIL = """
A run that fails, is interrupted or ended leaves the last good files as they were, and no
half-written ones.
"""


def reference() -> str:
    """Write the page: a table of the codes."""
    rows = [(f"`{each.code}`", each.meaning) for each in EXITS]
    return HEAD + table(("code", "what happened"), rows) + "\n" + TAIL


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
