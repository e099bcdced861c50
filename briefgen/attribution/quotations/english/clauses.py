"""Find whom one English sentence names as the speaker of a quotation.

A sentence is judged by itself: “…,” X said; said X; X said that it was “…”; X: “…”; according to X.
`by_lexicon/tags.py` does the same for other languages. Both look at the same places (behind,
before, at the end, at a colon, signed), but find the subject in different ways: English has its
words in a fixed order, the others show it by agreement and by small words, which their lexicons
list.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.attribution.quotations.english.mentions import Mention
from briefgen.attribution.quotations.english.subjects import (
    DASHES,
    PARENTHESIS,
    REACH,
    Clause,
    behind,
    inverted,
    is_adverb,
    is_passive,
    nearest,
    quoted,
    subject_of,
)
from briefgen.attribution.quotations.english.words import (
    ADVERBS,
    BEHIND,
    BREAKS,
    CONJUNCTIONS,
    INFINITIVES,
    NAMING,
    PHRASES,
    QUOTING,
    SPOKE,
    TAIL,
    TERMS,
    TITLED,
)
from briefgen.attribution.quotations.referents import SentenceSpeaker

# Infinitives that tell of speech only behind `to`.
IDLE_INFINITIVES = INFINITIVES - SPOKE


Speaker = SentenceSpeaker[Mention]


def attributed(clause: Clause, at: int) -> Speaker | None:
    """Tell whom the sentence names as the speaker of the quotation at a token.

    None where it says nothing. Where it shows that nobody speaks, the answer has no mention.
    """
    if _is_titled(clause, at):
        return SentenceSpeaker(None, "a name or a title")
    after, before = _after(clause, at), _before(clause, at)
    if before and after:
        return before if before.how == "just before" else after
    found = before or after or _later(clause, at) or _colon(clause, at) or _signed(clause, at)
    if found and found.how == "just before":
        return SentenceSpeaker(found.mention, "said before", found.why)
    return found


def _is_titled(clause: Clause, at: int) -> bool:
    """Tell whether the words before a quotation make it a name: a film “…”, known as “…”."""
    before = clause.low(at - 1)
    if before in TITLED:
        return True
    if before == "as":
        return clause.low(at - 2) == "known"
    if before not in NAMING or clause.low(at - 2) in ADVERBS:
        return False
    subject = clause.ends.get(at - 2)
    return subject is None and not clause.is_quote(at - 2)


def _after(clause: Clause, quote: int) -> Speaker | None:
    """Find who is named directly behind a quotation."""
    at = quote + 1
    while clause.low(at) == "," or clause.low(at) in DASHES or is_adverb(clause, at):
        at += 1
    low = clause.low(at)
    if low == "according" and clause.low(at + 1) == "to":
        return _given(behind(clause, at + 2), "according to")
    if low in SPOKE:
        return _given(behind(clause, at + 1), "said after")
    # “…,” as Lavrov put it.
    at += low == "as"
    mention = behind(clause, at)
    verb = _verb_behind(clause, mention.last + 1) if mention else 0
    if verb and clause.low(verb) in QUOTING and "as" in map(clause.low, range(verb, verb + 9)):
        return _given(quoted(clause, verb), "said after, as quoted")
    return SentenceSpeaker(mention, "said after") if verb else None


def _given(mention: Mention | None, how: str) -> Speaker | None:
    """Make the answer for a mention; None for none."""
    return SentenceSpeaker(mention, how) if mention else None


def _verb_behind(clause: Clause, at: int) -> int:
    """Find the token of the verb of speech behind a subject that ends before `at`, or 0."""
    if clause.low(at) == ",":
        inside = range(at + 1, min(at + PARENTHESIS, len(clause.tokens)))
        at = next((end + 1 for end in inside if clause.low(end) == "," or clause.is_quote(end)), 0)
        return _finite(clause, at) if at and not clause.is_quote(at - 1) else 0
    if clause.low(at) == "who":
        inside = range(at + 2, min(at + PARENTHESIS, len(clause.tokens)))
        return next((end for end in inside if _finite(clause, end)), 0)
    return _finite(clause, at)


def _finite(clause: Clause, at: int) -> int:
    """Find the verb of speech at a token, or behind adverbs there; 0 where there is none.

    A verb in the passive doesn't count.
    """
    while is_adverb(clause, at):
        at += 1
    is_phrase = (clause.low(at), clause.low(at + 1)) in PHRASES
    return at if clause.low(at) in SPOKE or is_phrase else 0


def _before(clause: Clause, quote: int) -> Speaker | None:
    """Find the subject of the nearest verb of speech before a quotation in its sentence."""
    why = ""
    for verb in _verbs_before(clause, quote):
        if clause.low(verb) in ("according", "words"):
            subject = behind(clause, verb + 2)
        elif is_passive(clause, verb):
            # In the passive the speaker follows `by`: was called “…” by X, was described by X as
            # “…”.
            places = [at for at in range(verb + 1, quote) if clause.low(at) == "by"]
            places += [quote + 1] if clause.low(quote + 1) == "by" else []
            subject = behind(clause, places[0] + 1) if places else None
        else:
            subject = subject_of(clause, verb) or inverted(clause, verb)
        if subject:
            why = why or _between(clause, verb, quote)
            words = sum(token.is_word for token in clause.tokens[verb + 1 : quote])
            return SentenceSpeaker(subject, "just before" if words <= 4 else "said before", why)
        why = "another verb of speech stands between"
    return None


def _verbs_before(clause: Clause, quote: int) -> Iterator[int]:
    """Yield the verbs that may tell of speech before a quotation, the nearest first."""
    for at in nearest(clause.verbs, quote):
        low = clause.low(at)
        near = {clause.low(at + step) for step in (1, 2, 3)}
        is_idle = (
            low in BEHIND
            or (low == "used" and near.isdisjoint(TERMS))
            or (low == "according" and clause.low(at + 1) != "to")
            or (low == "words" and (clause.low(at - 1), clause.low(at + 1)) != ("the", "of"))
            or (low in IDLE_INFINITIVES and clause.low(at - 1) != "to")
        )
        if not is_idle:
            yield at


def _between(clause: Clause, verb: int, quote: int) -> str:
    """Say why words between the verb and the quotation leave a doubt; empty without one."""
    for at in range(verb + 1, quote):
        low = clause.low(at)
        is_turn = low in BREAKS or (low in CONJUNCTIONS and clause.low(at - 1) == ",")
        if low == ";" or is_turn:
            return "the sentence turns between the verb and the words"
    return ""


def _later(clause: Clause, quote: int) -> Speaker | None:
    """Find who is named at the sentence's end: The deal was a “hoax” from the start, X said."""
    for at in range(quote + 1, min(quote + REACH, len(clause.tokens))):
        if clause.low(at) != ",":
            continue
        if clause.low(at + 1) == "according" and clause.low(at + 2) == "to":
            return _given(behind(clause, at + 3), "according to")
        # …, said X.
        if clause.low(at + 1) in SPOKE and (subject := behind(clause, at + 2)):
            return SentenceSpeaker(subject, "said after")
        subject = clause.starts.get(at + 1)
        verb = _verb_behind(clause, subject.last + 1) if subject and not subject.owner else 0
        if verb and (clause.low(verb + 1) in TAIL or not clause.is_word(verb + 1)):
            return SentenceSpeaker(subject, "said after")
    return None


