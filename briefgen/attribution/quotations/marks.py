"""Find where quotation marks open and close, paragraph by paragraph.

Nothing here knows who speaks: marks are a matter of characters alone. A mark that can't be
explained in one paragraph doesn't affect the next, so that a slip of the writer stays where it was
made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# ``so'' comes from TeX and from wire services, half-width ｢｣ from old Japanese files.
MARK = regex("``|''|[\"“”„‟«»‹›「」『』｢｣'‘’‚‛`]")
# Marks of one family can close each other, since texts lose some of their curls when copied.
FAMILY = dict.fromkeys(('"', "“", "”", "„", "‟", "``", "''"), '"')
FAMILY |= dict.fromkeys("'‘’‚‛`", "'") | dict.fromkeys("«»", "«") | dict.fromkeys("‹›", "‹")
FAMILY |= dict.fromkeys("「」｢｣", "「") | dict.fromkeys("『』", "『")
OPENING_BRACKETS = "「『｢"
# Which guillemet closes which: « », or as German and Danish have them, » «.
TURNED = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
# A mark may open behind one of these, not only behind white space.
OPEN_AFTER = frozenset("([{—–-/…¿¡") | frozenset("\"“„‟«»‹›'‘‚`")
# Words and numbers that start with an apostrophe: ’tis, ’em, the ’90s.
# A number that counts something isn't one of them: '90 per cent' is a quotation.
ELIDED = regex(
    r"(?:\d\ds?\b(?![.,]?\d|\s?(?:per\b|%))|(?:em|tis|twas|til|cause|cos|bout|round|n|neath)\b)"
)
# A number before a double mark that may mean inches: 12".
INCHES = regex(r"(?:^|[^\d.,])\d{1,3}(?:\.\d+|[½¼¾])?\Z")
# A speaker's label at the start of a line: MS ROE: or Anna Berg: or Q.
LABEL = regex(
    r"(?:(?:[A-Z][A-Z.'’-]*(?:[ ,]+[A-Z(][A-Z.'’)-]*){0,6}|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
    r"):|[QA]\.)(?=\s)"
)
# If any line has more code points, the text wasn't wrapped: each line is a paragraph.
WIDEST = 120
# A line that ends with one of these may end its paragraph.
ENDS = '.!?:…”"’»“'


@record
class QuotedSpan:
    """Hold the offsets of quoted words (`start`, `end`), and with their marks (`outer_…`).

    `paragraph` is the number of the paragraph, from 0. `carries_on` is true where the quotation
    goes on from the paragraph before; `missing` is true where no mark closes it.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    carries_on: bool = False
    missing: bool = False


@record
class _Mark:
    """Hold one mark, and whether the characters beside it allow it to open or close."""

    at: int
    end: int
    text: str
    opens: bool
    closes: bool
    before: str
    after: str

    @property
    def family(self) -> str:
        """Get the family, within which marks can close each other."""
        return FAMILY[self.text]


@record
class _Span:
    """Hold an opening mark and its closing one; `close` is None where none follows.

    `carried` is true where the next paragraph opens again, so that no mark has to close this one.
    """

    opening: _Mark
    close: _Mark | None
    end: int
    carried: bool = False

    @property
    def outer_end(self) -> int:
        """Get the offset behind the closing mark, or where the words end without one."""
        return self.close.end if self.close else self.end


def paragraphs(text: str) -> list[tuple[int, int]]:
    """List where each paragraph starts and ends, without the white space around it.

    Every line is a paragraph, unless the text looks wrapped: then paragraphs end at empty lines.
    """
    lines = [
        (found.start(), found.end())
        for found in re.finditer(r"[^\s](?:[^\n\r\u2028\u2029\x85]*[^\s])?", text)
    ]
    width = max((end - start for start, end in lines), default=0)
    gaps = [text.count("\n", a[1], b[0]) > 1 for a, b in pairwise(lines)]
    spaced = any(gaps)
    joined: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        if at and not gaps[at - 1] and _is_wrapped(text, lines[at - 1], line, width, spaced=spaced):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _is_wrapped(
    text: str, line: tuple[int, int], after: tuple[int, int], width: int, *, spaced: bool
) -> bool:
    """Tell whether a line was wrapped: the first word of the next line had no room in it."""
    if LABEL.match(text, *after):
        return False
    if text[after[0]].islower():
        return True
    word = re.match(r"\S{1,60}", text[after[0] : after[0] + 60])
    first = len(word[0]) if word else 0
    is_full = width <= WIDEST and line[1] - line[0] + 1 + first > width
    is_ended = text[line[1] - 1] in ENDS
    return (is_full and (spaced or not is_ended)) or (
        spaced and not is_ended and line[1] - line[0] > width * 0.6
    )


