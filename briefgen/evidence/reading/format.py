"""Define what each module in `formats/` has to say about a format of captures.

This isn't in `kinds`, which imports those modules, because they import this one.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from briefgen.evidence.folding import Change
from briefgen.evidence.reading.decoding import encoding_by_mark
from briefgen.evidence.reading.file_text import FileText
from briefgen.ground.folder import FileFault
from briefgen.ground.records import record

if TYPE_CHECKING:
    from briefgen.model.sources import CopyKind

# Kinds of furniture that can be looked for in a text. `furniture/` has a function for each.
Furniture = Literal[
    "line numbers",
    "heads in text",
    "raised notes",
    "clinging notes",
    "bracketed notes",
    "quoting marks",
    "plain marks",
    "markdown marks",
    "lines broken at a slash",
    "times",
    "adverts",
]
# What stands in any text that somebody typed or copied.
ANYWHERE: tuple[Furniture, ...] = ("times", "adverts", "bracketed notes")
RIGHT_FILE = "Is it the file that was read?"
# How many bytes at the start of a file are looked at to tell its format.
START = 4096
ZIP = b"PK\x03\x04"
# The most bytes of a media type that is read out of an archive: Word documents have the longest.
MOST_OF_TYPE = 71


class Start:
    """A file whose format isn't known yet: what its bytes and its name show.

    `data` is the whole file, `ending` that of its name, in small letters and with its point.
    """

    def __init__(self, data: bytes, ending: str) -> None:
        self.data, self.ending = data, ending
        self.first = data[:START].lstrip()

    @cached_property
    def words(self) -> str:
        """The first bytes as text, a line feed at the end of each line."""
        text = self.data[:START].decode(encoding_by_mark(self.data) or "utf-8", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @property
    def is_archive(self) -> bool:
        """Whether it is a zip archive, as many formats are."""
        return self.data.startswith(ZIP)

    @property
    def parts(self) -> frozenset[str]:
        """The names of the parts of an archive; none of another file. FileFault if damaged."""
        return self._archive[0]

    @property
    def type_inside(self) -> bytes:
        """The media type that an archive names in a part for that; empty if it has none."""
        return self._archive[1]

    @cached_property
    def _archive(self) -> tuple[frozenset[str], bytes]:
        if not self.is_archive:
            return frozenset(), b""
        from zipfile import BadZipFile, ZipFile

        try:
            with ZipFile(BytesIO(self.data)) as archive:
                names = frozenset(archive.namelist())
                if "mimetype" not in names:
                    return names, b""
                with archive.open("mimetype") as stream:
                    return names, stream.read(MOST_OF_TYPE).strip()
        except (BadZipFile, ValueError, OSError, EOFError, RuntimeError, zlib.error):
            raise FileFault("is damaged.", "Save it again.") from None


@record
class Format:
    """A format of files that can be captures: how it is told, read, and looked for quotes.

    `name` is what a message calls it, with `no` before it. `is_inside` tells from a file's bytes
    that it is of this format; the formats are asked in the order of `order`, those that aren't text
    first. If none says yes, the ending of the file's name decides, by `endings`: with a format that
    `is_text`, the file is read as that; with any other format, the file counts as damaged.

    `read` gives the text, or raises FileFault with a message that goes on behind the file's name.
    It opens what a stranger made, so it does that within bounds (`reading/apart.py`), and it
    imports slow libraries itself. `no_text` is the hint for a file without any words.

    `has_lines` says that a reader can look up lines in such a file. `furniture` is what may stand
    between the words of its sentences, and `look_again` finds more of that in the file itself,
    given its text and where its pages start. `copy` is how a copy in this format came about;
    None where it shows nothing of that.
    """

    media_type: str
    name: str
    order: int
    read: Callable[[bytes], FileText]
    is_inside: Callable[[Start], bool] = lambda _: False
    endings: tuple[str, ...] = ()
    is_text: bool = False
    has_lines: bool = False
    no_text: str = RIGHT_FILE
    furniture: tuple[Furniture, ...] = ("raised notes", *ANYWHERE)
    look_again: Callable[[bytes, str, tuple[int, ...]], tuple[Change, ...]] | None = None
    copy: CopyKind | None = "document"
