"""Within one sentence: which mention is the subject of a verb of speech, and of which quotation.

Apart from the speakers of a whole text, because a sentence can be judged alone: “…,” X said; said
X; X said that it was “…”; X: “…”; according to X.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.evidence.quotations_people import Mention, mentions
from briefgen.evidence.quotations_sentences import Token
from briefgen.evidence.quotations_words import (
    ADVERBS,
    BREAKS,
    CONJUNCTIONS,
    DETERMINERS,
    GERUNDS,
    INFINITIVES,
    NAMING,
    NO_NAME,
    PASSIVE,
    PREPOSITIONS,
    RELATIVE,
    SPOKE,
    TAIL,
    TERMS,
    TITLED,
)

REACH = 80
PARENTHESIS = 25
NOUN_WORDS = 5
DASHES = frozenset(("--", "---", "—", "–", "-"))


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a quotation, as a mention; None where the sentence says that nobody does."""

    mention: Mention | None
    how: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence and its mentions, by the token at which they start and end."""

    tokens: list[Token]
    found: list[Mention]
    starts: dict[int, Mention] = field(default_factory=dict)
    ends: dict[int, Mention] = field(default_factory=dict)

    def low(self, at: int) -> str:
        """The word at a place in small letters, or nothing beside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def is_quote(self, at: int) -> bool:
        """Whether a quotation stands there."""
        return 0 <= at < len(self.tokens) and self.tokens[at].quote >= 0

    def is_after_preposition(self, mention: Mention) -> bool:
        """Whether the mention is what a preposition points to, and so no subject."""
        before = self.low(mention.first - 1)
        return before in PREPOSITIONS or before in ("by", "about", "against", "between", "over")


def clause_of(tokens: list[Token]) -> Clause:
    """The clause that a sentence's tokens make."""
    clause = Clause(tokens, mentions(tokens))
    for mention in clause.found:
        clause.starts[mention.first] = mention
        clause.ends[mention.last] = mention
    return clause


def attributed(clause: Clause, at: int) -> Attribution | None:
    """What the sentence says of the quotation at a token, or None where it says nothing."""
    if _is_titled(clause, at):
        return Attribution(None, "a name or a title")
    after, before = _after(clause, at), _before(clause, at)
    if before and after:
        return before if before.how == "just before" else after
    found = before or after or _later(clause, at) or _colon(clause, at) or _signed(clause, at)
    if found and found.how == "just before":
        return Attribution(found.mention, "said before", found.why)
    return found


def main_speaker(clause: Clause) -> Mention | None:
    """The subject of the first verb of speech in a sentence."""
    for at, token in enumerate(clause.tokens[:REACH]):
        if token.low in SPOKE and (subject := _subject(clause, at, main=False)):
            return subject
        if token.low in SPOKE and (subject := _inverted(clause, at)):
            return subject
    return None


def _is_titled(clause: Clause, at: int) -> bool:
    """Whether the words before name a thing: a film “…”, known as “…”, a plan called “…”."""
    before = clause.low(at - 1)
    if before in TITLED:
        return True
    if before == "as":
        return clause.low(at - 2) == "known"
    if before not in NAMING or clause.low(at - 2) in ADVERBS:
        return False
    subject = clause.ends.get(at - 2)
    return subject is None and not clause.is_quote(at - 2)


def _is_passive(clause: Clause, verb: int) -> bool:
    at = verb - 1
    while clause.low(at) in ADVERBS or _is_adverb(clause.low(at)):
        at -= 1
    return clause.low(at) in PASSIVE and clause.low(verb) not in GERUNDS


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4


def _subject(clause: Clause, verb: int, *, main: bool = True) -> Mention | None:
    """Who the verb at a token says it of. With `main`, a verb without its own borrows one."""
    at = verb - 1
    while clause.low(at) in ADVERBS or clause.low(at) in PASSIVE or _is_adverb(clause.low(at)):
        at -= 1
    if subject := _owned(clause.ends.get(at)):
        return subject
    if clause.low(at) in RELATIVE:
        return _owned(clause.ends.get(at - 1 - (clause.low(at - 1) == ",")))
    if clause.low(at) == "," and (subject := _before_parenthesis(clause, at)):
        return subject
    borrows = clause.low(at) in CONJUNCTIONS or clause.low(verb) in GERUNDS or clause.low(at) in (
        ",", "to",
    )  # fmt: skip
    if main and borrows:
        return _main_subject(clause, verb)
    return _unlisted(clause, at)


def _owned(mention: Mention | None) -> Mention | None:
    return None if mention is None or mention.owner else mention


