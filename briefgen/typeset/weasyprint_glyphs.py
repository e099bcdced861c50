"""Read from Pango which glyphs the engine is about to draw, and for which text.

All of it is undocumented in WeasyPrint 70.0, as in `weasyprint_private`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

from briefgen.typeset.readback import MOST, ZWNJ, Glyph

# Brackets, and what is seen in the place of each from right to left (Unicode, BidiMirroring).
BRACKETS = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
# HarfBuzz, which Pango has loaded, on Linux and on macOS.
HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib")
# Spaces, the widest first.
SPACES = "\u2003 "
THOUSAND = 1000


class Run(NamedTuple):
    """A run of a line, in one font and one direction.

    `glyphs` are Pango's glyphs from left to right, and `clusters` where in `text` the cluster of
    each begins. `text` is that of the run, encoded, and begins at `offset` of the line's. `font` is
    the engine's font in the PDF, `face` Pango's, and `size` its size in pixels.
    """

    glyphs: Sequence[Any]
    clusters: Sequence[int]
    text: bytes
    offset: int
    is_leftward: bool
    font: Any
    face: Any
    size: float


class Sized(NamedTuple):
    """A glyph: its number in its font, and its width in thousandths of the size."""

    number: int
    width: int


def runs_of(stream: Any, layout: Any) -> list[Run]:
    """List the runs of a line from left to right, as the engine will draw them in a PDF."""
    from weasyprint.text.ffi import ffi, pango

    # As it is set before a line is drawn.
    pango.pango_layout_set_single_paragraph_mode(layout.layout, 1)
    line, _ = layout.get_first_line()
    text = layout.text.encode()
    runs, node = [], line.runs[0]
    while node != ffi.NULL:
        item, shaped = node.data.item, node.data.glyphs
        face = item.analysis.font
        font, size = stream.add_font(face)
        count = shaped.num_glyphs
        run = Run(
            [shaped.glyphs[at] for at in range(count)],
            [shaped.log_clusters[at] for at in range(count)],
            text[item.offset : item.offset + item.length],
            item.offset,
            bool(item.analysis.level % 2),
            font,
            face,
            size,
        )
        runs.append(run)
        node = node.next
    return runs


def show_joiners(stream: Any, run: Run) -> None:
    """Give U+200C, for which Pango has no glyph, that of the font, so that it has a text.

    Only from right to left, where nothing else says the text, and only if the font draws nothing
    for it: some draw a bar.
    """
    from weasyprint.text.ffi import pango

    joiner = ZWNJ.encode()
    if not run.is_leftward or joiner not in run.text:
        return
    number = _glyph_in(run.font, ZWNJ)
    if not number or _size_of(stream, run, number) != (0, 0):
        return
    for glyph, at in zip(run.glyphs, run.clusters, strict=True):
        if run.text.startswith(joiner, at) and glyph.glyph == pango.PANGO_GLYPH_EMPTY:
            glyph.glyph = number


def drawn_in(run: Run) -> list[tuple[Any, int]]:
    """List the glyphs of a run that are drawn, each with where its cluster begins."""
    from weasyprint.text.ffi import pango

    pairs = zip(run.glyphs, run.clusters, strict=True)
    return [pair for pair in pairs if pair[0].glyph != pango.PANGO_GLYPH_EMPTY]


def glyphs_of(run: Run) -> Iterator[Glyph]:
    """Yield the glyphs of a run that are drawn, each with the text of its cluster."""
    from weasyprint.text.ffi import pango

    drawn = drawn_in(run)
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
        letter = next((each for each in text[:MOST] if _glyph_in(run.font, each) == number), "")
        yield Glyph(number, run.font.to_unicode, run.offset + at, text, letter, run.is_leftward)


def shift_of(size: float, drawn: Sequence[tuple[Any, int]], at: int) -> float:
    """Tell how far to the left of its place the letter begins that a mark stands on.

    In thousandths of the size of the font. `drawn` are the glyphs of its run.
    """
    moved = 0
    for glyph, _ in drawn[at : at + MOST]:
        place = glyph.geometry
        if place.width > 0:
            return float(max(0.0, -(moved + place.x_offset) / size))
        moved += place.width  # some marks go back
    return 0.0


def blank_of(stream: Any, run: Run) -> Sized | None:
    """Give the widest blank of the font of a run, and enter it into the font; None without any."""
    return next(filter(None, (glyph_of(stream, run, space, " ") for space in SPACES)), None)


def glyph_of(stream: Any, run: Run, sign: str, text: str = "") -> Sized | None:
    """Give the glyph of a sign in the font of a run, and enter it into the font with its text."""
    number = _glyph_in(run.font, sign)
    if not number:
        return None
    run.font.to_unicode.setdefault(number, text or sign)
    return Sized(number, _size_of(stream, run, number)[0])


def _size_of(stream: Any, run: Run, number: int) -> tuple[int, int]:
    """Give the width of a glyph in thousandths, entered into its font, and that of its ink."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    ink, logical = stream.ink_rect, stream.logical_rect
    pango.pango_font_get_glyph_extents(run.face, number, ink, logical)
    width = round(logical.width * THOUSAND * FROM_UNITS / run.size)
    return run.font.widths.setdefault(number, width), ink.width


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
