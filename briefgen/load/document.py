"""A YAML file as values with their places; converts between paths, spans and offsets.

Apart from the reader, because every later stage uses documents, and none reads YAML.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Any

from briefgen.ground.decode import LINE_END, line_starts, pieces
from briefgen.ground.diagnostics import Diagnostic, Edit
from briefgen.ground.positions import offsets_of, span_of
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.scalars import Mark, places
from briefgen.ground.span import Path, Span
from briefgen.ground.travel import FieldsAlone

# A key or value of one line in quotation marks, straight or typographic.
MARKED = regex("(?P<mark>[\"'“”„‟‘’‚«»])(?P<text>.*)[\"'“”‘’«»]")
# The name that an alias has for a value, before it.
ANCHOR = regex(r"&[^\s\[\]{},]+[ \t]+(?=\S)")
# The beginning of a text that has to be in quotation marks.
NEEDING_MARKS = regex(r"[@`#%&*!|>\[{,]")


@record
class Document(FieldsAlone):
    """The values of one YAML file, as dicts, lists, text, `Plain` text and None, with their places.

    `file` is the name in messages. `marks` holds the place of each value by its path. `problems`
    are findings about the YAML itself; if nothing can be read, `data` is None. `sha256` is the hash
    of the file's bytes; it is empty if the text doesn't come from a file.
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

    @property
    def line_end(self) -> str:
        """The line end that the file uses."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def typed(self, path: Path) -> Path:
        """Find the longest beginning of `path` under which something was typed.

        The format takes a single value where a list may stand, and paths then have an index 0 that
        wasn't typed. It is left out: for `with: lund`, `("with", 0)` becomes `("with",)`.
        """
        typed: Path = ()
        for step in path:
            if (*typed, step) in self.marks:
                typed = (*typed, step)
            elif step != 0:
                break
        return typed

    def is_typed(self, path: Path) -> bool:
        """Tell whether something was typed at a path, which may have an index that wasn't."""
        typed = self.typed(path)
        return [step for step in typed if step != 0] == [step for step in path if step != 0]

    def value(self, path: Path) -> Any:
        """Find the value at a path. Raises KeyError or IndexError if nothing was typed there."""
        value = self.data
        for step in path:
            value = value[step]
        return value

    def value_span(self, path: Path) -> Span:
        """Find the span of the value at `path`, or of the nearest value around it."""
        mark = self.marks.get(self.typed(path))
        return mark.value if mark else Span(self.file, 1, 1, 1, 2)

    def key_span(self, path: Path) -> Span:
        """Find the span of the key at `path`; of the value, if it has no key."""
        mark = self.marks.get(self.typed(path))
        return (mark.key or mark.value) if mark else Span(self.file, 1, 1, 1, 2)

    def part_span(self, path: Path, start: int, end: int) -> Span:
        """Find the span of the characters from `start` up to `end` of the text at `path`.

        Both count code points of the value from 0, without white space at its beginning. The text
        may be in quotation marks or a block, hold escapes, or go on over several lines.
        """
        path = self.typed(path)
        mark, value = self.marks.get(path), self.value(path) if path else None
        if mark is None or not isinstance(value, str):
            return self.value_span(path)
        typed = places(value.strip(), self.text, mark)
        if not value.isascii():
            # The caller counts characters of the composed text (é as one), and `places` those of
            # the file, which may hold é as two.
            starts = pieces(value.strip())
            start, end = (starts[min(each, len(starts) - 1)] for each in (start, end))
        # Only white space was meant, or the value is empty: show the whole value.
        inside = [at for at in typed[start:end] if at is not None]
        if not inside:
            return mark.value
        return self.span(inside[0], inside[-1] + 1, mark.value.path)

    def span(self, start: int, end: int, path: str = "") -> Span:
        """Find the span of the characters from offset `start` up to `end` of the file's text."""
        return span_of(self.file, self.starts, start, end, path)

    def offsets(self, span: Span) -> tuple[int, int]:
        """Find the offsets of a span of this file: of its first character, and behind its last.

        Offsets count the code points of `text` from 0; a byte order mark isn't part of it.
        """
        found = offsets_of(span, self.starts) or (0, 0)
        # The span of an empty value is one character wide, so that something can be underlined. At
        # the end of the file, that is beyond the text.
        return min(found[0], len(self.text)), min(found[1], len(self.text))

    def retyped(self, span: Span, text: str) -> Edit | None:
        """Make the edit that types a key or a value of one line anew; None if `text` is empty.

        Its quotation marks stay, unless they were only needed for a sign at its start: in `"@lund"`
        nobody misses them without the sign. Typographic marks become straight ones.
        """
        span = self.without_name(span)
        typed = self.text[slice(*self.offsets(span))].rstrip()
        if not text or "\n" in typed or typed[:1] in {"|", ">"}:
            return None
        quoted = MARKED.fullmatch(typed)
        if quoted and not NEEDING_MARKS.match(quoted["text"]):
            mark = quoted["mark"] if quoted["mark"] in {'"', "'"} else '"'
            text = f"{mark}{text}{mark}"
        return Edit(replace(span, end_line=span.line, end_column=span.column + len(typed)), text)

    def without_name(self, span: Span) -> Span:
        """Find the span of a value without the name before it by which an alias repeats it."""
        named = ANCHOR.match(self.text, *self.offsets(span))
        return replace(span, column=span.column + len(named[0])) if named else span

    def path_at(self, offset: int) -> Path:
        """Find the path of what stands at an offset, such as an editor's cursor.

        That is a key or a value, or else the innermost list or group that isn't closed there; the
        path is empty outside of all. An offset is a place between two characters: the one right
        behind a word belongs to the word. A node that an alias repeats has the path under which it
        was typed.
        """
        beginnings, paths = self._beginnings
        at = bisect_right(beginnings, offset) - 1
        path = paths[at] if at >= 0 else ()
        while path and not self._holds(path, offset):
            path = path[:-1]
        return path

    @cached_property
    def _beginnings(self) -> tuple[list[int], list[Path]]:
        """The offsets at which keys and values begin, ascending, and the path of each."""
        # By start, end, and whether it is a key.
        found: dict[tuple[int, int, bool], Path] = {}
        for path, mark in self.marks.items():
            if mark.key:
                found.setdefault((self.offsets(mark.key)[0], 0, True), path)
            # A node that an alias repeats stands where its anchor is, under several paths. The
            # path of the anchor comes first, and setdefault keeps it.
            found.setdefault((mark.start, mark.close or mark.end, False), path)
        # A group begins at its first key. The longer path comes last, so that bisect finds it.
        ordered = sorted(found.items(), key=lambda each: (each[0][0], len(each[1])))
        return [start for (start, _, _), _ in ordered], [path for _, path in ordered]

    def _holds(self, path: Path, offset: int) -> bool:
        """Tell whether an offset is in the value at a path, in its key, or between the two."""
        mark = self.marks[path]
        if mark.start <= offset <= (mark.close or mark.end):
            return True
        if mark.key is None:
            return False
        start, end = self.offsets(mark.key)
        return start <= offset <= max(end, mark.start)
