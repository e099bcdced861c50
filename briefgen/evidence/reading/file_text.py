"""What a reader gives: the text of a file, and the stretches of it that belong to no sentence."""

from __future__ import annotations

from io import StringIO

from briefgen.evidence.folding import Change, Place
from briefgen.ground.records import record


@record
class FileText:
    """The text of a file, as a reader of the file sees it.

    `left_out` are the stretches that stand between the words of a sentence and are no part of it.
    `pages` are the offsets at which pages start, for a file that has pages. `lines` has the number
    of the file's line for each line of the text, where the two differ. `labels` are the places
    where the file sets apart who speaks: in bold at the start of a paragraph, or as a voice; a
    place is empty where the speaker isn't named.
    """

    text: str
    left_out: tuple[Change, ...] = ()
    pages: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    labels: tuple[Place, ...] = ()


class Sheet:
    """A text that is being written, with the stretches of it that may be left out."""

    def __init__(self) -> None:
        self._written = StringIO()
        self._length = 0
        self._left_out: list[Change] = []

    def add(self, text: str, *, is_furniture: bool = False) -> None:
        """Write some text; furniture is no part of the sentence that it stands in."""
        self._written.write(text)
        if text and is_furniture:
            self._left_out.append((self._length, self._length + len(text), ""))
        self._length += len(text)

    @property
    def text(self) -> FileText:
        """What was written."""
        return FileText(self._written.getvalue(), tuple(self._left_out))
