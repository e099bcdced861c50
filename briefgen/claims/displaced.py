"""Tell where a source has a value only where it speaks of something else.

In a long report nearly every small number stands somewhere, so that its being there proves little.
But where the one sentence that speaks of the matter has another number of the same kind, and none
of the sentences with the typed one has much of the matter, then it is a slip. Likewise in a table,
where the row that the brief's sentence names has another number in the same column; and where the
brief has twice a number that the source has once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from briefgen.claims.alike import WINDOWS, Alike, Window, inside, rarity
from briefgen.claims.competing import Places, Stretch, competing, places_of, similar
from briefgen.claims.copied import Copied
from briefgen.claims.figures import agreement
from briefgen.claims.former import instead_of_former
from briefgen.claims.mention import Figure, Mention, Value
from briefgen.claims.pieces import is_row, pieces
from briefgen.evidence.concordance import stems
from briefgen.evidence.folding import fold
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# The least that the sentence on the matter has of the brief's, and of its words; and the most that
# a sentence with the typed value has, as a share of that. Measured with sentences about sixty
# reports.
SURE, WORDS, LITTLE = 0.25, 3, 0.6
# A small number without a unit stands for any thing, and a share such as half is said roughly: more
# has to be alike. A row of a table has few words, and its headings say the rest.
SMALL, SMALL_SURE, LITTLE_IN_ROW = 12, 0.5, 0.4
# Where this much is alike, and this little of it around the typed value, the source may have quite
# another value of the same unit.
PLAIN, HARDLY = 0.5, 0.25
# The least that the sentence on the matter has of the clause that the value is in.
CLAUSE = 0.2
# How many of the most similar windows may hold the sentence on the matter.
FIRST = 8
# How near a place another figure of the sentence says something of it, in characters; and how many
# places are looked at.
BESIDE, FEW = 200, 50
# How far from a row of a table another row of it may stand, in characters; and how many places in
# tables a value may have.
TABLE, ROWS = 2000, 8
# The most values of a source that may agree with the typed one. Of "about 100" many do, and with
# all of them to look at nothing is certain.
AGREEING = 100
# What stands before a number that only names something: a line's start, as before that of a
# section, or a sign, as in L.5 and [72].
LABEL = regex(r"(?:\n|\A|[\[/.#§])\s*\Z")
# What parts the clauses of a sentence, but not the digits of a number.
PAUSE = regex(r"[,;:](?=\s)|[()–—]")
LINE = regex(r"[^\n]+")
CELL = regex(r"[^\s|]*\d[^\s|]*")


@record
class _Sought:
    """A value that a source has, with the sentence of the brief that mentions it."""

    mention: Mention
    mentions: Sequence[Mention]
    text: Copied
    alike: Alike
    sentence: str

    @cached_property
    def clause(self) -> frozenset[str]:
        """The stems of the words around the value, up to the nearest comma or the like."""
        before = PAUSE.split(self.sentence[: self.mention.start])[-1]
        behind = PAUSE.split(self.sentence[self.mention.end :])[0]
        return frozenset(stems(fold(f"{before} {behind}").text.lower()))

    @cached_property
    def own(self) -> list[Places]:
        return places_of(self.text, self.mention)

    @cached_property
    def others(self) -> list[tuple[float, list[Places]]]:
        """The other figures and dates of the sentence, weighed by how few places they have."""
        found = []
        for each in self.mentions:
            places = [] if each is self.mention else places_of(self.text, each)
            weight = rarity(self.alike.size, sum(map(len, places)))
            if places and weight > 0:
                found.append((weight, places))
        return found

    @cached_property
    def whole(self) -> float:
        return sum(self.alike.weights.values()) + sum(weight for weight, _ in self.others)

    def said(self, start: int, end: int) -> dict[object, float]:
        """Weigh what a stretch of the source has of the sentence: words and other figures."""
        weights = self.alike.weights
        words = stems(fold(self.text.text[start:end]).text.lower())
        found: dict[object, float] = {each: weights[each] for each in words if each in weights}
        for number, (weight, lists) in enumerate(self.others):
            if _has(lists, start, end):
                found[number] = weight
        return found


def displaced(
    mention: Mention,
    mentions: Sequence[Mention],
    text: Copied,
    alike: Alike,
    sentence: str,
) -> Stretch | None:
    """Find what a source has in the place of a value that it has elsewhere alone.

    The other figures and dates of the sentence tell of the place as its words do. None where it
    can't be told for nearly certain.
    """
    sought = _Sought(mention, mentions, text, alike, sentence)
    if not 0 < len(sought.own) <= AGREEING or _is_loose(mention, mentions):
        return None
    return _in_sentence(sought) or _of_twins(sought) or _in_column(sought) or _of_former(sought)


def _is_loose(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Tell whether a value is a share in words beside an exact one: over half, 55 per cent."""
    units = {each.value.unit for each in mentions if isinstance(each.value, Figure)}
    is_share = isinstance(mention.value, Figure) and mention.value.unit == "share"
    return is_share and "percent" in units