def _before_parenthesis(clause: Clause, comma: int) -> Mention | None:
    """The subject that stands before `, who spoke on condition of anonymity,`."""
    apposed = _owned(clause.ends.get(comma - 1))
    for at in range(comma - 1, max(-1, comma - PARENTHESIS), -1):
        if clause.is_quote(at):
            return apposed if apposed and apposed.first > at else None
        if clause.low(at) == "," and (subject := _owned(clause.ends.get(at - 1))):
            if clause.is_after_preposition(subject):
                continue
            return subject
    return apposed if apposed and not clause.is_after_preposition(apposed) else None


def _main_subject(clause: Clause, verb: int) -> Mention | None:
    """The subject of the nearest verb of speech further up, else the first that can be one."""
    for at in range(verb - 1, max(-1, verb - REACH), -1):
        if clause.low(at) in SPOKE and not _is_passive(clause, at):
            subject = _subject(clause, at, main=False) or _inverted(clause, at)
            if subject:
                return subject
    above = (one for one in clause.found if one.last < verb and not one.owner)
    return next((one for one in above if not clause.is_after_preposition(one)), None)


def _unlisted(clause: Clause, end: int) -> Mention | None:
    """A subject whose noun isn't known here: the islanders; villagers."""
    words: list[str] = []
    for at in range(end, max(-1, end - NOUN_WORDS), -1):
        token = clause.tokens[at]
        if not token.is_word or token.low in SPOKE or token.low in PREPOSITIONS:
            break
        if token.low in DETERMINERS:
            return _made(clause, at, end, tuple(words[::-1])) if words else None
        if token.low in NO_NAME or token.low.endswith("'s"):
            break
        words.append(token.text)
    is_plural = len(words) == 1 and words[0].endswith("s") and words[0].islower()
    return _made(clause, end, end, tuple(words)) if is_plural else None


def _made(clause: Clause, first: int, last: int, words: tuple[str, ...]) -> Mention:
    start, head = clause.tokens[first].start, words[-1].lower()
    return Mention(first, last, start, "role", words, head=head, is_new=False)


def _inverted(clause: Clause, verb: int) -> Mention | None:
    """The subject behind the verb, directly behind a quotation: “…,” said Lavrov."""
    at = verb - 1
    while clause.low(at) in DASHES or clause.low(at) == ",":
        at -= 1
    return _behind(clause, verb + 1) if clause.is_quote(at) else None


def _behind(clause: Clause, at: int) -> Mention | None:
    """The mention that starts at a token, or a noun with its article."""
    while clause.low(at) in ("also", "again", "later"):
        at += 1
    if found := clause.starts.get(at):
        return found if not found.owner else None
    if clause.low(at) not in DETERMINERS:
        return None
    words: list[str] = []
    for token in clause.tokens[at + 1 : at + NOUN_WORDS]:
        if not token.is_word or token.low in PREPOSITIONS or token.low in RELATIVE:
            break
        words.append(token.text)
    return _made(clause, at, at + len(words), tuple(words)) if words else None


def _after(clause: Clause, quote: int) -> Attribution | None:
    """Who is named directly behind a quotation."""
    at = quote + 1
    while clause.low(at) == "," or clause.low(at) in DASHES or _is_adverb(clause.low(at)):
        at += 1
    low = clause.low(at)
    if low == "according" and clause.low(at + 1) == "to":
        return _given(_behind(clause, at + 2), "according to")
    if low in SPOKE:
        return _given(_behind(clause, at + 1), "said after")
    at += low == "as"
    mention = _behind(clause, at)
    if mention and _verb_behind(clause, mention.last + 1):
        return Attribution(mention, "said after")
    return None


def _given(mention: Mention | None, how: str) -> Attribution | None:
    return Attribution(mention, how) if mention else None


def _verb_behind(clause: Clause, at: int) -> int:
    """The token of the verb of speech that a subject goes on with, or 0."""
    if clause.low(at) == ",":
        inside = range(at + 1, min(at + PARENTHESIS, len(clause.tokens)))
        at = next(
            (end + 1 for end in inside if clause.low(end) == "," or clause.is_quote(end)), 0
        )
        return _finite(clause, at) if at and not clause.is_quote(at - 1) else 0
    if clause.low(at) == "who":
        inside = range(at + 2, min(at + PARENTHESIS, len(clause.tokens)))
        return next((end for end in inside if _finite(clause, end)), 0)
    return _finite(clause, at)


