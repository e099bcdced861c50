"""Find who says each quotation of an English text, and how that is known.

The text is read once from the top. What a sentence says of its own quotations comes first. Where it
says nothing, a quotation goes to whoever spoke just before, and isn't certain where a reader could
doubt it. A surname becomes the fullest form of the name above it (below, where there is none
above); an office or a pronoun becomes the nearest person above that fits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace

from briefgen.attribution.quotations.english.clauses import attributed
from briefgen.attribution.quotations.english.mentions import Mention
from briefgen.attribution.quotations.english.register import Register
from briefgen.attribution.quotations.english.sentences import Sentence, sentences
from briefgen.attribution.quotations.english.subjects import Clause, clause_of, main_speaker
from briefgen.attribution.quotations.english.words import (
    PAPERS,
    PLURAL_PAPERS,
    PRONOUNS,
    ROLES,
    SOMEBODY,
)
from briefgen.attribution.quotations.marks import QuotedSpan
from briefgen.attribution.quotations.referents import NOWHERE, Attribution, Referent
from briefgen.attribution.quotations.tokens import Token
from briefgen.ground.records import mutable, record

# A quotation of fewer words, in a sentence without a verb of speech, is a term and given to nobody.
SCARE_WORDS = 4
# In how many sentences, and paragraphs, before a pronoun the person is searched whom it means.
REMEMBERED = 12
FAR = 3
# How many mentions of one sentence are tried for a pronoun.
MOST_PEOPLE = 20


@record
class _Told:
    """Hold what is remembered of a sentence: who spoke in it, and which people it mentions."""

    paragraph: int
    speaker: Referent | None
    people: tuple[Referent, ...]
    has_quote: bool
    certain: bool
    ends_in_colon: bool


def speakers(
    text: str, bounds: Sequence[tuple[int, int]], quotes: Sequence[QuotedSpan]
) -> list[Attribution]:
    """Tell for each quotation who says it, in the same order. Reads English only.

    The names of the whole text are collected before any sentence is read, since the full name may
    stand below a surname in the headline.
    """
    clauses = [
        (sentence, clause_of(sentence.tokens)) for sentence in sentences(text, bounds, quotes)
    ]
    reader = _Reader(text, bounds, quotes)
    for _, clause in clauses:
        reader.register.collect(clause.found)
    for sentence, clause in clauses:
        reader.read(sentence, clause)
    return [reader.said.get(number, Attribution(None, NOWHERE)) for number in range(len(quotes))]


@mutable
class _Reader:
    """Hold the state while a text is read: who was mentioned, who spoke, what was said so far.

    `waiting` are quotations of the paragraph whose speaker the next sentence may name. `meanings`
    has, for the first token of each mention in the current sentence, the person whom it means.
    """

    text: str
    bounds: Sequence[tuple[int, int]]
    quotes: Sequence[QuotedSpan]
    register: Register = field(default_factory=Register)
    told: deque[_Told] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    said: dict[int, Attribution] = field(default_factory=dict)
    meanings: dict[int, Referent] = field(default_factory=dict)
    waiting: list[int] = field(default_factory=list)

    def read(self, sentence: Sentence, clause: Clause) -> None:
        """Read one more sentence, and give its quotations to their speakers."""
        self._understand(sentence, clause)
        if self.told and self.told[-1].paragraph != sentence.paragraph:
            self.waiting = []
        for at in clause.quotes:
            number = sentence.tokens[at].quote
            self.said[number] = self._of_quote(sentence, clause, at, sentence.tokens[at])
            self._fill_back(number, self.said[number])
        self._remember(sentence, clause)

    def _understand(self, sentence: Sentence, clause: Clause) -> None:
        """Find whom each mention means, in order, since a mention may refer to an earlier one."""
        self.meanings = {}
        names = {role.first: name for role, name in self._apposed(clause)}
        for mention in clause.found:
            name = names.get(mention.first)
            meant = self._meant(name or mention, sentence, clause)
            if meant:
                self.meanings[mention.first] = meant
            if meant and name:
                self.register.remember(mention, meant)
            elif meant and mention.kind != "pronoun":
                self.register.pass_by(mention, meant)

    def _apposed(self, clause: Clause) -> Iterator[tuple[Mention, Mention]]:
        """Yield the offices that stand beside a name, each with the name: Lavrov, the minister."""
        for mention in clause.found:
            beside = clause.starts.get(mention.last + 2)
            if beside is None or clause.low(mention.last + 1) != ",":
                continue
            name, role = (mention, beside) if mention.kind == "name" else (beside, mention)
            is_over = not clause.is_word(beside.last + 1) or beside.last + 1 == len(clause.tokens)
            if not is_over or name.kind != "name" or role.kind != "role" or role.is_group:
                continue
            if self.register.is_person(name) and not name.owner and not role.owner:
                yield role, name

    def _meant(self, mention: Mention, sentence: Sentence, clause: Clause) -> Referent | None:
        """Find whom a mention means; None for a pronoun that fits nobody."""
        if mention.kind != "pronoun":
            return self.register.referent(mention)
        kind = PRONOUNS[mention.title[0].lower()]
        if kind == "i":
            return self._label_referent(sentence) if sentence.label else None
        found = clause.found[:MOST_PEOPLE]
        before = [one for one in found if one.last < mention.first and not one.owner]
        near = [
            one for one in before if PRONOUNS.get(one.title[0].lower() if one.title else "") != "i"
        ]
        able = [one for one in near if not clause.is_after_preposition(one)]
        meant = _first_meant(self._people(able), kind) or self._above(sentence, kind)
        if meant and kind in ("m", "f") and not meant.why:
            self.register.known.setdefault(meant.who, kind)
        if meant:
            return meant
        meant = _first_meant(self._people(near), kind)
        return replace(meant, why="a pronoun, and nobody else is near") if meant else None

    def _above(self, sentence: Sentence, kind: str) -> Referent | None:
        """Find whom a pronoun means among those who spoke, or were subjects, in sentences above."""
        for told in map(self._gendered, reversed(self.told)):
            if sentence.paragraph - told.paragraph > FAR:
                return None
            if told.speaker and (meant := _first_meant((told.speaker,), kind)):
                if meant.gender:
                    return meant
                # Somebody else near may fit better, because their gender is known.
                near = (one for one in self.told if told.paragraph - one.paragraph < 2)
                people = (one for each in map(self._gendered, near) for one in each.people)
                others = {one.who for one in people if kind and one.gender == kind}
                is_open = others - {meant.who}
                return replace(meant, why="a pronoun that could mean others") if is_open else meant
            if meant := _first_meant(told.people, kind):
                return meant
        return None

    def _gendered(self, told: _Told) -> _Told:
        """Update a remembered sentence with the genders that later pronouns have shown."""
        speaker = self._known(told.speaker) if told.speaker else None
        return replace(told, speaker=speaker, people=tuple(map(self._known, told.people)))

    def _known(self, meant: Referent) -> Referent:
        """Add a person's gender, if a later pronoun has shown it."""
        gender = meant.gender or self.register.known.get(meant.who, "")
        return meant if gender == meant.gender else replace(meant, gender=gender)

    def _label_referent(self, sentence: Sentence) -> Referent:
        """Find whom the label of a line of a transcript means."""
        at = self.bounds[sentence.paragraph][0]
        words = sentence.label.replace(".", ". ").split()
        tokens = [Token(word, word.lower(), at, is_word=True) for word in words]
        found = clause_of(tokens).found
        is_whole = len(found) == 1 and found[0].last + 1 - found[0].first == len(tokens)
        meant = self.register.referent(found[0]) if is_whole and found[0].name else None
        return meant or Referent(sentence.label)

    def _of_quote(self, sentence: Sentence, clause: Clause, at: int, token: Token) -> Attribution:
        """Find the speaker of one quotation of the sentence."""
        quote = self.quotes[token.quote]
        if sentence.label:
            said = self._of_line(sentence, clause, at)
        elif quote.carries_on and (before := self.said.get(token.quote - 1)):
            own = self._direct(clause, at)
            said = own if own and own.who and not before.who else replace(before, how="carried on")
        else:
            said = self._direct(clause, at) or self._carried(sentence, clause, at)
        if quote.missing:
            return replace(said, how=f"{said.how}; no mark closes the words", certain=False)
        return said

    def _of_line(self, sentence: Sentence, clause: Clause, at: int) -> Attribution:
        """Find the speaker of a quotation in a line of a transcript.

        If it is all of the line, the speaker is the one of the label. Else it is somebody whom that
        speaker quotes.
        """
        quote = self.quotes[clause.tokens[at].quote]
        behind = self.bounds[sentence.paragraph][0] + len(sentence.label) + 1
        between = self.text[behind : quote.outer_start]
        if not between.strip() and quote.outer_end == self.bounds[sentence.paragraph][1]:
            return Attribution(self._label_referent(sentence), "the line's speaker", certain=True)
        told = f"as {sentence.label} tells it"
        said = self._direct(clause, at)
        return Attribution(said.who if said else None, f"{said.how}, {told}" if said else told)

    def _direct(self, clause: Clause, at: int) -> Attribution | None:
        """Find what the sentence itself says of a quotation; None where it says nothing."""
        found = attributed(clause, at)
        if found is None:
            return None
        mention = found.mention
        if mention is None:
            return Attribution(None, found.how)
        meant = self._speaking(mention)
        if meant is None:
            return Attribution(None, f"{found.how}; “{mention.shown}” isn't named above")
        # An unlisted noun may be a thing: the arrest. In the plural it is mostly people.
        is_known = mention.kind != "role" or mention.head in ROLES or mention.head in SOMEBODY
        is_many = mention.head.endswith("s") or mention.head == "one"
        doubt = "" if is_known or is_many else f"“{mention.head}” may be nobody"
        why = found.why or meant.why or doubt
        return Attribution(meant, f"{found.how}; {why}" if why else found.how, certain=not why)

    def _speaking(self, mention: Mention) -> Referent | None:
        """Find whom the subject of a verb means: for a statement, whoever made it."""
        meant = self.meanings.get(mention.first)
        if meant is None and mention.kind == "pronoun":
            # In `RIA quoted him as saying` the pronoun is no subject: it means somebody who spoke
            # above.
            kind = PRONOUNS.get(mention.title[0].lower(), "")
            people = (told.speaker for told in reversed(self.told) if told.speaker)
            return next((one for told in people if (one := _first_meant((told,), kind))), None)
        if meant is None:
            meant = self.register.referent(mention)
        is_paper = mention.head in PAPERS or mention.head in PLURAL_PAPERS
        if is_paper and not mention.is_new and self.told and self.told[-1].speaker:
            return replace(self.told[-1].speaker, why=f"it is the {mention.head} that says so")
        return None if is_paper else meant

    def _carried(self, sentence: Sentence, clause: Clause, at: int) -> Attribution:
        """Find the speaker of a quotation whose sentence names none."""
        number = sentence.tokens[at].quote
        # Two quotations in one sentence have one speaker: “One,” and then “two”.
        if clause.quotes[0] < at and (before := self.said[number - 1]).who:
            return replace(before, how="carried on")
        last = self.told[-1] if self.told else None
        quote = self.quotes[number]
        length = len(self.text[quote.start : min(quote.end, quote.start + 400)].split())
        is_whole = at < 9 and not any(one.is_word for one in sentence.tokens[:at])
        # Few words in a sentence that names no speaker are a term: the “deal”.
        if last is None or (not is_whole and length < SCARE_WORDS):
            return Attribution(None, NOWHERE)
        if last.paragraph == sentence.paragraph:
            above = (told for told in reversed(self.told) if told.paragraph == sentence.paragraph)
            latest = next((told.speaker for told in above if told.speaker), None)
            return _within(last, latest, is_whole=is_whole)
        if not is_whole or length < SCARE_WORDS or sentence.paragraph - last.paragraph > 1:
            return Attribution(None, NOWHERE)
        # The next sentence may still say whose it was.
        if at == len(sentence.tokens) - 1:
            self.waiting.append(number)
        return _across(last)

    def _fill_back(self, number: int, said: Attribution) -> None:
        """Give a quotation's speaker to the quotations before it that have none yet.

        In “One.” “Two,” X said, the speaker of the first is open until the second is read.
        """
        if said.who is None:
            return
        if said.certain and said.how.startswith("said after"):
            for earlier in self.waiting:
                if earlier != number:
                    self.said[earlier] = replace(said, how="said after, with the next")
        self.waiting = []
        while self.quotes[number].carries_on and not self.said[number - 1].who:
            number -= 1
            self.said[number] = replace(said, how="said after, where the words go on")

    def _remember(self, sentence: Sentence, clause: Clause) -> None:
        """Keep who spoke in the sentence and whom it mentions, for the sentences that follow."""
        spoken = [self.said[sentence.tokens[at].quote] for at in clause.quotes]
        known = next((said for said in spoken if said.who), None)
        speaker = known.who if known else None
        if speaker is None and (subject := main_speaker(clause)):
            speaker = self._speaking(subject)
        able = [one for one in clause.found[:MOST_PEOPLE] if not one.owner]
        people = tuple(self._people(sorted(able, key=clause.is_after_preposition)))
        ends = bool(clause.tokens) and clause.tokens[-1].text == ":"
        certain = known.certain if known else bool(speaker and not speaker.why)
        if speaker:
            # A doubt about this sentence doesn't concern the next.
            speaker = replace(speaker, why="")
        self.told.append(_Told(sentence.paragraph, speaker, people, bool(spoken), certain, ends))

    def _people(self, found: Iterable[Mention]) -> list[Referent]:
        """List the people and groups whom some mentions mean."""
        people = []
        for mention in found:
            meant = self.meanings.get(mention.first)
            if meant is None:
                continue
            if mention.kind != "name" or self.register.is_person(mention):
                people.append(meant)
            elif mention.is_group:
                people.append(replace(meant, is_group=True))
        return people


