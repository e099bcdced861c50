"""Text folded for comparison, with the way back to where each character stood.

To fold is to write in one way whatever typography varies: Unicode form, white space, quotation
marks, dashes, the ellipsis, ligatures, widths, vowel signs, hyphens at line ends. Case, words and
other punctuation are never folded: a quote that differs in a word is a different quote.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import field

from briefgen.evidence.forms import SEVERAL, VOWELS, plain_forms, spelt_out
from briefgen.evidence.line_ends import LINE_END, line_ends
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# The first one stands for all others.
QUOTES = "'\"“”„‟«»‹›‘’‚‛`´′″‵‶＂＇\u02bb\u02bc\u05f3\u05f4「」『』〝〞〟"
SPACES = "\t\x1c\x1d\x1e\x1f\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
HYPHENS = "\u058a\u05be\u2010\u2011\u2212\ufe63\uff0d"
EN_DASHES = "\u2012\u2013"
EM_DASHES = "\u2014\u2015\u2e3a\u2e3b\ufe58"
DASHES = EN_DASHES + EM_DASHES
# Soft hyphens, joiners, marks of direction, selectors of variants, and byte order marks that stand
# inside a text. Web pages are full of them, and nobody sees one.
UNSEEN = (
    "\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
SPELT_OUT = ("ff", "fi", "fl", "ffi", "ffl", "st", "st", "ij", "IJ")
LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆĳĲ", SPELT_OUT, strict=True))
# Scripts that put no spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han.
SCRIPTS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
UNSPACED = regex(f"[{SCRIPTS}]")
# A space next to their letters, or a line's end, parts no words: one writer types it, another not.
NO_SPACE = regex(f"(?<=[{SCRIPTS}]) | (?=[{SCRIPTS}])")
# What normal form C makes of signs that look like other ones, as U+1FEF, which is a `.
NORMALISED = ("'", "`", "´", " ", "-")
# An ellipsis as it is typed, and what of a full stop stands with it: `...`, `. . .`, `.…`.
ELLIPSIS = r"(?:…|\.(?:\s?\.){2}|\.\s?…)(?:\s?[.…])*"
# The Stream-Safe Text Format (UAX 15, section 13) knows no longer run of combining marks. Python
# sorts a run in time that grows with the square of its length.
MOST_MARKS = 30

# What was cut at a line's end may have had a hyphen of its own (`soft`), or not. An en dash without
# spaces joins two words, as in `Moscow–Kazan`, or parts them.
HARD, SOFT, EN = "hard", "soft", "en"
KINDS = {"-": HARD, "–": EN, LINE_END: SOFT}

# A stretch of a text, by the offsets of its start and its end.
Place = tuple[int, int]
# A stretch, and what is read in its place.
Change = tuple[int, int, str]


@record
class _Shift:
    """The offsets before and after one folding: for each stretch, its start in both texts."""

    new: list[int]
    old: list[int]

    def start(self, at: int) -> int:
        """Give the offset, before this folding, of the start of the character now at `at`."""
        found = bisect_right(self.new, at) - 1
        return self.old[found] + (at - self.new[found] if self._is_kept(found) else 0)

    def end(self, at: int) -> int:
        """Give the offset, before this folding, of the end of the character now before `at`."""
        if at <= 0:
            return 0
        found = bisect_right(self.new, at - 1) - 1
        if self._is_kept(found):
            return self.old[found] + at - self.new[found]
        return self.old[found + 1]

    def _is_kept(self, stretch: int) -> bool:
        """Whether a stretch is as long as it was: its characters stand for one each."""
        if stretch + 1 == len(self.new):
            return True
        length = self.new[stretch + 1] - self.new[stretch]
        return length == self.old[stretch + 1] - self.old[stretch]


@record
class Folded:
    """A folded text. Offsets count code points, as the W3C Web Annotation model does (4.2.4).

    A quotation mark is `'` there, a dash `--` without spaces, an ellipsis `...` without spaces.
    Hyphens inside words are taken out of `text`. `hyphens` holds where in `text` they stood, and
    of what kind each was: typed, perhaps only a line's end, or an en dash.
    """

    original: str
    text: str
    hyphens: dict[int, str]
    _shifts: tuple[_Shift, ...] = field(repr=False)
    _hyphens_at: list[int] = field(repr=False)

    def start(self, at: int) -> int:
        """The offset in the original of the character at an offset of `text`."""
        for shift in reversed(self._shifts):
            at = shift.start(at)
        return at

    def end(self, at: int) -> int:
        """The offset in the original just behind the character before an offset of `text`."""
        for shift in reversed(self._shifts):
            at = shift.end(at)
        return at

    def hyphens_in(self, start: int, end: int) -> dict[int, str]:
        """Give the kinds of the hyphens within a stretch of `text`, by offset from its start."""
        first = bisect_right(self._hyphens_at, start)
        last = bisect_left(self._hyphens_at, end)
        return {at - start: self.hyphens[at] for at in self._hyphens_at[first:last]}


class _Writer:
    """A text on its way through the foldings, with a `_Shift` for each that moved offsets.

    `present` are the characters in the text, and maybe more. A folding of characters that aren't
    among them is skipped, so that most foldings cost nothing for an English text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.shifts: list[_Shift] = []
        self.present = {chr(n) for n in range(128)} if text.isascii() else {*text, *NORMALISED}

    def replace(self, signs: str, by: str) -> None:
        """Replace each of `signs` by one sign, which moves no offset."""
        for sign in self.present.intersection(signs):
            self.text = self.text.replace(sign, by)
            self.present.add(by)

    def change(self, changes: Iterator[Change]) -> None:
        """Replace stretches by pieces. Of two that overlap, the second loses what they share."""
        pieces: list[str] = []
        new, old = [0], [0]
        at = length = 0
        for first, end, piece in changes:
            start = max(first, at)
            pieces += (self.text[at:start], piece)
            length += start - at
            new += (length, length + len(piece))
            old += (start, end)
            length += len(piece)
            at = end
        if pieces:
            self.text = "".join((*pieces, self.text[at:]))
            self.shifts.append(_Shift(new, old))