def _finite(clause: Clause, at: int) -> int:
    """The token of a verb of speech here, behind its adverbs, or 0; passives are none."""
    while clause.low(at) in ADVERBS or _is_adverb(clause.low(at)):
        at += 1
    if clause.low(at) == "went" and clause.low(at + 1) == "on":
        return at
    is_put = clause.low(at) == "put" and clause.low(at + 1) == "it"
    return at if clause.low(at) in SPOKE or is_put else 0


def _before(clause: Clause, quote: int) -> Attribution | None:
    """The nearest verb of speech before a quotation in its sentence that has a subject."""
    why = ""
    for verb in _verbs_before(clause, quote):
        if clause.low(verb) == "according":
            subject = _behind(clause, verb + 2)
        elif _is_passive(clause, verb):
            subject = _agent(clause, verb, quote)
        else:
            subject = _subject(clause, verb) or _inverted(clause, verb)
        if subject:
            why = why or _between(clause, verb, quote)
            return Attribution(subject, _nearness(clause, verb, quote), why)
        why = "another verb of speech stands between"
    return None


def _verbs_before(clause: Clause, quote: int) -> Iterator[int]:
    for at in range(quote - 1, max(-1, quote - REACH), -1):
        low, after = clause.low(at), clause.low(at + 1)
        is_term = low == "used" and any(
            clause.low(near) in TERMS for near in range(at + 1, at + 4)
        )
        is_infinitive = low in INFINITIVES and clause.low(at - 1) == "to"
        is_according = low == "according" and after == "to"
        if low in SPOKE or low in GERUNDS or is_term or is_infinitive or is_according:
            yield at


def _agent(clause: Clause, verb: int, quote: int) -> Mention | None:
    """Who did what a passive verb tells: was called “…” by X, was described by X as “…”."""
    places = [at for at in range(verb + 1, quote) if clause.low(at) == "by"]
    places += [quote + 1] if clause.low(quote + 1) == "by" else []
    return _behind(clause, places[0] + 1) if places else None


def _nearness(clause: Clause, verb: int, quote: int) -> str:
    words = sum(token.is_word for token in clause.tokens[verb + 1 : quote])
    return "just before" if words <= 4 else "said before"


def _between(clause: Clause, verb: int, quote: int) -> str:
    """Why what stands between the verb and the quotation makes it less than certain."""
    for at in range(verb + 1, quote):
        low = clause.low(at)
        is_turn = low in BREAKS or (low in CONJUNCTIONS and clause.low(at - 1) == ",")
        if low == ";" or is_turn:
            return "the sentence turns between the verb and the words"
    return ""


def _later(clause: Clause, quote: int) -> Attribution | None:
    """Who is named at the end of the sentence: The deal was a “hoax” from the start, X said."""
    for at in range(quote + 1, min(quote + REACH, len(clause.tokens))):
        if clause.low(at) != ",":
            continue
        if clause.low(at + 1) == "according" and clause.low(at + 2) == "to":
            return _given(_behind(clause, at + 3), "according to")
        if clause.low(at + 1) in SPOKE and (subject := _behind(clause, at + 2)):
            return Attribution(subject, "said after")
        subject = clause.starts.get(at + 1)
        verb = _verb_behind(clause, subject.last + 1) if subject and not subject.owner else 0
        if verb and (clause.low(verb + 1) in TAIL or not _is_word(clause, verb + 1)):
            return Attribution(subject, "said after")
    return None


def _is_word(clause: Clause, at: int) -> bool:
    return 0 <= at < len(clause.tokens) and clause.tokens[at].is_word


def _colon(clause: Clause, quote: int) -> Attribution | None:
    """Who stands before a colon that leads to the quotation, or directly behind one after it."""
    if clause.low(quote - 1) == ":":
        above = [one for one in clause.found if one.last < quote]
        able = [one for one in above if not one.owner and not clause.is_after_preposition(one)]
        first = next(iter(able or above), None)
        is_alone = len(able) == 1 and (able[0].last == quote - 2 or len(above) == 1)
        why = "" if is_alone else "there is a colon, and no verb of speech"
        return Attribution(first, "before a colon", why) if first else None
    if clause.low(quote + 1) == ":" and (found := clause.starts.get(quote + 2)):
        return Attribution(found, "after a colon", "a heading may name what the words are about")
    return None


def _signed(clause: Clause, quote: int) -> Attribution | None:
    """Who signs: “…” — Sergei Lavrov."""
    if clause.low(quote + 1) not in DASHES:
        return None
    found = clause.starts.get(quote + 2)
    behind = found.last + 1 if found else 0
    is_over = behind == len(clause.tokens) or clause.low(behind) in (",", ".")
    return Attribution(found, "signed") if found and is_over else None
