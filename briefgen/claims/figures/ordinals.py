"""Find ordinals: the 15th session, the fourth time."""

from __future__ import annotations

import re
from decimal import Decimal

from briefgen.claims.figures.lexicon import ORDINAL, Lexicon
from briefgen.claims.figures.scan import Stretches
from briefgen.claims.figures.tokens import words_after, words_before
from briefgen.claims.figures.words import ONE
from briefgen.claims.mention import Figure, Mention
from briefgen.ground.regexes import regex

# The first and the second of something often only tell two things apart.
LEAST = Decimal(3)
_DIGITS, _BLANKS = regex(r"\d+"), regex(r"[\s-]+")


def ordinals_in(
    text: str, low: str, lexicon: Lexicon, taken: Stretches, *, is_source: bool
) -> list[Mention]:
    """List the ordinals of a text from the third on; `low` is the text in small letters.

    What is typed is left out where it may be a share (a third) or is one of the language's fixed
    phrases (third countries).
    """
    matches = [
        each
        for pattern in (lexicon.ordinal, lexicon.ordinal_word)
        if pattern
        for each in pattern.finditer(low)
        if each.start() not in taken and (is_source or _is_typed(text, each, lexicon))
    ]
    values = ((_value(each[0], lexicon), each.span()) for each in matches)
    return [
        Mention(Figure(value, ONE, ORDINAL, counts=True), *span)
        for value, span in values
        if value >= LEAST or (lexicon.has_capitals and _is_named(text, *span))
    ]


def _is_named(text: str, start: int, end: int) -> bool:
    """Tell whether an ordinal in words is a part of a name, as in "der Zweite Senat"."""
    sooner, later = text[:start].rstrip()[-1:], text[end : end + 2]
    return text[start].isupper() and sooner.isalpha() and later[:1] == " " and later[1:].isupper()


def _value(typed: str, lexicon: Lexicon) -> Decimal:
    if digits := _DIGITS.match(typed):
        return Decimal(digits[0])
    return lexicon.ordinal_numbers[_BLANKS.sub(" ", typed)]


def _is_typed(text: str, found: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell whether a typed ordinal says something of what stands behind it."""
    lead = words_before(text, 0, found.start())[-1:]
    rest = words_after(text, found.end())[:1]
    following = rest[0].text.lower() if rest else ""
    # Without a noun, the 19th may be a day, unless something ranks 19th.
    if found[0][0].isdigit() and lead and lead[0].text.lower() in lexicon.ranking:
        return True
    if not following.isalpha() or following in lexicon.small or following in lexicon.fixed:
        return False
    if found[0][0].isdigit():
        # What has a point, as in German, is read as a number.
        return "." not in found[0]
    # A third of them.
    return not any(word.text.lower() in lexicon.articles | lexicon.ones for word in lead)
