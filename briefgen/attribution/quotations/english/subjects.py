"""Find the subject of a verb of speech within one English sentence.

A verb has its subject with or without a quotation, so this isn't part of `clauses`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import field

from briefgen.attribution.quotations.english.mentions import Mention, mentions
from briefgen.attribution.quotations.english.words import (
    ADVERBS,
    BEFORE_DAYS,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    GERUNDS,
    HEARD,
    INFINITIVES,
    LEADING,
    NO_NAME,
    NOBODY,
    PAPERS,
    PASSIVE,
    PLURAL_PAPERS,
    PREPOSITIONS,
    QUOTING,
    RELATIVE,
    SOMEBODY,
    SPOKE,
    TAIL,
)
from briefgen.attribution.quotations.tokens import Token
from briefgen.ground.records import record

# The most verbs tried before a token. Without this and the bounds below, a sentence that never ends
# would take quadratic time.
MOST_VERBS = 6
# How many tokens may part a verb from the words that it tells of.
REACH = 80
# The most tokens of a parenthesis between two commas, and of a noun with its adjectives.
PARENTHESIS = 25
NOUN_WORDS = 5
# Small words that are no office, though a name follows them.
NO_OFFICE = NO_NAME | PREPOSITIONS | TAIL
# Every form that may tell of speech, also `used the term`, `according to` and `in the words of`.
TELLING = SPOKE | GERUNDS | INFINITIVES | QUOTING | {"used", "according", "words"}
# Behind one of these a mention is an object.
NO_SUBJECT_BEHIND = PREPOSITIONS | {"by", "than", "about", "against", "between", "over"}
DASHES = frozenset(("--", "---", "—", "–", "―", "-"))


@record
class Clause:
    """Hold a sentence and its mentions, which `starts` and `ends` have by first and last token.

    `verbs` are the tokens that may tell of speech, `quotes` the quotations. `subjects` remembers
    what was found for a verb, so that a sentence of a thousand verbs takes linear time.
    """

    tokens: list[Token]
    found: list[Mention]
    starts: dict[int, Mention] = field(default_factory=dict)
    ends: dict[int, Mention] = field(default_factory=dict)
    verbs: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    subjects: dict[tuple[int, bool], Mention | None] = field(default_factory=dict)

    def low(self, at: int) -> str:
        """Get the word or mark at a token in small letters; empty outside of the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def is_quote(self, at: int) -> bool:
        """Tell whether a quotation stands at a token."""
        return 0 <= at < len(self.tokens) and self.tokens[at].quote >= 0

    def is_word(self, at: int) -> bool:
        """Tell whether a word stands at a token."""
        return 0 <= at < len(self.tokens) and self.tokens[at].is_word

    def is_after_preposition(self, mention: Mention) -> bool:
        """Tell whether a preposition stands before the mention, which then is no subject."""
        return self.low(mention.first - 1) in NO_SUBJECT_BEHIND


def clause_of(tokens: list[Token]) -> Clause:
    """Make a clause of a sentence's tokens."""
    clause = Clause(tokens, mentions(tokens))
    for mention in clause.found:
        clause.starts[mention.first] = mention
        clause.ends[mention.last] = mention
    for at, token in enumerate(tokens):
        if token.quote >= 0:
            clause.quotes.append(at)
        elif token.low in TELLING:
            clause.verbs.append(at)
    return clause


def main_speaker(clause: Clause) -> Mention | None:
    """Find the subject of the first verb of speech in a sentence."""
    for at in clause.verbs[:MOST_VERBS]:
        is_finite = clause.low(at) in SPOKE and not is_passive(clause, at)
        if is_finite and (subject := subject_of(clause, at, main=False) or inverted(clause, at)):
            return subject
    return None


def is_passive(clause: Clause, verb: int) -> bool:
    """Tell whether the verb at a token is in the passive."""
    at = verb - 1
    while is_adverb(clause, at):
        at -= 1
    return clause.low(at) in PASSIVE and clause.low(verb) not in GERUNDS


def is_adverb(clause: Clause, at: int) -> bool:
    """Tell whether a word may stand between a subject and its verb.

    The names May and Will don't count.
    """
    low = clause.low(at)
    is_one = low in ADVERBS or (low.endswith("ly") and len(low) > 4)
    return is_one and not (low in ("may", "will") and clause.tokens[at].is_capital)


def subject_of(clause: Clause, verb: int, *, main: bool = True) -> Mention | None:
    """Find the subject of the verb at a token; None where there is none.

    With `main`, a verb without a subject takes that of another verb: in “X laughed and said” the
    subject of `said` is X.
    """
    if (verb, main) not in clause.subjects:
        clause.subjects[verb, main] = _found_subject(clause, verb, main=main)
    return clause.subjects[verb, main]


