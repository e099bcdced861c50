"""Cut an English text between its quotations into sentences.

Beside a quotation other rules tell where a sentence ends: “Why?” he asked is one sentence, and
“No.” He left is two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefgen.attribution.quotations.english.words import (
    ADVERBS,
    DETERMINERS,
    HONORIFICS,
    MODIFIERS,
    NO_NAME,
    PRONOUNS,
    ROLES,
    SHORT_TITLES,
    SPOKE,
    STARTERS,
    TAIL,
)
from briefgen.attribution.quotations.marks import LABEL, QuotedSpan
from briefgen.attribution.quotations.tokens import Token, tokens_of
from briefgen.ground.regexes import regex

ABBREVIATED = "|".join(
    word.rstrip(".").capitalize()
    for word in sorted({*SHORT_TITLES, "mr", "mrs", "ms", "dr", "prof", "st", "no", "jr", "inc"})
)
# One word or mark of English: initials, short forms with their full stop, words with inner signs.
TOKEN = regex(
    rf"(?:[^\W\d_]\.){{2,}}(?:-\w+)*|\b(?:{ABBREVIATED})\.(?=\s)|[^\W\d_]\.(?=\s[^\W\d_a-z])"
    r"|\w+(?:(?:[-'’.&/]| & )\w+)*(?:(?<=s)['’](?!\w))?|--+|\S"
)
ENDS = ".!?"
# A quotation that ends like a sentence; closing marks of a nested one may stand behind.
TERMINAL = regex(r"[.!?…—–-]['’”\"»)]*\Z")
# Words that may stand between a quotation and its verb of speech, and how many there may be.
IN_TAG = DETERMINERS | ROLES | MODIFIERS | ADVERBS | PRONOUNS.keys() | HONORIFICS.keys()
TAG_WORDS = 8
# The place where a report was written, before its first sentence: FORT HALDEN, Ont. (Wire) --
DATELINE = regex(
    r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.]{1,20})?(?: \([^()\n]{1,40}\))? ?"
    r"(?:--|[—–]|- )\s?"
)


class Sentence(NamedTuple):
    """Hold the tokens of one sentence; `label` names who speaks in a line of a transcript.

    `paragraph` is the number of its paragraph, from 0.
    """

    tokens: list[Token]
    paragraph: int
    label: str


def sentences(
    text: str, bounds: Sequence[tuple[int, int]], quotes: Sequence[QuotedSpan]
) -> Iterator[Sentence]:
    """Yield the sentences of a text, in order."""
    rest = iter(enumerate(quotes))
    following = next(rest, None)
    # A single line with a label may be a headline.
    is_transcript = sum(bool(LABEL.match(text, *at)) for at in bounds[:5000]) > 1
    for number, (start, end) in enumerate(bounds):
        inside = []
        while following and following[1].outer_start < end:
            inside.append(following)
            following = next(rest, None)
        label = _label_of_line(text, (start, end), inside, is_transcript=is_transcript)
        dateline = DATELINE.match(text, start, end)
        behind = start + len(label) + 1 if label else dateline.end() if dateline else start
        tokens = list(tokens_of(text, (behind, end), inside, TOKEN))
        first = 0
        for at, token in enumerate(tokens):
            may_end = token.quote >= 0 or token.text[-1] in ENDS
            if at + 1 == len(tokens) or (may_end and _ends(text, tokens, at, token, quotes)):
                yield Sentence(tokens[first : at + 1], number, label)
                first = at + 1


def _label_of_line(
    text: str, bounds: tuple[int, int], inside: list[tuple[int, QuotedSpan]], *, is_transcript: bool
) -> str:
    """Find the label of a line of a transcript, or nothing."""
    found = LABEL.match(text, *bounds)
    if not found or (inside and inside[0][1].outer_start < found.end()):
        return ""
    label = found[0].rstrip(":.").strip()
    is_capital = label.isupper() and (len(label) > 1 or label in "QA")
    return label if is_transcript or is_capital else ""


def _ends(
    text: str, tokens: list[Token], at: int, token: Token, quotes: Sequence[QuotedSpan]
) -> bool:
    """Tell whether a sentence ends at a token."""
    after = tokens[at + 1]
    if token.quote >= 0:
        quote = quotes[token.quote]
        return _ends_with_quote(text[quote.start : quote.end][-4:], tokens, at + 1)
    if token.text in ENDS:
        return after.text not in (",", ";", ":") and not after.text[:1].islower()
    # A short form ends a sentence only where the next word surely starts one: in the U.S. The …
    is_short = token.is_word and token.text.endswith(".")
    return is_short and after.is_capital and after.low in STARTERS and len(token.text) > 2


def _ends_with_quote(last: str, tokens: list[Token], at: int) -> bool:
    """Tell whether a quotation ends its sentence, by its last characters and what follows."""
    found = TERMINAL.search(last)
    after = tokens[at]
    if not found:
        return after.quote >= 0 and not last.endswith(",")
    if after.quote >= 0:
        return True
    if not after.is_word:
        return after.text in "([•*"
    return not after.text[0].islower() and not _is_tag(tokens, at, last[found.start()])


def _is_tag(tokens: list[Token], at: int, mark: str) -> bool:
    """Tell whether a capital behind a quotation starts `Lavrov said.`, which ends its sentence."""
    for index in range(at, min(at + TAG_WORDS, len(tokens))):
        token = tokens[index]
        if token.low in SPOKE and index > at:
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            # “No.” Lavrov said the talks … is a new sentence, “No?” Lavrov asked on Monday is not.
            is_over = after is None or after.text in ".,;" or after.quote >= 0
            return is_over or (mark != "." and after is not None and after.low in TAIL)
        is_name = token.is_capital and token.low not in NO_NAME
        if not (token.is_word and (is_name or token.low in IN_TAG)):
            return False
    return False
