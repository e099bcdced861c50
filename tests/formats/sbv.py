"""Subtitles as SubViewer writes them: a format that briefgen doesn't have."""

from __future__ import annotations

import re

from briefgen.evidence.reading.decoding import decoded
from briefgen.evidence.reading.file_text import FileText
from briefgen.evidence.reading.format import Format

TIMES = re.compile(r"\d:\d\d:\d\d\.\d{3},\d:\d\d:\d\d\.\d{3}$")


def _read(data):
    lines = decoded(data).split("\n")
    numbers = [at for at, line in enumerate(lines, 1) if line and not TIMES.match(line)]
    return FileText("\n".join(lines[at - 1] for at in numbers), lines=tuple(numbers))


FORMATS = (
    Format(
        media_type="text/x-subviewer",
        name="SubViewer file",
        order=85,
        read=_read,
        is_inside=lambda file: TIMES.match(file.words.partition("\n")[0]) is not None,
        endings=(".sbv",),
        is_text=True,
        has_lines=True,
        no_text="Does it have subtitles?",
        furniture=("bracketed notes",),
        copy="transcript",
    ),
)
