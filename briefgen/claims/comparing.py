"""Compare what a sentence mentions with the copies of the sources that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from briefgen.claims.alike import Alike, alike
from briefgen.claims.competing import competing, likeliest
from briefgen.claims.copied import Copied, copied, read_in
from briefgen.claims.displaced import displaced
from briefgen.claims.mention import Agreement, Clock, Day, Figure, Mention, Name
from briefgen.claims.names import NameIndex, elsewhere
from briefgen.claims.own import is_own
from briefgen.claims.passages import passage
from briefgen.evidence.claim import Kind, Looked, Place
from briefgen.evidence.concordance import stems
from briefgen.evidence.folding import fold
from briefgen.evidence.gather import Evidence, Read
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.model import Brief, Source

Stretch = tuple[int, int]
NUMBER = regex(r"\S*\d\S*")
# How far apart, in characters, the two ends of a range may stand.
RANGE = 300


@record
class Consulted:
    """A source with its capture, if that could be read, and what the brief says of the source."""

    name: str
    source: Source
    read: Read | None
    brief: Brief

    @cached_property
    def about(self) -> Copied:
        """What the brief says of the source: its title, author, publisher and dates."""
        source, language = self.source, self.brief.language
        words = "\n".join(filter(None, (source.title, source.author, source.publisher)))
        # So short a text doesn't tell its language: it may be that of the brief or of the capture.
        languages = {language, self.text.language if self.text else language}
        found = [read_in(words, each, source.published) for each in sorted(languages)]
        days = [
            Mention(Day(day.year, day.month, day.day), 0, 0)
            for day in (source.published, source.accessed)
            if day
        ]
        mentions = (each for one in found for each in one.mentions)
        return Copied(words, language, (*mentions, *days))

    @cached_property
    def text(self) -> Copied | None:
        """The dates, figures and times of the capture."""
        if self.read is None:
            return None
        return copied(self.read.capture.text, self.brief.language, self.source.published)

    def place(self, name: Name) -> Stretch | None:
        """Find a name in the capture; (0, 0) if only the brief has it, in what it says of it."""
        return self.names.place(name, self.brief, self.source) if self.names else None

    @cached_property
    def names(self) -> NameIndex | None:
        """The words of the capture, for names."""
        return _names(self.read.capture.text) if self.read else None


@lru_cache(maxsize=32)
def _names(text: str) -> NameIndex:
    return NameIndex(text)


@record
class Compared:
    """What was found of one mention in one source: how, and where in its capture.

    `at` is empty where it is in what the brief says of the source.
    """

    how: Agreement
    source: str
    at: Stretch | None
    share: float = 0.0


@record
class Comparison:
    """A sentence, what it mentions, and the sources that it cites."""

    words: str
    mentions: Sequence[Mention]
    sources: Sequence[Consulted]
    is_copied: bool

    @cached_property
    def alike(self) -> Mapping[str, Alike]:
        """The passages of each capture that are like the sentence, without its figures."""
        words = _without(self.words, self.mentions)
        return {each.name: alike(words, each.read.text) for each in self.sources if each.read}

    @cached_property
    def passages(self) -> Mapping[str, Stretch]:
        """The passage of each capture that is most like the sentence, where one is."""
        found = {
            each.name: passage(
                each.read.capture.text,
                each.text.language,
                self.alike[each.name],
                self._places(each),
            )
            for each in self.sources
            if each.read and each.text
        }
        return {name: stretch for name, stretch in found.items() if stretch}

    @cached_property
    def _units(self) -> frozenset[str]:
        """The stems of all words in figures: `billion` stands wherever there are figures."""
        figures = (each for each in self.mentions if not isinstance(each.value, Name))
        typed = " ".join(self.words[each.start : each.end] for each in figures)
        return frozenset(stems(fold(typed).text.lower()))

    def _places(self, source: Consulted) -> list[Sequence[Stretch]]:
        """List where a capture has each mention of the sentence that it has."""
        found: list[Sequence[Stretch]] = []
        for each in self.mentions:
            if isinstance(each.value, Name):
                place = source.place(each.value)
                found.append([place] if place and place[1] else [])
            elif source.text:
                agreeing = source.text.agreeing(each.value)
                found.append(agreeing[0][1] if agreeing else [])
        return found

    def looked(self, mention: Mention) -> Looked | None:
        """Tell what was found of a mention; None where nothing can be told of it."""
        found = sorted(self._found(mention), key=_rank)
        base = replace(looked(self.words, mention), state="missing")
        if found and (
            instead := self._elsewhere(mention, found) or self._name_elsewhere(mention, found)
        ):
            return replace(base, instead=instead, elsewhere=True)
        if found:
            best = found[0]
            place = Place(best.source, *best.at) if best.at else None
            return replace(base, state=best.how, at=place)
        if not self.is_copied:
            return replace(base, state="uncopied")
        if isinstance(mention.value, Name) and not all(
            each.names.can_tell(mention.value, each.brief) for each in self.sources if each.names
        ):
            return None
        instead = self._instead(mention)
        if not isinstance(mention.value, Name) and not self._can_tell(mention.value, instead):
            return None
        return replace(base, instead=instead)

    def _can_tell(self, value: Figure | Day | Clock, instead: Place | None) -> bool:
        """Tell whether it means anything that no source has a figure, a date or a time.

        It doesn't for those that the office sets itself: the source needn't know when a meeting of
        the brief is. A weekday may be such a one where no source names any. In a language whose
        words aren't known, it means something where a source has one other in its place.
        """
        brief = self.sources[0].brief
        if not isinstance(value, Figure) and is_own(value, brief):
            return False
        texts = [each.text for each in self.sources if each.text]
        if isinstance(value, Day) and value.weekday is not None:
            return any(text.has_weekdays for text in texts)
        return all(text.can_tell(value, is_other=bool(instead)) for text in texts)

    def _found(self, mention: Mention) -> Iterator[Compared]:
        for each in self.sources:
            value = mention.value
            if isinstance(value, Name):
                if place := each.place(value):
                    yield Compared("found", each.name, place if place[1] else None)
                continue
            for how, places in each.text.agreeing(value) if each.text else ():
                share, at = self.alike[each.name].share_at(places)
                yield Compared(how, each.name, at or places[0], share)
            for how, _ in each.about.agreeing(value):
                yield Compared(how, each.name, None)
            if isinstance(value, Figure) and value.high is not None and each.text:
                yield from _ends(each.name, each.text, value)

    def _elsewhere(self, mention: Mention, found: Sequence[Compared]) -> Place | None:
        """Tell that a source has a value only where it speaks of something else.

        Gives what it has in that value's place, where it speaks of the sentence's matter.
        """
        if len(self.sources) != 1 or not self.is_copied or isinstance(mention.value, Name):
            return None
        # The day of the week on which a source came out is in no sentence of it.
        is_weekday = isinstance(mention.value, Day) and mention.value.weekday is not None
        if any(not each.at for each in found) and not is_weekday:
            return None
        source = self.sources[0]
        if source.text is None:
            return None
        alike = self.alike[source.name].without(self._units)
        at = displaced(mention, self.mentions, source.text, alike, self.words)
        return Place(source.name, *at) if at else None

    def _name_elsewhere(self, mention: Mention, found: Sequence[Compared]) -> Place | None:
        """Find the name that a source has in the place of one that it has elsewhere."""
        source = self.sources[0]
        if len(self.sources) != 1 or not source.names or any(not each.at for each in found):
            return None
        alike = self.alike[source.name]
        at = elsewhere(mention, self.words, source.names, alike, source.brief.language)
        return Place(source.name, *at) if at else None

    def _instead(self, mention: Mention) -> Place | None:
        value = mention.value
        for each in self.sources:
            if isinstance(value, Name):
                similar = each.names.similar(value) if each.names else None
                if similar:
                    return Place(each.name, *similar)
            elif each.text and each.name in self.passages:
                read = competing(mention, self.mentions, each.text, self.passages[each.name])
                if at := likeliest(mention, each.text, read):
                    return Place(each.name, *at)
        return None


def _rank(found: Compared) -> tuple[bool, bool, float]:
    return found.how != "found", found.at is None, -found.share


def _ends(source: str, text: Copied, value: Figure) -> Iterator[Compared]:
    """Find both ends of a range, each by itself, in one passage."""
    low, high = (
        sorted(
            place
            for _, places in text.agreeing(replace(value, value=end, high=None))
            for place in places
        )
        for end in (value.value, value.high or value.value)
    )
    at = 0
    for place in low:
        while at < len(high) and high[at][1] < place[0] - RANGE:
            at += 1
        if at < len(high) and high[at] != place and high[at][0] < place[1] + RANGE:
            start, end = sorted((place, high[at]))
            yield Compared("found", source, (start[0], max(start[1], end[1])))
            return


def _without(words: str, mentions: Sequence[Mention]) -> str:
    """Blank the figures, dates and times of a sentence; their units and its names stay."""
    for each in mentions:
        if not isinstance(each.value, Name):
            typed = words[each.start : each.end]
            bare = NUMBER.sub(_blanks, typed) if NUMBER.search(typed) else " " * len(typed)
            words = words[: each.start] + bare + words[each.end :]
    return words


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def looked(words: str, mention: Mention) -> Looked:
    """Make the answer for a mention in a sentence that cites nothing; its offsets are as there."""
    start, end = mention.start, max(mention.end, mention.whole)
    return Looked(_kind(mention), words[start:end], start, end, "uncited")


def _kind(mention: Mention) -> Kind:
    if isinstance(mention.value, Day):
        return "date"
    if isinstance(mention.value, Clock):
        return "time"
    return "name" if isinstance(mention.value, Name) else "figure"


def consulted(brief: Brief, evidence: Evidence) -> dict[str, Consulted]:
    """Open the sources of a brief, by their ids; nothing is read until it is asked for."""
    return {
        name: Consulted(name, source, evidence.captures.get(name), brief)
        for name, source in brief.sources.items()
    }
