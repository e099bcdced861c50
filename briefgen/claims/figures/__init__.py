"""Read figures out of a text: numbers in digits and words, with sign, magnitude and unit.

`figures_in` is the way in, `agreement` compares what it found. `scan` finds the numbers, `digits`
and `words` read them, `around` reads what stands beside them, and `joined` what two make together.
`ordinals` finds the 15th, `lengths` a week and half a century, and `declared` what a table's head
says of all its numbers.
The words are data: `languages/` has a file for each language, `units.toml` what all share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from briefgen.claims.figures.agree import agreement, can_tell, digits_alone
from briefgen.claims.figures.around import BARE, COUNTING, before, behind
from briefgen.claims.figures.declared import Declared, declared_before, declared_in
from briefgen.claims.figures.falls import Falls
from briefgen.claims.figures.joined import (
    FAR,
    Draft,
    added,
    draft_of,
    figures_of,
    inherit,
    range_of,
    share_of_two,
    shares_in_words,
)
from briefgen.claims.figures.lengths import lengths_in, same_lengths
from briefgen.claims.figures.lexicon import (
    LABEL,
    SHARE,
    TIMES,
    Lexicon,
    is_known,
    lexicon_of,
    times,
)
from briefgen.claims.figures.ordinals import ordinals_in
from briefgen.claims.figures.scan import (
    Stretches,
    closed_in,
    numerals,
    paragraphs_in,
    small_letters,
)
from briefgen.claims.figures.words import Numeral
from briefgen.claims.mention import Figure, Mention
from briefgen.ground.regexes import regex

__all__ = ["agreement", "can_tell", "digits_alone", "figures_in", "is_known"]

# Up to so many things that are named are counted without the source's doing so: the three of them.
COUNTED = Decimal(4)
# A word of so many letters may be a unit, and the next cell of a table.
LONGEST_UNIT = 3
_TABS = regex(r"(?<=\d)\t(?=([^\W\d_]+))")


def figures_in(
    text: str, language: str, taken: Sequence[tuple[int, int]] = (), *, is_source: bool = False
) -> list[Mention]:
    """List the figures of a text, in order, but for those in the stretches that are `taken`.

    What is typed is read in one way. A source is read in each way that is likely: what may be one
    number or several, a range and its ends, what may be million or metres. Bare years are figures
    here, unless they are taken; so are day and year of a date in words.

    Words that mix letters and digits (S-400, G7, COVID-19) are no figures, nor are addresses,
    times of day, dates in digits, spans of years (2018-19), and numbers of lists and notes.
    """
    lexicon = lexicon_of(language)
    if is_source and "\t" in text:
        text = _TABS.sub(lambda tab: _blank(tab, lexicon), text)
    low = small_letters(text)
    ordinals = ordinals_in(text, low, lexicon, Stretches(taken), is_source=is_source)
    # There is no fifty in the fifty-first.
    in_words = [(each.start, each.end) for each in ordinals if text[each.start].isalpha()]
    closed = closed_in(text, [*taken, *in_words], is_source=is_source)
    found = numerals(text, low, lexicon, closed, is_source=is_source)
    drafts = added(text, _drafts(text, found, lexicon, is_source=is_source))
    drafts = inherit(text, drafts, lexicon)
    falls = Falls(low, lexicon)
    by_end = {each.end: each for each in found if each.in_words or each.end - each.start < 3}
    shares = list(shares_in_words(text, low, by_end, lexicon, is_source=is_source))
    known = Stretches(
        (each.start, max(each.end, _whole(each))) for each in drafts if not each.numeral.is_weak
    )
    lengths = lengths_in(text, low, lexicon, known, is_source=is_source)
    if is_source:
        declared = declared_in(text, low, lexicon)
        mentions = list(_each_way(text, drafts, lexicon, falls, declared))
        mentions += [*_multiples(low, lexicon), *ordinals, *lengths]
    else:
        parts = Stretches((each.start, each.end) for each in shares)
        mentions = [
            each
            for each in (*_one_way(text, drafts, lexicon, falls), *ordinals, *lengths)
            if each.start not in parts
        ]
    return sorted([*mentions, *shares], key=lambda each: (each.start, -each.end))


def _blank(tab: re.Match[str], lexicon: Lexicon) -> str:
    """Write a blank for the tab that some PDFs have between a number and its million.

    Other tabs stand between the cells of a table.
    """
    is_magnitude = len(tab[1]) > LONGEST_UNIT and tab[1].lower() in lexicon.magnitudes.words
    return " " if is_magnitude else "\t"


def _drafts(text: str, found: list[Numeral], lexicon: Lexicon, *, is_source: bool) -> list[Draft]:
    drafts: list[Draft] = []
    floor = covered = 0
    for each in found:
        # The cent of "20 pour cent" is no number.
        if each.start < covered and not each.was_cut:
            continue
        front = before(text, floor, each, lexicon, is_source=is_source)
        ways = behind(text, each, lexicon, front.unit)
        drafts.append(draft_of(each, front, ways))
        floor = each.end
        if ways is not BARE and ways is not COUNTING:
            covered = max(covered, *(each.end + way.tail for way in ways), 0)
    return drafts


def _each_way(
    text: str, drafts: list[Draft], lexicon: Lexicon, falls: Falls, declared: list[Declared]
) -> Iterator[Mention]:
    """Yield the figures of a source: shares and ranges, and each number of them by itself."""
    is_part = False
    paragraphs = paragraphs_in(text)
    for one, two in zip_longest(drafts, drafts[1:]):
        start, end = one.start, one.end
        joined = None
        if two and two.start - end <= FAR and (joined := _joined(text, one, two, lexicon, falls)):
            yield Mention(joined, start, two.end)
        # The parts of "seven in ten" are nothing else: no per cent, no weeks.
        was_part, is_part = is_part, bool(joined and joined.unit == SHARE)
        for figure in figures_of(one, down=falls.beside(one)):
            # Nor is a number in words a cell of a table, whose head would have its unit.
            is_bare = one.numeral.in_words and not figure.unit
            each = replace(figure, counts=True) if was_part or is_part or is_bare else figure
            if start in paragraphs:
                each = replace(each, unit=LABEL)
            yield Mention(each, start, end)
            if each.unit in times():
                yield from (Mention(same, start, end) for same in same_lengths(each))
            if text[start - 1 : start] == "(" and text[end : end + 1] == ")" and figure.value > 0:
                # Accounts write what is negative in brackets.
                yield Mention(replace(each, value=-each.value), start, end)
        if declared and one.magnitude == 1 and not (one.unit or one.behind.counts):
            for every in declared_before(declared, start):
                yield Mention(_scaled(one, every), start, end)


def _scaled(one: Draft, declared: Declared) -> Figure:
    """Make the figure of a number in a table whose head says (£ million)."""
    value, step = one.numeral.readings[0]
    value = -value if one.before.negative else value
    return Figure(value * declared.scale, step * declared.scale, declared.unit)


def _one_way(text: str, drafts: list[Draft], lexicon: Lexicon, falls: Falls) -> Iterator[Mention]:
    """Yield what was typed: what two numbers make together, or one number."""
    passed = False
    for one, two in zip_longest(drafts, drafts[1:]):
        if passed:
            passed = False
        elif two and (joined := _joined(text, one, two, lexicon, falls)):
            passed = True
            yield Mention(joined, one.start, two.end, _whole(two))
        elif _is_figure(text, one, lexicon):
            figure = next(figures_of(one, down=falls.beside(one)))
            yield Mention(figure, one.start, one.end, _whole(one))


def _whole(draft: Draft) -> int:
    """Find where what was typed ends with its second unit, 0 where it has none."""
    return draft.numeral.end + draft.behind.whole if draft.behind.per else 0


def _joined(text: str, one: Draft, two: Draft, lexicon: Lexicon, falls: Falls) -> Figure | None:
    """Make the share or the range of two numbers that stand side by side, if they are one."""
    if not 0 <= two.start - one.end <= FAR:
        return None
    if found := share_of_two(text, one, two, lexicon):
        return replace(found, hedge=one.before.hedge)
    if not range_of(text, one, two, lexicon):
        return None
    lower = next(figures_of(one, down=falls.beside(one)))
    upper = next(figures_of(two, down=False))
    if lower.value >= upper.value:
        return None
    return replace(lower, high=upper.value, unit=upper.unit or lower.unit, counts=upper.counts)


def _multiples(low: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Yield words such as "tripled", for what was typed as three times."""
    for each in lexicon.multiple.finditer(low) if lexicon.multiple else ():
        yield Mention(Figure(lexicon.multiples[each[0]], Decimal(1), TIMES), *each.span())


def _is_figure(text: str, draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a typed number says something that can be looked for."""
    numeral = draft.numeral
    if not numeral.in_words:
        return True
    if numeral.is_weak:
        return bool(draft.unit) and draft.unit not in times() and draft.unit != "point"
    if text[numeral.start].isupper() and not lexicon.has_capitals:
        # The Group of Seven is a name, but a sentence may begin with a number.
        sooner = text[: numeral.start].rstrip()[-1:]
        if sooner.isalnum() or sooner == ",":
            return False
    lead = draft.before.words[-1:] and draft.before.words[-1]
    value = numeral.readings[0][0]
    return not (lead in lexicon.anaphora and not draft.unit and value <= COUNTED)
