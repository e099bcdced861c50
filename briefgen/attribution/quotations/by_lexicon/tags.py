"""Find whom one sentence names as the speaker of a quotation, in languages with a lexicon.

The places are the same in all of them: directly behind the quotation, at the sentence's end, before
a colon, as the subject of a verb of speech before it. The words that
show it are in the lexicons. `english/clauses.py` does the same for English, and says what differs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from briefgen.attribution.quotations.by_lexicon.mentions import LexiconMention, is_plain
from briefgen.attribution.quotations.by_lexicon.phrases import (
    DASHES,
    PARENTHESIS,
    Phrase,
    Verb,
    apposed,
    inverted,
    is_left,
    matched,
    slot,
    verb_at,
    with_office,
)
from briefgen.attribution.quotations.referents import SentenceSpeaker

# How many tokens may part a quotation from its verb, and how many verbs before it are tried.
REACH = 60
MOST_VERBS = 4
# How many tokens may stand between `according to` and a name, and between a name and the quotation.
NEAR = 6
# From how many tokens on it isn't certain that a verb leads to a quotation, or to its colon.
FAR, FAR_LED = 10, 20
# Prepositions that lead to what something is called or said to be.
TELLING = frozenset(("de", "d'", "por", "als", "von", "como"))
# The mention for a verb of speech without a subject: dijo.
UNNAMED = LexiconMention(-1, -1, "pronoun")


Speaker = SentenceSpeaker[LexiconMention]


def attributed(phrase: Phrase, at: int) -> Speaker | None:
    """Tell whom the sentence names as the speaker of the quotation at a token.

    None where it says nothing. Where it shows that nobody speaks, the answer has no mention.
    """
    behind, before = _behind(phrase, at), _before(phrase, at)
    if before and before.how == "just before":
        return before
    return behind or before or _later(phrase, at) or _colon(phrase, at) or _signed(phrase, at)


def subject_of_first(phrase: Phrase) -> LexiconMention | None:
    """Find the subject of the first verb of speech in a sentence."""
    for verb in [one for one in phrase.verbs if not one.is_weak][:MOST_VERBS]:
        if subject := _subject(phrase, verb)[0]:
            return subject
    return None


def _behind(phrase: Phrase, quote: int) -> Speaker | None:
    """Find who is named directly behind a quotation."""
    at = quote + 1
    while phrase.low(at) in (",", ";") or phrase.low(at) in DASHES:
        at += 1
    if at >= len(phrase.tokens) or phrase.is_quote(at):
        return None
    if phrase.has("nobody", at) or phrase.has("nobody", at + 1):
        return SentenceSpeaker(None, "a paper, or nobody, is given as the speaker")
    return _according(phrase, at) or _tagged(phrase, quote, at)


def _tagged(phrase: Phrase, quote: int, at: int) -> Speaker | None:
    """Find the speaker in the words that start behind a quotation: so X; sagte X; dit-il."""
    while at < quote + 6 and phrase.has("fillers", at) and not verb_at(phrase, at):
        at += 1
    if phrase.has("tags", at) and (subject := slot(phrase, at + 1)):
        return SentenceSpeaker(subject, "said after")
    if verb := verb_at(phrase, at):
        return _of_verb(phrase, verb)
    if pronoun := inverted(phrase, at)[1]:
        return SentenceSpeaker(pronoun, "said after")
    if found := _of_unknown(phrase, quote, at):
        return found
    # The subject may stand before the verb, behind a comma: „…“, X said.
    mention = phrase.starts.get(at) if at > quote + 1 else None
    verb = verb_at(phrase, mention.last + 1) if mention else None
    return SentenceSpeaker(mention, "said after") if verb and not verb.is_weak else None


def _of_verb(phrase: Phrase, verb: Verb) -> Speaker | None:
    """Find the subject of a verb behind its quotation."""
    if verb.pronoun:
        return SentenceSpeaker(verb.pronoun, "said after")
    if subject := slot(phrase, verb.end):
        return SentenceSpeaker(subject, "said after")
    if phrase.lexicon.drops_subject and not phrase.is_word(verb.end):
        return SentenceSpeaker(UNNAMED, "said after")
    return None


def _of_unknown(phrase: Phrase, quote: int, at: int) -> Speaker | None:
    """Find the speaker behind an unlisted verb.

    The verb is known by its ending. A comma stands before it, and a mention behind it.
    """
    if at >= len(phrase.tokens):
        return None
    word = phrase.tokens[at]
    is_verb = word.is_word and word.text.islower() and word.low.endswith(phrase.lexicon.endings)
    if at == quote + 1 or not is_verb or not is_plain(word, phrase.lexicon):
        return None
    mention = apposed(phrase, phrase.starts.get(at + 1))
    if mention is None or mention.is_group or mention.kind == "pronoun":
        return None
    is_known = mention.kind == "name" or mention.head in phrase.lexicon.roles
    why = "" if mention.kind == "name" else "the verb isn't known to tell of speech"
    return SentenceSpeaker(mention, "said after", why) if is_known else None


def _according(phrase: Phrase, at: int) -> Speaker | None:
    """Find who follows `selon`, `laut` or `по словам`."""
    step = matched(phrase, at, phrase.lexicon.according)
    if step and (verb := verb_at(phrase, at + step)):
        step = verb.end - at
    mention = slot(phrase, at + step, allow_unknown=False) if step else None
    if step and mention is None and phrase.lexicon.genitive:
        mention = _behind_office(phrase, at + step)
    return SentenceSpeaker(mention, "according to") if mention else None


def _behind_office(phrase: Phrase, at: int) -> LexiconMention | None:
    """Find the name behind an office in another case: по словам мэра Ивана Кротова."""
    for end in range(at, at + NEAR):
        mention = phrase.starts.get(end)
        if mention:
            return mention if mention.kind == "name" and end > at else None
        if not (phrase.is_word(end) and is_plain(phrase.tokens[end], phrase.lexicon)):
            return None
    return None


def _later(phrase: Phrase, quote: int) -> Speaker | None:
    """Find who is named at the end of the sentence: Das sei ein „Fehler“ gewesen, sagte X."""
    for at in range(quote + 1, min(quote + REACH, len(phrase.tokens))):
        if phrase.low(at) != "," and phrase.low(at) not in DASHES:
            continue
        if found := _according(phrase, at + 1):
            return found
        verb = verb_at(phrase, at + 1)
        if phrase.has("tags", at + 1) and (subject := slot(phrase, at + 2)):
            return SentenceSpeaker(subject, "said after")
        if verb and not verb.is_weak:
            return _of_verb(phrase, verb)
    return None


def _before(phrase: Phrase, quote: int) -> Speaker | None:
    """Find the subject of the nearest verb of speech before a quotation, or X in `selon X`."""
    is_led = phrase.low(quote - 1) == ":"
    stop = bisect_right(phrase.verbs, quote, key=lambda verb: verb.end)
    near = phrase.verbs[max(0, stop - MOST_VERBS) : stop]
    above = [verb for verb in near if quote - REACH < verb.first]
    for verb in reversed(above):
        # That verb belongs to the quotation before this one.
        if verb.end <= _quote_before(phrase, quote):
            return None
        # Weak verbs tell of speech only beside the quotation: er sieht „keine Gefahr“.
        if verb.is_weak and not (is_led or quote - verb.end <= 1):
            continue
        subject, why = _subject(phrase, verb)
        # Behind an office the quotation may be a name: sagte der Sprecher „Jo“.
        if subject and subject.last == quote - 1 and subject.kind == "role":
            return None
        if subject:
            why = why or ("only an article names somebody" if subject.is_guess else "")
            why = why or _between(phrase, verb, subject, quote)
            if is_led or quote - verb.end <= 1:
                return SentenceSpeaker(subject, "just before", why)
            return (
                None
                if is_name_of_thing(phrase, quote)
                else SentenceSpeaker(subject, "said before", why)
            )
        if verb is not above[-1]:
            break
    return _led(phrase, quote)


def _quote_before(phrase: Phrase, quote: int) -> int:
    """Find the token of the quotation before the one at a token, or -1."""
    number = bisect_left(phrase.quotes, quote)
    return phrase.quotes[number - 1] if number else -1


def is_name_of_thing(phrase: Phrase, quote: int) -> bool:
    """Tell whether the word before a quotation shows that it is a name: dem Portal „…“, im „…“."""
    before = phrase.tokens[quote - 1]
    is_named = phrase.has("prepositions", quote - 1) and before.low not in TELLING
    is_noun = phrase.lexicon.has_capitals and before.is_capital
    return is_named or is_noun or bool(phrase.lexicon.role_of(before.low))


def _led(phrase: Phrase, quote: int) -> Speaker | None:
    """Find the speaker behind `selon` or `laut` at the start of a clause before the quotation."""
    for at in range(max(_quote_before(phrase, quote) + 1, quote - REACH), quote):
        is_start = at == 0 or phrase.low(at - 1) == "," or phrase.is_quote(at - 1)
        if is_start and (found := _according(phrase, at)):
            mention = found.mention
            is_near = mention is not None and quote - mention.last <= NEAR
            why = "" if is_near else "other words stand between"
            return SentenceSpeaker(mention, "according to", why)
    return None


def _between(phrase: Phrase, verb: Verb, subject: LexiconMention, quote: int) -> str:
    """Say why words between a verb and the quotation leave a doubt; empty without one."""
    first = max(verb.end, subject.last + 1)
    start = bisect_left(phrase.found, first, key=lambda one: one.first)
    near = phrase.found[start : start + REACH]
    others = any(one.first < quote and not (one.is_group or one.is_guess) for one in near)
    if others and phrase.low(quote - 1) != ":":
        return "somebody else is named between the verb and the words"
    is_led = phrase.low(quote - 1) == ":"
    if quote - first > (FAR_LED if is_led else FAR):
        return "the words are far from the verb"
    return ""


def _subject(phrase: Phrase, verb: Verb) -> tuple[LexiconMention | None, str]:
    """Find the subject of a verb before its quotation, and why it isn't certain, or empty."""
    if verb.pronoun:
        return verb.pronoun, ""
    verb = _finite(phrase, verb)
    left, right = _subject_before(phrase, verb), slot(phrase, verb.end, allow_unknown=False)
    # The subject may follow: Am Montag sagte Merkel. Behind a preposition it would be an object.
    if right and (right.is_guess or phrase.has("prepositions", right.first - 1)):
        right = None
    if left and right:
        if _is_person(left) != _is_person(right):
            return (left if _is_person(left) else right), ""
        return left, "two are named beside the verb"
    return left or right, ""


