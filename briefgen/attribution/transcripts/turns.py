"""The turns of a transcript: who is given each stretch of a text by the labels in it.

A text is a transcript where what has the shape of labels alternates or recurs as labels do. Prose
with a colon now and then has no turns. What looks like a label in a transcript, and may be none,
ends the turn before it, and the words behind it are nobody's: they may be either's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from briefgen.attribution.transcripts.interjections import Interjection, interjections
from briefgen.attribution.transcripts.label_words import label_words, unaccented
from briefgen.attribution.transcripts.labels import NAMED, SHAPE, SURE, Label
from briefgen.attribution.transcripts.run_on import RunOn, between, run_on_labels
from briefgen.attribution.transcripts.shapes import (
    Candidate,
    FilledLine,
    candidates,
    filled_lines,
    is_speech,
)
from briefgen.evidence.formats.reading import Place

# A transcript in which nothing recurs has a label on at least one paragraph in so many.
DENSEST = 4
# Where a label of which half is a name stands on every other line, the rest are names as well.
CLOSEST = 2
# Labels of which none is known to be a name recur as often; so many lines of a paragraph are read.
MANY = 3
WRAPPED = 4
# So many paragraphs of the last turn are its own at least.
LAST = 1
# A name is looked for in so much of a text.
LONGEST = 20_000
CLOSING = " \n\t\u3000\"”“’'»)]*_"
END = re.compile(
    r"^[ \t]*(?:#[ #]*#|\* ?\* ?\*|_{5,}|-{5,}|END\b.{0,30}|\(?(?:Ende|Fin|Конец)\)?"
    r"|[(\[](?:The |At |Whereupon|Der |Die |La |Le ).{0,200}[)\]])[ \t]*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one label is given: `start` to `end`, and the label's own offsets.

    Not `is_sure` where the label may be none. The words up to `sure_end` are the turn's for
    certain; behind the last label, other text may follow.
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
        """Whether a stretch of the text lies in the turn."""
        return self.start <= start and end <= self.end


@lru_cache(maxsize=32)
def turns(
    text: str, names: frozenset[str] = frozenset(), labels: tuple[Place, ...] = ()
) -> tuple[Turn, ...]:
    """The turns of a text in order; none where it is no transcript.

    `names` are the folded parts of names that people are known by, which no list of names has;
    `labels` are where the file of the text sets apart who speaks.
    """
    found = [_of_itself(text, each) for each in candidates(text, labels)]
    found = [each for each in found if each.strength]
    lines = filled_lines(text)
    found = _answered(text, [_known(each, names) for each in found], names)
    found = _weighed(text, found, lines)
    if not _is_transcript(text, found, lines):
        return ()
    cut = _cut(text, _turns(text, found, lines), interjections(text))
    run_on = run_on_labels(text)
    return tuple(part for turn in cut for part in _parted(turn, run_on))


def turns_between(found: Sequence[Turn], start: int, end: int) -> Sequence[Turn]:
    """The turns that hold anything of a stretch of the text."""
    first = bisect_right(found, start, key=lambda turn: turn.end)
    last = bisect_left(found, end, key=lambda turn: turn.start)
    return found[first:last]


@lru_cache(maxsize=32)
def mentioned(
    text: str, names: frozenset[str] = frozenset(), labels: tuple[Place, ...] = ()
) -> frozenset[str]:
    """The folded words that are spoken in the turns of a text, labels apart."""
    spoken = " ".join(text[turn.start : turn.end] for turn in turns(text, names, labels))
    return frozenset(re.findall(r"\w+", unaccented(spoken)))


def _of_itself(text: str, one: Candidate) -> Candidate:
    """A candidate with less weight where the words behind it speak of the person it names."""
    spoken = text[one.words : one.words + 80].strip().partition("\n")[0].casefold()
    if not one.label.name or len(one.label.name[-1]) < 3 or one.label.name[-1] not in spoken:
        return one
    return replace(one, strength=0 if one.shape in ("heading", "timed") else SHAPE)


def _known(one: Candidate, names: frozenset[str]) -> Candidate:
    """A candidate with more weight where its label is the name of somebody who is known."""
    full = [part for part in one.label.name if len(part) > 1]
    is_name = len(full) > 1 and names.issuperset(full)
    return replace(one, strength=NAMED) if is_name and one.strength == SHAPE else one


def _answered(text: str, found: list[Candidate], names: frozenset[str]) -> list[Candidate]:
    """The candidates with more weight where one asks what the next answers.

    One who answers is known by a part of the name; or two take turns, and all that one says is
    questions.
    """
    pairs = [
        (one, other) for one, other in pairwise(found) if {one.shape, other.shape} == {"colon"}
    ]
    asked = [pair for pair in pairs if _asks(text, *pair)]
    keys = {
        key
        for one, other in asked
        if other.label.name and names.issuperset(other.label.name)
        for key in (one.label.key, other.label.key)
    }
    both = {each.label.key for each in found}
    is_turn_about = len(both) == 2 and len(found) > MANY and len(pairs) == len(found) - 1
    if is_turn_about and len(asked) == len(found) // 2 and _is_name(text, asked[0][1].label):
        keys |= both
    return [
        replace(each, strength=NAMED)
        if each.strength == SHAPE and each.label.key in keys and each.shape == "colon"
        else each
        for each in found
    ]


def _is_name(text: str, label: Label) -> bool:
    """Whether a text uses a label as a surname too: Herr Claasen, Petra Claasen."""
    known = label_words()
    before = re.findall(rf"\b(\w{{1,30}})\.? {re.escape(label.text)}\b", text[:LONGEST])
    return any(
        unaccented(word) in known.titles or unaccented(word) in known.forenames for word in before
    )


def _asks(text: str, one: Candidate, other: Candidate) -> bool:
    """Whether a candidate is before a question, or for somebody who asks, and another follows."""
    said = text[one.words : other.start].rstrip(CLOSING)
    is_question = one.label.kind == "asking" or said.endswith(("?", "？"))
    return is_question and one.label.key != other.label.key


def _weighed(text: str, found: list[Candidate], lines: Sequence[FilledLine]) -> list[Candidate]:
    """The candidates with more weight where they recur, or repeat the name of a sure one."""
    strong = [each for each in found if each.strength >= NAMED]
    known = {part for each in strong for part in each.label.name if len(part) > 2}
    keys, shapes = {each.label.key for each in strong}, {each.shape for each in strong}
    is_close = len(lines) <= CLOSEST * sum(each.shape in shapes for each in found)
    recurring = _recurring(text, found, lines, least=2 if strong else MANY)
    weighed = []
    for each in found:
        parts = [part for part in each.label.name if len(part) > 1]
        is_raised = (
            (bool(parts) and known.issuperset(parts))
            or (each.label.key in recurring and _may_recur(each, shapes))
            or each.label.key in keys
            or (is_close and each.shape in shapes and _is_full_name(each.label))
        )
        is_raised = is_raised and each.strength == SHAPE and bool(each.label.text)
        weighed.append(replace(each, strength=NAMED) if is_raised else each)
    return weighed


def _may_recur(one: Candidate, shapes: Collection[str]) -> bool:
    """Whether it says something of a label that it recurs: what headings are made of recurs too."""
    if one.shape in ("heading", "dashed"):
        return one.shape in shapes and _is_full_name(one.label) and one.label.kind == "person"
    return True


def _recurring(
    text: str, found: list[Candidate], lines: Sequence[FilledLine], least: int
) -> frozenset[str]:
    """The labels that recur, each before what may be said; none where all are of one."""
    times = Counter(each.label.key for each in found)
    spoken = Counter(each.label.key for each in found if is_speech(_first(text, each, lines)))
    keys = {key for key, count in times.items() if least <= count <= 2 * spoken[key]}
    return frozenset(keys if len(times) > 1 and (least < MANY or len(keys) > 1) else ())


def _is_full_name(label: Label) -> bool:
    """Whether a label has a name of two parts and more, and no word that headings are made of."""
    return len(label.name) > 1 and label_words().headings.isdisjoint(label.name)


def _first(text: str, one: Candidate, lines: Sequence[FilledLine]) -> str:
    """The first paragraph of the words behind a label, wrapped or not."""
    number = one.line
    while not text[one.words : lines[number].end].strip() and number + 1 < len(lines):
        number += 1
    start = max(one.words, lines[number].start)
    last = min(number + WRAPPED, len(lines) - 1)
    while number < last and lines[number + 1].goes_on:
        number += 1
    return text[start : lines[number].end]


def _is_transcript(text: str, found: list[Candidate], lines: Sequence[FilledLine]) -> bool:
    strong = [each for each in found if each.strength >= NAMED]
    keys = Counter(each.label.key for each in strong)
    if len(strong) < 2 or (len(keys) < 2 and len(strong) < 3):
        return False
    spoken = sum(is_speech(_first(text, each, lines)) for each in strong)
    if 2 * spoken < len(strong):
        return False
    recurs = sum(times > 1 for times in keys.values()) and len(keys) > 1
    sure = sum(each.strength >= SURE for each in strong)
    paragraphs = strong[-1].line - strong[0].line + 1
    is_dense = paragraphs <= DENSEST * len(strong)
    return is_dense or (recurs and sure > 2) or (sure > 4 and len(keys) > 2)


def _turns(text: str, found: list[Candidate], lines: Sequence[FilledLine]) -> list[Turn]:
    headed = any(each.shape == "heading" and each.strength >= NAMED for each in found)
    kept = [each for each in found if each.strength >= NAMED or each.shape != "heading" or headed]
    made = []
    for at, each in enumerate(kept):
        end = lines[kept[at + 1].line].start if at + 1 < len(kept) else _end(text, each.words)
        sure_end = end if at + 1 < len(kept) else _sure_end(text, kept, lines, end)
        # Questions: who asks, or what the next part of the minutes is about.
        is_title = each.shape == "heading" and each.label.key in label_words().headings
        is_sure = each.strength >= NAMED and not is_title
        made.append(
            Turn(each.words, end, each.label, each.start, each.end, each.shape, is_sure, sure_end)
        )
    return made


def _end(text: str, start: int) -> int:
    """Where the last turn ends: at a sign that nothing follows, else with the text."""
    found = END.search(text, start)
    return found.start() if found else len(text)


def _sure_end(text: str, kept: list[Candidate], lines: Sequence[FilledLine], end: int) -> int:
    """How far the last turn goes for certain: as many lines as the longest before it has.

    A text without any prose before its first label is a transcript to its end.
    """
    gaps = [after.line - one.line for one, after in pairwise(kept)]
    last = kept[-1]
    if not any(is_speech(text[line.start : line.end]) for line in lines[: kept[0].line]):
        return end
    longest = max([LAST, *gaps]) + (last.shape in ("heading", "timed"))
    number = min(last.line + longest - 1, len(lines) - 1)
    while number + 1 < len(lines) and lines[number + 1].goes_on:
        number += 1
    return min(end, lines[number].end)


def _cut(text: str, found: list[Turn], inside: Sequence[Interjection]) -> list[Turn]:
    """The turns with what others call into them as turns of their own."""
    made: list[Turn] = []
    rest = deque(inside)
    for turn in found:
        own = turn
        while rest and rest[0].end <= own.end:
            one = rest.popleft()
            if one.start >= own.start:
                before = replace(own, end=one.start, sure_end=min(own.sure_end, one.start))
                made += [before, *_calls(one)]
                own = replace(own, start=one.end, sure_end=max(own.sure_end, one.end))
        made.append(own)
    return made


def _parted(turn: Turn, labels: list[RunOn]) -> Iterator[Turn]:
    """A turn up to a label in its midst; what is behind that may be another's."""
    for start, end, label in between(labels, turn.start, turn.end):
        yield replace(turn, end=start, sure_end=min(turn.sure_end, start))
        turn = Turn(end, turn.end, label, start, end, "run on", is_sure=False, sure_end=end)
    yield turn


def _calls(one: Interjection) -> list[Turn]:
    return [
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
