"""Find the quotations in a text: the words, where they stand, and who says them.

This module alone knows which reading is for which language. In a language without a reading,
quotations are found and nobody is named.
"""

from __future__ import annotations

from functools import lru_cache

from briefgen.attribution.quotations.by_lexicon.lexicon import lexicon
from briefgen.attribution.quotations.languages import ENGLISH, files, language_of
from briefgen.attribution.quotations.marks import QuotedSpan, paragraphs, quoted_spans
from briefgen.attribution.quotations.referents import NOWHERE, Attribution
from briefgen.ground.records import record


@record
class Quotation:
    """Hold the words between quotation marks, `start` to `end` in code points, marks left out.

    `words` has its white space folded. `speaker` is the fullest name in the text, or empty
    where the text names nobody. `how` says in words how the speaker is known, or why not. Without
    `certain`, a reader has to look. `role` is the speaker's office, unless `speaker` contains it.
    `is_described` is true where `speaker` is no name; the English reading never sets it. `line` is
    the line, from 1, where a transcript has the words; it is 0 for words between quotation marks.
    """

    start: int
    end: int
    words: str
    speaker: str
    how: str
    certain: bool
    role: str = ""
    is_described: bool = False
    line: int = 0


@lru_cache(maxsize=1024)
def quotations(text: str) -> list[Quotation]:
    """Find the quotations of a text, in order.

    A quotation inside another isn't listed; one that goes on in a new paragraph is listed once
    for each paragraph. Never raises.
    """
    bounds = paragraphs(text)
    found, told = _with_attributions(text, bounds)
    return [
        Quotation(
            mark.start,
            mark.end,
            " ".join(text[mark.start : mark.end].split()),
            said.who.who if said.who else "",
            said.how,
            said.certain,
            said.who.role if said.who else "",
            is_described=bool(said.who and said.who.is_described),
        )
        for mark, said in zip(found, told, strict=True)
    ]


def _with_attributions(
    text: str, bounds: list[tuple[int, int]]
) -> tuple[list[QuotedSpan], list[Attribution]]:
    """Find the quoted spans and their speakers, by the reading for the text's language."""
    found, language = quoted_spans(text, bounds), language_of(text)
    if language == ENGLISH:
        from briefgen.attribution.quotations.english.speakers import speakers

        return found, speakers(text, bounds, found)
    # Only the reading that is needed is imported: all of them take as long as a whole check.
    if files().get(language, {}).get("east"):
        from briefgen.attribution.quotations.east import speakers_east

        return found, speakers_east(text, bounds, found, language)
    words = lexicon(language)
    if words is None:
        return found, [Attribution(None, NOWHERE)] * len(found)
    from briefgen.attribution.quotations.by_lexicon.dashes import dashed, parted, with_dashed
    from briefgen.attribution.quotations.by_lexicon.speakers import speakers_in

    found = with_dashed(list(parted(text, found, words)), list(dashed(text, bounds, words)))
    return found, speakers_in(text, bounds, found, words)
