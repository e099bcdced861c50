"""Find who says the words of each quote of a brief, by the source.

The modules for this are imported inside of functions: a brief without captures, or whose quotes
aren't found in them, needs none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.evidence.gather import TRUE, ComparedQuote, Evidence, Given, Voice
from briefgen.ground.records import record
from briefgen.model import Brief, Person

if TYPE_CHECKING:
    from briefgen.attribution.cast import Cast
    from briefgen.attribution.transcripts.labels import Label
    from briefgen.attribution.transcripts.turns import Turn

# Signs before the first word of a turn that don't show a quotation inside it: some transcripts put
# whole turns into quotation marks.
OPENING = " \n\t\"'“‘„«「"
# From the best to the worst for a quote, where several sources have its words.
ORDER: tuple[Voice, ...] = ("speaker", "open", "another")
Place = tuple[int, int]


def voiced(brief: Brief, evidence: Evidence) -> Evidence:
    """Add to the evidence who says each quote.

    Of several sources the best one counts: above all one in which the quote has one speaker only,
    then one that gives the words to the speaker in the brief.
    """
    captures = {name: read.capture for name, read in evidence.captures.items()}
    sources = {name: _Source(brief, each.text, each.labels) for name, each in captures.items()}

    def best(found: ComparedQuote) -> ComparedQuote:
        # `also` are the other sources in which the words stand.
        own = [_with_voice(sources, each) for each in (found, *found.also)]
        return min(own, key=lambda each: (bool(each.crossing), ORDER.index(each.voice)))

    return replace(evidence, quotes=tuple(map(best, evidence.quotes)))


@record
class _Piece:
    """Hold a stretch of a quote's words in the source, and what is known of its speaker.

    `part` counts the parts of the quote from 0. `place` are the offsets of the label in a
    transcript, and of the quotation in running text.
    """

    part: int
    label: Label
    place: Place
    voice: Voice
    is_sure: bool
    # True for the label of a turn, False for a speaker whom running text names.
    is_label: bool = True


@record
class _Source:
    """Hold the text of a source, with the people of the brief who may speak in it.

    `labels` are the offsets that the file itself marks as speakers. `known` remembers the answers
    of `voice`.
    """

    brief: Brief
    text: str
    labels: tuple[Place, ...] = ()
    known: dict[tuple[str, Label], Voice] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        """Collect the folded parts of the names of all people of the brief, initials left out."""
        return frozenset(
            part for one in self.brief.people.values() for part in _full_name_parts(one)
        )

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """List the turns of the text, in order; none where it is no transcript."""
        from briefgen.attribution.transcripts.turns import turns

        return turns(self.text, self.names, self.labels)

    @cached_property
    def cast(self) -> Cast:
        """Gather who can be meant by a label: the people of the brief, and all sure labels."""
        from briefgen.attribution.cast import cast_of

        return cast_of(self.brief, (turn.label for turn in self.turns if turn.is_sure), self.text)

    def voice(self, who: str, label: Label) -> Voice:
        """Tell whether a label stands for the person with the id `who`."""
        from briefgen.attribution.cast import voice_of

        if (who, label) not in self.known:
            self.known[who, label] = voice_of(self.brief.people[who], label, self.cast)
        return self.known[who, label]

    def called(self, label: Label) -> str:
        """Find the id of the one person of the brief who has this label, or empty."""
        fitting = [who for who in self.brief.people if self.voice(who, label) == "speaker"]
        return fitting[0] if len(fitting) == 1 else ""

    def mentions(self, person: Person) -> bool:
        """Tell whether anybody in the transcript speaks of a person, by name or by office."""
        from briefgen.attribution.cast import described
        from briefgen.attribution.transcripts.label_words import label_words, unaccented
        from briefgen.attribution.transcripts.turns import mentioned

        found = {
            *_full_name_parts(person),
            *re.findall(r"\w+", unaccented(described(person))),
        } - label_words().small
        return bool(found & mentioned(self.text, self.names, self.labels))


def _full_name_parts(person: Person) -> set[str]:
    """Collect the folded parts of all names of a person, initials left out."""
    from briefgen.attribution.name_fit import parts_of

    return {part for name in person.called for part in parts_of(name) if len(part) > 1}


def _with_voice(sources: dict[str, _Source], found: ComparedQuote) -> ComparedQuote:
    """Add to a quote the voice that it has in the source in which it was found."""
    from briefgen.attribution.cuts import without_labels

    match = found.verdict.match if found.verdict else None
    source = sources.get(found.source_id)
    if found.state not in TRUE or found.verdict is None or match is None or source is None:
        return found
    who = found.quote.speaker
    if who not in source.brief.people:
        return found
    parts = [list(_pieces_of_part(source, who, *part)) for part in enumerate(match.parts)]
    pieces = [piece for part in parts for piece in part]
    sure = [piece for piece in pieces if piece.is_sure]
    voices = {piece.voice for piece in pieces}
    voice: Voice = "open"
    if "another" in voices:
        voice = "another"
    elif voices == {"speaker"} and all(parts):
        # One part of which nothing is known leaves the whole quote open.
        voice = "speaker"
    given = tuple(
        Given(
            piece.part,
            piece.label.text,
            piece.place,
            piece.voice,
            piece.is_label,
            piece.label.kind in ("person", "office"),
            source.called(piece.label) if piece.voice == "another" else "",
        )
        for piece in sure
    )
    crossing = _crossing(sure, source.cast)
    verdict = without_labels(found.verdict, source.text, source.turns)
    return replace(found, verdict=verdict, voice=voice, given=given, crossing=crossing)


def _crossing(sure: Sequence[_Piece], cast: Cast) -> int:
    """Find the first piece that has a label of somebody else than the piece before; 0 for none.

    0 can't be such a piece, since nothing stands before the first one.
    """
    from briefgen.attribution.cast import are_labels_of_two

    for at, (one, other) in enumerate(pairwise(sure), 1):
        is_labelled = one.is_label and other.is_label
        # Two labels of the speaker are one person, whatever they say: JANE ROE and MINISTER.
        is_own = one.voice == other.voice == "speaker"
        if is_labelled and not is_own and are_labels_of_two(one.label, other.label, cast.labels):
            return at
    return 0


def _pieces_of_part(source: _Source, who: str, part: int, place: Place) -> Iterator[_Piece]:
    """Yield what is known of a part of a quote: by its turns, else by the text around it."""
    from briefgen.attribution.transcripts.turns import turns_between

    inside = turns_between(source.turns, *place)
    for turn in inside:
        yield from _pieces_of_turn(source, who, part, place, turn)
    if not inside:
        yield from _pieces_of_prose(source, who, part, place)


def _pieces_of_turn(
    source: _Source, who: str, part: int, place: Place, turn: Turn
) -> Iterator[_Piece]:
    """Yield what the label of a turn says, unless its words may still be somebody else's."""
    from briefgen.attribution.transcripts.missed import is_label_missed

    if not turn.is_sure:
        return
    own = (max(place[0], turn.start), min(place[1], turn.end))
    voice = source.voice(who, turn.label)
    piece = _Piece(
        part, turn.label, (turn.label_start, turn.label_end), voice, own[1] <= turn.sure_end
    )
    if voice == "speaker":
        yield piece
    elif _is_quoted(source, turn, own, source.brief.people[who]):
        # Words that are quoted in a turn: they may be those of the one who is quoted.
        yield from (
            each for each in _pieces_of_prose(source, who, part, place) if each.voice == "speaker"
        )
    # Above the words, a label of this person may stand that wasn't recognised as a label.
    elif piece.is_sure and not is_label_missed(
        source.text, turn, own[0], _full_name_parts(source.brief.people[who])
    ):
        yield piece