def quoted_spans(text: str, bounds: Sequence[tuple[int, int]]) -> list[QuotedSpan]:
    """Find what stands between marks in each paragraph, in order.

    A nested quotation belongs to the outer span. In English, each paragraph of a long speech opens
    with a mark, and only the last one closes with one. So a quotation that a paragraph leaves open
    goes on in the next paragraph, if that opens with a mark.
    """
    found: list[QuotedSpan] = []
    carried = ""
    open_end = False
    for number, (start, end) in enumerate(bounds):
        marks = _marks(text, start, end)
        # Some writers don't open again in the next paragraph, and close the quotation there.
        if open_end and (close := _late_close(marks)):
            last = found.pop()
            found.append(replace(last, end=close.at, outer_end=close.end, missing=False))
            marks = [mark for mark in marks if mark.at > close.at]
        after = bounds[number + 1][0] if number + 1 < len(bounds) else len(text)
        opener = MARK.match(text, after)
        follows = FAMILY[opener[0]] if opener and opener[0] not in "”’" else ""
        spans = _spans_of_paragraph(text, marks, (start, end), follows)
        for span in spans:
            goes_on = bool(carried) and span.opening.at == start
            found += _trimmed(
                text, span, number, carries_on=goes_on and span.opening.family == carried
            )
        last_span = spans[-1] if spans else None
        carried = last_span.opening.family if last_span and last_span.carried else ""
        open_end = bool(
            last_span and found and found[-1].missing and last_span.end == end and not carried
        )
    return found


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """List the marks of a paragraph, whose start and end count as white space beside a mark."""
    marks = []
    for found in MARK.finditer(text, start, end):
        at, behind = found.span()
        before = text[at - 1] if at > start else " "
        after = text[behind] if behind < end else " "
        opens = not after.isspace() and (before.isspace() or before in OPEN_AFTER)
        closes = not before.isspace() and not after.isalnum()
        marks.append(_Mark(at, behind, found[0], opens, closes, before, after))
    return marks


def _late_close(marks: list[_Mark]) -> _Mark | None:
    """Find the mark that closes a quotation of the paragraph before, if no mark opens one first."""
    first = next((mark for mark in marks if mark.family == '"'), None)
    if first is None or first.text in ("“", "„", "``") or first.opens or not first.closes:
        return None
    # 12" measures.
    return None if first.before.isdigit() else first


def _spans_of_paragraph(
    text: str, marks: list[_Mark], bounds: tuple[int, int], follows: str
) -> list[_Span]:
    """Find the outermost quotations of one paragraph.

    Single marks come last: most of them are apostrophes, and only those outside of all double marks
    can hold a quotation that isn't nested.
    """
    if not marks:
        return []
    pairs, left = _paired(text, [mark for mark in marks if mark.family != "'"])
    whole = _outermost([*pairs, *_left_open(left, pairs, bounds, follows)])
    singles = list(_outside([mark for mark in marks if mark.family == "'"], whole))
    return _outermost([*whole, *_single_spans(text, singles, bounds, follows)])


