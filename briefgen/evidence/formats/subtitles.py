"""The words of subtitles, SubRip (.srt) and WebVTT: without numbers, times and tags.

A sentence that runs over several cues is one. A voice (`<v Jonas Falk>`) becomes a label at the
start of its turn. Read here, line by line, because a message names the line of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.evidence.folding import Place
from briefgen.evidence.reading.decoding import decoded
from briefgen.evidence.reading.file_text import FileText
from briefgen.evidence.reading.format import Format
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?"
TIMES = regex(rf"[ \t]*{CLOCK}[ \t]*-->[ \t]*{CLOCK}(?!\d)")
# WebVTT begins with its name (WebVTT, section 4.1); SubRip, of which there is no standard, with the
# number and the times of its first cue.
VTT_START = regex(r"\ufeff?WEBVTT(?=[ \t\n]|\Z)")
SRT_START = regex(rf"\ufeff?\s{{0,100}}\d{{1,9}}[ \t]*\n{TIMES.pattern}")
# What both use for the looks of words, the time at which a word is sung, and the positions that
# some editors put in braces.
TAG = regex(
    r"<(?P<end>/?)(?P<name>v|ruby|rt|lang|[bciu]|font)(?:\.[^\s<>]*)?(?:[ \t]+(?P<more>[^<>]*))?>"
    rf"|<{CLOCK}>|\{{\\[^{{}}\n]{{0,200}}\}}",
    re.IGNORECASE,
)
# What a ruby says above its characters: the same words a second time.
RUBY_TEXT = regex(r"<rt>[^<]{0,200}(?:</rt>)?", re.IGNORECASE)


@record
class _CueLine:
    """A line of a cue: its words, the voice that they start with, and its line in the file.

    `is_first` says that its cue starts with it.
    """

    words: str
    voice: str | None
    number: int
    is_first: bool


def words_of_subtitles(text: str) -> FileText:
    """Read the words of a file of subtitles: a line for each of its lines that has any."""
    lines = _without_repeats(list(_lines(text)))
    written: list[str] = []
    labels: list[Place] = []
    voice, length = "", 0
    for line in lines:
        is_new = line.voice is not None and line.voice != voice
        voice = voice if line.voice is None else line.voice
        if is_new:
            labels.append((length, length + len(voice)))
        written.append(f"{voice}: {line.words}" if is_new and voice else line.words)
        length += len(written[-1]) + 1
    return FileText(
        "\n".join(written), lines=tuple(line.number for line in lines), labels=tuple(labels)
    )


def _lines(text: str) -> Iterator[_CueLine]:
    """The lines of all cues. What stands between them are numbers, names, notes and styles."""
    is_cue = is_first = False
    voice: str | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if TIMES.match(line):
            is_cue = is_first = True
            voice = ""
        elif not line.strip():
            is_cue = False
        elif is_cue:
            for each, words in _voices(line):
                voice = each if each is not None else voice
                if words:
                    yield _CueLine(words, voice, number, is_first)
                    is_first = False


def _voices(line: str) -> Iterator[tuple[str | None, str]]:
    """Split a line by its voices: the name of each, or None if it has none, and its words."""
    line = RUBY_TEXT.sub("", line)
    voice: str | None = None
    at = 0
    for tag in TAG.finditer(line):
        if (tag["name"] or "").lower() == "v" and not tag["end"]:
            yield voice, _plain(line[at : tag.start()])
            at, voice = tag.end(), _plain(tag["more"] or "")
    yield voice, _plain(line[at:])


def _plain(words: str) -> str:
    from html import unescape

    return " ".join(unescape(TAG.sub("", words)).split())


def _without_repeats(lines: list[_CueLine]) -> list[_CueLine]:
    """Leave out lines that repeat the line before, if at least a third of the cues start so.

    Captions that are made while somebody speaks roll up the screen like this. If fewer
    cues do, the words were said twice, and they stay.
    """
    pairs = list(zip([None, *lines], lines, strict=False))
    repeated = [
        line.is_first and before is not None and line.words == before.words
        for before, line in pairs
    ]
    if sum(repeated) * 3 < sum(line.is_first for line in lines):
        return lines
    return [line for line, again in zip(lines, repeated, strict=True) if not again]


def _read(data: bytes) -> FileText:
    return words_of_subtitles(decoded(data))


FORMATS = (
    Format(
        media_type="text/vtt",
        name="WebVTT file",
        order=70,
        read=_read,
        is_inside=lambda file: VTT_START.match(file.words) is not None,
        is_text=True,
        has_lines=True,
        furniture=(),
        copy="transcript",
    ),
    Format(
        media_type="application/x-subrip",
        name="SubRip file",
        order=80,
        read=_read,
        is_inside=lambda file: SRT_START.match(file.words) is not None,
        is_text=True,
        has_lines=True,
        furniture=(),
        copy="transcript",
    ),
)
