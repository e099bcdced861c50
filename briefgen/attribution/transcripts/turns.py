"""Cut a transcript into turns: give each stretch of a text to the label before it.

A text is a transcript where words with the shape of labels alternate or recur as labels do. Prose
with a colon now and then has no turns. In a transcript a line may look like a label without being
one. It ends the turn before it, and the words behind it are given to nobody, because either speaker
may say them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from briefgen.attribution.transcripts.interjections import Interjection, interjections
from briefgen.attribution.transcripts.label_words import label_words, unaccented
from briefgen.attribution.transcripts.labels import NAMED, SHAPE, SURE, Label
from briefgen.attribution.transcripts.run_on import between, run_on_labels
from briefgen.attribution.transcripts.shapes import (
    Candidate,
    FilledLine,
    candidates,
    filled_lines,
    is_speech,
)
from briefgen.evidence.folding import Place
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# The thresholds below were found by trying: with them the transcripts in tests/attribution have
# their turns, and the prose there (agendas, lives, headings, claims and facts) has none.

# Where no label recurs, at least one paragraph in four has one.
DENSEST = 4
# Where every other line has a full name in the shape of a label, all of these are labels.
CLOSEST = 2
# Where no label is a known name, a label has to recur this often to count.
MANY = 3
# How many lines of a wrapped paragraph are read to see whether somebody may say it.
WRAPPED = 4
# How many paragraphs the last turn has at least.
LAST = 1
# A surname behind a title is looked for in so many code points at the start of a text.
LONGEST = 20_000
# What may stand behind a question mark at the end of a paragraph.
CLOSING = " \n\t\u3000\"”“’'»)]*_"
# Lines behind which nobody speaks any more: ### and * * *, END, Ende, (The sitting closed at noon.)
END = regex(
    r"^[ \t]*(?:#[ #]*#|\* ?\* ?\*|_{5,}|-{5,}|END\b.{0,30}|\(?(?:Ende|Fin|Конец)\)?"
    r"|[(\[](?:The |At |Whereupon|Der |Die |La |Le ).{0,200}[)\]])[ \t]*$",
    re.MULTILINE,
)


@record
class Turn:
    """Hold the stretch that one label is given, `start` to `end`, and the label's own offsets.

    `is_sure` is false where this may not be a label. The words up to `sure_end` surely belong to
    the turn; behind the last turn of a text, other text may follow. `kind` is the style of the
    label (see `shapes.SHAPES`), `heading`, `bold`, `call` or `run on`.
    """

    start: int
    end: int
    label: Label
    label_start: int
    label_end: int
    kind: str
    is_sure: bool
    sure_end: int

    def holds(self, start: int, end: int) -> bool:
        """Tell whether a stretch of the text lies in the turn."""
        return self.start <= start and end <= self.end


@lru_cache(maxsize=32)
def turns(
    text: str, names: frozenset[str] = frozenset(), labels: tuple[Place, ...] = ()
) -> tuple[Turn, ...]:
    """List the turns of a text in order; none where it is no transcript.

    `names` are folded parts of names of the brief's people, which may be in no list of names.
    `labels` are the offsets that the file itself marks as speakers.
    """
    found = []
    for each in candidates(text, labels):
        strength = each.strength
        spoken = text[each.words : each.words + 80].strip().partition("\n")[0].casefold()
        surname = each.label.name[-1] if each.label.name else ""
        if len(surname) > 2 and surname in spoken:
            # `Berg: Berg said…` is a headline, since nobody speaks of themselves by name.
            strength = 0 if each.shape in ("heading", "timed") else SHAPE
        full = [part for part in each.label.name if len(part) > 1]
        if strength == SHAPE and len(full) > 1 and names.issuperset(full):
            strength = NAMED
        if strength:
            found.append(replace(each, strength=strength))
    lines = filled_lines(text)
    found = _weighed(text, _answered(text, found, names), lines)
    if not _is_transcript(text, found, lines):
        return ()
    run_on = run_on_labels(text)
    made = []
    for turn in _with_calls(_turns_of_labels(text, found, lines), interjections(text)):
        own = turn
        # Up to a label in its midst, the turn is the speaker's. The words behind it may not be.
        for start, end, label in between(run_on, turn.start, turn.end):
            made.append(replace(own, end=start, sure_end=min(own.sure_end, start)))
            own = Turn(end, turn.end, label, start, end, "run on", is_sure=False, sure_end=end)
        made.append(own)
    return tuple(made)


def turns_between(found: Sequence[Turn], start: int, end: int) -> Sequence[Turn]:
    """Give the turns that hold any part of a stretch of the text."""
    first = bisect_right(found, start, key=lambda turn: turn.end)
    last = bisect_left(found, end, key=lambda turn: turn.start)
    return found[first:last]


@lru_cache(maxsize=32)
def mentioned(
    text: str, names: frozenset[str] = frozenset(), labels: tuple[Place, ...] = ()
) -> frozenset[str]:
    """Collect the folded words that are spoken in the turns of a text, labels left out."""
    spoken = " ".join(text[turn.start : turn.end] for turn in turns(text, names, labels))
    return frozenset(re.findall(r"\w+", unaccented(spoken)))


def _answered(text: str, found: list[Candidate], names: frozenset[str]) -> list[Candidate]:
    """Raise the strength of candidates to NAMED where one asks and the next answers.

    Either the one who answers has a name of the brief (`names`); or two labels take turns, and all
    words behind one of them are questions.
    """
    pairs = [
        (one, other) for one, other in pairwise(found) if {one.shape, other.shape} == {"colon"}
    ]
    asked = [
        (one, other)
        for one, other in pairs
        if one.label.key != other.label.key
        and (
            one.label.kind == "asking"
            or text[one.words : other.start].rstrip(CLOSING).endswith(("?", "？"))
        )
    ]
    keys = {
        key
        for one, other in asked
        if other.label.name and names.issuperset(other.label.name)
        for key in (one.label.key, other.label.key)
    }
    both = {each.label.key for each in found}
    is_turn_about = len(both) == 2 and len(found) > MANY and len(pairs) == len(found) - 1
    if is_turn_about and len(asked) == len(found) // 2:
        # A further condition: the label of who answers is a surname elsewhere in the text, behind a
        # title or a forename (Herr Claasen, Petra Claasen). `Myth: …? Fact: …` alternates too.
        known, name = label_words(), re.escape(asked[0][1].label.text)
        before = re.findall(rf"\b(\w{{1,30}})\.? {name}\b", text[:LONGEST])
        if not (known.titles | known.forenames).isdisjoint(map(unaccented, before)):
            keys |= both
    return [
        replace(each, strength=NAMED)
        if each.strength == SHAPE and each.label.key in keys and each.shape == "colon"
        else each
        for each in found
    ]


def _weighed(text: str, found: list[Candidate], lines: Sequence[FilledLine]) -> list[Candidate]:
    """Raise the strength of candidates to NAMED where they recur, or repeat a sure one's name."""
    strong = [each for each in found if each.strength >= NAMED]
    known = {part for each in strong for part in each.label.name if len(part) > 2}
    keys, shapes = {each.label.key for each in strong}, {each.shape for each in strong}
    # In a dense transcript the shape of a full name is enough, even if no list has the name.
    is_close = len(lines) <= CLOSEST * sum(each.shape in shapes for each in found)
    recurring = _recurring(text, found, lines, least=2 if strong else MANY)
    weighed, known_words = [], label_words()
    for each in found:
        parts = [part for part in each.label.name if len(part) > 1]
        # A full name has two parts or more, none of them a word of headings.
        is_full_name = len(each.label.name) > 1 and known_words.headings.isdisjoint(each.label.name)
        is_full = each.shape in shapes and is_full_name
        # A heading may recur for other reasons (`Background`), so that it needs a full name.
        may_recur = each.shape not in ("heading", "dashed") or (
            is_full and each.label.kind == "person"
        )
        is_raised = (
            (bool(parts) and known.issuperset(parts))
            or (each.label.key in recurring and may_recur)
            or each.label.key in keys
            or (is_close and is_full)
        )
        is_raised = is_raised and each.strength == SHAPE and bool(each.label.text)
        weighed.append(replace(each, strength=NAMED) if is_raised else each)
    return weighed


