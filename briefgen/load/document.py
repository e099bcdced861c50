"""A file of YAML as values and their places, and the ways between paths, spans and offsets.

Apart from the reader, because every later stage asks a document, and none reads YAML.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from briefgen.ground.decode import LINE_END, line_starts, pieces
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.positions import offsets_of, span_of
from briefgen.ground.scalars import Mark, places
from briefgen.ground.span import Path, Span
from briefgen.ground.travel import FieldsAlone


@dataclass(frozen=True)
class Document(FieldsAlone):
    """The values of one YAML file, as dicts, lists, text, `Plain` text and None, with their places.

    `marks` has the place of each value by its path. `problems` are those of the file itself; where
    it can't be read at all, `data` is None. `sha256` is of the bytes as they were read, where they
    were bytes of a file.
    """

    file: str
    text: str
    data: Any = None
    marks: Mapping[Path, Mark] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()
    sha256: str = ""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file, without their ends."""
        return tuple(LINE_END.split(self.text))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each line starts."""
        return line_starts(self.text)

    def typed(self, path: Path) -> Path:
        """Find the path itself, or that of the nearest thing around it that was typed."""
        typed: Path = ()
        for step in path:
            if (*typed, step) in self.marks:
                typed = (*typed, step)
            elif step != 0:  # one thing, typed where a list may stand
                break
        return typed

    def value(self, path: Path) -> Any:
        """Find the value at a path that was typed. KeyError or IndexError where there is none."""
        value = self.data
        for step in path:
            value = value[step]
        return value

    def value_span(self, path: Path) -> Span:
        """Find the span of the value at `path`, or of the nearest thing around it."""
        mark = self.marks.get(self.typed(path))
        return mark.value if mark else Span(self.file, 1, 1, 1, 2)

    def key_span(self, path: Path) -> Span:
        """Find the span of the key at `path`; of the value, where it has no key."""
        mark = self.marks.get(self.typed(path))
        return (mark.key or mark.value) if mark else Span(self.file, 1, 1, 1, 2)

    def part_span(self, path: Path, start: int, end: int) -> Span:
        """Find the span of the characters `start` to `end` of the text at `path`.

        Offsets count from the first character that is not white space. Follows the text through
        quotation marks, escapes, folded lines and the indentation of blocks.
        """
        path = self.typed(path)
        mark, value = self.marks.get(path), self.value(path) if path else None
        if mark is None or not isinstance(value, str):
            return self.value_span(path)
        typed = places(value.strip(), self.text, mark)
        if not value.isascii():
            # Values are composed (é in one piece), and the file may hold the pieces.
            starts = pieces(value.strip())
            start, end = (starts[min(each, len(starts) - 1)] for each in (start, end))
        inside = [at for at in typed[start:end] if at is not None]
        if not inside:
            return mark.value
        return self.span(inside[0], inside[-1] + 1, mark.value.path)

    def span(self, start: int, end: int, path: str = "") -> Span:
        """Find the span of some characters by their offsets in the file's text."""
        return span_of(self.file, self.starts, start, end, path)

    def offsets(self, span: Span) -> tuple[int, int]:
        """Find the offsets of a span of this file: of its first character, and behind its last.

        Offsets count the code points of `text` from 0. A byte order mark is no part of it.
        """
        found = offsets_of(span, self.starts) or (0, 0)
        # A place where nothing was typed is one character wide, so that it can be underlined.
        return min(found[0], len(self.text)), min(found[1], len(self.text))

    def path_at(self, offset: int) -> Path:
        """Find the path of what stands at an offset: a key, a value, or the innermost list or
        group that isn't closed there; the empty path outside of all.

        An offset is a place between two characters: right behind a word it still belongs to it.
        What an alias repeats has the path under which it was typed.
        """
        beginnings, paths = self._beginnings
        at = bisect_right(beginnings, offset) - 1
        path = paths[at] if at >= 0 else ()
        while path and not self._holds(path, offset):
            path = path[:-1]
        return path

    @cached_property
    def _beginnings(self) -> tuple[list[int], list[Path]]:
        """Where each key and value begins, in the order of the file, and its path."""
        found: dict[tuple[int, int, bool], Path] = {}
        for path, mark in self.marks.items():
            if mark.key:
                found.setdefault((self.offsets(mark.key)[0], 0, True), path)
            # The value of an alias begins where its anchor is. That one comes first, and stays.
            found.setdefault((mark.start, mark.close or mark.end, False), path)
        # A group begins where its first key does, and the inner one is meant.
        ordered = sorted(found.items(), key=lambda each: (each[0][0], len(each[1])))
        return [start for (start, _, _), _ in ordered], [path for _, path in ordered]

    def _holds(self, path: Path, offset: int) -> bool:
        mark = self.marks[path]
        if mark.start <= offset <= (mark.close or mark.end):
            return True
        if mark.key is None:
            return False
        start, end = self.offsets(mark.key)
        return start <= offset <= max(end, mark.start)
