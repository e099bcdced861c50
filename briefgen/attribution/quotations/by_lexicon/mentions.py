"""Find the people that a sentence mentions, in languages that have a lexicon.

All these languages have one order: perhaps an article, small words, an office with its field
(Minister für Häfen), a name. English is read elsewhere, because that reading knows more about
English titles. Words that aren't surely somebody are no mention: no name is better than a wrong
one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.attribution.quotations.by_lexicon.lexicon import Lexicon
from briefgen.attribution.quotations.tokens import Token
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# How many words may stand between an article and its office.
FILLERS = 3
# The lists whose words are no part of a name, even with a capital.
NAMELESS = ("no_name", "places", "determiners", "prepositions", "conjunctions", "fillers")
# The most words of an office with its field (Minister für Häfen); the most names of a person.
LONGEST = 14
MOST_NAMES = 5
# Somebody who is described by an age alone: der 48-Jährige.
AGED = regex(r"\d{1,3}-[^\W\d_]{4,}\Z")
# The name of a site is nobody's: lenta.ru.
DOMAIN = regex(r"[^\W\d_]\.[^\W\d_]{2}")
# One initial, or several without spaces: J. and J.R.
INITIAL = regex(r"(?:[^\W\d_]\.)+\Z")


@record
class LexiconMention:
    """Hold one mention of somebody: tokens `first` to `last` of a sentence, inclusive.

    `kind` is `name`, `role` or `pronoun`; `role` and `name` are as written, `head` is the office in
    small letters, `determiner` the article before it. `gender` is m, f or nothing. `is_guess` is
    true where only an article shows that this may be somebody.
    """

    first: int
    last: int
    kind: str
    role: str = ""
    name: tuple[str, ...] = ()
    head: str = ""
    determiner: str = ""
    gender: str = ""
    is_group: bool = False
    is_plural: bool = False
    is_guess: bool = False

    @property
    def key(self) -> str:
        """Get the last name in small letters."""
        return self.name[-1].casefold() if self.name else ""


def mentions(tokens: Sequence[Token], lexicon: Lexicon) -> list[LexiconMention]:
    """Find all mentions of a sentence, in order."""
    found: list[LexiconMention] = []
    at = 0
    while at < len(tokens):
        mention = mention_at(tokens, at, lexicon)
        if mention:
            found.append(mention)
        at = mention.last + 1 if mention else at + 1
    return found


def mention_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> LexiconMention | None:
    """Find the mention that starts at a token, or None."""
    if at >= len(tokens) or not tokens[at].is_word:
        return None
    low = tokens[at].low
    if low in lexicon.pronouns:
        gender = lexicon.pronouns[low]
        return LexiconMention(at, at, "pronoun", gender=gender.strip("p"), is_plural=gender == "p")
    start = at + lexicon.has("determiners", low)
    determiner = low if start > at else ""
    if determiner and start < len(tokens) and AGED.match(tokens[start].text):
        return LexiconMention(at, start, "pronoun", gender=lexicon.genders.get(low, ""))
    most = FILLERS if determiner or not lexicon.has_articles else 0
    office = _office_at(tokens, start, most, lexicon)
    if office >= 0:
        held = _office_with_holder(tokens, start, office, lexicon)
        return replace(held, first=at, determiner=determiner)
    if low in lexicon.honorifics:
        return _styled(tokens, at, lexicon)
    return _name_alone(tokens, at, start, determiner, lexicon)


def _office_at(tokens: Sequence[Token], start: int, most: int, lexicon: Lexicon) -> int:
    """Find the token of an office, behind at most `most` small words; -1 where there is none."""
    # Languages without articles list the endings of adjectives: only those stand before an office.
    endings = tuple(lexicon.lists["adjectives"])
    for at in range(start, min(start + most + 1, len(tokens))):
        token = tokens[at]
        if not token.is_word:
            return -1
        if (token.is_capital or not lexicon.has_capitals) and lexicon.role_of(token.low):
            return at
        is_adjective = (not endings or token.low.endswith(endings)) and is_plain(token, lexicon)
        if (token.is_capital and at > 0) or not is_adjective:
            return -1
    return -1


def is_plain(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word may belong to a description.

    A verb, a preposition or an everyday word may not: it ends the description.
    """
    low = token.low
    return (
        token.is_word
        and not token.text[0].isdigit()
        and low not in lexicon.verbs
        and low not in lexicon.weak
        and low not in lexicon.pronouns
        and not any(
            low in lexicon.lists[name]
            for name in ("prepositions", "conjunctions", "fillers", "auxiliaries", "determiners")
        )
        and low not in lexicon.common
    )


