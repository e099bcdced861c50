"""Captures: the text of what was really read, from the file beside the brief that keeps it.

The comparison of quotes is elsewhere, because only this module opens files of other people. It
tells a file's format by its content, and says in a sentence why a file can't be read.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import field
from functools import cached_property, lru_cache
from pathlib import Path

from briefgen.evidence.folding import Change, Place
from briefgen.evidence.kinds import format_named, format_of
from briefgen.ground.bounds import EndedError
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.records import record
from briefgen.ground.travel import FieldsAlone


class CaptureFault(FileFault):
    """Why a capture can't be read, in a sentence, with a way out."""


@record
class Capture(FieldsAlone):
    """The text of a capture; a line feed ends each of its lines.

    `pages` holds the offset at which each page starts; it is empty for what has no pages.
    `left_out` are the stretches that the file itself marks as no part of the sentences around
    them, such as the numbers of notes. `lines` has the number of the file's line for each line of
    the text, where the two differ. `labels` are the places where the file names who speaks. `data`
    are the file's bytes, if its format has more to find in them.
    """

    text: str
    pages: tuple[int, ...]
    media_type: str
    sha256: str
    left_out: tuple[Change, ...] = ()
    lines: tuple[int, ...] = ()
    labels: tuple[Place, ...] = ()
    data: bytes = field(default=b"", repr=False, compare=False)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    @property
    def has_lines(self) -> bool:
        """Whether a reader can open the file and look up its lines by number."""
        return format_named(self.media_type).has_lines

    @cached_property
    def furniture(self) -> tuple[Change, ...]:
        """The stretches to leave out when a quote isn't found at first, such as page numbers.

        In order, without overlaps. They are computed at the first call: most quotes are found
        without it.
        """
        from briefgen.evidence.furniture import apart, furniture

        of_format = format_named(self.media_type)
        found = [*self.left_out, *furniture(self.text, self.pages, of_format.furniture)]
        if of_format.look_again and self.data:
            found += of_format.look_again(self.data, self.text, self.pages)
        return tuple(apart(found))

    def page_of(self, offset: int) -> int | None:
        """Tell the number of the page that an offset is on, from 1; None if there are no pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    def line_of(self, offset: int) -> tuple[int, int]:
        """Tell the line and the column of an offset in the file, both from 1.

        Where a line of the file is read without its tags, the column is its first.
        """
        line = bisect_right(self._line_starts, offset)
        if self.lines:
            return self.lines[min(line, len(self.lines)) - 1], 1
        return line, offset - self._line_starts[line - 1] + 1


def read_capture(folder: Path, name: str) -> Capture:
    """Read the capture `name` in a folder, or below it. CaptureFault where it can't be read."""
    return understood(read_inside(folder, name, "capture", CaptureFault), name)


def understood(data: bytes, name: str) -> Capture:
    """Read the capture in a file's bytes. CaptureFault, which says `name`, where it can't be."""
    found = _understood(data, name)
    if isinstance(found, FileFault):
        raise CaptureFault(str(found), found.hint)
    return found


# A build asks for the same captures several times. One that was ended for its time is remembered
# as such: raising would forget it, and each who asks would wait as long again.
@lru_cache(maxsize=16)
def _understood(data: bytes, name: str) -> Capture | CaptureFault:
    """Read a capture; give the fault instead of raising it where reading took too long."""
    try:
        of_format = format_of(data, name)
        found = of_format.read(data)
        if not found.text.strip():
            raise FileFault("holds no text.", of_format.no_text)
    except FileFault as fault:
        why = CaptureFault(f"`{name}` {fault}", fault.hint)
        if isinstance(fault.__context__, EndedError):
            return why
        raise why from None
    return Capture(
        found.text,
        found.pages,
        of_format.media_type,
        hashlib.sha256(data).hexdigest(),
        found.left_out,
        found.lines,
        found.labels,
        data if of_format.look_again else b"",
    )