def _outermost(spans: list[_Span]) -> list[_Span]:
    """List the spans that stand in no other, in order."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda one: (one.opening.at, -one.outer_end)):
        if not kept or span.opening.at >= kept[-1].outer_end:
            kept.append(span)
    return kept


def _outside(marks: list[_Mark], spans: list[_Span]) -> Iterator[_Mark]:
    """Yield the marks that stand in none of the spans. Both have to be in order."""
    rest = iter(spans)
    span = next(rest, None)
    for mark in marks:
        while span and span.outer_end <= mark.at:
            span = next(rest, None)
        if span is None or mark.at < span.opening.at:
            yield mark


def _paired(text: str, marks: list[_Mark]) -> tuple[list[_Span], list[_Mark]]:
    """Pair double marks and guillemets, and list those that are left open."""
    pairs: list[_Span] = []
    stack: list[_Mark] = []
    # Counts the open marks of each family, so that the stack is only searched where it has one.
    # Without it a text of nothing but marks took quadratic time.
    open_now = dict.fromkeys(FAMILY.values(), 0)
    for at, mark in enumerate(marks):
        top = None
        if open_now[mark.family]:
            top = next(each for each in reversed(stack) if each.family == mark.family)
        after = marks[at + 1] if at + 1 < len(marks) else None
        way = _way(text, mark, top, after)
        if way == "open":
            stack.append(mark)
            open_now[mark.family] += 1
        elif way == "close":
            # Marks that were opened inside of this pair and never closed are dropped.
            opening = stack.pop()
            open_now[opening.family] -= 1
            while opening.family != mark.family:
                opening = stack.pop()
                open_now[opening.family] -= 1
            pairs.append(_Span(opening, mark, mark.at))
    return pairs, stack


def _way(text: str, mark: _Mark, top: _Mark | None, after: _Mark | None) -> str:
    """Tell whether a mark opens, closes or does nothing (`open`, `close` or empty).

    `top` is the last mark of the same family that is still open; `after` is the next mark.
    """
    if mark.family in OPENING_BRACKETS:
        is_opening = mark.text in OPENING_BRACKETS
        return "open" if is_opening else "close" if top else ""
    if mark.family != '"':
        # «French» and »German«: what opened decides what closes.
        if top and mark.text == TURNED[top.text]:
            return "close"
        return "open" if mark.text in "«‹" or (mark.opens and not top) else ""
    if mark.text == "''":
        return "close" if top and top.text in ("``", "''") else "open" if mark.opens else ""
    if mark.text in ("„", "‟", "``"):
        return "open"
    return _way_of_double(text, mark, top, after)


def _way_of_double(text: str, mark: _Mark, top: _Mark | None, after: _Mark | None) -> str:
    """Do what `_way` does, for double marks: any of them behind words closes the open one.

    It doesn't matter whether a mark is straight or curly. Texts lose some of their curls when they
    are copied: "We go,” is one quotation.
    """
    if not top:
        is_stray = mark.closes and not mark.opens
        is_opening = mark.text == "“" or not (is_stray or mark.before.isdigit())
        return "open" if is_opening else ""
    if mark.text in ('"', "”") and (mark.before.isdigit() or mark.before in "½¼¾"):
        # A mark behind a number means inches if another mark can still close the quotation.
        closes_later = bool(after and after.family == '"' and after.closes and not after.opens)
        if closes_later and INCHES.search(text[max(0, mark.at - 8) : mark.at]):
            return ""
    is_nested = mark.opens and not mark.closes and mark.text != "”"
    return "open" if is_nested or (mark.text == "“" and not mark.closes) else "close"


def _left_open(
    left: list[_Mark], pairs: list[_Span], bounds: tuple[int, int], follows: str
) -> Iterator[_Span]:
    """Yield the quotations that no mark closes, up to the next quotation or the paragraph's end."""
    start, end = bounds
    first = left[0] if left else None
    # A paragraph that starts with a mark is quoted as a whole if the next starts with one too.
    if first and first.at == start and first.family == follows:
        yield _Span(first, None, end, carried=True)
        return
    openings = sorted(
        [*(pair.opening.at for pair in pairs), *(mark.at for mark in left)], reverse=True
    )
    for mark in left:
        while openings and openings[-1] <= mark.at:
            openings.pop()
        stop = openings[-1] if openings else end
        is_last = stop == end
        yield _Span(mark, None, stop, carried=is_last and mark.family == follows)


def _single_spans(
    text: str, marks: list[_Mark], bounds: tuple[int, int], follows: str
) -> Iterator[_Span]:
    """Yield quotations in single marks, told from apostrophes by what stands around them."""
    opening: _Mark | None = None
    for mark, is_closed_later in zip(marks, _closed_later(text, marks), strict=True):
        is_closing = mark.text in "'’" or (
            mark.text == "‘" and opening is not None and opening.text == "‚"
        )
        if opening and is_closing and mark.closes and mark.at != opening.end:
            # In ‘the officials’ plan failed,’ the first ’ may be an apostrophe, the last can only
            # close.
            if not (is_closed_later and _may_be_apostrophe(text, mark)):
                yield _Span(opening, mark, mark.at)
                opening = None
        elif _opens_single(text, mark):
            opening = mark
    if opening and opening.at == bounds[0] and opening.text in "'‘":
        carried = follows == "'"
        if carried or opening.text == "‘":
            yield _Span(opening, None, bounds[1], carried=carried)


def _closed_later(text: str, marks: list[_Mark]) -> list[bool]:
    """Tell for each mark whether one that can only close follows before one that opens."""
    found: list[bool] = []
    is_closed = False
    for mark in reversed(marks):
        found.append(is_closed)
        if _opens_single(text, mark):
            is_closed = False
        elif mark.closes and mark.text in "'’" and not _may_be_apostrophe(text, mark):
            is_closed = True
    return found[::-1]


def _opens_single(text: str, mark: _Mark) -> bool:
    """Tell whether a single mark opens a quotation, and is no apostrophe."""
    # ’ is an apostrophe or a closing mark, and never opens.
    if mark.text == "’" or mark.after.isspace() or not mark.opens:
        return False
    return mark.text == "‚" or not ELIDED.match(text, mark.end)


def _may_be_apostrophe(text: str, mark: _Mark) -> bool:
    """Tell whether a mark may be an apostrophe, or feet: officials’ view, goin’, 6’."""
    if not mark.after.isspace():
        return False
    # goin’, nothin’
    is_lost = text[max(0, mark.at - 2) : mark.at] == "in"
    return mark.before in "sxzSXZ" or mark.before.isdigit() or is_lost


def _trimmed(text: str, span: _Span, paragraph: int, *, carries_on: bool) -> Iterator[QuotedSpan]:
    """Yield the words of a span without the white space around them, if it has any."""
    start, end = span.opening.end, span.end
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    end -= len(inside) - len(inside.rstrip())
    if start < end and any(char.isalnum() for char in inside):
        outer = (span.opening.at, span.outer_end)
        missing = span.close is None and not span.carried
        yield QuotedSpan(start, end, *outer, paragraph, carries_on, missing)