def _office_with_holder(
    tokens: Sequence[Token], start: int, office: int, lexicon: Lexicon
) -> LexiconMention:
    """Read an office with its field, as in `Minister für Häfen`, and a name that follows."""
    word = tokens[office].low
    head = lexicon.role_of(word)
    gender = lexicon.roles.get(head, "")
    end, name = _extended(tokens, office, lexicon)
    # An elided article is a token of its own, but is written without a space: l'accord.
    shown = re.sub(r"(?<=['’]) ", "", " ".join(token.text for token in tokens[start : end + 1]))
    mention = LexiconMention(
        start,
        end,
        "role",
        shown,
        head=head,
        gender=gender,
        is_group=head in lexicon.groups,
        is_plural=head in lexicon.people and head not in lexicon.roles,
    )
    if name is None:
        return mention
    words = tuple(token.text for token in tokens[name[0] : name[1] + 1])
    gender = _gender(tokens[name[0]].low, tokens[name[1]].low, lexicon) or gender
    return replace(mention, last=name[1], kind="name", name=words, gender=gender)


def _extended(
    tokens: Sequence[Token], office: int, lexicon: Lexicon
) -> tuple[int, tuple[int, int] | None]:
    """Find where an office ends, and the first and last token of a name directly behind it.

    In `Minister für Häfen Uwe Falk` the office ends with Häfen, and the name is the last two.
    """
    end, at, leads = office, office + 1, False
    is_owned = False
    while at < min(office + LONGEST, len(tokens)) and tokens[at].is_word:
        token = tokens[at]
        if is_name(token, lexicon):
            run = _name_end(tokens, at, lexicon, may_join=not leads)
            is_apart = at > office + 1
            is_led = leads or (is_apart and lexicon.has_capitals)
            split = _name_start(tokens, at, run, lexicon, leads=is_led)
            if split >= 0 and not is_owned:
                return max(end, split - 1 if split > at else end), (split, run)
            end, at, leads = run, run + 1, False
        elif lexicon.has("places", token.low):
            end, at, leads = at, at + 1, False
        elif (
            lexicon.has("conjunctions", token.low)
            and at + 1 < len(tokens)
            and lexicon.role_of(tokens[at + 1].low)
        ):
            # One person holds both: Vizekanzler und Finanzminister Falk.
            end, at = at + 1, at + 2
        elif lexicon.has("of", token.low) or (leads and lexicon.has("determiners", token.low)):
            leads, at = True, at + 1
        elif is_plain(token, lexicon) and not token.is_capital:
            # In `conseiller du président Joe Biden` the name is the president's.
            is_owned = is_owned or (leads and token.low in lexicon.roles)
            end, at, leads = at, at + 1, False
        else:
            break
    return end, None


def _name_start(
    tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon, *, leads: bool
) -> int:
    """Find the token at which the name starts in a run of capitals behind an office; -1 for none.

    In `Präsident Russlands Wladimir Putin` the first capital belongs to the office. `leads` is true
    where a word before the run shows that: of, von.
    """
    # A capital may be an adjective to what follows: Председатель Исламского комитета.
    oblique = tuple(lexicon.lists["oblique"])
    is_adjective = tokens[first].low.endswith(oblique)
    has_noun = last + 1 < len(tokens) and is_plain(tokens[last + 1], lexicon)
    if first == last and is_adjective and has_noun:
        return -1
    for at in range(first, last):
        if tokens[at].low in lexicon.forenames or INITIAL.match(tokens[at].text):
            is_owner = leads and at == first
            return -1 if is_owner else at
    if not leads:
        if tokens[first].text.isupper() and first == last:
            return -1
        # Short forms in capitals belong to the office: глава МИД РФ Сергей Лавров.
        while first < last and len(tokens[first].text) > 1 and tokens[first].text[:2].isupper():
            first += 1
        while last - first > 1 and tokens[first].low.endswith(oblique):
            first += 1
        return first
    is_long = last - first == 2 and tokens[first + 1].is_capital
    return first + 1 if is_long and not lexicon.has_capitals else -1


