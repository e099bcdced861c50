"""Read the proper names out of a sentence that was typed.

Words with a capital make runs, in which titles and words such as `Ministry` tell nothing. Where a
word can't be told to be a name, it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from briefgen.claims.mention import Mention, Name
from briefgen.claims.names.known import known_of
from briefgen.claims.names.reading import Reading
from briefgen.claims.names.runs import runs_of
from briefgen.claims.names.tokens import HYPHEN, WORD, Token, folded, is_acronym, tokens_of
from briefgen.claims.names.whole import lists, wholes
from briefgen.claims.names.words import Aliases, aliases, has_words, primary, words_of
from briefgen.evidence.language import script_of
from briefgen.ground.regexes import regex
from briefgen.model import Brief
from briefgen.model.permitted import may_be_named

# Scripts that have capitals.
CASED = ("Latin", "Cyrillic", "Greek")
# A letter and digits in one word, as S-400, G7 and COP26 have them. A digit before the letters
# makes a measure or a number (20m, 1980s, 14th), but for the likes of 5G and 9M729.
CODE = regex(r"[^\W\d_a-zа-я][^\W\d_]{0,9}[-\u2010\u2011]?\d[\w\-\u2010\u2011]*|[2-6]G|\d[A-Z]\d+")
NO_CODE = regex(
    r"(?:[QHTVp][1-4]|FY|CY|PM2|(?:Mid|Pre|Post|Late|Early|End|Non|Circa|Since|Art|No|Ch|Sec|Fig|Vol|"
    r"Para|Page|Pp|Tab|Section|Article|Table|Figure|Box|Annex)[-\d])(?![a-z])"
)
# What is behind these words is a number of a part: Table A1.
NUMBERED = frozenset(
    """
    table figure annex box appendix chart section chapter part article paragraph question
    tableau annexe anexo tabla cuadro tabelle anhang anlage abbildung
    """.split()  # noqa: SIM905 - it reads as a list
)
# French and Italian join an article to the word behind it: d’Estaing, L’Allemagne.
ELISION = regex(r"(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|dell|all|nell|sull|dall)[’'ʼ]", re.I, "’'ʼ")
LONG_PART = 4
ELIDING = ("fr", "it", "ca")


def names_in(
    text: str, language: str, brief: Brief, taken: Sequence[tuple[int, int]] = ()
) -> list[Mention]:
    """List the proper names of a sentence, in order; those that can't be told are left out.

    Of a language without a file of words only acronyms, codes and those whom the brief knows are
    read, and of a script without capitals only the latter. The principal's name is left out, and
    those of our parties where the sentence says what we do: no source has that.
    """
    if script_of(text) not in CASED:
        return list(_literal(text, brief))
    tokens = _tokens(text, language, taken)
    letters = [token.text for token in tokens if len(token.text) > 1 and token.text.isalpha()]
    if len(letters) > 1 and all(map(str.isupper, letters)):
        return []
    words = words_of(language) if has_words(language) else None
    reading = Reading(tokens, words, aliases(language), known_of(brief))
    small = words.small if words else frozenset[str]()
    codes = [
        token
        for at, token in enumerate(tokens)
        if CODE.fullmatch(token.text) and not (at and tokens[at - 1].low in NUMBERED)
    ]
    found = [
        Mention(Name((token.text,), token.text, "code"), token.start, token.end)
        for token in codes
        if not NO_CODE.match(token.text) and not aliases(language).codes((token.low,))
    ]
    for run in runs_of(tokens, small):
        names = list(reading.mentions(run))
        found += names
        if words and words.capitals == "names" and not reading.is_headline:
            found += wholes(tokens, run, names, words)
    if words and words.capitals == "names":
        found += lists(tokens, words)
    return sorted(found, key=lambda each: each.start)


def _tokens(text: str, language: str, taken: Sequence[tuple[int, int]]) -> list[Token]:
    """List the words of a text that are free, with those apart that only a hyphen joins."""
    found: list[Token] = []
    stretches = sorted(taken)
    at = 0
    for token in tokens_of(text):
        while at < len(stretches) and stretches[at][1] <= token.start:
            at += 1
        is_inside = at < len(stretches) and stretches[at][0] > token.start
        # A figure inside a word is none: G60.
        if is_inside and CODE.fullmatch(token.text):
            found.append(token)
            continue
        if at < len(stretches) and stretches[at][0] < token.end:
            # What is behind a date or a figure makes no name with what is before it.
            found.append(Token(token.start, token.end, "0", "0", token.gap))
            continue
        found += _parted(token, language, aliases(language))
    return found


def _parted(token: Token, language: str, names: Aliases) -> list[Token]:
    """Part `US-China` and `d’Estaing`; keep other words whole."""
    elision = ELISION.match(token.text)
    if elision and (token.text[0].islower() or primary(language) in ELIDING):
        return _cut(token, [elision.end()], 0)
    if not HYPHEN.search(token.text) or any(map(str.isdigit, token.text)):
        return [token]
    if names.codes((token.low,)):
        return [token]
    parts = HYPHEN.split(token.text)
    # Of short parts only those in capitals are names: US-led, but not Co-operation.
    named = (
        part for part in parts if part[:1].isupper() and (part.isupper() or len(part) >= LONG_PART)
    )
    if any(is_acronym(part) or names.codes((folded(part),)) for part in named):
        return _cut(token, [found.end() for found in HYPHEN.finditer(token.text)], 1)
    return [token]


def _cut(token: Token, cuts: list[int], width: int) -> list[Token]:
    """Cut a word at offsets, leaving out the `width` characters before each."""
    found, gap = [], token.gap
    for start, end in zip(
        [0, *cuts], [*(cut - width for cut in cuts), len(token.text)], strict=True
    ):
        piece = token.text[start:end]
        if WORD.match(piece):
            first = token.start + start
            found.append(Token(first, first + len(piece), piece, folded(piece), gap))
        gap = "-" if width else ""
    return found


def _literal(text: str, brief: Brief) -> Iterator[Mention]:
    """Find the people and parties of a brief in a script without capitals, as they are written."""
    people = [person.called for person in brief.people.values() if may_be_named(person)]
    parties = [(party.name,) for party in brief.parties.values()]
    for name in dict.fromkeys(chain.from_iterable((*people, *parties))):
        at = text.find(name)
        if at >= 0:
            yield Mention(Name((name,), name, "person"), at, at + len(name))