def _in_sentence(sought: _Sought) -> Stretch | None:
    """Find the value in the sentence that speaks of the matter, if another one has the typed."""
    windows = sought.alike.windows
    # In a list of like entries there are more such windows than are kept.
    if len(windows) == WINDOWS and windows[-1].share > LITTLE * windows[0].share:
        return None
    best = _on_matter(sought)
    if best is None:
        return None
    others = {each.value for each in sought.text.within(*best.at)}
    for piece in dict.fromkeys(_around_own(sought)):
        # A sentence that has both values, such as the ends of a time, tells less against either.
        has_both = any(each.value in others for each in sought.text.within(*piece))
        is_bare = has_both or is_row(sought.text.text[slice(*piece)])
        most = LITTLE_IN_ROW if is_bare else LITTLE
        if sum(sought.said(*piece).values()) > (most if best.is_similar else HARDLY) * best.share:
            return None
    return best.at


class _Other(NamedTuple):
    """What a sentence of the source has in the typed value's place, and how much it is alike."""

    share: float
    at: Stretch
    is_similar: bool


def _on_matter(sought: _Sought) -> _Other | None:
    """Find the value in the sentence that is most like that of the brief, without the typed one.

    None where any such sentence has what the typed value is rounded from.
    """
    sure = (SMALL_SURE if _is_vague(sought.mention.value) else SURE) * sought.whole
    best: _Other | None = None
    for piece in dict.fromkeys(_pieces(sought, sought.alike.windows[:FIRST])):
        said = sought.said(*piece)
        here = sum(said.values())
        if here <= max(best.share if best else 0, sure) or len(said) < WORDS:
            continue
        if _has(sought.own, *piece) or not _has_clause(sought, said):
            continue
        if _is_rounded(sought, piece):
            return None
        best = _other(sought, piece, here) or best
    return best


def _other(sought: _Sought, piece: Stretch, share: float) -> _Other | None:
    others = competing(sought.mention, sought.mentions, sought.text, piece)
    if at := next(iter(similar(sought.mention, sought.text, others)), None):
        return _Other(share, at, is_similar=True)
    if len(others) == 1 and share > PLAIN * sought.whole and _has_unit(sought.mention.value):
        return _Other(share, others[0], is_similar=False)
    return None


def _has_clause(sought: _Sought, said: Mapping[object, float]) -> bool:
    """Tell whether a sentence of the source has the clause of the value, and not only the rest.

    The rest of a sentence may rest on this one, and the clause on another.
    """
    told = sum(sought.alike.weights.get(each, 0) for each in sought.clause)
    return sum(said.get(each, 0) for each in sought.clause) >= CLAUSE * told


def _is_rounded(sought: _Sought, piece: Stretch) -> bool:
    """Tell whether a sentence of the source has what the typed value is rounded from.

    It isn't among its places where the source has it as it is typed, if elsewhere. Nor is the same
    value where it is hedged in another way: up to a million, more than a million.
    """
    typed = sought.mention.value
    if not isinstance(typed, Figure):
        return False
    bare = replace(typed, hedge="")
    read = (each.value for each in sought.text.within(*piece))
    return any(
        agreement(typed, each) or agreement(bare, replace(each, hedge=""))
        for each in read
        if isinstance(each, Figure)
    )


def _is_vague(value: Value) -> bool:
    """Tell whether a figure is a small number without a unit, or a share such as half."""
    if not isinstance(value, Figure):
        return False
    return value.unit == "share" or (not value.unit and abs(value.value) <= SMALL)


def _has_unit(value: Value) -> bool:
    return isinstance(value, Figure) and bool(value.unit)