def fold(text: str, *, is_loose: bool = False, without: tuple[Change, ...] = ()) -> Folded:
    """Fold a text, in time linear in its length.

    `without` are stretches of the text, in order, with what is read in their place.

    With `is_loose`, an en dash without spaces parts two words rather than joining them, and the
    quotation mark that a long speech repeats at the head of each paragraph is left out.
    """
    # The order counts: accents come after the letters of other widths that carry them, line ends
    # before spaces, marks before the dots and dashes next to them, hyphens when no other is left.
    writer = _Writer(text)
    writer.present.update(*(piece for *_, piece in without))
    writer.change(iter(without))
    _fold_signs(writer)
    _fold_letters(writer)
    _fold_spaces(writer, is_loose=is_loose)
    _fold_quotation_marks(writer)
    _fold_dots(writer)
    _fold_dashes(writer, is_loose=is_loose)
    hyphens = _fold_hyphens(writer)
    return Folded(text, writer.text, hyphens, tuple(writer.shifts), sorted(hyphens))


def is_unspaced(text: str) -> bool:
    """Tell whether a text starts with a sign of a script that puts no spaces between words."""
    # Most signs are none for sure, and need no pattern of so many signs, which is slow to compile.
    may_be = "\u0e00" <= text < "\u1800" or text >= "\u3005"
    return may_be and UNSPACED.match(text) is not None


def is_read_alike(text: str) -> bool:
    """Tell whether folding a text with `is_loose` surely changes nothing, so needn't be done."""
    for found in re.finditer(f"[{EN_DASHES}]", text) if not text.isascii() else ():
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if not (before + after).isspace() and not before.isdigit():
            return False
    return next(_repeated_marks(text), None) is None


