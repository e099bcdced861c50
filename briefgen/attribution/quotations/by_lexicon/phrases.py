"""Find the mentions, verbs and quotations in one sentence, by the lexicon of its language.

From these pieces `tags` tells who says a quotation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from briefgen.attribution.quotations.by_lexicon.lexicon import Lexicon, PhraseTable
from briefgen.attribution.quotations.by_lexicon.mentions import (
    LexiconMention,
    is_plain,
    mention_at,
    mentions,
)
from briefgen.attribution.quotations.tokens import Token
from briefgen.ground.records import record

DASHES = frozenset(("--", "---", "—", "–", "-", "―"))
# How many words a parenthesis between two commas has at most; how many fillers stand between a verb
# and its subject.
PARENTHESIS = 24
FILLED = 8
# How French joins a pronoun to its verb: a-t-il, dit-il.
INVERTED = ("-t-", "-")


@record
class Verb:
    """Hold a verb of speech: the tokens from `first` up to `end`, exclusive.

    `pronoun` is one that is joined to the verb (il, in dit-il). `is_weak` is true for a verb that
    tells of speech only directly beside a quotation.
    """

    first: int
    end: int
    is_weak: bool = False
    pronoun: LexiconMention | None = None


@record
class Phrase:
    """Hold a sentence with its mentions and its verbs of speech.

    `starts` and `ends` have the mentions by their first and by their last token. `quotes` are the
    tokens that are quotations.
    """

    tokens: list[Token]
    lexicon: Lexicon
    found: list[LexiconMention]
    starts: dict[int, LexiconMention] = field(default_factory=dict)
    ends: dict[int, LexiconMention] = field(default_factory=dict)
    verbs: list[Verb] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)

    def low(self, at: int) -> str:
        """Get the word or mark at a token in small letters; empty outside of the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def is_word(self, at: int) -> bool:
        """Tell whether a word stands at a token."""
        return 0 <= at < len(self.tokens) and self.tokens[at].is_word

    def is_quote(self, at: int) -> bool:
        """Tell whether a quotation stands at a token."""
        return 0 <= at < len(self.tokens) and self.tokens[at].quote >= 0

    def has(self, name: str, at: int) -> bool:
        """Tell whether the word at a token stands in one of the lexicon's lists."""
        return self.lexicon.has(name, self.low(at))


def phrase_of(tokens: list[Token], lexicon: Lexicon) -> Phrase:
    """Make a phrase of a sentence's tokens."""
    phrase = Phrase(tokens, lexicon, mentions(tokens, lexicon))
    for mention in phrase.found:
        phrase.starts[mention.first] = mention
        phrase.ends[mention.last] = mention
    at = 0
    while at < len(tokens):
        if tokens[at].quote >= 0:
            phrase.quotes.append(at)
        elif tokens[at].is_word and (verb := verb_at(phrase, at)):
            phrase.verbs.append(verb)
            at = verb.end - 1
        at += 1
    return phrase


def verb_at(phrase: Phrase, at: int) -> Verb | None:
    """Find the verb of speech that starts at a token: sagte; a-t-il déclaré; s'est félicité."""
    low, lexicon = phrase.low(at), phrase.lexicon
    stem, pronoun = inverted(phrase, at)
    if low in lexicon.verbs or (pronoun and stem in lexicon.verbs):
        return Verb(at, at + 1, pronoun=pronoun)
    if low in lexicon.weak or (pronoun and stem in lexicon.weak):
        return Verb(at, at + 1, is_weak=not pronoun, pronoun=pronoun)
    if not lexicon.has("auxiliaries", stem):
        return None
    behind = at + 1
    while behind < at + 4 and phrase.has("fillers", behind):
        behind += 1
    is_told = phrase.has("participles", behind)
    return Verb(at, behind + 1, pronoun=pronoun) if is_told else None


def inverted(phrase: Phrase, at: int) -> tuple[str, LexiconMention | None]:
    """Part a verb from the pronoun that is joined to it: dit and il, of dit-il.

    Gives the whole word and None where none is joined.
    """
    low = phrase.low(at)
    for joint in INVERTED:
        stem, found, word = low.rpartition(joint)
        if found and word in phrase.lexicon.pronouns:
            gender = phrase.lexicon.pronouns[word]
            return stem, LexiconMention(
                at, at, "pronoun", gender=gender.strip("p"), is_plural=gender == "p"
            )
    return low, None