def _found_subject(clause: Clause, verb: int, *, main: bool) -> Mention | None:
    """Do what `subject_of` does, without remembering the answer."""
    at = _before_verb(clause, verb)
    is_gerund, before = clause.low(verb) in GERUNDS, clause.low(at)
    subject = _beside(clause, at)
    if subject is None and before == ",":
        subject = _of_segment(clause, at) if is_gerund else _before_parenthesis(clause, at)
    borrows = is_gerund or before in CONJUNCTIONS or before in (",", "to")
    is_new_paper = subject and subject.is_new and subject.head in PAPERS | PLURAL_PAPERS
    if is_gerund and is_new_paper:
        # X issued a statement saying: X speaks, not the statement.
        return _main_subject(clause, verb)
    if subject or before in RELATIVE:
        return subject
    if before in CONJUNCTIONS and (own := _of_clause(clause, at)):
        return own
    return _main_subject(clause, verb) if main and borrows else _unlisted(clause, at)


def _of_clause(clause: Clause, conjunction: int) -> Mention | None:
    """Find the subject of the clause before `and`: I, in `when they left, I laughed and said`."""
    for at in range(conjunction - 1, max(-1, conjunction - PARENTHESIS), -1):
        if clause.low(at) != ",":
            continue
        found = _owned(clause.starts.get(at + 1))
        is_subject = found is not None and clause.is_word(found.last + 1)
        return found if is_subject and found and found.kind == "pronoun" else None
    return None


def _before_verb(clause: Clause, verb: int) -> int:
    """Find the token before a verb and words that belong to it: also, on Friday, wanted to."""
    at = verb - 1
    while is_adverb(clause, at) or clause.low(at) in PASSIVE:
        at -= 1
    if clause.low(at) in DAYS:
        at -= 2 if clause.low(at - 1) in BEFORE_DAYS else 1
    if clause.low(at) == "to" and clause.low(at - 1) in LEADING:
        at -= 2 + (clause.low(at - 1) == "on")
    return at


def _beside(clause: Clause, at: int) -> Mention | None:
    """Find the subject that ends at a token, or before a `who`, `to` or `as` at that token."""
    if subject := _owned(clause.ends.get(at)):
        return subject
    low = clause.low(at)
    if low in RELATIVE:
        is_apart = clause.low(at - 1) == "," or clause.low(at - 1) in DASHES
        return _owned(clause.ends.get(at - 1 - is_apart))
    if low == "as":
        # The verb of `quoted her as saying` stands before its `as`.
        near = nearest(clause.verbs, at)
        if verb := next((each for each in near if clause.low(each) in QUOTING), 0):
            return quoted(clause, verb)
    return _owned(clause.ends.get(at - 1)) if low == "to" else None


def _owned(mention: Mention | None) -> Mention | None:
    """Give the mention back if it can speak, else None."""
    if mention is None or mention.owner:
        return None
    is_nobody = bool(mention.title) and mention.title[0].lower() in NOBODY
    return None if is_nobody else mention


def quoted(clause: Clause, verb: int) -> Mention | None:
    """Find whom an outlet quotes: the subject of `was quoted`, or the object of `quoted`.

    It is Lavrov in `Lavrov was quoted as saying`, and `him` in `RIA quoted him as saying`.
    """
    if is_passive(clause, verb):
        return subject_of(clause, verb)
    # `mentions` finds pronouns only in the nominative, so the object is made here.
    if clause.low(verb + 1) in ("him", "her", "them"):
        word = {"him": "he", "her": "she", "them": "they"}[clause.low(verb + 1)]
        start = clause.tokens[verb + 1].start
        return Mention(verb + 1, verb + 1, start, "pronoun", (word,))
    near = range(verb + 1, verb + NOUN_WORDS)
    return next((one for at in near if (one := _owned(clause.starts.get(at)))), None)


def _of_segment(clause: Clause, comma: int) -> Mention | None:
    """Find the subject of a clause between two commas, the second of which is at `comma`."""
    for at in range(comma - 1, max(-1, comma - PARENTHESIS), -1):
        if clause.low(at) == ",":
            start = at + 1 + (clause.low(at + 1) in CONJUNCTIONS)
            found = _owned(clause.starts.get(start))
            # In `Berg and Holm, saying` the first is one of a list, and not the subject alone.
            is_subject = found and found.last < comma - 1
            is_listed = found and clause.low(found.last + 1) in CONJUNCTIONS
            return found if is_subject and not is_listed else None
    return None


def _before_parenthesis(clause: Clause, comma: int) -> Mention | None:
    """Find the subject that stands before `, who spoke on condition of anonymity,`."""
    apposed = _owned(clause.ends.get(comma - 1))
    if apposed and clause.is_after_preposition(apposed):
        apposed = None
    for at in range(comma - 1, max(-1, comma - PARENTHESIS), -1):
        if clause.is_quote(at):
            return apposed if apposed and apposed.first > at else None
        if clause.low(at) != ",":
            continue
        subject = _owned(clause.ends.get(at - 1))
        if subject and not clause.is_after_preposition(subject):
            return subject
        if apposed and apposed.forenames:
            return apposed
        if unlisted := None if apposed else _unlisted(clause, at - 1):
            return unlisted
    return apposed