def _fold_signs(writer: _Writer) -> None:
    """Fold signs of one kind to one sign, which moves no offset."""
    # Sorted, since a set has another order in each process.
    for sign, plain in sorted(plain_forms(writer.present)):
        writer.replace(sign, plain)
    writer.replace(SPACES, " ")
    writer.replace(BREAKS, "\n")
    writer.replace(HYPHENS, "-")
    writer.replace(EN_DASHES, "–")
    writer.replace(EM_DASHES, "—")


def _fold_letters(writer: _Writer) -> None:
    """Fold invisible characters, ligatures, and letters with accents (to normal form C)."""
    text = writer.text
    if text.isascii():
        return
    if any(map(SEVERAL.match, writer.present)):
        writer.change(spelt_out(text))
        writer.present |= {*writer.text}
    # A soft hyphen at a line's end takes the line end with it. Runs of what isn't seen are one
    # change: a page may have 100,000 in a row.
    if singles := "".join(writer.present.intersection((*UNSEEN, *VOWELS, *LIGATURES))):
        pattern = regex(f"\xad+(?: *\n\\s*(?=\\w))?|[{UNSEEN}{VOWELS}]+|[{singles}]")
        writer.change(
            (*found.span(), LIGATURES.get(found[0], "")) for found in pattern.finditer(writer.text)
        )
    if marks := "".join(filter(_may_compose, writer.present.difference(UNSEEN, VOWELS))):
        writer.change(_composed(writer.text, regex(f"[{re.escape(marks)}]{{1,{MOST_MARKS}}}")))


def _may_compose(sign: str) -> bool:
    """Whether normal form C may join a sign to the one before it, or replace it."""
    return (
        unicodedata.category(sign)[0] == "M"
        or "\u1160" <= sign <= "\u11ff"
        or not unicodedata.is_normalized("NFC", sign)
    )


def _composed(text: str, marks: re.Pattern[str]) -> Iterator[Change]:
    # With the sign before them: normal form C of a whole text would say nothing of the offsets.
    for found in marks.finditer(text):
        start, end = max(0, found.start() - 1), found.end()
        composed = unicodedata.normalize("NFC", text[start:end])
        if composed != text[start:end]:
            yield start, end, composed


def _fold_spaces(writer: _Writer, *, is_loose: bool) -> None:
    """Fold white space to one space, and put together words that were cut at a line's end."""
    if is_loose:
        writer.change(_repeated_marks(writer.text))
    writer.change(line_ends(writer.text))
    writer.replace("\n", " ")
    writer.change((*found.span(), " ") for found in re.finditer("  +", writer.text))
    if any(map(is_unspaced, writer.present)):
        writer.change((*found.span(), "") for found in NO_SPACE.finditer(writer.text))


def _repeated_marks(text: str) -> Iterator[Change]:
    """Find quotation marks that are repeated at the head of a paragraph, as a speech goes on."""
    for found in re.finditer(f"(?<=\\s)[{QUOTES}](?=\\w)", text):
        # An empty line is before it, and no closing mark: the speech goes on.
        before = text[max(0, found.start() - WIDEST_BREAK) : found.start()]
        ended = before.rstrip()
        if before.count("\n", len(ended)) > 1 and ended[-1:] not in QUOTES:
            yield *found.span(), ""


# The most white space that is looked through for the end of the paragraph before.
WIDEST_BREAK = 80


def _fold_quotation_marks(writer: _Writer) -> None:
    """Fold quotation marks, and runs of them, to one sign, without the spaces of French."""
    if any(f" {sign}" in writer.text for sign in "!?;:"):
        writer.change((*found.span(), "") for found in re.finditer(" (?=[!?;:])", writer.text))
    if "« " in writer.text or " »" in writer.text:
        inner = re.finditer(r"(?<![^\s(])« | »(?![^\s.,!?;:)])", writer.text)
        writer.change((*found.span(), "'") for found in inner)
    if any(mark in writer.text for mark in SPACED):
        inner_ends = (
            change
            for found in SPACED_PAIR.finditer(writer.text)
            for change in (
                (found.start(), found.start() + 2, "'"),
                (found.end() - 2, found.end(), "'"),
            )
        )
        writer.change(inner_ends)
    writer.replace(QUOTES[1:], "'")
    writer.change((*found.span(), "'") for found in re.finditer("''+", writer.text))


