"""Furniture: what stands between the words of a sentence, and is no part of it.

Running heads, page numbers, line numbers, times of a recording, marks of mail and of Markdown,
numbers of notes. The text of a capture is kept as it was read; a quote that isn't found in it is
looked for once more without these stretches. None of them may be a word of the sentence: where
that can't be told, it stays. If too little is left out, a true quote isn't found, and its writer
looks into it; if too much is, a false quote may be found, and somebody reads it out.

Each kind is a function of the lines of a text. A capture's format says which are looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefgen.evidence.folding import Change
from briefgen.evidence.furniture.adverts import adverts
from briefgen.evidence.furniture.lines import Line, broken_at_slash, lines_of
from briefgen.evidence.furniture.mail import quoting_marks
from briefgen.evidence.furniture.markdown import markdown_marks, plain_marks
from briefgen.evidence.furniture.notes import bracketed_notes, clinging_notes, raised_notes
from briefgen.evidence.furniture.numbers import line_numbers
from briefgen.evidence.furniture.pages import heads_in_text, heads_of_pages
from briefgen.evidence.furniture.times import times
from briefgen.evidence.reading.format import Furniture

FINDERS: dict[Furniture, Callable[[list[Line]], Iterator[Change]]] = {
    "line numbers": line_numbers,
    "heads in text": heads_in_text,
    "raised notes": raised_notes,
    "clinging notes": clinging_notes,
    "bracketed notes": bracketed_notes,
    "quoting marks": quoting_marks,
    "plain marks": plain_marks,
    "markdown marks": markdown_marks,
    "lines broken at a slash": broken_at_slash,
    "times": times,
    "adverts": adverts,
}


def furniture(
    text: str, pages: tuple[int, ...], looked_for: Iterable[Furniture]
) -> Iterator[Change]:
    """Find the stretches of some kinds of furniture in a text, and between its pages.

    They come in any order, and one may be inside another. Takes time linear in the text.
    """
    lines = lines_of(text)
    for kind in looked_for:
        yield from FINDERS[kind](lines)
    if pages:
        yield from heads_of_pages(lines, pages)


def apart(changes: Iterable[Change]) -> Iterator[Change]:
    """Put changes in order, and of any that overlap keep the one that starts first.

    Of two that start together the longer one is kept; of two that also end together, the earlier.
    """
    at = 0
    for start, end, piece in sorted(changes, key=lambda each: (each[0], -each[1])):
        if start >= at and (end > at or end > start or piece):
            yield start, end, piece
            at = end
