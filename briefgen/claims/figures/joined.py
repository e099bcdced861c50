"""Read what two numbers or a number and a word make together: ranges and shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from briefgen.claims.figures.around import BARE, COUNTING, DASHES, NO_LEAD, Before, Behind
from briefgen.claims.figures.lexicon import LABEL, SHARE, Lexicon
from briefgen.claims.figures.tokens import words_after, words_before
from briefgen.claims.figures.words import ONE, Numeral
from briefgen.claims.mention import Figure, Mention
from briefgen.ground.regexes import regex

# How far apart two numbers may stand that belong together.
NEAR = 12
FAR = 30
_HUNDRED = Decimal(100)
_ROUND = {Decimal(10) ** zeros for zeros in range(2, 7)}
# Shares such as a third are told in whole points: a third is 32 to 34 per cent.
_POINTS = Decimal(2)


class Draft(NamedTuple):
    """A number with what stands beside it, before it is joined with the next one.

    `start` and `end` are those of all of it. `behind` is the first of the `ways` in which to read
    what follows; `magnitude` is in the number or behind it.
    """

    numeral: Numeral
    start: int
    end: int
    before: Before
    behind: Behind
    ways: tuple[Behind, ...]
    unit: str
    magnitude: Decimal


def draft_of(numeral: Numeral, front: Before, ways: tuple[Behind, ...]) -> Draft:
    """Put together a number and what stands beside it."""
    first = ways[0]
    start, end = numeral.start - front.lead, numeral.end + first.tail
    scale = numeral.scale if first.scale is ONE else first.scale
    scale = scale if front.scale is ONE else front.scale
    return Draft(numeral, start, end, front, first, ways, first.unit or front.unit, scale)


def _gap(text: str, one: Draft, two: Draft) -> str:
    return text[one.end : two.start].strip(" \u00a0\u202f\n").lower()


def inherit(text: str, drafts: list[Draft], lexicon: Lexicon) -> list[Draft]:
    """Give a number the magnitude and unit of the next one where they belong to both."""
    words = lexicon.range_words
    for index in range(len(drafts) - 2, -1, -1):
        one, two = drafts[index], drafts[index + 1]
        if two.start - one.end > NEAR:
            continue
        if one.behind.unit and not (two.unit or two.behind.counts) and two.magnitude is ONE:
            # From 55 minutes to 12.
            if (
                one.before.words[-1:]
                and one.before.words[-1] in words["from"]
                and _is_to(_gap(text, one, two), lexicon)
            ):
                behind = two.behind._replace(unit=one.behind.unit)
                drafts[index + 1] = draft_of(two.numeral, two.before, (behind,))
            continue
        if one.behind.counts:
            continue
        if (one.unit and two.magnitude == 1) or one.behind.unit or not (two.unit or two.magnitude):
            continue
        gap = _gap(text, one, two)
        if not (_is_to(gap, lexicon) or gap in words["list"] or gap in words["and"]):
            continue
        if one.unit and two.unit and one.unit != two.unit:
            continue
        if two.before.hedge and _is_to(gap, lexicon):
            # In Russian, "до" is both "up to" and the word between the ends of a range.
            drafts[index + 1] = two._replace(before=two.before._replace(hedge=""))
        takes = one.magnitude == 1 and one.numeral.readings[0][0] < 1000
        first = one.behind._replace(
            scale=two.magnitude if takes else one.behind.scale,
            unit="" if one.before.unit else two.unit,
        )
        drafts[index] = draft_of(one.numeral, one.before, (first, *one.ways[1:]))
    return drafts


def added(text: str, drafts: list[Draft]) -> list[Draft]:
    """Add up what is written with two magnitudes, as Russian does: 1 млн 200 тыс."""
    kept: list[Draft] = []
    for two in drafts:
        if two.magnitude is not ONE and kept and _adds(text, kept[-1], two):
            one = kept[-1]
            (more, last), (value, _) = two.numeral.readings[0], one.numeral.readings[0]
            total = value * one.behind.scale + more * two.behind.scale
            reading = (total, last * two.behind.scale)
            numeral = two.numeral._replace(start=one.numeral.start, readings=(reading,))
            kept[-1] = draft_of(numeral, one.before, (two.behind._replace(scale=ONE),))
        else:
            kept.append(two)
    return kept


def _adds(text: str, one: Draft, two: Draft) -> bool:
    has_one_way = len(one.ways) == len(two.ways) == 1 and not (one.unit or two.before.lead)
    return has_one_way and 1 < two.magnitude < one.magnitude and not _gap(text, one, two)


def _is_to(gap: str, lexicon: Lexicon) -> bool:
    return gap in lexicon.range_words["to"] or (len(gap) == 1 and gap in DASHES)


def figures_of(draft: Draft, *, down: bool) -> Iterator[Figure]:
    """Make the figures that a number can mean; `down` where something fell by so much."""
    if draft.before is NO_LEAD and (draft.ways is BARE or draft.ways is COUNTING):
        counts, hedge = draft.behind.counts, "about" if draft.numeral.is_vague else ""
        for number, last in draft.numeral.readings:
            yield Figure(number, last, "", hedge, None, down, counts)
        return
    label = LABEL if draft.before.is_label else ""
    for way in draft.ways:
        for number, last in draft.numeral.readings:
            unit, factor = _unit(way.unit or draft.before.unit or label)
            scale = way.scale * factor * draft.before.scale
            value, step = number * scale, last * scale
            yield Figure(
                -value if draft.before.negative else value,
                step,
                unit,
                draft.before.hedge or way.hedge or ("about" if draft.numeral.is_vague else ""),
                down=down,
                counts=way.counts,
                per=way.per,
            )


def _unit(unit: str) -> tuple[str, Decimal]:
    if "*" not in unit:
        return unit, ONE
    name, _, factor = unit.partition("*")
    return name, Decimal(factor) if factor else ONE


def range_of(text: str, one: Draft, two: Draft, lexicon: Lexicon) -> bool:
    """Tell whether two numbers are the ends of a range."""
    if two.start - one.end > NEAR:
        return False
    if one.before.negative != two.before.negative and two.before.negative:
        return False
    if one.behind.counts or (one.unit != two.unit and not (one.before.unit and not two.unit)):
        return False
    gap = _gap(text, one, two)
    opened = one.before.words[-1:] and one.before.words[-1]
    if gap in lexicon.range_words["and"]:
        return bool(opened and opened in lexicon.range_words["between"])
    return _is_to(gap, lexicon) and not (opened and opened in lexicon.range_words["from"])


def share(part: Decimal, whole: Decimal) -> Figure:
    """Make the figure of a share, in per cent."""
    value = _HUNDRED * part / whole
    return Figure(value, min(_POINTS, value / 10), SHARE)


def share_of_two(text: str, one: Draft, two: Draft, lexicon: Lexicon) -> Figure | None:
    """Read "one in five", "3 out of 4" and "1/3"; None where two numbers are no share."""
    part, whole = one.numeral.readings[0][0], two.numeral.readings[0][0]
    is_bare = not (one.unit or two.unit) and one.magnitude == two.magnitude == 1
    if not (is_bare and 0 < part < whole) or part % 1 or whole % 1:
        return None
    if whole > 20 and whole not in _ROUND:
        # 312 of 1,184 are looked for by themselves.
        return None
    gap = _gap(text, one, two)
    if part == 1 and (words := gap.split()) and 1 < len(words) < 4:
        # One child in five.
        gap = gap if gap in lexicon.share_words["in"] else words[-1]
        return share(part, whole) if gap in lexicon.share_words["in"] else None
    if gap == "/":
        return share(part, whole)
    if gap in lexicon.share_words["in"] and not one.behind.counts:
        return share(part, whole)
    return None


def shares_in_words(
    text: str, low: str, numerals: dict[int, Numeral], lexicon: Lexicon, *, is_source: bool
) -> Iterator[Mention]:
    """Find "two thirds", "a quarter of" and "half the" in a text; `numerals` are by their ends."""
    halves = {end for numeral in numerals.values() for end in _ends(low, numeral, lexicon)}
    for each in lexicon.part.finditer(low) if lexicon.part else ():
        if each.end() in halves:
            continue
        whole = lexicon.parts[_BLANKS.sub(" ", each[0])]
        found = _share(low, each.start(), each.end(), whole, numerals, lexicon, is_source=is_source)
        if found:
            part, start = found
            figure, end = _of_magnitude(text, each.end(), share(part, Decimal(whole)), lexicon)
            hedge = _hedge(text, start, lexicon)
            yield Mention(replace(figure, hedge=hedge), start, end)
    for each in lexicon.every_word.finditer(low) if lexicon.every_word else ():
        whole = lexicon.every[_BLANKS.sub(" ", each[0])]
        yield Mention(share(Decimal(1), Decimal(whole)), *each.span())


def _of_magnitude(text: str, end: int, part: Figure, lexicon: Lexicon) -> tuple[Figure, int]:
    """Read a quarter of a million as the number that it is, with its unit."""
    words = words_after(text, end)
    lead = " ".join(word.text.lower() for word in words[:2])
    skip = 2 if lead in lexicon.share_words["of"] else 1
    if (
        lead not in lexicon.share_words["of"]
        and lead.split(" ")[0] not in lexicon.share_words["of"]
    ):
        return part, end
    if (found := lexicon.magnitudes.at_start(words, skip)) is None:
        return part, end
    scale, index = found
    if unit := lexicon.units.at_start(words, index):
        index = unit[1]
    name, factor = _unit(unit[0] if unit else "")
    value = part.value * scale * factor / _HUNDRED
    return Figure(value, scale * factor / 100, name), words[index - 1].end


def _ends(low: str, numeral: Numeral, lexicon: Lexicon) -> Iterator[int]:
    """Yield where shares inside of a number end, as in Russian for two and a half million."""
    if numeral.in_words and lexicon.part and numeral.end - numeral.start > 8:
        yield from (each.end() for each in lexicon.part.finditer(low, numeral.start, numeral.end))


def _share(  # noqa: PLR0913, PLR0917 - one place in a text, and what is known of it
    low: str,
    start: int,
    end: int,
    whole: int,
    numerals: dict[int, Numeral],
    lexicon: Lexicon,
    *,
    is_source: bool,
) -> tuple[Decimal, int] | None:
    """Find how many parts a share has, and where it starts; None if it isn't one.

    A third is a share, and the third is none.
    """
    words = lexicon.share_words
    lead = _LEAD.search(low, max(0, start - 24), start)
    before, at = (lead[1], lead.start(1)) if lead else ("", start)
    numeral = numerals.get(at + len(before))
    if low[end : end + 1] == "-" and not numeral:
        return None
    if numeral and not numeral.is_weak:
        part = numeral.readings[0][0]
        return (part, numeral.start) if part < whole else None
    if before in words["not_after"]:
        return None
    is_whole = _BLANKS.sub(" ", low[start:end]) in words["whole"]
    if before not in words["one"] and not is_whole:
        return None
    # What stands behind a typed share shows that it is one: a third of them, by a third.
    rest = _REST.match(low, end)
    if is_source or not rest or not rest[1] or not {rest[1], "*"}.isdisjoint(words["behind"]):
        return Decimal(1), at if before in words["one"] else start
    return None


_BLANKS = regex(r"[\s-]+")
_LEAD = regex(r"([^\W_]+)[\s-]{1,3}\Z")
_REST = regex(r"\s{1,3}([^\W\d_]+)|\s{0,3}[^\w\s]")


def _hedge(text: str, start: int, lexicon: Lexicon) -> str:
    found = lexicon.hedges.at_end(words_before(text, 0, start))
    return found[0] if found else ""