SPACED = ('" ', "“ ")
# Words that are typed as in French, on a keyboard that has no « »: he said " yes " to it.
SPACED_PAIR = regex(r"(?<![^\s(])[\"“] (?=\S)[^\"“”]{1,300}(?<=\S) [\"”](?![^\s.,!?;:)])")


def _fold_dots(writer: _Writer) -> None:
    """Fold each ellipsis to three points, without the spaces around it."""
    if any(dots in writer.text for dots in ("…", "..", ". .")):
        found = re.finditer(f"{ELLIPSIS} ?", writer.text)
        writer.change((*_with_space(writer.text, dots), "...") for dots in found)


# A hyphen or en dash behind a dash and before a figure is a minus; two hyphens are always a dash.
MORE = r"(?:\ ?—|\ ?[–-](?!\d)|(?<=-)-)"
DASH = regex(rf"[—–]{MORE}*\ ?|-{MORE}+\ ?|-(?:\ |\Z)")


def _fold_dashes(writer: _Writer, *, is_loose: bool) -> None:
    """Fold dashes, and hyphens typed for dashes, to two hyphens without spaces around."""
    text = writer.text
    if not text.isascii() or "--" in text or "- " in text or text.endswith("-"):
        writer.change(_dashes(writer.text, is_loose=is_loose))


def _dashes(text: str, *, is_loose: bool) -> Iterator[Change]:
    for found in DASH.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if found[0] in ("- ", "-") and before not in ("", " "):
            continue  # `short- and long-term`
        if found[0] == "–" and _joins(before, after, is_loose=is_loose):
            if not (before.isalnum() and after.isalnum()):
                yield *found.span(), "-"
        else:
            yield *_with_space(text, found), "--"


def _joins(before: str, after: str, *, is_loose: bool) -> bool:
    """Whether an en dash between these signs stands for a hyphen or a minus, not for a dash."""
    if after.isdigit() and (before.isdigit() or before in ("", " ")):
        return True
    return not is_loose and after.isalnum() and (before.isalnum() or before == ".")


def _with_space(text: str, found: re.Match[str]) -> tuple[int, int]:
    """A stretch and the space before it."""
    start = found.start()
    return start - (text[start - 1 : start] == " "), found.end()


def _fold_hyphens(writer: _Writer) -> dict[int, str]:
    """Take out the hyphens inside words; give their offsets in the new text, with their kinds."""
    places = [
        found.start()
        for found in re.finditer(f"[-–{LINE_END}](?=\\w)", writer.text)
        if writer.text[found.start() - 1 : found.start()].isalnum()
    ]
    hyphens = {at - taken: KINDS[writer.text[at]] for taken, at in enumerate(places)}
    writer.change((at, at + 1, "") for at in places)
    return hyphens


def needed(quote: str, source: str) -> tuple[str, ...]:
    """Name the foldings without which a quote wouldn't match its source, in a fixed order."""
    if quote == source:
        return ()
    return tuple(name for name, pick in PICKS if pick(quote) != pick(source))


def _marks(signs: str) -> re.Pattern[str]:
    return regex(f"[{re.escape(signs)}]")


# For each folding, how to pick out of a text what it folds. A folding was needed where a quote and
# its source differ in that.
PICKS = (
    ("white space", regex(r"\s+").findall),
    ("quotation marks", _marks(QUOTES).findall),
    ("dashes", regex(f"[{DASHES}{HYPHENS}-]+").findall),
    ("ellipsis", regex(ELLIPSIS).findall),
    ("ligatures", _marks("".join(LIGATURES)).findall),
    ("invisible characters", _marks(UNSEEN).findall),
    ("vowel signs", _marks(VOWELS).findall),
    ("forms of a sign", lambda text: sorted({sign for sign, _ in plain_forms({*text})})),
    ("Unicode form", lambda text: unicodedata.is_normalized("NFC", text[:10_000])),
)
