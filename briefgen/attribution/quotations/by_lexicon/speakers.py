"""Find who says each quotation of a text in a language that has a lexicon.

What a sentence says of its own quotations comes first. Where it says nothing, a quotation goes to
the speaker just before in the same paragraph; elsewhere it stays open, or is given with a doubt. A
surname becomes the full name, an office its known holder, a pronoun the last speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefgen.attribution.quotations.by_lexicon.lexicon import Lexicon
from briefgen.attribution.quotations.by_lexicon.mentions import LexiconMention
from briefgen.attribution.quotations.by_lexicon.people import MOST_FORMS, NamedPeople, bare
from briefgen.attribution.quotations.by_lexicon.phrases import DASHES, Phrase, phrase_of
from briefgen.attribution.quotations.by_lexicon.tags import (
    UNNAMED,
    attributed,
    closing,
    is_name_of_thing,
    subject_of_first,
)
from briefgen.attribution.quotations.marks import QuotedSpan
from briefgen.attribution.quotations.referents import NOWHERE, Attribution, Referent
from briefgen.attribution.quotations.tokens import Token, tokens_of

# A quotation of fewer words, in a sentence without a verb of speech, is a term and given to nobody.
SCARE_WORDS = 4
# In how many paragraphs before a pronoun the person is searched whom it means.
FAR = 3
# How many tokens beside a quotation are tried to see whether it is a sentence of its own.
WHOLE = 9
ENDS = ".!?…"


def speakers_in(
    text: str, bounds: Sequence[tuple[int, int]], quotes: Sequence[QuotedSpan], lexicon: Lexicon
) -> list[Attribution]:
    """Tell for each quotation who says it, in the same order.

    The text is gone through twice, as in English: the first time to collect the names, since the
    full name may stand below a surname in the headline.
    """
    phrases = [
        (number, phrase_of(tokens, lexicon))
        for number, tokens in _sentences(text, bounds, quotes, lexicon)
    ]
    reader = _Reader(text, quotes, lexicon)
    for number, phrase in phrases:
        reader.named.collect(number, phrase)
    for number, phrase in phrases:
        reader.read(number, phrase)
    return [reader.said.get(number, Attribution(None, NOWHERE)) for number in range(len(quotes))]


def _sentences(
    text: str, bounds: Sequence[tuple[int, int]], quotes: Sequence[QuotedSpan], lexicon: Lexicon
) -> Iterator[tuple[int, list[Token]]]:
    """Yield the sentences of a text, each with the number of its paragraph."""
    rest = iter(enumerate(quotes))
    following = next(rest, None)
    for number, (start, end) in enumerate(bounds):
        inside = []
        while following and following[1].outer_start < end:
            inside.append(following)
            following = next(rest, None)
        tokens = list(tokens_of(text, (start, end), inside, lexicon.token))
        first = 0
        for at, token in enumerate(tokens):
            is_last = at + 1 == len(tokens)
            if is_last or _ends(text, token, tokens[at + 1], quotes):
                yield number, tokens[first : at + 1]
                first = at + 1


def _ends(text: str, token: Token, after: Token, quotes: Sequence[QuotedSpan]) -> bool:
    """Tell whether a sentence ends at a token."""
    if token.quote >= 0:
        quote = quotes[token.quote]
        is_spoken = text[quote.outer_start] in DASHES
        # A quotation with a full stop ends its sentence, unless small letters follow.
        is_ended = text[quote.end - 1] in ENDS
        return is_ended and not is_spoken and (after.quote >= 0 or after.is_capital)
    if token.text not in ENDS:
        return False
    return not (
        after.text in (",", ";", ":", ")") or after.text in DASHES or after.text[:1].islower()
    )


@dataclass(slots=True)
class _Reader:
    """Hold the state of the second pass: who spoke, in which paragraph, and who was named since.

    `is_direct` is true where the last sentence with a speaker held a quotation.
    """

    text: str
    quotes: Sequence[QuotedSpan]
    lexicon: Lexicon
    said: dict[int, Attribution] = field(default_factory=dict)
    last: Attribution | None = None
    last_paragraph: int = -9
    is_direct: bool = False
    people: list[tuple[int, Referent]] = field(default_factory=list)
    named: NamedPeople = field(init=False)

    def __post_init__(self) -> None:
        self.named = NamedPeople(self.lexicon)

    def read(self, paragraph: int, phrase: Phrase) -> None:
        """Read one more sentence, and give its quotations to their speakers."""
        before = [one for one in phrase.found if one.kind != "pronoun"]
        known = None
        for at in phrase.quotes:
            number = phrase.tokens[at].quote
            said = self._of_quote(paragraph, phrase, at)
            self.said[number] = said
            known = said if said.who else known
        self._close(paragraph, phrase)
        self._remember(paragraph, phrase, known)
        for mention in before:
            sure = self._surely_people(mention)
            self.people += [(paragraph, self.named.referent(one, paragraph)) for one in sure]
        del self.people[:-MOST_FORMS]

    def _surely_people(self, mention: LexiconMention) -> Iterator[LexiconMention]:
        """Yield the people in a mention whom a later pronoun may mean.

        A word with a capital isn't enough: more has to show that it names a person.
        """
        if mention.kind != "name":
            return
        has_capitals = self.lexicon.has_capitals
        is_full = len(mention.name) > 1 and not has_capitals
        is_known = bool(mention.role or mention.gender) or is_full or self.named.knows(mention)
        if is_known and not mention.is_group:
            yield mention
        # Where all nouns have capitals, a run of them may hold a surname: auch Reiser Vorteile.
        for part in mention.name[:-1] if has_capitals else ():
            alone = LexiconMention(mention.first, mention.last, "name", name=(part,))
            if self.named.knows(alone):
                yield alone

    def _of_quote(self, paragraph: int, phrase: Phrase, at: int) -> Attribution:
        """Find the speaker of one quotation of the sentence."""
        quote = self.quotes[phrase.tokens[at].quote]
        found = attributed(phrase, at)
        # A name in marks isn't speech: im „Spiegel“, le film « Diva ».
        if found and self._length(quote) < SCARE_WORDS and self._is_thing(quote, found.how):
            return Attribution(None, NOWHERE)
        if found and found.mention and self._is_noun(found.mention, found.how):
            found = None
        if found is None:
            said = self._carried(paragraph, phrase, at)
        elif found.mention is None:
            said = Attribution(None, found.how)
        elif self.lexicon.has("papers", found.mention.head):
            said = Attribution(None, f"{found.how}; a paper is given as the speaker")
        else:
            meant = self._meaning(found.mention, paragraph, found.how)
            why = (found.why or meant.why) if meant else ""
            how = f"{found.how}; {why}" if why else found.how
            said = (
                Attribution(meant, how, certain=not why)
                if meant
                else Attribution(None, f"{found.how}; nobody is named above")
            )
        if quote.missing:
            return replace(said, how=f"{said.how}; no mark closes the words", certain=False)
        return said

    def _meaning(self, mention: LexiconMention, paragraph: int, how: str) -> Referent | None:
        """Find the person whom a mention means; None for a pronoun that may mean anybody."""
        if mention.is_plural and mention.kind == "pronoun":
            return None
        if mention.kind == "pronoun":
            return self._pronoun(mention, paragraph)
        meant = self.named.referent(mention, paragraph)
        # Behind `according to` a name is in the genitive, if the language has cases.
        is_given = how == "according to" and bool(self.lexicon.genitive)
        return self._alone(meant, mention) if is_given and mention.kind == "name" else meant

    def _alone(self, meant: Referent, mention: LexiconMention) -> Referent:
        """Give a name as it is by itself: behind `по словам` it has the ending of a case."""
        name = " ".join(
            word[:1].upper() + bare(word.lower(), self.lexicon)[1:] for word in meant.who.split()
        )
        forms = self.named.people.get(bare(mention.key, self.lexicon), {})
        full = [
            one
            for one in forms.values()
            if one.name[-1].casefold() == bare(mention.key, self.lexicon)
        ]
        if len({one.shown for one in full}) == 1:
            return Referent(full[0].shown, full[0].gender, role=full[0].role)
        return replace(meant, who=name, role="", why="the name stands in another case")

    def _pronoun(self, mention: LexiconMention, paragraph: int) -> Referent | None:
        """Find who spoke last, or was named last, if the pronoun can mean them."""
        near = [
            meant
            for number, meant in self.people
            if paragraph - number < FAR and not meant.is_group
        ]
        if self.last and self.last.who and paragraph - self.last_paragraph < FAR:
            near.append(self.last.who)
        able = [
            one
            for one in near
            if not (one.gender and mention.gender and one.gender != mention.gender)
        ]
        is_open = mention is UNNAMED and not (self.last and self.last.certain)
        if not able or is_open:
            return None
        spoke = self.last.who if self.last and self.last.who in able else able[-1]
        is_open = len({one.who for one in able}) > 1
        why = "a pronoun that could mean others" if is_open else ""
        is_near = self.last is not None and self.last.certain and self.last.who is spoke
        if not why and not (is_near and paragraph - self.last_paragraph < 2):
            why = "a pronoun"
        return replace(spoke, why=why or spoke.why)

    def _carried(self, paragraph: int, phrase: Phrase, at: int) -> Attribution:
        """Find the speaker of a quotation whose sentence names none."""
        number = phrase.tokens[at].quote
        quote = self.quotes[number]
        before = self.said.get(number - 1)
        if phrase.quotes[0] < at and before and before.who:
            is_thing = is_name_of_thing(phrase, at) or self._is_thing(quote, "carried on")
            if self._length(quote) < SCARE_WORDS and is_thing:
                return Attribution(None, NOWHERE)
            return replace(before, how="carried on")
        # A sentence of its own has no word beside the quotation. Only near tokens are tried, since
        # a sentence may hold a thousand quotations.
        is_whole = at < WHOLE and not any(
            token.is_word for token in (*phrase.tokens[:at], *phrase.tokens[at + 1 : at + WHOLE])
        )
        if not is_whole or self._length(quote) < SCARE_WORDS:
            return Attribution(None, NOWHERE)
        if quote.carries_on and before and before.who:
            return replace(before, how="carried on")
        return self._from_above(paragraph)

    def _from_above(self, paragraph: int) -> Attribution:
        """Find the speaker of a quotation that is a whole sentence: whoever spoke last."""
        last = self.last
        if last is None or last.who is None:
            return Attribution(None, NOWHERE)
        if paragraph == self.last_paragraph:
            return replace(last, how="carried on", certain=last.certain and self.is_direct)
        if paragraph - self.last_paragraph == 1 and self.is_direct:
            return Attribution(last.who, "carried on from the paragraph before")
        return Attribution(None, NOWHERE)

    def _is_noun(self, mention: LexiconMention, how: str) -> bool:
        """Tell whether a single word with a capital is probably no surname: Lage, Gleichzeitig.

        This can only happen in a language that writes nouns with capitals.
        """
        is_alone = mention.kind == "name" and len(mention.name) == 1 and not mention.role
        if not (self.lexicon.has_capitals and is_alone and not mention.gender):
            return False
        is_after = how.startswith("said after")
        return not is_after and not self.named.knows(mention)

    def _is_thing(self, quote: QuotedSpan, how: str) -> bool:
        """Tell whether a short quotation is probably the name of something, and not speech."""
        if how in ("before a colon", "signed"):
            return True
        last = self.text[quote.end - 1]
        if how == "said after":
            behind = self.text[quote.outer_end : quote.outer_end + 2].strip()[:1]
            return behind.isalnum() and last not in ",.!?…"
        is_title = self.text[quote.start].isupper() and not self.lexicon.has_capitals
        return how in ("said before", "carried on") and is_title and last not in ".!?…"

    def _length(self, quote: QuotedSpan) -> int:
        """Count the words of a quotation, in its first 400 code points."""
        return len(self.text[quote.start : min(quote.end, quote.start + 400)].split())

    def _close(self, paragraph: int, phrase: Phrase) -> None:
        """Give the last quotation the speaker whom the next sentence names: So schloss Berg."""
        found = closing(phrase)
        earlier = next(reversed(self.said), -1)
        if not found or not found.mention or earlier < 0 or self.said[earlier].certain:
            return
        if self.quotes[earlier].paragraph != paragraph or found.mention.kind == "pronoun":
            return
        meant = self.named.referent(found.mention, paragraph)
        self.said[earlier] = Attribution(meant, f"{found.how}; {found.why}")

    def _remember(self, paragraph: int, phrase: Phrase, known: Attribution | None) -> None:
        """Keep who spoke in the sentence, for the quotations that follow."""
        if known:
            self.last, self.last_paragraph, self.is_direct = known, paragraph, True
            return
        if paragraph == self.last_paragraph and not phrase.found:
            return
        subject = subject_of_first(phrase)
        meant = self._meaning(subject, paragraph, "") if subject else None
        if meant:
            self.last, self.last_paragraph = Attribution(meant, "spoke before"), paragraph
        self.is_direct = False