def _within(last: _Told, speaker: Referent | None, *, is_whole: bool) -> Attribution:
    """Find the speaker of a quotation by what stands above it in its paragraph."""
    if is_whole and last.speaker:
        return Attribution(
            last.speaker, "carried on" if last.has_quote else "spoke before", last.certain
        )
    if is_whole and last.people:
        return Attribution(last.people[0], "named before, without a verb of speech")
    if speaker:
        return Attribution(speaker, "spoke before, in the paragraph")
    return Attribution(None, NOWHERE)


def _across(last: _Told) -> Attribution:
    """Find the speaker of a quotation that starts a paragraph, by how the one before ends."""
    if last.ends_in_colon and (who := last.speaker or next(iter(last.people), None)):
        return Attribution(who, "said before, with a colon", certain=bool(last.speaker))
    if last.speaker:
        how = "carried on from the paragraph before" if last.has_quote else "spoke before"
        return Attribution(last.speaker, how)
    return Attribution(None, NOWHERE)


def _first_meant(people: Sequence[Referent], kind: str) -> Referent | None:
    """Find the first of some people whom a pronoun can mean, with a doubt where others fit too.

    `kind` is m, f, `it`, or empty for `they`, which may mean anybody.
    """
    if kind == "it":
        fitting = [meant for meant in people if meant.is_group]
    else:
        fitting = [
            meant
            for meant in people
            if not kind
            or (not meant.is_group and not meant.is_plural and meant.gender in ("", kind))
        ]
    if not fitting:
        return None
    sure = [meant for meant in fitting if kind in ("m", "f") and meant.gender == kind]
    first = sure[0] if len({meant.who for meant in sure}) == 1 else fitting[0]
    others = {meant.who for meant in (sure or fitting)} - {first.who}
    return replace(first, why="a pronoun that could mean others") if others else first
