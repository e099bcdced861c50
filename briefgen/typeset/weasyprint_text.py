"""Have WeasyPrint write PDFs whose text can be copied and searched in every script.

WeasyPrint 70.0 keeps one text for each glyph, that of the first cluster with the glyph. Of a
cluster with several glyphs, all but one get an empty text. The PDF looks right, and validators
accept it, but what is copied out of Arabic or Hindi is unreadable. It can't be mended in the
finished file: which text the glyphs stand for is known only to Pango, and only while a line is
drawn. So the function that draws a line is wrapped. What is written into the PDF is chosen in
`readback`.

What is replaced is undocumented, as in `weasyprint_private`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from briefgen.ground.regexes import regex
from briefgen.typeset.readback import JOINING, Span, read_back
from briefgen.typeset.weasyprint_glyphs import (
    Run,
    Sized,
    blank_of,
    drawn_in,
    glyph_of,
    glyphs_of,
    runs_of,
    shift_of,
    show_joiners,
)

# What the engine has shown: glyphs, each by a number of four hexadecimal digits, and moves.
SHOWN = regex(r"<([0-9a-f]*)>|([^<>]+)")
DIGITS = 4
# So many marks in a row are shown with different numbers of blanks.
UNLIKE = 3
# Modes of showing text (ISO 32000-1, 9.3.6).
PAINTED, UNPAINTED = 0, 3


class _Aside(NamedTuple):
    """What a mark is shown with: a blank of its font, and how far left of it its letter begins.

    A mark that has no glyph to itself, as it is a part of its letter's, has one that isn't seen,
    and that one's width. Lengths are in thousandths of the size of the font.
    """

    blank: Sized
    shift: float
    unseen: str = ""
    width: int = 0


class _Said(NamedTuple):
    """What is said of glyphs from `start` up to `end`: a string of the PDF. Marks have an aside."""

    start: int
    end: int
    text: Any
    aside: _Aside | None = None


@contextmanager
def text_kept() -> Iterator[None]:
    """Have the PDFs that are written in the block say of all glyphs which text they stand for."""
    from weasyprint.draw import text

    draw = text.draw_first_line
    last: Any = None

    def drawing(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
        nonlocal last
        if last and box.text == " ":
            # Between two elements, a space isn't drawn. PDFium knows of it by the gap, but not
            # behind an ActualText.
            last.string += " "
        last = None
        is_cut = overflow == "ellipsis" or ellipsis != "none"  # then `draw` changes the text
        if is_cut or not JOINING.search(box.text):
            return draw(stream, box, overflow, ellipsis, matrix)
        runs = runs_of(stream, box.pango_layout)
        if any(run.font.bitmap for run in runs):  # the numbers of their glyphs have two digits
            return draw(stream, box, overflow, ellipsis, matrix)
        for run in runs:
            show_joiners(stream, run)
        glyphs = [glyph for run in runs for glyph in glyphs_of(run)]
        said = list(_all_said(stream, runs, read_back(glyphs)))
        if said and said[-1].end == len(glyphs) and not glyphs[-1].is_leftward:
            last = said[-1].text
        with _marked(stream, said, len(glyphs)):
            return draw(stream, box, overflow, ellipsis, matrix)

    text.draw_first_line = drawing
    try:
        yield
    finally:
        text.draw_first_line = draw


def _all_said(stream: Any, runs: Sequence[Run], spans: Sequence[Span]) -> Iterator[_Said]:
    import pydyf

    # The run of each glyph, and how far its letter is away.
    places = [
        (run, partial(shift_of, run.size, drawn, at))
        for run in runs
        for drawn in [drawn_in(run)]
        for at in range(len(drawn))
    ]
    for start, end, text, mark in spans:
        if not mark:
            yield _Said(start, end, pydyf.String(text))
            continue
        run, shift = places[start]
        if aside := _aside(stream, run, shift(), mark if text else ""):
            yield _Said(start, end, pydyf.String(mark), aside)


def _aside(stream: Any, run: Run, shift: float, unseen: str) -> _Aside | None:
    """Give what a mark of a run is shown with; None where its font hasn't got that."""
    blank = blank_of(stream, run)
    if not blank:
        return None
    aside = _Aside(blank, shift)
    if not unseen:
        return aside
    glyph = glyph_of(stream, run, unseen[0])
    return aside._replace(unseen=f"<{glyph.number:04x}>", width=glyph.width) if glyph else None