def _of_twins(sought: _Sought) -> Stretch | None:
    """Find the value of which the brief has its neighbour's: 9 and 9 where the source has 8 and 9.

    The one that stands where the source has another is the slip.
    """
    mention, text = sought.mention, sought.text
    twins = [each for each in sought.mentions if places_of(text, each) == sought.own]
    best = next(iter(sought.alike.windows), None)
    if len(twins) != 2 or best is None or best.share < SURE:
        return None
    stretch = best.start, best.end
    own = _unlabelled(text, (at for places in sought.own for at in inside(places, *stretch)))
    others = _unlabelled(text, competing(mention, sought.mentions, text, stretch))
    if len(own) != 1 or len(others) != 1 or not similar(mention, text, others):
        return None
    slip = twins[0] if others[0] < own[0] else twins[1]
    return others[0] if mention is slip else None


def _unlabelled(text: Copied, places: Iterable[Stretch]) -> list[Stretch]:
    return [at for at in places if not LABEL.search(text.text, max(0, at[0] - 9), at[0])]


def _pieces(sought: _Sought, windows: Iterable[Window]) -> Iterator[Stretch]:
    mention, text = sought.mention, sought.text
    for each in windows:
        # Most have nothing of the kind, and to cut a text into sentences takes longer.
        if competing(mention, sought.mentions, text, (each.start, each.end)):
            yield from pieces(text.text, each.start, each.end, text.language)


def _around_own(sought: _Sought) -> Iterator[Stretch]:
    """List the sentences with the typed value that may speak of the matter."""
    windows = sought.alike.windows
    near = [(each.start, each.end) for each in windows]
    near += [
        (start - BESIDE, end + BESIDE)
        for _, lists in sought.others
        for places in lists
        for start, end in places[:FEW]
    ]
    found = (
        place
        for start, end in near
        for places in sought.own
        for place in inside(places, start, end)
    )
    for place in islice(dict.fromkeys(found), FEW):
        yield from pieces(sought.text.text, *place, sought.text.language)


def _of_former(sought: _Sought) -> Stretch | None:
    """Find the value that the sentence on the matter holds against the typed one."""
    around = [(sum(sought.said(*each).values()), each) for each in _around_own(sought)]
    around = sorted(set(around), reverse=True)
    if not around or len(sought.said(*around[0][1])) < WORDS:
        return None
    share, best = around[0]
    if share <= SURE * sought.whole or any(each > LITTLE * share for each, _ in around[1:]):
        return None
    return instead_of_former(sought.sentence, sought.mention, sought.mentions, sought.text, best)


def _in_column(sought: _Sought) -> Stretch | None:
    """Find what a table has in the column of the typed value, in the row of the matter.

    All that the value's row has of the sentence, the other row has, and more.
    """
    found = None
    # Two or five may count anything, such as the rows.
    if sum(map(len, sought.own)) > ROWS or _is_vague(sought.mention.value):
        return None
    for place in (place for places in sought.own for place in places):
        found = _beside(sought, place)
        if found is None:
            return None
    return found


def _beside(sought: _Sought, place: Stretch) -> Stretch | None:
    text = sought.text.text
    rows = _rows(text, place[0])
    own = next((each for each in rows if each[0] <= place[0] < each[1]), None)
    # The first of a row is its name, such as a year: that may as well be the slip.
    if own is None or not text[own[0] : place[0]].strip(" \t|"):
        return None
    said = sought.said(*own).keys()
    better = [each for each in rows if sought.said(*each).keys() > said]
    if len(better) != 1:
        return None
    cells, others = _cells(text, own), _cells(text, better[0])
    behind = sum(start > place[0] for start, _ in cells)
    if len(cells) != len(others) or not cells:
        return None
    at = others[len(others) - 1 - behind]
    is_own = any(
        _has(places_of(sought.text, each), *at)
        for each in sought.mentions
        if each is not sought.mention
    )
    return None if is_own else at


def _rows(text: str, at: int) -> list[Stretch]:
    """List the rows of numbers near a place."""
    left = text.rfind("\n", 0, max(0, at - TABLE)) + 1
    lines = LINE.finditer(text, left, at + TABLE)
    return [(each.start(), each.end()) for each in lines if is_row(each[0])]


def _cells(text: str, row: Stretch) -> list[Stretch]:
    return [(each.start(), each.end()) for each in CELL.finditer(text, *row)]


def _has(lists: Sequence[Places], start: int, end: int) -> bool:
    return any(any(inside(places, start, end)) for places in lists)
