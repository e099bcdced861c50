"""The quotes of a brief with whose words they are in their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.evidence.gather import TRUE, ComparedQuote, Evidence, Given, Voice
from briefgen.model import Brief, Person

if TYPE_CHECKING:
    from briefgen.attribution.cast import Cast
    from briefgen.attribution.transcripts.labels import Label
    from briefgen.attribution.transcripts.turns import Turn

# What may stand before the words of a turn that is in quotation marks as a whole.
OPENING = " \n\t\"'“‘„«「"
ORDER: tuple[Voice, ...] = ("speaker", "open", "another")
Place = tuple[int, int]


def voiced(brief: Brief, evidence: Evidence) -> Evidence:
    """The evidence with whose words each quote's are; of several sources the best for the quote."""
    captures = {name: read.capture for name, read in evidence.captures.items()}
    sources = {name: _Source(brief, each.text, each.labels) for name, each in captures.items()}
    quotes = tuple(_best(sources, each) for each in evidence.quotes)
    return replace(evidence, quotes=quotes)


def _best(sources: dict[str, _Source], found: ComparedQuote) -> ComparedQuote:
    own = [_voiced(sources, each) for each in (found, *found.also)]
    return min(own, key=lambda each: (bool(each.crossing), ORDER.index(each.voice)))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a quote's words in the source, and what is known of who says it."""

    part: int
    label: Label
    place: Place
    voice: Voice
    is_sure: bool
    is_label: bool = True


@dataclass(frozen=True)
class _Source:
    """The text of a source with the people of the brief who may speak in it."""

    brief: Brief
    text: str
    labels: tuple[Place, ...] = ()
    known: dict[tuple[str, Label], Voice] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        """The parts of the names of all people of the brief."""
        return frozenset(part for one in self.brief.people.values() for part in _parts(one))

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The turns of the text."""
        from briefgen.attribution.transcripts.turns import turns

        return turns(self.text, self.names, self.labels)

    @cached_property
    def cast(self) -> Cast:
        """Those who can be meant by a label."""
        from briefgen.attribution.cast import cast_of

        return cast_of(self.brief, (turn.label for turn in self.turns if turn.is_sure), self.text)

    def voice(self, who: str, label: Label) -> Voice:
        """Whether a label is that of the person with an id."""
        from briefgen.attribution.cast import voice_of

        if (who, label) not in self.known:
            self.known[who, label] = voice_of(self.brief.people[who], label, self.cast)
        return self.known[who, label]

    def called(self, label: Label) -> str:
        """The id of the one person of the brief whose label it is; empty where there is none."""
        fitting = [who for who in self.brief.people if self.voice(who, label) == "speaker"]
        return fitting[0] if len(fitting) == 1 else ""

    def mentions(self, person: Person) -> bool:
        """Whether anybody in the transcript speaks of a person, by name or office."""
        from briefgen.attribution.cast import described
        from briefgen.attribution.transcripts.label_words import label_words, unaccented
        from briefgen.attribution.transcripts.turns import mentioned

        found = {
            *_parts(person),
            *re.findall(r"\w+", unaccented(described(person))),
        } - label_words().small
        return bool(found & mentioned(self.text, self.names, self.labels))


def _parts(person: Person) -> set[str]:
    """The folded parts of all names of a person, initials apart."""
    from briefgen.attribution.name_fit import parts_of

    return {part for name in person.called for part in parts_of(name) if len(part) > 1}


def _voiced(sources: dict[str, _Source], found: ComparedQuote) -> ComparedQuote:
    """A quote with its voice in the source that it was found in."""
    from briefgen.attribution.cuts import without_labels

    match = found.verdict.match if found.verdict else None
    source = sources.get(found.source_id)
    if found.state not in TRUE or found.verdict is None or match is None or source is None:
        return found
    who = found.quote.speaker
    if who not in source.brief.people:
        return found
    parts = [list(_pieces(source, who, *part)) for part in enumerate(match.parts)]
    pieces = [piece for part in parts for piece in part]
    sure = [piece for piece in pieces if piece.is_sure]
    given = tuple(_given(source, piece) for piece in sure)
    voice = _together([piece.voice for piece in pieces], is_whole=all(parts))
    crossing = _crossing(sure, source.cast)
    verdict = without_labels(found.verdict, source.text, source.turns)
    return replace(found, verdict=verdict, voice=voice, given=given, crossing=crossing)


def _given(source: _Source, piece: _Piece) -> Given:
    is_name = piece.label.kind in ("person", "office")
    who = source.called(piece.label) if piece.voice == "another" else ""
    return Given(
        piece.part, piece.label.text, piece.place, piece.voice, piece.is_label, is_name, who
    )


def _together(voices: Sequence[Voice], *, is_whole: bool) -> Voice:
    """The voice of a quote out of those of its parts."""
    if "another" in voices:
        return "another"
    return "speaker" if is_whole and set(voices) == {"speaker"} else "open"


def _crossing(sure: Sequence[_Piece], cast: Cast) -> int:
    """The first piece that a label gives to somebody else than the piece before it, or 0."""
    from briefgen.attribution.cast import are_labels_of_two

    for at, (one, other) in enumerate(pairwise(sure), 1):
        is_labelled = one.is_label and other.is_label
        is_own = one.voice == other.voice == "speaker"
        if is_labelled and not is_own and are_labels_of_two(one.label, other.label, cast.labels):
            return at
    return 0


def _pieces(source: _Source, who: str, part: int, place: Place) -> Iterator[_Piece]:
    """What is known of a part of a quote: by its turns, else by the text around it."""
    from briefgen.attribution.transcripts.turns import turns_between

    inside = turns_between(source.turns, *place)
    for turn in inside:
        yield from _of_turn(source, who, part, place, turn)
    if not inside:
        yield from _of_prose(source, who, part, place)


def _of_turn(source: _Source, who: str, part: int, place: Place, turn: Turn) -> Iterator[_Piece]:
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
        # LabelWords that are quoted in a turn: they may be those of the one who is quoted.
        yield from (each for each in _of_prose(source, who, part, place) if each.voice == "speaker")
    elif piece.is_sure and not is_label_missed(
        source.text, turn, own[0], _parts(source.brief.people[who])
    ):
        yield piece


def _is_quoted(source: _Source, turn: Turn, place: Place, person: Person) -> bool:
    """Whether words of a turn may be ones that it quotes, from the person or somebody else.

    They stand in quotation marks, with which the turn doesn't start; and somebody is named as the
    one who said them, or the person is spoken of.
    """
    from briefgen.attribution.prose import quotation_around

    quoted = quotation_around(source.text, *place)
    if quoted is None or quoted.start < turn.start:
        return False
    before = source.text[turn.start : quoted.start].rstrip(OPENING)
    return bool(before) and (bool(quoted.who) or before[-1] in ":：" or source.mentions(person))


def _of_prose(source: _Source, who: str, part: int, place: Place) -> Iterator[_Piece]:
    from briefgen.attribution.prose import is_person, quotation_around

    quoted = quotation_around(source.text, *place)
    if quoted is None or quoted.label is None:
        return
    voice = source.voice(who, quoted.label)
    if voice == "another" and not (is_person(quoted.label) or source.called(quoted.label)):
        return
    if voice != "open":
        at = (quoted.start, quoted.end)
        yield _Piece(part, quoted.label, at, voice, voice == "another", is_label=False)