@contextmanager
def _marked(stream: Any, said: Sequence[_Said], count: int) -> Iterator[None]:
    """Put an ActualText around glyphs that are shown in the block, of so many in all."""
    if not said:
        yield
        return
    shown = _Shown(stream, said)
    stream.show_text, stream.set_text_rise = shown.show, shown.set_rise
    try:
        yield
    finally:
        del stream.show_text, stream.set_text_rise
    if shown.count != count:  # an ActualText would have no end
        raise RuntimeError(f"{shown.count} glyphs are drawn, and not {count}")


class _Shown:
    """What is shown of a line, in the place of the stream's own functions."""

    def __init__(self, stream: Any, said: Sequence[_Said]) -> None:
        self._stream = stream
        self._show, self._set_rise = stream.show_text, stream.set_text_rise
        self._starts = {each.start: each for each in said}
        self._ends = {each.end for each in said if not each.aside}
        self.count, self._marks, self._rise = 0, 0, 0.0

    def set_rise(self, rise: float) -> None:
        """Raise what is shown from here on, in pixels."""
        self._rise = rise
        self._set_rise(rise)

    def show(self, string: str) -> None:
        """Show a string of glyphs and moves, with the texts of those glyphs."""
        # What isn't shown yet, and the move before the next glyph.
        piece = move = ""
        for digits, number in SHOWN.findall(string):
            if number:
                move = number
            elif not digits:
                # It stays: PDFium takes two moves in a row for one number.
                piece, move = f"{piece}{move}<>", ""
            for first in range(0, len(digits), DIGITS):
                glyph = f"<{digits[first : first + DIGITS]}>"
                said = self._starts.get(self.count)
                self.count += 1
                if said and said.aside:
                    self._flush(piece)
                    piece = ""
                    self._show_mark(glyph, move, said.text, said.aside)
                    if not said.aside.unseen:
                        move = ""
                        continue
                elif said:
                    self._flush(piece + move)
                    piece = move = ""
                    self._begin(said.text)
                piece, move = f"{piece}{move}{glyph}", ""
                if self.count in self._ends:
                    self._flush(piece)
                    piece = ""
                    self._stream.end_marked_content()
        self._flush(piece + move)

    def _show_mark(self, glyph: str, moved: str, text: Any, aside: _Aside) -> None:
        """Show a mark between two blanks at the place where its letter will begin.

        PDFium sorts what stands on a line by where it begins, and takes a gap for a space, and a
        step up for a new line, if they are wide next to the first and the last glyph. Poppler
        begins a word with what is raised. A mark that was shown by itself so came out in another
        place, or alone; with its blanks, all of which its ActualText hides, it stays between its
        letter and the next. The pen ends where the engine believes it to be.
        """
        (number, width), rise = aside.blank, self._rise
        space = f"<{number:04x}>"
        move = 0.0 if aside.unseen else float(moved or 0)
        # To the left of the letter, even when both are rounded.
        begin = 1 + aside.shift
        there, back = width + move - begin, width + begin - move + aside.width
        # PDFium takes what is shown twice, one a little to the side, for bold, and leaves one out.
        self._marks += 1
        unlike = f"{space}{width}" * (self._marks % UNLIKE)
        self._begin(text)
        if rise:
            self.set_rise(0)
            self._show(f"{begin}{space}{width - begin}")
            self.set_rise(rise)
        shown = aside.unseen or glyph
        if aside.unseen:
            self._stream.set_text_rendering(UNPAINTED)
        self._show(f"{begin}{unlike}{space}{there}{shown}{back}{space}{move - begin}")
        if aside.unseen:
            self._stream.set_text_rendering(PAINTED)
        self._stream.end_marked_content()

    def _begin(self, text: Any) -> None:
        import pydyf

        self._stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": text}))

    def _flush(self, piece: str) -> None:
        if piece:
            self._show(piece)
