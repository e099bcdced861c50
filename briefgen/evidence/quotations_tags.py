"""Within one sentence of a language with a lexicon: who is given as the speaker of a quotation.

The places are the same in all of them: directly behind the quotation, at the sentence's end, before
a colon, as the subject of a verb of speech before it. Which words do it is data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.evidence.lexicon import Lexicon, Phrases
from briefgen.evidence.quotations_names import Figure, figure_at, figures, is_plain
from briefgen.evidence.quotations_sentences import Token

DASHES = frozenset(("--", "---", "—", "–", "-", "―"))
# How far a verb may stand from the quotation that it tells of, and how many are looked at.
REACH = 60
MOST_VERBS = 4
NEAR = 6
# How many words make it less than certain that a verb leads to a quotation, or to a colon before it.
FAR, FAR_LED = 10, 20
PARENTHESIS = 24
FILLED = 8
INVERTED = ("-t-", "-")
# Nobody is named, and the verb tells that somebody spoke: dijo.
# Prepositions that lead to what something is called or said to be.
TELLING = frozenset(("de", "d'", "por", "als", "von", "como"))
UNNAMED = Figure(-1, -1, "pronoun")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of speech, tokens `first` to `end` exclusive; `pronoun` for dit-il."""

    first: int
    end: int
    is_weak: bool = False
    pronoun: Figure | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """To whom a sentence gives a quotation; None where it says that nobody speaks."""

    figure: Figure | None
    how: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with its mentions, by where they start and end, and its verbs of speech."""

    tokens: list[Token]
    lexicon: Lexicon
    found: list[Figure]
    starts: dict[int, Figure] = field(default_factory=dict)
    ends: dict[int, Figure] = field(default_factory=dict)
    verbs: list[Verb] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)

    def low(self, at: int) -> str:
        """The word or mark at a place in small letters, or nothing beside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def is_word(self, at: int) -> bool:
        """Whether a word stands there."""
        return 0 <= at < len(self.tokens) and self.tokens[at].is_word

    def is_quote(self, at: int) -> bool:
        """Whether a quotation stands there."""
        return 0 <= at < len(self.tokens) and self.tokens[at].quote >= 0

    def has(self, name: str, at: int) -> bool:
        """Whether the word at a place stands in one of the lexicon's lists."""
        return self.lexicon.has(name, self.low(at))


def phrase_of(tokens: list[Token], lexicon: Lexicon) -> Phrase:
    """The sentence that some tokens make."""
    phrase = Phrase(tokens, lexicon, figures(tokens, lexicon))
    for figure in phrase.found:
        phrase.starts[figure.first] = figure
        phrase.ends[figure.last] = figure
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
    """The verb of speech that starts at a token: sagte; a-t-il déclaré; s'est félicité."""
    low, lexicon = phrase.low(at), phrase.lexicon
    stem, pronoun = _inverted(phrase, at)
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


def _inverted(phrase: Phrase, at: int) -> tuple[str, Figure | None]:
    """A verb without the pronoun that is joined to it, and the pronoun."""
    low = phrase.low(at)
    for joint in INVERTED:
        stem, found, word = low.rpartition(joint)
        if found and word in phrase.lexicon.pronouns:
            gender = phrase.lexicon.pronouns[word]
            return stem, Figure(
                at, at, "pronoun", gender=gender.strip("p"), is_plural=gender == "p"
            )
    return low, None


def given(phrase: Phrase, at: int) -> Given | None:
    """To whom the sentence gives the quotation at a token, or None where it doesn't say."""
    behind, before = _behind(phrase, at), _before(phrase, at)
    if before and before.how == "just before":
        return before
    return behind or before or _later(phrase, at) or _colon(phrase, at) or _signed(phrase, at)


def subject_of_first(phrase: Phrase) -> Figure | None:
    """The subject of the first verb of speech in a sentence."""
    for verb in [one for one in phrase.verbs if not one.is_weak][:MOST_VERBS]:
        if subject := _subject(phrase, verb)[0]:
            return subject
    return None


def _matched(phrase: Phrase, at: int, phrases: Phrases) -> int:
    """How many words of a sentence one of some phrases takes at a token; the longest counts."""
    return max(
        (
            len(words)
            for words in phrases
            if phrase.low(at) == words[0]
            and all(phrase.low(at + step) == word for step, word in enumerate(words))
        ),
        default=0,
    )


def slot(phrase: Phrase, at: int, *, allow_unknown: bool = True) -> Figure | None:
    """The mention at a token, or behind what may stand between a verb and its subject.

    With `allow_unknown` it may be a noun that isn't in the lexicon.
    """
    for _ in range(FILLED):
        if step := _matched(phrase, at, phrase.lexicon.hearers):
            at += step
        elif phrase.has("fillers", at) and not _holds(phrase, at):
            at += 1
        else:
            break
    figure = figure_at(phrase.tokens, at, phrase.lexicon)
    return _apposed(phrase, figure or (_plain(phrase, at) if allow_unknown else None))


