"""Find the figures, dates and times that only one text of a brief in two languages has.

Each text is compared with its twin as a sentence is with its source: what is rounded, or in digits
here and in words there, is the same. What is in words here isn't compared: `a tenth` and `un
dixième` are read differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from briefgen.claims.copied import copied
from briefgen.claims.figures import is_known
from briefgen.claims.looking import mentions_in
from briefgen.claims.mention import Figure, Name
from briefgen.claims.statements import statements_of
from briefgen.ground.records import record
from briefgen.ground.span import Path
from briefgen.model import Brief, texts

# Numbers up to this are often in words.
IN_WORDS = Decimal(12)


@record
class InOne:
    """A figure, date or time of a text whose twin doesn't have it, at offsets into that text."""

    path: Path
    start: int
    end: int
    words: str


def in_one(brief: Brief, data: Any, other: Brief, of_other: Any) -> Iterator[InOne]:
    """List what is in a text of `brief` and not in the same text of `other`.

    `data` and `of_other` are what was typed of both: entries belong together by their ids.
    """
    twins = {_place(of_other, path): text for path, text, _, _ in texts(other)}
    reads_words = is_known(other.language)
    for statement in statements_of(brief):
        twin = twins.get(_place(data, statement.path))
        if twin is None:
            continue
        read = copied(twin, other.language, other.as_of)
        for mention in mentions_in(statement.words, brief, with_names=False):
            words = statement.words[mention.start : mention.end]
            value = mention.value
            if isinstance(value, Name) or not any(map(str.isdigit, words)):
                continue
            # The other text may have it in words, and those of its language aren't known.
            if isinstance(value, Figure) and value.value <= IN_WORDS and not reads_words:
                continue
            if read.agreeing(value):
                continue
            start = statement.start + mention.start
            yield InOne(statement.path, start, start + len(words), words)


def _place(data: Any, path: Path) -> Path:
    """Name a place by ids: an entry of a list by its own, or by its order among those without."""
    named: list[int | str] = []
    for key in path:
        if isinstance(data, list) and isinstance(key, int) and key < len(data):
            ids = [each.get("id") if isinstance(each, dict) else None for each in data]
            named.append(ids[key] or ids[:key].count(None))
            data = data[key]
        else:
            named.append(key)
            data = data.get(key) if isinstance(data, dict) else None
    return tuple(named)
