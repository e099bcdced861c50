"""Find the numbers of a text, and leave what only looks like one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from briefgen.claims.figures.digits import READ, TYPED, Separators, pieces, readings, separators_of
from briefgen.claims.figures.lexicon import Lexicon, letters
from briefgen.claims.figures.tokens import FIRST, LETTERS
from briefgen.claims.figures.words import Numeral, numerals_in_words
from briefgen.ground.regexes import regex

# Web addresses, identifiers of papers, and phone numbers.
_ADDRESSES = regex(
    r"(?:https?://|www\.)\S+|10\.\d{4,9}/\S+"
    r"|0\d{2,4}[ \u00a0-]\d{3,6}(?:[ \u00a0-]\d{3,4})?"
    r"|\+\d{1,3}[ \u00a0-]?(?:\(\d{1,4}\)|\d{1,4})(?:[ \u00a0-]\d{2,4}){2,4}"
)
_LIST_NUMBER = regex(r"(?:\A|\n)[ \t>]*\(?\d{1,3}[.)](?=\s|\Z)")
# In a source, a sentence may go on with a number at the start of a line.
_PARAGRAPH = regex(r"[.:;!?][ \t]{0,3}\n[ \t]{0,9}\(?(\d{1,3})[.)]\s{1,9}(?=[^\W\d_])")
_WORD_BEFORE = regex(r"([^\W_]+)[-‑]\Z")
_CODE_BEHIND = regex(r"[-‑][A-Z]{1,3}(?![^\W\d_])")
_LETTERS = regex(LETTERS)
# What joins the parts of dates, codes and phone numbers.
_LINKS = "-/:–.‑"


def small_letters(text: str) -> str:
    """Turn a text to small letters without moving any: a few, such as İ, would become two."""
    low = text.lower()
    if len(low) != len(text):
        return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)
    return low


class Stretches:
    """The stretches of a text that hold no figures; a place is `in` them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends = [0]
        for start, end in sorted(spans):
            self.starts.append(start)
            self.ends.append(max(self.ends[-1], end))

    def __contains__(self, place: int) -> bool:
        return place < self.ends[bisect_right(self.starts, place)]


def closed_in(text: str, taken: Sequence[tuple[int, int]], *, is_source: bool) -> Stretches:
    """Find the stretches that hold no figures: those `taken`, and in what is typed its lists."""
    closed = [*taken, *(each.span() for each in _ADDRESSES.finditer(text))]
    if not is_source:
        closed.extend(each.span() for each in _LIST_NUMBER.finditer(text))
    return Stretches(closed)


def paragraphs_in(text: str) -> frozenset[int]:
    """Find where the numbers of paragraphs stand, behind the end of a sentence and of a line."""
    return frozenset(each.start(1) for each in _PARAGRAPH.finditer(text))


def numerals(
    text: str, low: str, lexicon: Lexicon, closed: Stretches, *, is_source: bool
) -> list[Numeral]:
    """List the numbers of a text in digits and in words, in order, but for those that are `closed`.

    `low` is the text in small letters. Words that mix letters and digits (S-400, G7, A4, COVID-19)
    are left to those who look for names, unless the letters are a magnitude or a unit: 5bn.
    """
    found = _in_digits(text, lexicon, closed, is_source=is_source)
    found.extend(numerals_in_words(low, lexicon))
    found = [each for each in found if each.start not in closed]
    found.sort(key=lambda each: (each.start, -each.end))
    return found


def _in_digits(text: str, lexicon: Lexicon, closed: Stretches, *, is_source: bool) -> list[Numeral]:
    pattern = READ if is_source else TYPED
    separators = lexicon.separators
    if is_source:
        separators = Separators() if lexicon.is_ambiguous else separators_of(text, separators)
    found: list[Numeral] = []
    chain: list[re.Match[str]] = []
    last = 0
    for each in (*pattern.finditer(text), None):
        # Numbers that are joined by single signs are read together.
        if each is None or not (each.start() - last == 1 and text[last] in _LINKS):
            # What is left out, such as the day and year of a date, isn't even read.
            if chain and not (chain[0].start() in closed and last - 1 in closed):
                found += _of_chain(text, chain, lexicon, separators, is_source=is_source)
            chain = []
        if each:
            chain.append(each)
            last = each.end()
    return found


def _of_chain(
    text: str,
    chain: list[re.Match[str]],
    lexicon: Lexicon,
    separators: Separators,
    *,
    is_source: bool,
) -> list[Numeral]:
    """Read numbers that are joined by single signs, or none if together they are something else."""
    if len(chain) > 2 or (len(chain) == 2 and _is_other(text, *chain)):
        # In a table with commas between, numbers follow on a date: 1976-06-15,9640,88.9.
        head, _, rest = chain[-1][0].partition(",")
        start = chain[-1].start() + len(head) + 1
        return _read(rest, start, separators, is_source=True) if rest and is_source else []
    found: list[Numeral] = []
    for each in chain:
        if _is_bare_decimal(text, each.start()):
            found += _read(f"0.{each[0]}", each.start() - 2, Separators(".", ","), is_source=False)
        elif not _is_code(text, each.start(), each.end(), lexicon, is_source=is_source):
            found += _read(each[0], each.start(), separators, is_source=is_source)
    return found