def _holds(phrase: Phrase, at: int) -> bool:
    """Whether a small word is the pronoun that the verb is said of."""
    return phrase.low(at) in phrase.lexicon.pronouns


def _plain(phrase: Phrase, at: int) -> Figure | None:
    """A description whose noun isn't known here, by its article: un agriculteur bio."""
    if not phrase.has("determiners", at):
        return None
    end = at
    while (
        end < at + 4
        and end + 1 < len(phrase.tokens)
        and is_plain(phrase.tokens[end + 1], phrase.lexicon)
    ):
        end += 1
        named = figure_at(phrase.tokens, end + 1, phrase.lexicon)
        if named and named.kind == "name" and not named.determiner:
            return named
    if end == at or phrase.is_word(end + 1) and not _is_left(phrase, end + 1):
        return None
    words = [token.text for token in phrase.tokens[at + 1 : end + 1]]
    return Figure(
        at, end, "role", " ".join(words), head=words[0].lower(), determiner=phrase.low(at)
    )


def _is_left(phrase: Phrase, at: int) -> bool:
    return any(phrase.has(name, at) for name in ("prepositions", "conjunctions", "fillers"))


def _apposed(phrase: Phrase, figure: Figure | None) -> Figure | None:
    """The name beside an office: el ministro, José Vidal, for the office alone."""
    if figure is None or figure.kind != "role" or figure.is_group:
        return figure
    is_apart = phrase.low(figure.last + 1) == "," or phrase.is_quote(figure.last + 1)
    beside = phrase.starts.get(figure.last + 2) if is_apart else None
    is_name = beside and beside.kind == "name" and not beside.determiner and not beside.role
    if not beside or not is_name:
        return figure
    is_over = not phrase.is_word(beside.last + 1) or _is_left(phrase, beside.last + 1)
    return _with_office(beside, figure) if is_over else figure


def _with_office(name: Figure, office: Figure) -> Figure:
    return Figure(
        min(name.first, office.first),
        max(name.last, office.last),
        "name",
        office.role,
        name.name,
        office.head,
        office.determiner,
        office.gender or name.gender,
    )


def _behind(phrase: Phrase, quote: int) -> Given | None:
    """Who is named directly behind a quotation."""
    at = quote + 1
    while phrase.low(at) in (",", ";") or phrase.low(at) in DASHES:
        at += 1
    if at >= len(phrase.tokens) or phrase.is_quote(at):
        return None
    if _is_nobody(phrase, at):
        return Given(None, "a paper, or nobody, is given as the speaker")
    if found := _according(phrase, at):
        return found
    while at < quote + 6 and phrase.has("fillers", at) and not verb_at(phrase, at):
        at += 1
    if phrase.has("tags", at) and (subject := slot(phrase, at + 1)):
        return Given(subject, "said after")
    if verb := verb_at(phrase, at):
        return _of_verb(phrase, verb)
    if pronoun := _inverted(phrase, at)[1]:
        return Given(pronoun, "said after")
    if found := _of_unknown(phrase, quote, at):
        return found
    figure = phrase.starts.get(at) if at > quote + 1 else None
    verb = verb_at(phrase, figure.last + 1) if figure else None
    return Given(figure, "said after") if verb and not verb.is_weak else None


def _of_verb(phrase: Phrase, verb: Verb) -> Given | None:
    """Who is the subject of a verb behind its quotation."""
    if verb.pronoun:
        return Given(verb.pronoun, "said after")
    if subject := slot(phrase, verb.end):
        return Given(subject, "said after")
    if phrase.lexicon.drops_subject and not phrase.is_word(verb.end):
        return Given(UNNAMED, "said after")
    return None


def _of_unknown(phrase: Phrase, quote: int, at: int) -> Given | None:
    """Who follows a verb that isn't listed, by its ending, between a comma and somebody."""
    word = phrase.tokens[at]
    is_verb = word.is_word and word.text.islower() and word.low.endswith(phrase.lexicon.endings)
    if at == quote + 1 or not is_verb or not is_plain(word, phrase.lexicon):
        return None
    figure = _apposed(phrase, phrase.starts.get(at + 1))
    if figure is None or figure.is_group or figure.kind == "pronoun":
        return None
    is_known = figure.kind == "name" or figure.head in phrase.lexicon.roles
    why = "" if figure.kind == "name" else "the verb isn't known to tell of speech"
    return Given(figure, "said after", why) if is_known else None


def _is_nobody(phrase: Phrase, at: int) -> bool:
    near = (at, at + 1)
    return any(phrase.has("nobody", one) for one in near)


