"""Letters and figures that Unicode has more than once, in several forms.

A full-width `５` is a `5`, an Arabic presentation form the letter that it shows. The vowel signs of
Arabic and Hebrew, and the stroke that stretches an Arabic word, may be written or not: they are as
good as invisible. Letters that differ (`أ` and `ا`, `é` and `e`) stay different.

Apart from the folding, because normal form KC, which Unicode has for this, folds too much: it makes
`²` a `2`, so that 10² would be 102, and `½` three signs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from briefgen.ground.regexes import regex

# The vowel signs of Arabic and of Hebrew, and the Arabic stroke that fills a line.
VOWELS = (
    "\u0640\u0670"
    + "".join(map(chr, (*range(0x064B, 0x0653), *range(0x0591, 0x05BE), 0x05BF)))
    + "\u05c1\u05c2\u05c4\u05c5\u05c7"
)
# Wave dashes: Japanese keyboards type one, Japanese fonts come from another.
WAVES = "\u301c\uff5e\u223c\u02dc\u3030"
# Letters that Persian and Arabic keyboards have at different code points.
LETTERS = {"ی": "ي", "ک": "ك", "｡": "。"}
# Full-width signs, and the radicals that PDFs have in place of the characters of the same shape.
SAME_SHAPE = regex("[\uff01-\uff5e\uffe0-\uffe2\uffe5\uffe6\u2e80-\u2fdf]")
# Half-width katakana, Arabic and Hebrew presentation forms, and the Thai and Lao am.
SEVERAL = regex("[\uff66-\uff9f]+|[\ufb1d-\ufdff\ufe70-\ufefc]+|[\u0e33\u0eb3]")


def plain_forms(present: Iterable[str]) -> Iterator[tuple[str, str]]:
    """List which of some signs are a form of one plain sign, as `５` is of `5`, with that sign."""
    for sign in present:
        if sign.isascii():
            continue
        plain = LETTERS.get(sign) or ("~" if sign in WAVES else "")
        # Decimal digits of any script: `٥` in an Arabic page is a 5, as `²` is not.
        if not plain and sign.isdecimal():
            plain = str(unicodedata.decimal(sign))
        if not plain and sign >= "\u2e80" and SAME_SHAPE.match(sign):
            plain = unicodedata.normalize("NFKC", sign)
        if len(plain) == 1 and plain != sign:
            yield sign, plain


def spelt_out(text: str) -> Iterator[tuple[int, int, str]]:
    """Find runs of forms that stand for other letters, such as ligatures, with those letters.

    Runs rather than single signs, because a form may be two signs: the half-width ｶﾞ is ガ.
    """
    for found in SEVERAL.finditer(text):
        letters = unicodedata.normalize("NFKC", found[0])
        if letters != found[0]:
            yield *found.span(), letters
