"""Find speech behind a dash, as Spanish, French and Russian set it.

An example: — No lo sé —dijo Anna—. Mañana.

The paragraph has to start with a dash, and a verb of speech has to stand behind one of the breaks
in it: a list with dashes has no such verb. Verbs are in the lexicon, so this isn't part of `marks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.attribution.quotations.by_lexicon.lexicon import Lexicon
from briefgen.attribution.quotations.marks import QuotedSpan
from briefgen.ground.regexes import regex

START = regex(r"[—–―-] ?(?=[^\s\d—–―-])")
# Where speech may be interrupted to say who speaks: — dijo; , dit-il; ! — сказал.
BREAK = regex(r"\s+[—–―-]\s?|(?<=[,.!?…])\s?[—–―]\s?|(?<=[,!?…])\s+|[—–―](?=[\s.,:;])")
# The same inside of quotation marks, where a dash is needed: «Да, — сказал он, — мы едем».
INSIDE = regex(r"(?<=[,.!?…])\s?[—–―-]\s")
WORD = regex(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# How many words behind a break may stand before its verb, and how many breaks of a paragraph count.
TAG_WORDS = 3
MOST_BREAKS = 200


def dashed(text: str, bounds: Sequence[tuple[int, int]], lexicon: Lexicon) -> Iterator[QuotedSpan]:
    """Yield the spoken words in the paragraphs that start with a dash, in order."""
    for number, (start, end) in enumerate(bounds):
        opening = START.match(text, start, end)
        if opening:
            yield from _speech_of(text, opening, end, number, lexicon)


def _speech_of(
    text: str, opening: re.Match[str], end: int, number: int, lexicon: Lexicon
) -> Iterator[QuotedSpan]:
    """Yield the speech of one paragraph, without the words that say who speaks.

    Yields nothing where the paragraph has no verb of speech.
    """
    breaks = [found.span() for found in BREAK.finditer(text, opening.end(), end)][:MOST_BREAKS]
    tags = [span for span in breaks if _is_tag(text, span[1], end, lexicon)]
    at, outer = opening.end(), opening.start()
    for tag in tags:
        if tag[0] < at:
            continue
        yield from _trimmed(text, outer, at, tag[0], number)
        behind = (span for span in breaks if span[0] > tag[1])
        again = next((one for one in behind if not set("—–―-").isdisjoint(text[slice(*one)])), None)
        if again is None:
            return
        outer, at = again
        at += len(text[at:end]) - len(text[at:end].lstrip(" .,:;—–―-"))
    if tags:
        yield from _trimmed(text, outer, at, end, number)


def _is_tag(text: str, at: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether the words at an offset say who speaks: `dijo Anna`, `a déclaré Anna`."""
    # The narrator's words start with a small letter; a capital behind a dash starts more speech.
    if not text[at : at + 1].islower():
        return False
    for count, found in enumerate(WORD.finditer(text, at, min(end, at + 60))):
        low = found[0].lower().replace("’", "'")
        # dit-il and a-t-il: the verb is what stands before the hyphens.
        stem = re.split(r"-t-|-", low)[0]
        if (
            low in lexicon.verbs
            or low in lexicon.weak
            or stem in lexicon.verbs
            or (stem in lexicon.weak and stem != low)
        ):
            return True
        is_leading = lexicon.has("fillers", low) or lexicon.has("auxiliaries", stem)
        if lexicon.has("participles", low) and count:
            return True
        if count >= TAG_WORDS or not is_leading:
            return False
    return False


def _trimmed(text: str, outer: int, start: int, end: int, number: int) -> Iterator[QuotedSpan]:
    """Yield the words of a stretch, without white space around and the comma at the end."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    end = start + len(inside.strip().rstrip(",").rstrip())
    if start < end and any(char.isalnum() for char in text[start:end]):
        yield QuotedSpan(start, end, min(outer, start), end, number)


def parted(text: str, found: Sequence[QuotedSpan], lexicon: Lexicon) -> Iterator[QuotedSpan]:
    """Cut each quotation in two that also says who speaks: «Да, — сказал он, — мы едем»."""
    for mark in found:
        breaks = [span.span() for span in INSIDE.finditer(text, mark.start, mark.end)]
        tag = next((span for span in breaks if _is_tag(text, span[1], mark.end, lexicon)), None)
        again = next((span for span in breaks if tag and span[0] > tag[1]), None)
        if tag is None or again is None:
            yield mark
            continue
        yield replace(mark, end=tag[0], outer_end=tag[0], missing=False)
        yield replace(mark, start=again[1], outer_start=again[1], carries_on=False)


def with_dashed(found: Sequence[QuotedSpan], spoken: Sequence[QuotedSpan]) -> list[QuotedSpan]:
    """Join quotations in marks with speech behind dashes, in order.

    Quotation marks that overlap such speech are left out: they belong to it.
    """
    if not spoken:
        return list(found)
    by_paragraph: dict[int, list[QuotedSpan]] = {}
    for one in spoken:
        by_paragraph.setdefault(one.paragraph, []).append(one)
    kept = [
        mark
        for mark in found
        if not any(
            mark.outer_start < one.outer_end and one.outer_start < mark.outer_end
            for one in by_paragraph.get(mark.paragraph, ())
        )
    ]
    return sorted([*kept, *spoken], key=lambda one: one.outer_start)