def _according(phrase: Phrase, at: int) -> Given | None:
    """Who follows `selon`, `laut` or `по словам`."""
    step = _matched(phrase, at, phrase.lexicon.according)
    figure = slot(phrase, at + step, allow_unknown=False) if step else None
    return Given(figure, "according to") if figure else None


def _later(phrase: Phrase, quote: int) -> Given | None:
    """Who is named at the end of the sentence: Das sei ein „Fehler“ gewesen, sagte X."""
    for at in range(quote + 1, min(quote + REACH, len(phrase.tokens))):
        if phrase.low(at) != "," and phrase.low(at) not in DASHES:
            continue
        if found := _according(phrase, at + 1):
            return found
        verb = verb_at(phrase, at + 1)
        if phrase.has("tags", at + 1) and (subject := slot(phrase, at + 2)):
            return Given(subject, "said after")
        if verb and not verb.is_weak:
            return _of_verb(phrase, verb)
    return None


def _before(phrase: Phrase, quote: int) -> Given | None:
    """The subject of the nearest verb of speech before a quotation, or of `selon X, « … »`."""
    is_led = phrase.low(quote - 1) == ":"
    above = [verb for verb in phrase.verbs if quote - REACH < verb.first and verb.end <= quote]
    for verb in above[: -MOST_VERBS - 1 : -1]:
        if any(verb.end <= at < quote for at in phrase.quotes):
            return None
        if verb.is_weak and not (is_led or quote - verb.end <= 1):
            continue
        subject, why = _subject(phrase, verb)
        if subject and subject.last == quote - 1 and subject.kind == "role":
            return None
        if subject:
            why = why or ("only an article names somebody" if subject.is_guess else "")
            why = why or _between(phrase, verb, subject, quote)
            if is_led or quote - verb.end <= 1:
                return Given(subject, "just before", why)
            return None if is_name_of_thing(phrase, quote) else Given(subject, "said before", why)
        if verb is not above[-1]:
            break
    return _led(phrase, quote)


def is_name_of_thing(phrase: Phrase, quote: int) -> bool:
    """Whether what stands before a quotation makes it a name: dem Portal „…“, im „…“."""
    before = phrase.tokens[quote - 1]
    is_named = phrase.has("prepositions", quote - 1) and before.low not in TELLING
    is_noun = phrase.lexicon.has_capitals and before.is_capital
    return is_named or is_noun or bool(phrase.lexicon.role_of(before.low))


def _led(phrase: Phrase, quote: int) -> Given | None:
    """Who is given before the quotation by `selon` at the sentence's start."""
    for at in range(max(0, quote - REACH), quote):
        is_start = at == 0 or phrase.low(at - 1) == "," or phrase.is_quote(at - 1)
        if is_start and (found := _according(phrase, at)):
            figure = found.figure
            is_near = figure is not None and quote - figure.last <= NEAR
            why = "" if is_near else "other words stand between"
            return Given(figure, "according to", why)
    return None


def _between(phrase: Phrase, verb: Verb, subject: Figure, quote: int) -> str:
    """Why what stands between a verb and the quotation makes it less than certain."""
    others = [
        one
        for one in phrase.found
        if max(verb.end, subject.last + 1) <= one.first < quote and not one.is_group
    ]
    if others and phrase.low(quote - 1) != ":":
        return "somebody else is named between the verb and the words"
    is_led = phrase.low(quote - 1) == ":"
    if quote - max(verb.end, subject.last + 1) > (FAR_LED if is_led else FAR):
        return "the words are far from the verb"
    return ""


def _subject(phrase: Phrase, verb: Verb) -> tuple[Figure | None, str]:
    """Who a verb before its quotation is said of, and a doubt where two could be."""
    if verb.pronoun:
        return verb.pronoun, ""
    verb = _finite(phrase, verb)
    left, right = _left(phrase, verb), _right(phrase, verb)
    if left and right:
        if _is_person(left) != _is_person(right):
            return (left if _is_person(left) else right), ""
        return left, "two are named beside the verb"
    return left or right, ""


def _finite(phrase: Phrase, verb: Verb) -> Verb:
    """The auxiliary that a participle at the clause's end belongs to: hatte er am Montag betont."""
    if verb.end - verb.first > 1 or not phrase.has("participles", verb.first):
        return verb
    for at in range(verb.first - 1, max(-1, verb.first - PARENTHESIS), -1):
        if phrase.is_quote(at) or phrase.low(at) in (":", ";"):
            break
        if phrase.has("auxiliaries", at):
            return Verb(at, at + 1)
    return verb


def _is_person(figure: Figure) -> bool:
    return figure.kind == "name" and not figure.is_group


def _right(phrase: Phrase, verb: Verb) -> Figure | None:
    """The subject behind the verb: Am Montag sagte Merkel."""
    figure = slot(phrase, verb.end, allow_unknown=False)
    is_object = figure is not None and phrase.has("prepositions", figure.first - 1)
    return None if figure is None or figure.is_guess or is_object else figure