def _is_bare_decimal(text: str, start: int) -> bool:
    """Tell .5 from No.5 and from the end of a sentence."""
    if text[start - 1 : start] != ".":
        return False
    return start == 1 or text[start - 2].isspace() or text[start - 2] in "($£€-–−"


def _is_other(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    """Tell whether two joined numbers are a span of years, a time of day, or days and months."""
    sign = text[one.end()]
    if sign == ":":
        return len(two[0]) == 2
    if sign == ".":
        return True
    if sign == "/":
        # Fractions are less than one, and short: 24/7 and 2018/19 are none.
        return len(one[0]) > 2 or int_of(one[0]) >= int_of(two[0]) or text[two.end() :][:1] == "/"
    return _is_year(one[0]) and two[0].isdigit() and len(two[0]) in (2, 4)


def int_of(digits: str) -> int:
    """Read short whole numbers; anything else is 0."""
    return int(digits) if digits.isdigit() and len(digits) < 7 else 0


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and 1500 <= int(digits) < 2100


def _is_code(text: str, start: int, end: int, lexicon: Lexicon, *, is_source: bool) -> bool:
    """Tell whether digits are a part of a word, a code, a note or a number in a list."""
    lead, follow = text[start - 1 : start], text[end : end + 1]
    # Nearly all numbers of a text stand between blanks.
    if lead == " " and (follow == " " or follow in ",."):
        return False
    return (
        _is_code_before(text, start, end, lexicon)
        or (lead == "[" and follow != "%")
        or (lead == "(" and follow == ")" and end - start <= 2 and not is_source)
        or _is_code_behind(text, end, lexicon)
    )


def _is_code_before(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    lead, sooner = text[start - 1 : start], text[start - 2 : start - 1]
    if lead.isalpha() or lead == "_":
        return not _is_unit_before(text, start, end, lexicon)
    if lead == "/":
        return sooner.isalpha()
    if lead == "(":
        # Article 5(2).
        return sooner.isalnum()
    if lead and lead in "-‑":
        return _is_joined_to_code(text, start, lexicon)
    return bool(lead) and lead in "#@\\=&"


def _is_code_behind(text: str, end: int, lexicon: Lexicon) -> bool:
    follow = text[end : end + 1]
    if follow in ("@", "]"):
        return True
    if follow.isalpha() or follow == "_":
        return not _is_unit_behind(text, end, lexicon)
    if follow in ("-", "‑") and (suffix := _LETTERS.match(text, end + 1)):
        # Russian ordinals: 19-й.
        return suffix[0] in lexicon.ordinals or (
            bool(_CODE_BEHIND.match(text, end)) and not _is_unit_behind(text, end + 1, lexicon)
        )
    return False


def _is_joined_to_code(text: str, start: int, lexicon: Lexicon) -> bool:
    """Tell COVID-19 and S-400 from top-10 and sub-5."""
    found = _WORD_BEFORE.search(text[max(0, start - 20) : start])
    if found is None or found[1].isdigit():
        return False
    # R-7 is a rocket, and EUR-5 a sum.
    is_money = found[1] in lexicon.before.exact and found[1] not in letters()
    return not found[1].islower() and not is_money


def _is_unit_before(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    begin = start
    while begin and text[begin - 1].isalpha() and start - begin < 6:
        begin -= 1
    word = text[begin:start]
    if word in letters():
        return is_sum(text, start, end, lexicon)
    is_known = word in lexicon.before.exact or word.lower() in lexicon.magnitudes_before.words
    return is_known or (lexicon.spaceless and not word[-1:].isascii())


def is_sum(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Tell a sum from the number of a code: it has a magnitude, a decimal or groups of three."""
    if not text[start:end].isdigit():
        return True
    found = FIRST.match(text, end)
    if found is None:
        return False
    is_glued = found.start(1) == end and found[1] in lexicon.glued.exact
    return is_glued or found[1].lower() in lexicon.magnitudes.words


def _is_unit_behind(text: str, end: int, lexicon: Lexicon) -> bool:
    found = _LETTERS.match(text, end)
    word = found[0] if found else ""
    if lexicon.spaceless and not word.isascii():
        return True
    known = (lexicon.magnitudes, lexicon.glued, lexicon.units)
    if found and text[found.end() : found.end() + 1].isdigit() and word not in ("km", "m", "cm"):
        return False
    return any(word in each.firsts or word.lower() in each.words for each in known)


def _read(typed: str, start: int, separators: Separators, *, is_source: bool) -> list[Numeral]:
    """Read a number; in a source also the parts of what may be several in a row."""
    values = readings(typed, separators)
    found = [Numeral(start, start + len(typed), tuple(values))] if values else []
    if typed.isdigit() or (values and not (is_source and (" " in typed or "\n" in typed))):
        return found
    for first, last, value in pieces(typed, separators):
        if last - first < len(typed):
            each = Numeral(start + first, start + last, tuple(value), was_cut=bool(values))
            found.append(each)
    return found
