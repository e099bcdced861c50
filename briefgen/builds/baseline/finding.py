"""Say what a finding is known by, wherever it has moved to since.

By its rule, its sentence and the words that it marks, and not by its line: words that move are the
same finding, and the same words at a second place are another.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.records import record

# The most characters of marked words that count. A finding may mark a whole section.
LONGEST = 300
Lines = Mapping[str, Sequence[str]]


@record
class Known:
    """A finding by which others are known: its rule, its sentence, and the words that it marks.

    `file` is empty where these stand in the brief, or nowhere; else it is the path of the file that
    has them, relative to the brief's folder.
    """

    rule: str
    message: str
    words: str
    file: str = ""


def known_by(found: Diagnostic, lines: Lines, brief: str) -> Known:
    """Give what a finding is known by. `lines` are those of its file, `brief` its brief's name."""
    span = found.span
    if span is None:
        return Known(found.rule, found.message, "")
    typed = lines.get(span.file, ())[span.line - 1 : span.end_line]
    words = "\n".join(typed)
    if typed:
        end = len(words) - len(typed[-1]) + span.end_column - 1
        words = words[span.column - 1 : end]
    # Without the layout, which is another where a text is moved into a list.
    words = " ".join(words.split())[:LONGEST]
    file = "" if span.file == brief else _relative(span.file, os.path.dirname(brief))  # noqa: PTH120
    return Known(found.rule, found.message, words, file)


def _relative(path: str, folder: str) -> str:
    try:
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(folder))).as_posix()
    except ValueError:  # on Windows there is no relative path to another drive
        return path