def _left(phrase: Phrase, verb: Verb) -> Figure | None:
    """The subject that ends before the verb, directly or before a parenthesis."""
    at = verb.first - 1
    while at > verb.first - 5 and phrase.has("fillers", at) and at not in phrase.ends:
        at -= 1
    figure = phrase.ends.get(at)
    is_apart = figure is None and phrase.low(at) == ","
    if is_apart:
        figure = _before_parenthesis(phrase, at)
    if figure is None or not _starts_clause(phrase, figure, is_strict=is_apart):
        return None
    return figure


def _before_parenthesis(phrase: Phrase, comma: int) -> Figure | None:
    """Who stands before `, der Minister,`: the name of the two."""
    for at in range(comma - 1, max(0, comma - PARENTHESIS), -1):
        if phrase.is_quote(at):
            return None
        if phrase.low(at) == "," and (figure := phrase.ends.get(at - 1)):
            inner = phrase.starts.get(at + 1)
            is_whole = inner is not None and inner.last == comma - 1
            if inner and is_whole and inner.kind == "name" and figure.kind == "role":
                return _with_office(inner, figure)
            return figure
    return None


def _starts_clause(phrase: Phrase, figure: Figure, *, is_strict: bool) -> bool:
    """Whether nothing stands before a mention that could make it another's object."""
    at = figure.first - 1
    is_free = not phrase.lexicon.has_articles and figure.kind == "name" and not is_strict
    if is_free and at >= 0:
        is_verb = phrase.is_word(at) and phrase.low(at).endswith(phrase.lexicon.endings)
        return phrase.low(at) != "-" and not is_verb and not phrase.has("prepositions", at)
    has_articles = phrase.has("determiners", figure.first) or figure.kind != "role"
    plain = 0 if has_articles else 2
    while plain and at >= 0 and is_plain(phrase.tokens[at], phrase.lexicon):
        at, plain = at - 1, plain - 1
    return (
        at < 0
        or (not phrase.is_word(at) and phrase.low(at) != "-")
        or phrase.has("conjunctions", at)
        or (phrase.low(at) in phrase.lexicon.common and not _is_left(phrase, at) and at == 0)
    )


def _colon(phrase: Phrase, quote: int) -> Given | None:
    """Who stands before a colon that leads to the quotation, without a verb."""
    if phrase.low(quote - 1) != ":":
        return None
    starts = (one for one in phrase.found if one.last < quote)
    first = next(starts, None)
    if first is None or first.first > 1 or not _can_lead(phrase, first):
        return None
    is_alone = first.last == quote - 2 and _is_person(first) and len(first.name) > 1
    return Given(
        first, "before a colon", "" if is_alone else "there is a colon, and no verb of speech"
    )


def _can_lead(phrase: Phrase, figure: Figure) -> bool:
    """Whether a mention is surely somebody: a name without an article, or a known office."""
    if _is_person(figure):
        return not figure.determiner or bool(figure.role)
    return figure.kind == "role" and figure.head in phrase.lexicon.roles


def _signed(phrase: Phrase, quote: int) -> Given | None:
    """Who signs: „…“ — Anna Berg."""
    if phrase.low(quote + 1) not in DASHES:
        return None
    figure = phrase.starts.get(quote + 2)
    if figure is None or figure.kind != "name":
        return None
    if phrase.tokens[quote + 2].start == phrase.tokens[quote + 1].start + 1:
        return None
    is_over = not phrase.is_word(figure.last + 1)
    return Given(figure, "signed") if is_over else None


def closing(phrase: Phrase) -> Given | None:
    """Who is the subject of a sentence that only says who spoke: So schloss Berg."""
    if phrase.quotes or not phrase.has("closing", 0) or len(phrase.tokens) > PARENTHESIS:
        return None
    at = 1 + (not verb_at(phrase, 1))
    verb = verb_at(phrase, at)
    subject = slot(phrase, verb.end) if verb else None
    return Given(subject, "said in the next sentence", "the sentence after it says who spoke") if (
        subject
    ) else None  # fmt: skip


def apposed_pairs(phrase: Phrase) -> Iterator[tuple[Figure, Figure]]:
    """The offices that stand beside a name, each with the name: Falk, der Gesandte."""
    for figure in phrase.found:
        beside = phrase.starts.get(figure.last + 2)
        if beside is None or phrase.low(figure.last + 1) != ",":
            continue
        name, office = (figure, beside) if figure.kind == "name" else (beside, figure)
        is_pair = name.kind == "name" and office.kind == "role" and not name.role
        is_over = not phrase.is_word(beside.last + 1)
        if is_pair and is_over and not office.is_group and not office.is_plural:
            yield office, name
