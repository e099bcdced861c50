"""Write sentences about what a source has in place of the words of a quote.

Each way of differing has its own sentence: words that are missing, added or changed, a sign at the
end, several places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.ground.regexes import regex

if TYPE_CHECKING:
    from briefgen.evidence.nearest import Difference

# How many differences are listed; beyond that only their number is given.
SHOWN = 3
# An insertion of more words isn't repeated in the hint.
IN_BRACKETS = 4
# [sic], also with words behind it in the brackets.
SIC = regex(r"\s*\[\s*sic\b", re.IGNORECASE)
# Signs that are stripped from words before a sentence names them.
CLINGING = " ,;:—–\n"


def told(text: str, differences: Sequence[Difference]) -> tuple[str, str]:
    """Say what differs between a quote and its source, and what to do about it."""
    # A different sign at the end isn't listed among other differences: a quote that stops early
    # often has its own.
    last = differences[-1] if len(differences) > 1 else None
    if last and _is_sign(last) and not _has_words(text[last.quote[1] :]):
        differences = differences[:-1]
    if not differences:
        message = "The words of this quote are in its source, but not joined like this."
        return message, "Compare it with the source: a mark, a hyphen or a space differs."
    if len(differences) > 1:
        shown = "; ".join(_in_brief(text, each) for each in differences[:SHOWN])
        more = len(differences) - SHOWN
        message = f"The quote differs from its source in {len(differences)} places."
        return message, f"The source has {shown}{f'; and {more} more' if more > 0 else ''}."
    only = differences[0]
    return _about_a_sign(text, only) if _is_sign(only) else _about_words(text, only)


def place_of(text: str, difference: Difference) -> tuple[int, int]:
    """Find the words of the quote that differ, as a pair of offsets into it.

    For words that the quote leaves out, it is the next word, or else the one before.
    """
    start, end = difference.quote
    if end > start:
        return start, end
    words = [word.span() for word in re.finditer(r"\S+", text)]
    behind = (word for word in words if word[1] > start)
    return next(behind, words[-1] if words else (start, end))


def is_sic(text: str, difference: Difference) -> bool:
    """Tell whether [sic] stands behind the words that differ, to say that they are the source's."""
    start, end = difference.quote
    return end > start and bool(SIC.match(text, end))


def _about_a_sign(text: str, only: Difference) -> tuple[str, str]:
    """Write the message and the hint about punctuation that differs."""
    is_inside = _has_words(text[only.quote[1] :])
    what = "Only the punctuation differs" if is_inside else "Only the final punctuation differs"
    has = f"has “{only.read}”" if only.read else f"has no “{only.typed}”"
    instead = f", not “{only.typed}”" if only.read and only.typed else " there"
    return f"{what}: the source {has}{instead}.", "Type it as the source has it."


def _about_words(text: str, only: Difference) -> tuple[str, str]:
    """Write the message and the hint about words that differ in one place."""
    from briefgen.evidence.drops import turns_sense

    typed, read = _shown(text[slice(*only.quote)]), _shown(only.read)
    if not only.typed:
        hint = "Put it back, or mark the omission with `…`."
        if turns_sense(only.read, text):
            hint = "Put it back: without it, the quote says something else."
        return f"The quote leaves out “{read}”, which the source has here.", hint
    goes_on = not _has_words(only.typed) and not _has_words(text[only.quote[1] :])
    if goes_on:  # the quote ends with a sign where the source has more words
        hint = f"Quote on, or take out the “{typed}”: `…` in its place says that more follows."
        return f"The source goes on here, with “{read}”.", hint
    brackets = f"in brackets: `[{typed}]`" if len(typed.split()) <= IN_BRACKETS else "in brackets"
    if not only.read:
        message = f"The source doesn't have “{typed}” here."
        return message, f"Take it out; or, if it is yours, put it {brackets}."
    return f"The source has “{read}”, not “{typed}”.", "Type it as the source has it."


def _in_brief(text: str, each: Difference) -> str:
    """Write one difference as an item of a list: “may” for “must”."""
    typed, read = _shown(text[slice(*each.quote)]), _shown(each.read)
    if not each.read:
        return f"no “{typed}”"
    return f"“{read}” for “{typed}”" if each.typed else f"“{read}” as well"


def _is_sign(difference: Difference) -> bool:
    """Tell whether only punctuation differs."""
    return not _has_words(difference.typed + difference.read)


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _shown(words: str) -> str:
    """Write words to be named in a sentence: on one line, without signs around them."""
    words = " ".join(re.sub(r"-\s*\n\s*", "-", words).split())
    return words.strip(CLINGING) or words
