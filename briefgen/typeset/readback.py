"""Choose what the glyphs of a line read back as, when text is copied out of a PDF, or searched.

A PDF has two places for that (ISO 32000-1, 9.10.3 and 14.9.4): the map `ToUnicode` of a font, which
has one text for each glyph, and an `ActualText` around glyphs. Neither does for all scripts:

- From left to right, where letters join, change places or carry marks (Hindi, Thai, a stressed
  letter), whole stretches of a line get an ActualText. Of one around each word, PDFium and Poppler
  glue words together, or split them.
- From right to left, PDFium and Poppler take an ActualText to be in the order in which it is seen,
  and turn it round. So each glyph says its own letter, and an ActualText never has more than one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from briefgen.ground.regexes import regex

# Only texts with one of these need what is done here: marks; the scripts from right to left; those
# of India, Tibet and South-East Asia; single letters of Hangul; joiners; choices among shapes. Of
# the rarer Latin letters with marks, such as those of Vietnamese, fonts make two glyphs.
JOINING = regex(
    "[\u0180-\u024f\u1e00-\u1eff\u0300-\u036f\u0483-\u0489\u0590-\u08ff\u0900-\u109f\u1100-\u11ff\u1700-\u18af\u1900-\u1cff"
    "\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ua66f-\ua69f\ua800-\uabff"
    "\ud7b0-\ud7ff\ufb1d-\ufdff\ufe00-\ufe2f\ufe70-\ufefc\U00010800-\U00010fff\U00011000-\U00011fff"
    "\U0001e800-\U0001eeff\U000e0100-\U000e01ef]"
)
# Scripts whose lines get an ActualText even if each glyph has a letter of its own: by where their
# marks stand, PDFium and Poppler change the order.
STACKING = regex("[\u0900-\u109f\u1780-\u17ff]")
# What nobody sees and nobody wants to copy: where a line may be broken, and which way it runs.
UNSEEN = regex("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
ZWNJ, ZWJ = "\u200c", "\u200d"
# From right to left, several letters of one glyph read back as the one sign that Unicode has for
# them: their order would be turned round. PDFium gives the letters for it.
FORMS = {
    "\u0644\u0622": "\ufef5",
    "\u0644\u0623": "\ufef7",
    "\u0644\u0625": "\ufef9",
    "\u0644\u0627": "\ufefb",
    "\u0627\u0644\u0644\u0647": "\ufdf2",
}
# What a glyph reads back as that has no letter to itself, such as the dots of one. With no text at
# all, PDFium would print the number of the glyph.
NOTHING = "\u200b"


# Letters with more marks than these are no letters, and dividing thousands would take for ever.
MOST = 64


class Glyph(NamedTuple):
    """A glyph of a line.

    `number` is its number in its font, and `texts` what the glyphs of that font read back as so
    far. `cluster` is where the text begins that its cluster stands for, and `text` is that text: a
    cluster is the smallest piece of a text that has glyphs of its own. `letter` is the letter of
    the text whose glyph it is by the font's own table, "" if none.
    """

    number: int
    texts: dict[int, str]
    cluster: int
    text: str
    letter: str
    is_leftward: bool


class Span(NamedTuple):
    """The glyphs of a line from `start` up to `end`, without it, that read back as a text.

    From right to left it is one glyph, and `mark` is what is said apart of it, as a sign of its
    own. Then `text` are the letters that the glyph itself reads back as, or "" for a mark alone.
    """

    start: int
    end: int
    text: str
    mark: str = ""


def read_back(glyphs: Sequence[Glyph]) -> tuple[Span, ...]:
    """Fill in what glyphs read back as, and give those that need an ActualText besides.

    `glyphs` are those of a line from left to right, as they are drawn.
    """
    spans: list[Span] = []
    at = 0
    for is_leftward, group in groupby(glyphs, lambda glyph: glyph.is_leftward):
        run = list(group)
        spans += _leftward(run, at) if is_leftward else _rightward(run, at)
        at += len(run)
    return tuple(spans)


def _rightward(run: Sequence[Glyph], at: int) -> Iterator[Span]:
    clusters = [list(group) for _, group in groupby(run, lambda glyph: glyph.cluster)]
    text = "".join(cluster[0].text for cluster in clusters)
    are_read = [
        _takes(glyph, share)
        for cluster in clusters
        for glyph, share in zip(cluster, shares(cluster), strict=True)
    ]
    has_marks = any(map(unicodedata.combining, text)) or STACKING.search(text)
    if has_marks or len(clusters) < len(run) or (JOINING.search(text) and not all(are_read)):
        yield Span(at, at + len(run), UNSEEN.sub("", text))


def _leftward(run: Sequence[Glyph], at: int) -> Iterator[Span]:
    for _, group in groupby(run, lambda glyph: glyph.cluster):
        cluster = list(group)
        # In the order of reading, which is that of the letters.
        said = reversed(shares(cluster[::-1]))
        for glyph, share in zip(cluster, said, strict=True):
            if share.isspace():
                # Programs take a space without a break for a part of the number beside it.
                glyph.texts[glyph.number] = " "
                at += 1
                continue
            letters, marks = _parted(share)
            is_taken = _takes(glyph, letters or marks)
            if marks or (len(share) == 1 and not is_taken):
                yield Span(at, at + 1, letters, marks)
            at += 1


def _takes(glyph: Glyph, text: str) -> bool:
    """Have a glyph read back as a text; false where it reads back as another already."""
    said = glyph.texts.setdefault(glyph.number, text)
    return said == text or (said.isspace() and text.isspace())


def shares(cluster: Sequence[Glyph]) -> list[str]:
    """Divide the text of a cluster among its glyphs, both in the order of reading."""
    rest = UNSEEN.sub("", cluster[0].text)
    if len(cluster) > MOST:
        return [rest, *[NOTHING] * (len(cluster) - 1)]
    found: list[str] = []
    for glyph in cluster:
        found.append(glyph.letter if len(cluster) > 1 and glyph.letter in rest else "")
        rest = rest.replace(found[-1], "", 1)
    without = [at for at, share in enumerate(found) if not share]
    pieces = _pieces(rest) if cluster[0].is_leftward else [rest]
    if not without:
        found[0] += "".join(pieces)
    for at in without:
        # The last glyph takes all that is left.
        found[at] = "".join(pieces if at == without[-1] else pieces[:1]) or NOTHING
        del pieces[:1]
    return found


def _pieces(text: str) -> list[str]:
    """Divide a text from right to left into its letters, as one piece, and its marks."""
    base, marks = _parted(text)
    if len(base) > 1:
        base = base.replace(ZWNJ, "").replace(ZWJ, "")
    return [FORMS.get(base, base), *marks] if base else list(marks)


def _parted(text: str) -> tuple[str, str]:
    """Divide a text into its letters and its marks."""
    marks = "".join(sign for sign in text if unicodedata.combining(sign))
    return "".join(sign for sign in text if sign not in marks), marks
