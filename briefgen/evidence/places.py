"""Where the words of a part of a quote stand in a folded source, as whole words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from briefgen.evidence.folding import EN, HARD, SCRIPTS, Folded, Place, is_unspaced
from briefgen.evidence.marks import Part
from briefgen.ground.regexes import regex

# Articles and pronouns that French and Italian put before a word with an apostrophe. `n'` is none
# of them: it turns the sense.
ELISION = regex(
    r"(?<!\w)(?:[cdjlmst]|qu|jusqu|lorsqu|puisqu|quoiqu|quell?|(?:d|n|s|a|da)?ell|all|dall|sull|un)'$",
    re.IGNORECASE,
)
# Signs that may be an apostrophe: writers use them for quotation marks too, and programs curl them
# either way. And the letters among which one may stand inside a word: Latin, Greek, Cyrillic,
# Armenian, Hebrew.
APOSTROPHES = "'‘’‚‛`´′＇\u02bb\u02bc\u05f3"
WITH_APOSTROPHES = regex("[A-Za-z\u00aa-\u05ff\u1e00-\u1fff]")
HEBREW = regex("[\u05d0-\u05ea]")
HEBREW_PREFIX = regex("(?<![\u05d0-\u05ea'])[והשכלבמ]{1,3}'$")
HEBREW_WORD = regex("[\u05d0-\u05ea]{2}")
# A dotted and a dotless i, where Turkish changes their case.
TURKISH = {"i": "İ", "İ": "i", "I": "ı", "ı": "I"}
# The word or number that starts at a place.
WORD = regex(rf"[^\W_{SCRIPTS}]+(?:(?<=\d)[.,:/]\d[^\W_{SCRIPTS}]*)*")
# The same for a text without these scripts, whose pattern takes long to compile.
PLAIN_WORD = regex(r"[^\W_]+(?:(?<=\d)[.,:/]\d[^\W_]*)*")
# Words that occur more often, most of the time inside other words, are not looked for any further.
MOST_FOUND = 200_000


def places(source: Folded, part: Part, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """Find the places of a part in a stretch of the folded source, in order.

    Where the source closes with another sign than the part, the place ends before that sign.
    """
    text = source.text
    end = len(text) if end is None else end
    found: Iterable[Place]
    if part.any_case:
        found = sorted(
            (at, at + len(needle))
            for needle in _with_other_first_letters(part.stem)
            for at in occurrences(text, needle, start, end, is_word=True)
        )
    else:
        length, is_word = len(part.stem), not part.glued_before
        # One after the other, without a list: the first is often all that is asked for.
        starts = occurrences(text, part.stem, start, end, is_word=is_word)
        found = ((at, at + length) for at in starts)
    for first, last in found:
        if place := whole_place(source, part, first, last):
            yield place


def whole_place(source: Folded, part: Part, start: int, end: int) -> Place | None:
    """Give the place at these offsets, with its closing sign; None where it cuts a word."""
    text = source.text
    if part.closing:
        if text.startswith(part.closing, end):
            end += len(part.closing)
        elif not _closes(source, end, part.closing):
            return None
    if not part.glued_before and cuts_word(source, start):
        return None
    if not part.glued_after and cuts_word(source, end):
        return None
    theirs = source.hyphens_in(start, start + len(part.stem))
    return (start, end) if are_joined_alike(part.folded.hyphens, theirs) else None


def is_closed_alike(source: Folded, part: Part, place: Place) -> bool:
    """Tell whether the source has the sign that a part closes with."""
    return source.text[place[0] : place[1]].endswith(part.closing)


def cuts_word(source: Folded, at: int) -> bool:
    """Tell whether a place that starts or ends at an offset would cut a word in two.

    A quotation mark between two letters doesn't join them to one word, as an apostrophe does.

    Particles and endings lean on a closing mark (`준비되어 있다"고`, `test”’s`), prefixes on an
    opening one (`ש"הסכם`), and words are run on without a space.
    """
    text = source.text
    if not is_inside_word(text, at):
        return False
    if text[at - 1] == "'":
        return not (is_mark(source, at - 1) or _is_behind_prefix(text, at))
    return not (text[at] == "'" and is_mark(source, at))


def is_mark(source: Folded, at: int) -> bool:
    """Tell whether the `'` at an offset of a folded text is a quotation mark, and no apostrophe."""
    left, right = source.text[max(0, at - 1) : at], source.text[at + 1 : at + 2]
    if HEBREW.match(left) and HEBREW.match(right):
        return False
    signs = source.original[source.start(at) : source.end(at + 1)].strip()
    if len(signs) > 1 or signs not in APOSTROPHES:
        return True
    return left.isalpha() and not (WITH_APOSTROPHES.match(left) or WITH_APOSTROPHES.match(right))


def _is_behind_prefix(text: str, at: int) -> bool:
    """Whether the mark before an offset starts a quotation behind a Hebrew prefix: `ש"הסכם`.

    Inside an abbreviation the mark stands before the last letter, or behind more than a prefix.
    """
    return bool(HEBREW_PREFIX.search(text, max(0, at - 6), at) and HEBREW_WORD.match(text, at))


def is_inside_word(text: str, at: int) -> bool:
    """Tell whether a word or a number of a folded text goes on over an offset."""
    left, right = text[max(0, at - 1) : at], text[at : at + 1]
    if not left or not right or left == " " or right == " ":
        return False
    if is_unspaced(left) or is_unspaced(right):
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
    """Whether an offset is inside a number, as behind the comma of `1,000` or the minus of `-5`."""
    left, right = text[at - 1], text[at]
    if right in ".,:/":
        return left.isdigit() and text[at + 1 : at + 2].isdigit()
    if left == "-":
        # Two hyphens are a dash; one that is left over is a minus.
        before = text[max(0, at - 8) : at]
        hyphens = len(before) - len(before.rstrip("-"))
        return (right.isdigit() or right == "-") and hyphens % 2 == 1
    return left in ".,:/" and right.isdigit() and text[max(0, at - 2) : at - 1].isdigit()


def _is_letter(sign: str) -> bool:
    """Whether a sign is part of a word: a letter or figure, or a mark on one."""
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def _with_other_first_letters(words: str) -> Iterable[str]:
    """List what the source may have for a writer's `[T]he`: `The`, `the` or `[T]he`."""
    first, rest = words[0], words[1:]
    letters = first, first.swapcase(), TURKISH.get(first, first), f"[{first}]"
    return dict.fromkeys(letter + rest for letter in letters)


def occurrences(
    text: str, needle: str, start: int = 0, end: int | None = None, *, is_word: bool
) -> Iterator[int]:
    """Find the places of a needle; with `is_word` skip the rest of a word in which it was found."""
    skips = is_word and needle[0].isalnum() and not is_unspaced(needle[0])
    pattern = PLAIN_WORD if text.isascii() else WORD
    at = text.find(needle, start, end)
    for _ in range(MOST_FOUND):
        if at < 0:
            return
        yield at
        word = pattern.match(text, at) if skips else None
        at = text.find(needle, word.end() if word else at + 1, end)


def are_joined_alike(ours: dict[int, str], theirs: dict[int, str]) -> bool:
    """Tell whether two stretches with the same letters may have the same hyphens.

    A hyphen at a line's end equals both a hyphen and none, since the line may have cut a word.
    """
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
    if following[:1] != "'":
        return False
    if is_mark(source, end):
        return True
    # It may be the apostrophe of `the islands' boats`, behind which the sentence goes on.
    is_genitive = source.text[end - 1] == "s" and source.original[source.start(end)] in "'’\u02bc"
    return not (following[1:].isalnum() or is_genitive)