def _recurring(
    text: str, found: list[Candidate], lines: Sequence[FilledLine], least: int
) -> frozenset[str]:
    """Collect the keys of labels that recur and mostly stand before speech.

    None where all labels of the text are the same one.
    """
    times = Counter(each.label.key for each in found)
    spoken = Counter(
        each.label.key for each in found if is_speech(_first_paragraph(text, each, lines))
    )
    keys = {key for key, count in times.items() if least <= count <= 2 * spoken[key]}
    return frozenset(keys if len(times) > 1 and (least < MANY or len(keys) > 1) else ())


def _first_paragraph(text: str, one: Candidate, lines: Sequence[FilledLine]) -> str:
    """Give the first paragraph of the words behind a label, joined where it is wrapped."""
    number = one.line
    while not text[one.words : lines[number].end].strip() and number + 1 < len(lines):
        number += 1
    start = max(one.words, lines[number].start)
    last = min(number + WRAPPED, len(lines) - 1)
    while number < last and lines[number + 1].goes_on:
        number += 1
    return text[start : lines[number].end]


def _is_transcript(text: str, found: list[Candidate], lines: Sequence[FilledLine]) -> bool:
    """Tell whether the labels of a text are so many, and so close, that it is a transcript.

    There are at least two speakers, or one three times; most have something said behind them; and
    the labels are either close together, or recur while some can't be anything else.
    """
    strong = [each for each in found if each.strength >= NAMED]
    keys = Counter(each.label.key for each in strong)
    # Any text may have one label by chance, or one name before a colon twice.
    if len(strong) < 2 or (len(keys) < 2 and len(strong) < 3):
        return False
    spoken = sum(is_speech(_first_paragraph(text, each, lines)) for each in strong)
    # Labels without anything said behind them are a list: names with their offices.
    if 2 * spoken < len(strong):
        return False
    recurs = sum(times > 1 for times in keys.values()) and len(keys) > 1
    sure = sum(each.strength >= SURE for each in strong)
    paragraphs = strong[-1].line - strong[0].line + 1
    is_dense = paragraphs <= DENSEST * len(strong)
    return is_dense or (recurs and sure > 2) or (sure > 4 and len(keys) > 2)


