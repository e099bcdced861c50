"""Writes what was mended, or would be: a line for each edit, or a unified diff.

Patch programs read the diff (GNU diffutils, "Detailed Description of Unified Format"; git's
"Generating patch text with -p"): lines end at a line feed alone, so that a carriage return stays
part of its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.ground.files import from_here
from briefgen.ground.regexes import regex
from briefgen.report.terminal import Painter, visible

if TYPE_CHECKING:
    from briefgen.builds.fixing.briefs import MendedFile
    from briefgen.builds.fixing.mending import Mend

# The most characters that are shown of a text before or after an edit.
MOST = 60
NO_END = "\\ No newline at end of file\n"
# In a name, what a program that reads a diff would take for its end or for an escape.
ODD = regex(r'[\x00-\x1f\x7f"\\]')
COLOURS = {"-": "error", "+": "added", "@": "place"}


def lines(mended: MendedFile) -> Iterator[str]:
    """Write a line for each edit of a file: `brief.yaml:41: unknown-field: `old` → `new``."""
    for mend in mended.mends:
        yield visible(f"{mended.file}:{mend.line}: {mend.rule}: {_said(mend)}")


def total(count: int, files: int, *, is_done: bool) -> str:
    """Count all edits in one line: `5 faults mended in 2 files`.

    The report of what is left follows.
    """
    faults = f"{count:,} fault{'' if count == 1 else 's'}"
    there = f"{files:,} file{'' if files == 1 else 's'}"
    if is_done:
        return f"{faults} mended in {there}"
    return f"{faults} in {there} can be mended: `briefgen check --fix` does it. What is left then:"


def _said(mend: Mend) -> str:
    if not mend.old.strip() and mend.new.strip():
        return f"added `{_short(mend.new.strip())}`"
    if not mend.new.strip() and mend.old.strip():
        return f"deleted `{_short(mend.old.strip())}`"
    return f"`{_short(mend.old)}` → `{_short(mend.new)}`"


def _short(text: str) -> str:
    """Write a text in one line, and cut what is long."""
    line = text.replace("\r\n", "\n").replace("\n", "⏎").replace("\r", "⏎").replace("\t", "⇥")
    return line if len(line) <= MOST else f"{line[: MOST - 1]}…"


def diff(mended: MendedFile) -> str:
    """Write the unified diff of a file, with its path from the current folder."""
    name = from_here(Path(mended.file)).as_posix()
    before, after = (_lines(data.decode()) for data in (mended.before, mended.after))
    made = unified_diff(before, after, _named("a", name), _named("b", name))
    return "".join(line if line.endswith("\n") else f"{line}\n{NO_END}" for line in made)


def _lines(text: str) -> list[str]:
    *whole, last = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([last] if last else [])]


def _named(side: str, name: str) -> str:
    """Write a file's name as git does, which puts it into quotation marks where that is needed."""
    named = f"{side}/{name}"
    if ODD.search(named):
        escaped = ODD.sub(lambda found: _escaped(found[0]), named)
        return f'"{escaped}"'
    # A patch program would otherwise take the name to end at its first space.
    return f"{named}\t" if " " in named else named


def _escaped(char: str) -> str:
    return f"\\{char}" if char in '"\\' else f"\\{ord(char):03o}"


def on_screen(text: str, *, color: bool) -> str:
    """Write a diff for a terminal, which must not obey what stands in a brief."""
    paint = Painter(color=color)
    shown = []
    for line in text.split("\n")[:-1]:
        said = visible(line.removesuffix("\r").expandtabs())
        shown.append(paint(said, COLOURS[line[0]]) if line[:1] in COLOURS else said)
    return "".join(f"{line}\n" for line in shown)