def is_name(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word may be part of a name."""
    if not token.is_capital:
        return False
    if INITIAL.match(token.text):
        return True
    low = token.low
    if DOMAIN.search(low) or any(low.endswith(end) for end in lexicon.lists["gerunds"]):
        return False
    return len(low) > 1 and (low in lexicon.forenames or not (
        low in lexicon.common
        or low in lexicon.pronouns
        or any(low in lexicon.lists[name] for name in NAMELESS)
    ))  # fmt: skip


def _name_end(
    tokens: Sequence[Token], first: int, lexicon: Lexicon, *, may_join: bool = True
) -> int:
    """Find the last token of a run of capitals, with particles between forenames and a surname."""
    last = at = first
    is_forename = tokens[first].low in lexicon.forenames
    is_single = may_join
    while at < min(first + MOST_NAMES + 2, len(tokens)) and tokens[at].is_word:
        token = tokens[at]
        if is_name(token, lexicon):
            may_join = (at == first and is_single) or token.low in lexicon.forenames
            last = at
        elif not (_joins(token, lexicon, after=tokens[last]) and may_join and at - last < 3):
            break
        at += 1
    # In `Anna Berg Russian service` the last capital belongs to what follows it.
    is_too_long = is_forename and last - first > 1 and at == last + 1 and at < len(tokens)
    if is_too_long and tokens[at].is_word and is_plain(tokens[at], lexicon):
        return last - 1
    return last


def _joins(token: Token, lexicon: Lexicon, *, after: Token) -> bool:
    """Tell whether a small word joins two names.

    `de` does. `von` does only behind a known forename in German, where it is also a preposition.
    """
    is_word_too = lexicon.has_capitals and (
        lexicon.has("prepositions", token.low) or lexicon.has("determiners", token.low)
    )
    is_particle = lexicon.has("particles", token.low)
    return is_particle and (not is_word_too or after.low in lexicon.forenames)


def _styled(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> LexiconMention | None:
    """Read a name behind Herr, Mme or г-н."""
    start, gender = at, ""
    while start < len(tokens) and tokens[start].low in lexicon.honorifics:
        gender = gender or lexicon.honorifics[tokens[start].low]
        start += 1
    if start >= len(tokens) or not is_name(tokens[start], lexicon):
        return None
    last = _name_end(tokens, start, lexicon)
    name = tuple(token.text for token in tokens[start : last + 1])
    return LexiconMention(at, last, "name", name=name, gender=gender)


def _name_alone(
    tokens: Sequence[Token], first: int, start: int, determiner: str, lexicon: Lexicon
) -> LexiconMention | None:
    """Read a name without an office. Behind an article it may be an office that isn't listed."""
    if start >= len(tokens) or not is_name(tokens[start], lexicon):
        return None
    last = _name_end(tokens, start, lexicon)
    # A hyphen behind it shows the first half of a compound: Nord- und Südbrücke.
    if last + 1 < len(tokens) and tokens[last + 1].text == "-":
        return None
    words = tuple(token.text for token in tokens[start : last + 1])
    split = next((at for at in range(start, last) if tokens[at].low in lexicon.forenames), start)
    parts = tokens[start].low.split("-")
    is_compound = len(parts) > 1 and lexicon.forenames.keys().isdisjoint(parts)
    if split == start < last and lexicon.has_capitals and is_compound:
        # A compound is an office: Usyk-Promoter, but not Karl-Heinz.
        split = start + 1
    role = " ".join(words[: split - start])
    mention = LexiconMention(
        first, last, "name", role, words[split - start :], role.lower(), determiner
    )
    # Words in capitals stand for groups: UNO, CDU.
    if all(len(word) > 1 and word.isupper() for word in words):
        return replace(mention, kind="role", role=" ".join(words), name=(), is_group=True)
    # Bürgermeister is a known office. `Der Brückenwart` may be somebody, or a thing.
    if determiner and not role and tokens[start].low not in lexicon.forenames:
        shown = " ".join(words)
        return replace(mention, kind="role", role=shown, name=(), head=shown.lower(), is_guess=True)
    return replace(mention, gender=_gender(tokens[split].low, tokens[last].low, lexicon))


def _gender(forename: str, surname: str, lexicon: Lexicon) -> str:
    """Tell the gender of a name: by the forename, or by how the surname ends (Петрова)."""
    known = lexicon.forenames
    if gender := known.get(forename) or known.get(forename.partition("-")[0], ""):
        return gender
    ends = ((end, sex) for end, sex in lexicon.genders.items() if end.startswith("-"))
    return next((sex for end, sex in ends if surname.endswith(end[1:])), "")
