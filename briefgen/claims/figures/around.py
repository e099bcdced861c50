"""Read what stands beside a number and belongs to it: sign, magnitude, unit, hedge."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from briefgen.claims.figures.lexicon import Lexicon, letters, money
from briefgen.claims.figures.scan import is_sum
from briefgen.claims.figures.tokens import BIDI_SIGNS, FIRST, NEXT, Word, words_after, words_before
from briefgen.claims.figures.words import ONE, Numeral

DASHES = "-−–‐‑﹣－"


class Behind(NamedTuple):
    """What follows on a number: its magnitude, its unit, and how many characters they take.

    `hedge` is one behind it, `counts` says that a noun follows that is no known unit, `next` is
    the word behind all of it. `per` is a second unit (£5 an hour); `whole` takes it in, too.
    """

    tail: int = 0
    scale: Decimal = ONE
    unit: str = ""
    hedge: str = ""
    counts: bool = False
    next: str = ""
    per: str = ""
    whole: int = 0


class Before(NamedTuple):
    """What leads to a number: its sign, currency and hedge, in some languages its magnitude.

    `lead` is how many characters sign and currency take. `words` are those before all of it, in
    small letters. `is_label` says that it only tells one thing from others: page 72.
    """

    lead: int = 0
    negative: bool = False
    unit: str = ""
    hedge: str = ""
    words: tuple[str, ...] = ()
    scale: Decimal = ONE
    is_label: bool = False


# What most numbers of a long text have beside them: no objects are made for those.
NO_LEAD = Before()
BARE = (Behind(),)
COUNTING = (Behind(counts=True),)


def before(text: str, floor: int, numeral: Numeral, lexicon: Lexicon, *, is_source: bool) -> Before:
    """Read what stands before a number, as far back as the place that `floor` gives.

    In a source, the words before it are left out where they mean nothing here.
    """
    start = numeral.start
    if is_source:
        word = text[max(floor, text.rfind(" ", floor, max(start - 1, floor))) : start].strip()
        word = word.lstrip("(“\"'")
        if not word or (
            word.isalpha() and word not in lexicon.leads and word.lower() not in lexicon.leads
        ):
            return NO_LEAD
    return _before(text, floor, numeral, lexicon)


def _before(text: str, floor: int, numeral: Numeral, lexicon: Lexicon) -> Before:
    at = numeral.start
    start, negative = _sign(text, floor, at)
    words = words_before(text, floor, start)
    unit = ""
    found = lexicon.before.at_end(words)
    if found and words[-1].text in letters():
        # KSh 4,000 and R4,000, but not "grade R 4,000".
        is_beside = words[-1].end == at or len(words[-1].text) > 1
        found = found if is_beside and is_sum(text, at, numeral.end, lexicon) else None
    if found and _is_near(text, words[found[1]].start, words[-1].end, start):
        unit = found[0]
        # EUR-5.
        negative = negative or any(sign in DASHES for sign in text[words[-1].end : start])
        start = words[found[1]].start
        words = words[: found[1]]
        if not negative:
            start, negative = _sign(text, floor, start)
    if scaled := lexicon.magnitudes_before.at_end(words):
        return Before(at - words[scaled[1]].start, negative, unit, scale=scaled[0])
    lead = [word.text.lower() for word in words]
    while lead and lead[-1] in lexicon.articles:
        lead.pop()
    hedged = lexicon.hedges.at_end(words[: len(lead)])
    # Minus 3, but in French "au moins 3".
    if hedged is None and lead and lead[-1] in lexicon.minus:
        negative = True
        start = words[len(lead) - 1].start
        lead.pop()
        hedged = lexicon.hedges.at_end(words[: len(lead)])
    if hedged is None:
        is_label = bool(lead) and lead[-1] in lexicon.labels
        return Before(at - start, negative, unit, "", tuple(lead), is_label=is_label)
    hedge = "" if hedged[0] == "none" else hedged[0]
    return Before(at - start, negative, unit, hedge, tuple(lead[: hedged[1]]))


def _is_near(text: str, start: int, end: int, at: int) -> bool:
    """Tell whether a unit belongs to the number behind it, and not to one before it: 5%–7%."""
    between = text[end:at].strip(" .\u00a0\u202f\u2009" + BIDI_SIGNS)
    is_behind = text[max(start - 2, 0) : start].strip()[-1:].isdigit()
    return not between or (not between.strip(DASHES) and not is_behind)


def _sign(text: str, floor: int, start: int) -> tuple[int, bool]:
    """Tell whether a minus stands before a place, and where what stands there begins.

    A dash behind a letter or a digit joins; one with a blank behind it is a dash or a bullet,
    unless it is the sign for minus itself.
    """
    at = start
    while at > floor and text[at - 1] in BIDI_SIGNS:
        at -= 1
    if at > floor + 1 and text[at - 1] == " " and text[at - 2] == "−":
        at -= 1
    if at <= floor or text[at - 1] not in DASHES:
        return start, False
    lead = text[at - 2] if at >= 2 else " "
    if lead.isalnum() or lead in DASHES or lead in ")%/":
        return start, False
    return at - 1, True


def behind(text: str, numeral: Numeral, lexicon: Lexicon, front: str) -> tuple[Behind, ...]:
    """List the ways to read what follows on a number; more than one for "5m" (million, metres)."""
    first = FIRST.match(text, numeral.end)
    if first is None:
        return BARE
    word = first[1].lower()
    # Two million of dollars: "of" joins a magnitude in words to its unit.
    joins = numeral.scale is not ONE and word in lexicon.connectors
    if joins:
        return tuple(_ways(text, numeral, lexicon, front))
    if word not in lexicon.tails and first[1] not in lexicon.tails and not lexicon.spaceless:
        may_lead = word not in lexicon.small or word in lexicon.per
        second = NEXT.match(text, first.end()) if may_lead else None
        if second is None or not (
            second[1].lower() in lexicon.units.words or second[1] in lexicon.units.exact
        ):
            return COUNTING if _counts(first[1], lexicon) else BARE
    return tuple(_ways(text, numeral, lexicon, front))


def _ways(text: str, numeral: Numeral, lexicon: Lexicon, front: str) -> list[Behind]:
    words = words_after(text, numeral.end, lexicon.beside)
    if lexicon.spaceless:
        words = _cut(words, lexicon)
    scale, index = ONE, 0
    while index < 2 and (found := lexicon.magnitudes.at_start(words, index)):
        scale, index = found[0] if scale is ONE else scale * found[0], found[1]
    small = lexicon.glued.at_start(words, index) if index else None
    if small and not lexicon.units.at_start(words, index):
        # Spanish: 10 mil M€.
        scale, index = scale * small[0], small[1]
    ways = [] if index else _glued(text, words, numeral, lexicon, front)
    if len(ways) == 1 and (front or ways[0].unit in money()):
        return ways
    ways.append(_rest(text, words, index, numeral, scale, lexicon))
    if len(ways) == 2:
        if not ways[1].unit:
            return ways[:1]
        if ways[1].next in lexicon.lengthwise or words[0].start > numeral.end:
            ways.reverse()
    return ways


def _cut(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """Cut off the magnitude that a word begins with, in a script without blanks: 12万人."""
    if not words:
        return []
    text, start, end = words[0]
    lengths = (size for size in range(len(text), 0, -1) if text[:size] in lexicon.tails)
    size = next(lengths, 0)
    if size == len(text):
        return words
    cut = [Word(text[:size], start, start + size)] if size else []
    return [*cut, Word(text[size:], start + size, end), *words[1:]]


def _glued(
    text: str, words: list[Word], numeral: Numeral, lexicon: Lexicon, front: str
) -> list[Behind]:
    """Read a magnitude of one letter: only directly behind the number, or in a sum of money."""
    small = lexicon.glued.at_start(words)
    if small is None:
        return []
    scale, index = small
    way = _rest(text, words, index, numeral, scale, lexicon)
    # "12\u00a0M" is what the CLDR writes.
    is_glued = text[numeral.end : words[0].start] in ("", "\u00a0", "\u202f")
    return [way] if is_glued or front or way.unit in money() else []


def _unit(
    text: str, words: list[Word], index: int, lexicon: Lexicon, *, is_scaled: bool
) -> tuple[str, int] | None:
    """Find the unit that starts at a word, or behind "of" or "working"."""
    found = lexicon.units.at_start(words, index)
    if found is None and index < len(words):
        word = words[index].text.lower()
        # Two working days, three billion Swedish crowns, two million of euros.
        is_between = word not in lexicon.small and word not in lexicon.per
        may_lie_between = is_between or (is_scaled and word in lexicon.connectors)
        following = words[index + 1].text if index + 1 < len(words) else ""
        if may_lie_between and (len(following) > 2 or word in lexicon.connectors):
            found = lexicon.units.at_start(words, index + 1)
    if found is None:
        return None
    last = words[found[1] - 1]
    follows = text[last.end : last.end + 2]
    # In "5 l’été" the letter is no unit, and in "£9.6m of £24m" the sign belongs to the next sum.
    is_next = len(last.text) == 1 and (follows[:1] in ("’", "'") or follows.strip()[:1].isdigit())
    # 10p is money, and "3 p.m." none; nor is "2-м" a length, but an ordinal.
    lead = text[last.start - 1]
    is_apart = lead.isspace() and last.text in lexicon.tight
    is_apart = is_apart or (lead in "-‑" and len(last.text) == 1)
    return None if is_next or is_apart or follows[:1].isdigit() else found


def _rest(  # noqa: PLR0913, PLR0917 - one place in a text, and what is known up to there
    text: str, words: list[Word], index: int, numeral: Numeral, scale: Decimal, lexicon: Lexicon
) -> Behind:
    unit, hedge = "", ""
    is_scaled = index > 0 or numeral.scale != 1
    if found := _unit(text, words, index, lexicon, is_scaled=is_scaled):
        unit, index = found
    end = words[index - 1].end if index else numeral.end
    if hedged := lexicon.hedges_behind.at_start(words, index):
        hedge, index = hedged
    following = words[index].text if index < len(words) else ""
    counts = not unit and _counts(following, lexicon)
    per, whole = "", end
    if following.lower() in lexicon.per and (second := lexicon.units.at_start(words, index + 1)):
        per, whole = second[0], words[second[1] - 1].end
    return Behind(
        end - numeral.end, scale, unit, hedge, counts, following.lower(), per, whole - numeral.end
    )


def _counts(word: str, lexicon: Lexicon) -> bool:
    """Tell whether the word behind a number names what it counts; unknown without word lists.

    A capital may start the next cell of a table: "200 Iceland 48".
    """
    is_noun = word[:1].islower() or (lexicon.has_capitals and word[:1].isalpha())
    return bool(lexicon.small) and is_noun and word.lower() not in lexicon.small