def _colon(clause: Clause, quote: int) -> Speaker | None:
    """Find who is named at a colon: X: “…”, and in headlines “…”: X."""
    if clause.low(quote - 1) == ":":
        above = [one for one in clause.found[:REACH] if one.last < quote]
        able = [one for one in above if not one.owner and not clause.is_after_preposition(one)]
        first = next(iter(able or above), None)
        is_alone = len(able) == 1 and (able[0].last == quote - 2 or len(above) == 1)
        is_alone = is_alone and not nearest(clause.verbs, quote)
        why = "" if is_alone else "there is a colon, and no verb of speech"
        return SentenceSpeaker(first, "before a colon", why) if first else None
    # Headlines put the speaker last: “Over”: Lavrov.
    if clause.low(quote + 1) == ":" and (found := clause.starts.get(quote + 2)):
        return SentenceSpeaker(
            found, "after a colon", "a heading may name what the words are about"
        )
    return None


def _signed(clause: Clause, quote: int) -> Speaker | None:
    """Find who signs a quotation: “…” — Sergei Lavrov."""
    if clause.low(quote + 1) not in DASHES:
        return None
    found = clause.starts.get(quote + 2)
    behind = found.last + 1 if found else 0
    # A signature ends the sentence, or an office follows: — Sergei Lavrov, minister.
    is_over = behind == len(clause.tokens) or clause.low(behind) in (",", ".")
    return SentenceSpeaker(found, "signed") if found and is_over else None
