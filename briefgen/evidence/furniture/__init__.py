"""Furniture: what stands between the words of a sentence, and is no part of it.

Running heads, page numbers, line numbers, times of a recording, marks of mail and of Markdown,
numbers of notes. The text of a capture is kept as it was read; a quote that isn't found in it is
looked for once more without these stretches. None of them may be a word of the sentence: where
that can't be told, it stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from briefgen.evidence import kinds
from briefgen.evidence.folding import Change
from briefgen.evidence.furniture.adverts import adverts
from briefgen.evidence.furniture.lines import Line, broken_at_slash, lines_of
from briefgen.evidence.furniture.mail import quoting_marks
from briefgen.evidence.furniture.markdown import markdown_marks, plain_marks
from briefgen.evidence.furniture.notes import bracketed_notes, clinging_notes, raised_notes
from briefgen.evidence.furniture.numbers import line_numbers
from briefgen.evidence.furniture.pages import heads_in_text, heads_of_pages
from briefgen.evidence.furniture.times import times

if TYPE_CHECKING:
    from briefgen.evidence.capture import Capture

Finder = Callable[[list[Line]], Iterator[Change]]
TYPED: tuple[Finder, ...] = (times, adverts, bracketed_notes)
PRINTED: tuple[Finder, ...] = (line_numbers, heads_in_text, raised_notes, clinging_notes)
FINDERS: dict[str, tuple[Finder, ...]] = {
    kinds.TEXT: (*PRINTED, quoting_marks, plain_marks, *TYPED),
    kinds.MARKDOWN: (
        line_numbers,
        heads_in_text,
        raised_notes,
        quoting_marks,
        markdown_marks,
        *TYPED,
    ),
    kinds.MAIL: (quoting_marks, plain_marks, *TYPED),
    kinds.PDF: (line_numbers, raised_notes, clinging_notes, broken_at_slash, *TYPED),
    kinds.RTF: (raised_notes, *TYPED),
    kinds.SRT: (),
    kinds.VTT: (),
}


def furniture(capture: Capture) -> tuple[Change, ...]:
    """The stretches to leave out of a capture, in order, none inside another.

    In time linear in the text; of a PDF the signs are looked at in a process of its own.
    """
    lines = lines_of(capture.text)
    found: list[Iterable[Change]] = [capture.marked]
    found += (find(lines) for find in FINDERS.get(capture.media_type, (raised_notes, *TYPED)))
    if capture.pages:
        found.append(heads_of_pages(lines, capture.pages))
    if capture.data:
        from briefgen.evidence.formats.pdf import mended_signs

        found.append(mended_signs(capture.data, capture.text, capture.pages))
    return tuple(_apart(chain.from_iterable(found)))


def _apart(changes: Iterable[Change]) -> Iterator[Change]:
    at = 0
    for start, end, piece in sorted(changes, key=lambda each: (each[0], -each[1])):
        if start >= at and (end > at or end > start or piece):
            yield start, end, piece
            at = end
