"""Read numbers that are written in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from briefgen.claims.figures.digits import Reading
from briefgen.claims.figures.lexicon import Lexicon

ONE, _TEN, _TWENTY, _HUNDRED, _THOUSAND = map(Decimal, (1, 10, 20, 100, 1000))
_HALF = Decimal("0.5")


class Numeral(NamedTuple):
    """A number as it stands in a text, before what stands beside it is read.

    `readings` are its possible values, each with the worth of its last digit. `scale` is the
    magnitude that is a part of it: 1000000 in "two million". `in_words` tells words from digits,
    `is_weak` those such as "one" that often are no number, and `is_vague` such as "une centaine".
    `was_cut` is one of several in a row that may as well be one number, cut by blanks.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    scale: Decimal = ONE
    in_words: bool = False
    is_weak: bool = False
    is_vague: bool = False
    was_cut: bool = False


class _Sum:
    """Add up the words of one number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.total = self.current = Decimal(0)
        self.scale = ONE
        self.last: Decimal | None = None
        self.joined = False
        self.words: list[str] = []
        # Magnitudes fall from left to right: a million and two thousand.
        self.limit: Decimal | None = None

    @property
    def value(self) -> Decimal:
        return self.total + self.current

    @property
    def step(self) -> Decimal:
        """The worth of the last digit: a hundred thousand for one and a half million."""
        if self.current or self.scale == ONE:
            return ONE if self.value % 1 == 0 else Decimal("0.1")
        return self.scale if self.total % self.scale == 0 else self.scale / 10

    def take(self, word: str) -> bool:
        """Add a word; False if it starts another number."""
        lexicon = self.lexicon
        if word in lexicon.between:
            self.joined = True
            return self.last is not None
        if word in lexicon.halves_behind:
            taken = self.last is not None and self.last % 1 == 0
            # One and a half million, but deux millions et demi.
            if taken and self.current:
                self.current += _HALF
            elif taken:
                self.total += _HALF * self.scale
        elif word in lexicon.multipliers:
            taken = self._times(lexicon.multipliers[word])
        else:
            taken = self._plus(lexicon.numbers[word])
        if taken:
            self.joined = False
            self.words.append(word)
        return taken

    def _times(self, by: Decimal) -> bool:
        if by < _THOUSAND:
            if self.current >= _HUNDRED:
                return False
            self.current = (self.current or ONE) * by
        else:
            if self.limit is not None and by >= self.limit:
                # Two hundred thousand million, thousands of millions: the sum is multiplied.
                if self.current or self.last is None or by <= self.scale:
                    return False
                self.total *= by
            else:
                if self.last is not None and not self.current:
                    return False
                self.total += (self.current or ONE) * by
            self.current, self.scale, self.limit = Decimal(0), by, by
        self.last = by
        return True

    def _plus(self, value: Decimal) -> bool:
        if not self._has_room(value) or (self.last is not None and value == 0):
            return False
        self.current += value
        self.last = value
        return True

    def _has_room(self, value: Decimal) -> bool:
        lexicon, below = self.lexicon, self.current % _HUNDRED
        if self.last is None or (value < _HUNDRED and below == 0):
            return True
        if self.joined and lexicon.is_turned and _TWENTY <= value < _HUNDRED and 0 < below < _TEN:
            # Achtundneunzig, acht und neunzig.
            return True
        return (
            (value < _TEN and below % _TEN == 0 and below != _TEN and value % 1 == 0)
            or (value < _TWENTY and below in lexicon.scores)
            or (value % _HUNDRED == 0 and self.current == 0)
        )


def numerals_in_words(text: str, lexicon: Lexicon) -> Iterator[Numeral]:
    """Find the numbers in words of a text that is in small letters, in order."""
    if lexicon.number is None or lexicon.word is None:
        return
    for phrase in lexicon.number.finditer(text):
        # Nearly all are one word.
        value = lexicon.numbers.get(phrase[0])
        if value is not None and phrase[0] not in lexicon.halves_before:
            is_weak = phrase[0] in lexicon.ones or phrase[0] in lexicon.doubtful
            last = ONE if value % 1 == 0 else Decimal("0.1")
            last = last.scaleb(value.adjusted()) if value >= _THOUSAND else last
            yield Numeral(*phrase.span(), ((value, last),), ONE, in_words=True, is_weak=is_weak)
            continue
        start = phrase.start()
        for cut in (*_cuts(text, *phrase.span(), lexicon, lexicon.word), phrase.end()):
            yield from _numerals(text, start, cut, lexicon, lexicon.word)
            start = cut


def _cuts(
    text: str, start: int, end: int, lexicon: Lexicon, word: re.Pattern[str]
) -> Iterator[int]:
    """Yield where another number starts behind "and": three million and five million."""
    is_joined, joint, scale = False, 0, ONE
    for each in word.finditer(text, start, end):
        by = lexicon.multipliers.get(each[0], ONE)
        joint = each.start() if is_joined else joint
        is_joined = each[0] in lexicon.between and scale > ONE
        if by >= _THOUSAND:
            if joint and by >= scale:
                yield joint
            joint, scale = 0, by


def _numerals(
    text: str, start: int, end: int, lexicon: Lexicon, word: re.Pattern[str]
) -> Iterator[Numeral]:
    sum_ = _Sum(lexicon)
    begin = last = start
    for each in word.finditer(text, start, end):
        spelled = re.sub(r"[\s-]+", " ", each[0])
        if not sum_.take(spelled):
            yield from _numeral(text, begin, last, sum_)
            sum_, begin = _Sum(lexicon), each.start()
            if not sum_.take(spelled):
                begin = each.end()
                continue
        if spelled not in lexicon.between:
            last = each.end()
    yield from _numeral(text, begin, last, sum_)


def _numeral(text: str, start: int, end: int, sum_: _Sum) -> Iterator[Numeral]:
    if not sum_.words:
        return
    first, lexicon = sum_.words[0], sum_.lexicon
    if first in lexicon.halves_before and sum_.scale == ONE:
        return
    if first in lexicon.multipliers and first not in lexicon.alone:
        before = re.search(r"([^\W\d_]+)[\s-]+\Z", text[max(0, start - 12) : start])
        if not before or before[1] not in lexicon.articles:
            return
    yield Numeral(
        start,
        end,
        ((sum_.value, sum_.step),),
        sum_.scale,
        in_words=True,
        is_weak=len(sum_.words) == 1 and (first in lexicon.ones or first in lexicon.doubtful),
        is_vague=any(word in lexicon.approximate for word in sum_.words),
    )