def _is_quoted(source: _Source, turn: Turn, place: Place, person: Person) -> bool:
    """Tell whether the speaker of a turn may be quoting words, from the person or somebody else.

    The words stand in quotation marks. These don't hold the whole turn, because then they are the
    transcript's own. And either the text names who said the words, or a colon leads to them, or
    somebody in the transcript speaks of the person.
    """
    from briefgen.attribution.prose import quotation_around

    quoted = quotation_around(source.text, *place)
    # Marks that open before the turn hold the turn: the reading was thrown off by a stray one.
    if quoted is None or quoted.start < turn.start:
        return False
    before = source.text[turn.start : quoted.start].rstrip(OPENING)
    return bool(before) and (bool(quoted.who) or before[-1] in ":：" or source.mentions(person))


def _pieces_of_prose(source: _Source, who: str, part: int, place: Place) -> Iterator[_Piece]:
    """Yield what the prose around a part of a quote says of its speaker, if anything."""
    from briefgen.attribution.prose import is_person, quotation_around

    quoted = quotation_around(source.text, *place)
    if quoted is None or quoted.label is None:
        return
    voice = source.voice(who, quoted.label)
    # An organisation speaks through people: “No,” the ministry said, may be its minister's words.
    if voice == "another" and not (is_person(quoted.label) or source.called(quoted.label)):
        return
    if voice != "open":
        at = (quoted.start, quoted.end)
        yield _Piece(part, quoted.label, at, voice, voice == "another", is_label=False)