def _main_subject(clause: Clause, verb: int) -> Mention | None:
    """Find the subject of the nearest verb of speech before a verb, or else the first possible."""
    for at in nearest(clause.verbs, verb):
        if clause.low(at) in SPOKE and not is_passive(clause, at):
            subject = subject_of(clause, at, main=False) or inverted(clause, at)
            if subject:
                return _nearer(clause, at, verb) or subject
    above = (one for one in clause.found[:REACH] if one.last < verb and not one.owner)
    return next((one for one in above if not clause.is_after_preposition(one)), None)


def _nearer(clause: Clause, first: int, verb: int) -> Mention | None:
    """Find a subject between two verbs: `they`, in `X said that they had come and said so`.

    None where nobody between them can be the subject of the second.
    """
    if clause.low(verb - 1) not in CONJUNCTIONS or clause.low(verb) in GERUNDS:
        return None
    first += clause.low(first) in HEARD
    between = (one for one in clause.found if first < one.first and one.last < verb)
    able = (one for one in between if not one.owner and not clause.is_after_preposition(one))
    return next((one for one in able if clause.low(one.last + 1) in ("had", "has")), None)


def _unlisted(clause: Clause, end: int) -> Mention | None:
    """Find a subject that ends at a token, and whose noun isn't listed: the islanders."""
    if clause.low(end) in SOMEBODY and not clause.is_word(end - 1):
        return _described(clause, end, end, (clause.tokens[end].text,))
    words: list[str] = []
    for at in range(end, max(-1, end - NOUN_WORDS), -1):
        token = clause.tokens[at]
        if not token.is_word or token.low in SPOKE or token.low in PREPOSITIONS:
            break
        if token.low in DETERMINERS:
            return _described(clause, at, end, tuple(words[::-1])) if words else None
        if token.low in NO_NAME or token.low.endswith("'s"):
            break
        words.append(token.text)
    is_plural = len(words) == 1 and words[0].endswith("s") and words[0].islower()
    return _described(clause, end, end, tuple(words)) if is_plural else None


def _described(clause: Clause, first: int, last: int, words: tuple[str, ...]) -> Mention:
    """Make a mention of a noun that isn't in the lists."""
    start, head = clause.tokens[first].start, words[-1].lower()
    return Mention(first, last, start, "role", words, head=head, is_new=False)


def inverted(clause: Clause, verb: int) -> Mention | None:
    """Find the subject behind a verb that follows a quotation: “…,” said Lavrov."""
    at = verb - 1
    while clause.low(at) in DASHES or clause.low(at) == ",":
        at -= 1
    return behind(clause, verb + 1) if clause.is_quote(at) else None


def behind(clause: Clause, at: int) -> Mention | None:
    """Find the mention that starts at a token, or a noun with its article."""
    while clause.low(at) in ("also", "again", "later"):
        at += 1
    if (found := clause.starts.get(at)) and not found.owner:
        return found
    for start in range(at + 1, at + NOUN_WORDS):
        if (owned := clause.starts.get(start)) and not owned.owner:
            is_owned = clause.low(start - 1).endswith(("'s", "s'"))
            # A small word may be an office that isn't listed: pensioner Nina Gusk.
            token = clause.tokens[at]
            is_small = token.text[:1].islower() and token.low not in NO_OFFICE
            is_titled = bool(owned.forenames) and start < at + 3 and is_small
            return owned if is_owned or is_titled else None
        if not clause.is_word(start):
            break
    return None if found or clause.low(at) not in DETERMINERS else _unlisted_behind(clause, at)


def _unlisted_behind(clause: Clause, at: int) -> Mention | None:
    """Find an unlisted noun behind its article, or the name beside it: a baker, Ida Holm."""
    words: list[str] = []
    for token in clause.tokens[at + 1 : at + NOUN_WORDS]:
        if not token.is_word or token.low in PREPOSITIONS | RELATIVE | SPOKE | ADVERBS | PASSIVE:
            break
        words.append(token.text)
    end = at + len(words)
    name = clause.starts.get(end + 2) if clause.low(end + 1) == "," else None
    if name and name.forenames and not name.owner:
        return name
    return _described(clause, at, end, tuple(words)) if words else None


def nearest(places: list[int], before: int) -> list[int]:
    """List the places that are close before a token, the nearest first. `places` is in order."""
    stop = bisect_left(places, before)
    near = places[max(0, stop - MOST_VERBS) : stop]
    return [at for at in reversed(near) if before - at < REACH]