def _finite(phrase: Phrase, verb: Verb) -> Verb:
    """Find the auxiliary of a participle: hatte, in `hatte er am Montag betont`.

    Any other verb is given back.
    """
    if verb.end - verb.first > 1 or not phrase.has("participles", verb.first):
        return verb
    for at in range(verb.first - 1, max(-1, verb.first - PARENTHESIS), -1):
        if phrase.is_quote(at) or phrase.low(at) in (":", ";"):
            break
        if phrase.has("auxiliaries", at):
            return Verb(at, at + 1)
    return verb


def _is_person(mention: LexiconMention) -> bool:
    """Tell whether a mention is the name of a person."""
    return mention.kind == "name" and not mention.is_group


def _subject_before(phrase: Phrase, verb: Verb) -> LexiconMention | None:
    """Find the subject that ends before the verb, directly or before a parenthesis."""
    at = verb.first - 1
    while at > verb.first - 5 and phrase.has("fillers", at) and at not in phrase.ends:
        at -= 1
    mention = phrase.ends.get(at)
    is_apart = mention is None and phrase.low(at) == ","
    if is_apart:
        mention = _before_parenthesis(phrase, at)
    if mention is None or not _starts_clause(phrase, mention, is_strict=is_apart):
        return None
    return mention


def _before_parenthesis(phrase: Phrase, comma: int) -> LexiconMention | None:
    """Find who stands before the commas in `Falk, der Minister,` or `der Minister, Uwe Falk,`."""
    for at in range(comma - 1, max(0, comma - PARENTHESIS), -1):
        if phrase.is_quote(at):
            return None
        if phrase.low(at) == "," and (mention := phrase.ends.get(at - 1)):
            inner = phrase.starts.get(at + 1)
            is_whole = inner is not None and inner.last == comma - 1
            if inner and is_whole and inner.kind == "name" and mention.kind == "role":
                return with_office(inner, mention)
            return mention
    return None