def _turns_of_labels(text: str, found: list[Candidate], lines: Sequence[FilledLine]) -> list[Turn]:
    """Make a turn of each label, up to the next one.

    Names on lines of their own count only where at least one of them is surely a label.
    """
    headed = any(each.shape == "heading" and each.strength >= NAMED for each in found)
    # Where no sure label is a heading, a line that looks like one belongs to the speech.
    kept = [each for each in found if each.strength >= NAMED or each.shape != "heading" or headed]
    made = []
    for at, each in enumerate(kept):
        if at + 1 < len(kept):
            end = sure_end = lines[kept[at + 1].line].start
        else:
            # The last turn ends at a sign such as ### or END, or else with the text.
            sign = END.search(text, each.words)
            end = sign.start() if sign else len(text)
            sure_end = _sure_end(text, kept, lines, end)
        # `Questions` on a line of its own may be the label of those who ask, or a title.
        is_title = each.shape == "heading" and each.label.key in label_words().headings
        is_sure = each.strength >= NAMED and not is_title
        made.append(
            Turn(each.words, end, each.label, each.start, each.end, each.shape, is_sure, sure_end)
        )
    return made


def _sure_end(text: str, kept: list[Candidate], lines: Sequence[FilledLine], end: int) -> int:
    """Find where the last turn surely ends: after as many lines as the longest turn before it has.

    Behind the last answer of an interview the article often goes on, and no mark shows where. A
    text without any prose before its first label is a transcript up to its end.
    """
    gaps = [after.line - one.line for one, after in pairwise(kept)]
    last = kept[-1]
    if not any(is_speech(text[line.start : line.end]) for line in lines[: kept[0].line]):
        return end
    # A heading and a time are lines of their own, above the words.
    longest = max([LAST, *gaps]) + (last.shape in ("heading", "timed"))
    number = min(last.line + longest - 1, len(lines) - 1)
    while number + 1 < len(lines) and lines[number + 1].goes_on:
        number += 1
    return min(end, lines[number].end)


def _with_calls(found: list[Turn], inside: Sequence[Interjection]) -> list[Turn]:
    """Cut calls by others out of the turns, and make them turns of their own."""
    made: list[Turn] = []
    rest = deque(inside)
    for turn in found:
        own = turn
        while rest and rest[0].end <= own.end:
            one = rest.popleft()
            if one.start >= own.start:
                made.append(replace(own, end=one.start, sure_end=min(own.sure_end, one.start)))
                made += [
                    Turn(
                        call.words,
                        call.end,
                        call.label,
                        call.start,
                        call.words,
                        "call",
                        is_sure=True,
                        sure_end=call.end,
                    )
                    for call in one.calls
                ]
                own = replace(own, start=one.end, sure_end=max(own.sure_end, one.end))
        made.append(own)
    return made
