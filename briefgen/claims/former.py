"""Tell where a sentence has the figure that its source holds another one against.

`Rents rose to 7.1 per cent from 5.2` has both, so that each is found where the source speaks of the
matter. But a sentence that only says to what they rose means the first one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from briefgen.claims.competing import competing, places_of
from briefgen.claims.copied import Copied
from briefgen.claims.mention import Day, Figure, Mention
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.tables import table_at

Stretch = tuple[int, int]
# How far before a figure such words stand, in characters; and where what is said of it ends.
BEFORE = 30
PAUSE = regex(r"[,;:](?=\s)|[()–—.]\s|\n\n|\Z")
WORD = regex(r"[^\W\d_]+")


@record
class _Words:
    former: re.Pattern[str]
    to: frozenset[str]

    def follows(self, text: str, at: int) -> bool:
        """Tell whether a place follows words that stand before a former figure."""
        return bool(self.former.search(text, max(0, at - BEFORE), at))


@cache
def _known() -> dict[str, dict[str, list[str]]]:
    return table_at(Path(__file__).with_suffix(".toml"))


@cache
def _words_of(language: str) -> _Words | None:
    known = _known().get(language.partition("-")[0])
    if known is None:
        return None
    before = "|".join(map(re.escape, known["former"]))
    former = regex(rf"\b(?:{before})\s+\Z", re.IGNORECASE)
    return _Words(former, frozenset(known["to"]))


@cache
def _earlier() -> frozenset[str]:
    return frozenset(word for each in _known().values() for word in each["earlier"])


def instead_of_former(
    sentence: str, mention: Mention, mentions: Sequence[Mention], text: Copied, piece: Stretch
) -> Stretch | None:
    """Find what a sentence of a source, `piece`, has as its figure where the typed is the former.

    None where the brief's sentence may itself speak of what was before, or has another such figure.
    """
    source, typed = _words_of(text.language), mention.value
    if source is None or not isinstance(typed, Figure) or not typed.unit or typed.high is not None:
        return None
    here = [each for each in text.within(*piece) if _unit(each) == typed.unit]
    own = [each for each in here if _value(each) == typed.value]
    if len(own) != 1 or sum(_unit(each) == typed.unit for each in mentions) > 1:
        return None
    pause = PAUSE.search(text.text, own[0].end)
    tail = own[0].end, pause.start() if pause else own[0].end
    if not source.follows(text.text, own[0].start) or _dates(mentions, text, *tail):
        return None
    if _is_earlier(sentence) and not _dates(mentions, text, *piece):
        return None
    others = competing(mention, mentions, text, piece)
    main = [each for each in others if not source.follows(text.text, each[0])]
    between = text.text[own[0].end : main[0][0]] if main else ""
    is_main = len(main) == 1 and (
        main[0][1] <= own[0].start or between.strip().lower() in source.to
    )
    return main[0] if is_main else None


def _unit(mention: Mention) -> str:
    return mention.value.unit if isinstance(mention.value, Figure) else ""


def _value(mention: Mention) -> Decimal | None:
    return mention.value.value if isinstance(mention.value, Figure) else None


def _is_earlier(sentence: str) -> bool:
    return any(each[0].lower() in _earlier() for each in WORD.finditer(sentence))


def _dates(mentions: Sequence[Mention], text: Copied, start: int, end: int) -> bool:
    """Tell whether a stretch of a source has a date that the brief's sentence mentions."""
    here = {(each.start, each.end) for each in text.within(start, end)}
    return any(
        here.intersection(places)
        for each in mentions
        if isinstance(each.value, Day)
        for places in places_of(text, each)
    )
