"""Writes for a terminal what each cited sentence rests on, for a writer who asks (`-v`).

It is no finding: the nearest passage of a source is shown without a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from briefgen.builds.passages import CitedSentence, NearPassage
from briefgen.report.terminal import WIDTH, Painter, visible

# The most lines for a sentence, and for a passage.
LINES = 3


def passages(sentences: Iterable[CitedSentence], file: str, *, color: bool = False) -> str:
    """Write each sentence with its place, and below it the nearest passage of each source.

    An empty text if no sentence cites anything.
    """
    paint = Painter(color=color)
    return "\n".join("\n".join(_lines(each, file, paint)) + "\n" for each in sentences)


def _lines(sentence: CitedSentence, file: str, paint: Painter) -> Iterator[str]:
    yield paint(visible(f"{sentence.file or file}:{sentence.line}"), "place")
    yield from _wrapped(sentence.words, "  ")
    for each in sentence.passages:
        yield from _wrapped(f"{_named(each)}: {_said(each)}", "    ")


def _named(passage: NearPassage) -> str:
    return f"{passage.source}, {passage.where}" if passage.where else passage.source


def _said(passage: NearPassage) -> str:
    if not passage.is_copied:
        return "no copy was kept"
    if not passage.is_shown:
        return "not shown, because it names somebody who must not be named"
    return f"“{passage.words}”" if passage.words else "no passage is like it"


def _wrapped(text: str, margin: str) -> list[str]:
    return wrap(
        visible(text),
        WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        max_lines=LINES,
        placeholder=" …",
    )
