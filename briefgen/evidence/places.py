"""Where the words of a part of a quote stand in a folded source, as whole words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from briefgen.evidence.folding import EN, HARD, SCRIPTS, UNSPACED, Folded
from briefgen.evidence.marks import Part

Place = tuple[int, int]

# Articles and pronouns that French and Italian put before a word with an apostrophe. `n'` is none
# of them: it turns the sense.
ELISION = re.compile(
    r"(?<!\w)(?:[cdjlmst]|qu|jusqu|lorsqu|puisqu|quoiqu|quell?|(?:d|n|s|a|da)?ell|all|dall|sull|un)'$",
    re.IGNORECASE,
)
# The word or number that starts at a place.
WORD = re.compile(rf"[^\W_{SCRIPTS}]+(?:(?<=\d)[.,:/]\d[^\W_{SCRIPTS}]*)*")
# Words that occur more often, most of the time inside other words, are not looked for any further.
MOST_FOUND = 200_000


def places(source: Folded, part: Part, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """Where a part stands in a stretch of the folded source, in order.

    A place without the part's closing sign is one where the source closes with another sign.
    """
    end = len(source.text) if end is None else end
    for at, length in _occurrences(source.text, part, start, end):
        if place := whole_place(source, part, at, at + length):
            yield place


def whole_place(source: Folded, part: Part, start: int, end: int) -> Place | None:
    """The place at these offsets, with its closing sign; None where it cuts a word."""
    text = source.text
    if part.closing:
        if text.startswith(part.closing, end):
            end += len(part.closing)
        elif not _closes(source, end, part.closing):
            return None
    if not part.glued_before and is_inside_word(text, start):
        return None
    if not part.glued_after and is_inside_word(text, end):
        return None
    return (start, end) if _same_hyphens(source, start, part) else None


def is_closed_alike(source: Folded, part: Part, place: Place) -> bool:
    """Whether the source has the sign that a part closes with."""
    return source.text[place[0] : place[1]].endswith(part.closing)


def is_inside_word(text: str, at: int) -> bool:
    """Whether a word or a number of a folded text goes on over an offset."""
    left, right = text[max(0, at - 1) : at], text[at : at + 1]
    if not left or not right or left == " " or right == " ":
        return False
    if UNSPACED.match(left) or UNSPACED.match(right):
        return False
    if _is_letter(left) and _is_letter(right):
        return True
    if right == "'":
        return left.isalpha() and text[at + 1 : at + 2].isalpha()
    if left == "'":
        before = text[max(0, at - 8) : at]
        return right.isalpha() and before[-2:-1].isalpha() and not ELISION.search(before)
    return _is_inside_number(text, at)


def _is_inside_number(text: str, at: int) -> bool:
    """Whether an offset parts a number at a comma or point, or from its minus."""
    left, right = text[at - 1], text[at]
    if right in ".,:/":
        return left.isdigit() and text[at + 1 : at + 2].isdigit()
    if left == "-":
        return right.isdigit() and text[max(0, at - 2) : at - 1] != "-"
    return left in ".,:/" and right.isdigit() and text[max(0, at - 2) : at - 1].isdigit()


def _is_letter(sign: str) -> bool:
    """Whether a sign is of a word: a letter or figure, or a mark on one."""
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def _occurrences(text: str, part: Part, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the words of a part start, and how long they are, words of the source cut or not."""
    needles = _needles(part)
    if len(needles) == 1:
        for at in found(text, needles[0], start, end, is_word=not part.glued_before):
            yield at, len(needles[0])
        return
    yield from sorted(
        (at, len(needle))
        for needle in needles
        for at in found(text, needle, start, end, is_word=True)
    )


def _needles(part: Part) -> tuple[str, ...]:
    """The words to look for; with a changed capital in either case, or in the source's brackets."""
    stem = part.stem
    if not part.any_case:
        return (stem,)
    first, rest = stem[0], stem[1:]
    return tuple(dict.fromkeys((stem, first.swapcase() + rest, f"[{first}]{rest}")))


def found(
    text: str, needle: str, start: int = 0, end: int | None = None, *, is_word: bool
) -> Iterator[int]:
    """Where a needle stands. One that starts a word is looked for again behind that word."""
    skips = is_word and needle[0].isalnum() and not UNSPACED.match(needle)
    at = text.find(needle, start, end)
    for _ in range(MOST_FOUND):
        if at < 0:
            return
        yield at
        word = WORD.match(text, at) if skips else None
        at = text.find(needle, word.end() if word else at + 1, end)


def _same_hyphens(source: Folded, start: int, part: Part) -> bool:
    """Whether words are hyphenated alike; at a line's end a hyphen may be the line's own."""
    theirs = source.hyphens_in(start, start + len(part.stem))
    ours = part.folded.hyphens
    if not theirs and not ours:
        return True
    return _typed(theirs) <= ours.keys() and _typed(ours) <= theirs.keys()


def _typed(hyphens: dict[int, str]) -> set[int]:
    return {at for at, kind in hyphens.items() if kind in (HARD, EN)}


def _closes(source: Folded, end: int, closing: str) -> bool:
    """Whether a writer's closing sign may stand for what the source has at an offset.

    A comma may close what the source closes with a full stop. A full stop may stand for a comma
    before a quotation mark (there it's the reporter's), or for the mark alone; anywhere else it
    would hide that the sentence goes on.
    """
    following = source.text[end : end + 2]
    if closing == ",":
        return following[:1] == "." and not following[1:].isalnum()
    if following == ",'":
        return True
    return following[:1] == "'" and not following[1:].isalnum() and not _is_genitive(source, end)


def _is_genitive(source: Folded, at: int) -> bool:
    """Whether the mark at an offset may be the apostrophe of `the islands' boats`."""
    return source.text[at - 1] == "s" and source.original[source.start(at)] in "'’\u02bc"
