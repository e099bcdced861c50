"""The words of subtitles, SubRip (.srt) and WebVTT: without numbers, times and tags.

A sentence that runs over several cues is one. A voice (`<v Jonas Falk>`) becomes a label at the
start of its turn. Read here, line by line, because a message names the line of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from briefgen.evidence.reading.file_text import Place, Reading

CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?"
TIMES = re.compile(rf"[ \t]*{CLOCK}[ \t]*-->[ \t]*{CLOCK}(?!\d)")
VTT_START = re.compile(r"\ufeff?WEBVTT(?=[ \t\n]|\Z)")
SRT_START = re.compile(rf"\ufeff?\s{{0,100}}\d{{1,9}}[ \t]*\n{TIMES.pattern}")
TAG = re.compile(
    r"<(?P<end>/?)(?P<name>v|ruby|rt|lang|[bciu]|font)(?:\.[^\s<>]*)?(?:[ \t]+(?P<more>[^<>]*))?>"
    rf"|<{CLOCK}>|\{{\\[^{{}}\n]{{0,200}}\}}",
    re.IGNORECASE,
)
RUBY_TEXT = re.compile(r"<rt>[^<]{0,200}(?:</rt>)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cue: its words, the voice that they start with, and its line in the file.

    `is_first` says that its cue starts with it.
    """

    words: str
    voice: str | None
    number: int
    is_first: bool


def words_of_subtitles(text: str) -> Reading:
    """The words of a file of subtitles, a line for each of its lines of words."""
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
    return Reading("\n".join(written), (), tuple(line.number for line in lines), tuple(labels))


def _lines(text: str) -> Iterator[_Line]:
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
                    yield _Line(words, voice, number, is_first)
                    is_first = False


def _voices(line: str) -> Iterator[tuple[str | None, str]]:
    """What each voice says on a line; None as the name where nothing says who it is."""
    line = RUBY_TEXT.sub("", line)
    voice: str | None = None
    at = 0
    for tag in TAG.finditer(line):
        if (tag["name"] or "").lower() == "v" and not tag["end"]:
            yield voice, _plain(line[at : tag.start()])
            at, voice = tag.end(), _plain(tag["more"] or "")
    yield voice, _plain(line[at:])


def _plain(words: str) -> str:
    return " ".join(unescape(TAG.sub("", words)).split())


def _without_repeats(lines: list[_Line]) -> list[_Line]:
    """The lines without those that roll: each cue starts with what the cue before it ended with.

    Words that were said twice stay, since that happens now and then, and not in most of the cues.
    """
    pairs = list(zip([None, *lines], lines, strict=False))
    repeated = [
        line.is_first and before is not None and line.words == before.words
        for before, line in pairs
    ]
    if sum(repeated) * 3 < sum(line.is_first for line in lines):
        return lines
    return [line for line, again in zip(lines, repeated, strict=True) if not again]