def matched(phrase: Phrase, at: int, phrases: PhraseTable) -> int:
    """Count the words of the longest phrase of a table that stands at a token; 0 for none."""
    found = [
        len(words)
        for words in phrases.get(phrase.low(at), ())
        if all(phrase.low(at + step) == word for step, word in enumerate(words))
    ]
    return max(found, default=0)


def slot(phrase: Phrase, at: int, *, allow_unknown: bool = True) -> LexiconMention | None:
    """Find the subject behind a verb: the mention at a token, or behind fillers there.

    In `sagte am Montag der Minister` it is the minister, behind `am Montag`. With `allow_unknown`
    the subject may be a noun that isn't in the lexicon.
    """
    for _ in range(FILLED):
        if step := matched(phrase, at, phrase.lexicon.hearers):
            at += step
        elif phrase.has("fillers", at) and phrase.low(at) not in phrase.lexicon.pronouns:
            at += 1
        # den Abend, with its article.
        elif phrase.has("determiners", at) and phrase.has("fillers", at + 1):
            at += 2
        else:
            break
    mention = mention_at(phrase.tokens, at, phrase.lexicon)
    return apposed(phrase, mention or (_unlisted(phrase, at) if allow_unknown else None))


def _unlisted(phrase: Phrase, at: int) -> LexiconMention | None:
    """Find a description by its article, where its noun isn't listed: un agriculteur bio."""
    if not phrase.has("determiners", at):
        return None
    end = at
    while (
        end < at + 4
        and end + 1 < len(phrase.tokens)
        and is_plain(phrase.tokens[end + 1], phrase.lexicon)
    ):
        end += 1
        named = mention_at(phrase.tokens, end + 1, phrase.lexicon)
        if named and named.kind == "name" and not named.determiner:
            return named
    if end == at or (phrase.is_word(end + 1) and not is_left(phrase, end + 1)):
        return None
    words = [token.text for token in phrase.tokens[at + 1 : end + 1]]
    return LexiconMention(
        at, end, "role", " ".join(words), head=words[0].lower(), determiner=phrase.low(at)
    )


def is_left(phrase: Phrase, at: int) -> bool:
    """Tell whether a description ends before a word: a preposition, a conjunction, a day."""
    return any(phrase.has(name, at) for name in ("prepositions", "conjunctions", "fillers"))


def apposed(phrase: Phrase, mention: LexiconMention | None) -> LexiconMention | None:
    """Join an office with the name beside it: el ministro, José Vidal.

    Any other mention is given back as it was.
    """
    if mention is None or mention.kind != "role" or mention.is_group:
        return mention
    is_apart = phrase.low(mention.last + 1) == "," or phrase.is_quote(mention.last + 1)
    beside = phrase.starts.get(mention.last + 2) if is_apart else None
    is_name = beside and beside.kind == "name" and not beside.determiner and not beside.role
    if not beside or not is_name:
        return mention
    is_over = not phrase.is_word(beside.last + 1) or is_left(phrase, beside.last + 1)
    return with_office(beside, mention) if is_over else mention


def with_office(name: LexiconMention, office: LexiconMention) -> LexiconMention:
    """Join a name and the office that stands beside it to one mention."""
    return LexiconMention(
        min(name.first, office.first),
        max(name.last, office.last),
        "name",
        office.role,
        name.name,
        office.head,
        office.determiner,
        name.gender or office.gender,
    )


def apposed_pairs(phrase: Phrase) -> Iterator[tuple[LexiconMention, LexiconMention]]:
    """Yield the offices that stand beside a name, each with the name: Falk, der Gesandte."""
    for mention in phrase.found:
        beside = phrase.starts.get(mention.last + 2)
        if beside is None or phrase.low(mention.last + 1) != ",":
            continue
        name, office = (mention, beside) if mention.kind == "name" else (beside, mention)
        is_pair = name.kind == "name" and office.kind == "role" and not name.role
        is_over = not phrase.is_word(beside.last + 1)
        if is_pair and is_over and not office.is_group and not office.is_plural:
            yield office, name
