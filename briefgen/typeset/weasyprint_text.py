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

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, NamedTuple

from briefgen.ground.regexes import regex
from briefgen.typeset.readback import JOINING, ZWNJ, Glyph, Span, read_back

# What the engine has shown: glyphs, each by a number of four hexadecimal digits, and moves.
SHOWN = regex(r"<([0-9a-f]*)>|([^<>]+)")
DIGITS = 4
# Brackets, and what is seen in the place of each from right to left (Unicode, BidiMirroring).
BRACKETS = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
# HarfBuzz, which Pango has loaded, on Linux and on macOS.
HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib")


class _Run(NamedTuple):
    """A run of a line, in one font and one direction.

    `glyphs` are Pango's glyphs from left to right, and `clusters` where in `text` the cluster of
    each begins. `text` is that of the run, encoded, and begins at `offset` of the line's. `font` is
    the engine's font in the PDF.
    """

    glyphs: Any
    clusters: Sequence[int]
    text: bytes
    offset: int
    is_leftward: bool
    font: Any


@contextmanager
def text_kept() -> Iterator[None]:
    """Have the PDFs that are written in the block say of all glyphs which text they stand for."""
    import pydyf
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
        runs = list(_runs_of(stream, box.pango_layout))
        if any(run.font.bitmap for run in runs):  # the numbers of their glyphs have two digits
            return draw(stream, box, overflow, ellipsis, matrix)
        for run in runs:
            _show_joiners(run)
        glyphs = [glyph for run in runs for glyph in _glyphs_of(run)]
        spans = [(span, pydyf.String(span.text)) for span in read_back(glyphs)]
        if spans and spans[-1][0].end == len(glyphs):
            last = spans[-1][1]
        with _marked(stream, spans):
            return draw(stream, box, overflow, ellipsis, matrix)

    text.draw_first_line = drawing
    try:
        yield
    finally:
        text.draw_first_line = draw


def _runs_of(stream: Any, layout: Any) -> Iterator[_Run]:
    """Yield the runs of a line from left to right, as the engine will draw them."""
    from weasyprint.text.ffi import ffi, pango

    # As it is set before a line is drawn.
    pango.pango_layout_set_single_paragraph_mode(layout.layout, 1)
    line, _ = layout.get_first_line()
    text = layout.text.encode()
    node = line.runs[0]
    while node != ffi.NULL:
        item, shaped = node.data.item, node.data.glyphs
        font, _ = stream.add_font(item.analysis.font)
        count = shaped.num_glyphs
        yield _Run(
            [shaped.glyphs[at] for at in range(count)],
            [shaped.log_clusters[at] for at in range(count)],
            text[item.offset : item.offset + item.length],
            item.offset,
            bool(item.analysis.level % 2),
            font,
        )
        node = node.next


def _show_joiners(run: _Run) -> None:
    """Give U+200C, for which Pango has no glyph, that of the font: it has no width, but a text."""
    from weasyprint.text.ffi import pango

    joiner = ZWNJ.encode()
    if joiner not in run.text:
        return
    number = _glyph_in(run.font, ZWNJ)
    for glyph, at in zip(run.glyphs, run.clusters, strict=True):
        is_joiner = run.text.startswith(joiner, at)
        if number and is_joiner and glyph.glyph == pango.PANGO_GLYPH_EMPTY:
            glyph.glyph = number
            run.font.widths[number] = 0


def _glyphs_of(run: _Run) -> Iterator[Glyph]:
    """Yield the glyphs of a run that are drawn, each with the text of its cluster."""
    from weasyprint.text.ffi import pango

    drawn = [
        (glyph, at)
        for glyph, at in zip(run.glyphs, run.clusters, strict=True)
        if glyph.glyph != pango.PANGO_GLYPH_EMPTY
    ]
    if not drawn:  # a mark of direction alone
        return
    # What has no glyph belongs to the letter before it.
    starts = sorted({at for _, at in drawn})
    ends = [*starts[1:], len(run.text)]
    texts = {at: run.text[at:end].decode() for at, end in zip(starts, ends, strict=True)}
    for glyph, at in drawn:
        number, text = glyph.glyph, texts[at]
        if number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            number = run.font.get_unused_glyph_id(number - pango.PANGO_GLYPH_UNKNOWN_FLAG)
        if run.is_leftward and text in BRACKETS and _glyph_in(run.font, BRACKETS[text]) == number:
            text = BRACKETS[text]
        letter = next((each for each in text if _glyph_in(run.font, each) == number), "")
        yield Glyph(number, run.font.to_unicode, run.offset + at, text, letter, run.is_leftward)


def _glyph_in(font: Any, sign: str) -> int:
    """Look up the glyph of a sign in the table of a font of the engine; 0 if it has none."""
    from weasyprint.text.ffi import ffi

    found = font.__dict__.setdefault("briefgen_glyphs", {})
    if sign not in found:
        number = ctypes.c_uint32(0)
        if lookup := _lookup():
            pointer = int(ffi.cast("uintptr_t", font.hb_font))
            lookup(ctypes.c_void_p(pointer), ctypes.c_uint32(ord(sign)), ctypes.byref(number))
        found[sign] = number.value
    known: int = found[sign]
    return known


@cache
def _lookup() -> Any:
    """Give HarfBuzz's function for a glyph of a font, which the engine doesn't declare."""
    for name in HARFBUZZ:
        with suppress(OSError):
            return ctypes.CDLL(name).hb_font_get_nominal_glyph
    return None


@contextmanager
def _marked(stream: Any, spans: Sequence[tuple[Span, Any]]) -> Iterator[None]:
    """Put an ActualText, a string of the PDF, around glyphs that are shown in the block."""
    if not spans:
        yield
        return
    starts = {span.start: text for span, text in spans}
    ends = {span.end for span, _ in spans}
    show, at = stream.show_text, 0

    def shown(string: str) -> None:
        nonlocal at
        piece = ""
        for digits, move in SHOWN.findall(string):
            # An empty one stays: PDFium takes two moves in a row for one number.
            piece += move if digits or move else "<>"
            for first in range(0, len(digits), DIGITS):
                if at in starts:
                    piece = _flushed(piece, show)
                    _begin(stream, starts[at])
                piece += f"<{digits[first : first + DIGITS]}>"
                at += 1
                if at in ends:
                    piece = _flushed(piece, show)
                    stream.end_marked_content()
        _flushed(piece, show)

    stream.show_text = shown
    try:
        yield
    finally:
        del stream.show_text


def _flushed(piece: str, show: Any) -> str:
    if piece:
        show(piece)
    return ""


def _begin(stream: Any, text: Any) -> None:
    import pydyf

    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": text}))
