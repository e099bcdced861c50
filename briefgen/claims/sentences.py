"""Cut the text of a brief into sentences, each with the citations behind its full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from briefgen.ground.regexes import regex
from briefgen.ground.tables import table_at
from briefgen.markdown.links import CITE

# A stop with the marks that close behind it, and the citations there: these belong to the sentence
# that ends. At a stop without any space behind it, as in 3.5, a sentence ends only with one.
STOP = regex(
    rf"(?P<stop>[.!?…]{{1,9}})[\"'”’»“)\]*_]{{0,9}}(?P<cited>(?:\s{{0,9}}{CITE.pattern}){{1,99}})?"
    r"(?:(?=\s|\Z)|(?(cited)|(?!)))|[。！？](?:\[\^[\w-]+\])*"
)
# What stands before a stop, back to the last space.
BEFORE = regex(r"[^\s(\[“”\"'‘„«]{0,24}\Z")
NEXT = regex(r"[\s\"'“”‘’„«»(\[*_]{0,9}(?P<word>[^\W_]*)")
INITIALS = regex(r"(?:[^\W\d_]\.)*[^\W\d_]")
# Short forms that stand at the end of a sentence more often than before a capital.
CLOCK = ("a.m", "p.m")


def sentences(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """List the sentences of a paragraph, by their offsets in the text, without outer spaces."""
    first = start
    for found in STOP.finditer(text, start, end):
        if found.end() >= end or _is_end(found, start, language):
            yield from _trimmed(text, first, found.end())
            first = found.end()
    yield from _trimmed(text, first, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if kept := words.strip():
        start += len(words) - len(words.lstrip())
        yield start, start + len(kept)


def _is_end(found: re.Match[str], start: int, language: str) -> bool:
    """Tell whether a sentence ends at a stop inside a paragraph that starts at `start`."""
    text, stop = found.string, found["stop"]
    following = NEXT.match(text, found.end())
    word = following["word"] if following else ""
    if stop is None:
        return True
    if word[:1].islower():
        return False
    if stop != "." or found["cited"]:
        return True
    before = BEFORE.search(text, max(start, found.start() - 24), found.start())
    if before is None:
        return True
    return _ends(before[0], word, language, is_first=before.start() == start)


def _ends(before: str, word: str, language: str, *, is_first: bool) -> bool:
    """Tell whether a sentence ends between two words with a full stop, by these words."""
    # One letter may as well be the second initial of a name.
    lowered, starts = before.lower(), len(word) > 1 and word.lower() in _words("starters")
    if before.isdigit():
        if is_first:  # 1. Fish
            return False
        is_rank = len(before) < 3 and language.partition("-")[0] in _words("ordinals")
        return starts or not is_rank
    if lowered in CLOCK:
        return True
    if lowered in _words("short") and not starts:
        return False
    if INITIALS.fullmatch(before):
        return starts and not (len(before) == 1 and before.islower())
    return True


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(_lists()[name]).split())


@cache
def _lists() -> dict[str, str]:
    return table_at(Path(__file__).with_name("sentences.toml"))