def _starts_clause(phrase: Phrase, mention: LexiconMention, *, is_strict: bool) -> bool:
    """Tell whether a mention can be a subject, because no word before it has it as an object.

    In a language without articles, only a verb or a preposition directly before a name can have it.
    """
    at = mention.first - 1
    is_free = not phrase.lexicon.has_articles and mention.kind == "name" and not is_strict
    if is_free and at >= 0:
        is_verb = phrase.is_word(at) and phrase.low(at).endswith(phrase.lexicon.endings)
        return phrase.low(at) != "-" and not is_verb and not phrase.has("prepositions", at)
    # Up to two adjectives may stand before an office without an article.
    has_articles = phrase.has("determiners", mention.first) or mention.kind != "role"
    plain = 0 if has_articles else 2
    while plain and at >= 0 and is_plain(phrase.tokens[at], phrase.lexicon):
        at, plain = at - 1, plain - 1
    return (
        at < 0
        or (not phrase.is_word(at) and phrase.low(at) != "-")
        or phrase.has("conjunctions", at)
        or (phrase.low(at) in phrase.lexicon.common and not is_left(phrase, at) and at == 0)
    )


def _colon(phrase: Phrase, quote: int) -> Speaker | None:
    """Find who stands before a colon that leads to the quotation, without a verb."""
    if phrase.low(quote - 1) != ":":
        return None
    starts = (one for one in phrase.found if one.last < quote)
    first = next(starts, None)
    if first is None or first.first > 1:
        return None
    # A name without an article, or a known office, is surely somebody.
    is_plain_name = _is_person(first) and (not first.determiner or bool(first.role))
    is_office = first.kind == "role" and first.head in phrase.lexicon.roles
    if not (is_plain_name or is_office):
        return None
    is_alone = first.last == quote - 2 and _is_person(first) and bool(first.gender)
    return SentenceSpeaker(
        first, "before a colon", "" if is_alone else "there is a colon, and no verb of speech"
    )


def _signed(phrase: Phrase, quote: int) -> Speaker | None:
    """Find who signs a quotation: „…“ — Anna Berg."""
    if phrase.low(quote + 1) not in DASHES:
        return None
    mention = phrase.starts.get(quote + 2)
    if mention is None or mention.kind != "name":
        return None
    # In Spanish a dash without a space behind it opens a parenthesis: «…» —dijo Anna—.
    if phrase.tokens[quote + 2].start == phrase.tokens[quote + 1].start + 1:
        return None
    is_over = not phrase.is_word(mention.last + 1)
    return SentenceSpeaker(mention, "signed") if is_over else None


def closing(phrase: Phrase) -> Speaker | None:
    """Find the subject of a sentence that only says who spoke above: So schloss Berg."""
    if phrase.quotes or not phrase.has("closing", 0) or len(phrase.tokens) > PARENTHESIS:
        return None
    # One word may stand between: So auch schloss Berg.
    at = 1 + (not verb_at(phrase, 1))
    verb = verb_at(phrase, at)
    subject = slot(phrase, verb.end) if verb else None
    if subject is None:
        return None
    return SentenceSpeaker(
        subject, "said in the next sentence", "the sentence after it says who spoke"
    )
