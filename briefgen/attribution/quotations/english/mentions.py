"""Find the people that an English sentence mentions: pronouns, names, offices, descriptions.

A sentence is read by itself; whom the mentions refer to is the business of `register`.
"""

from __future__ import annotations

from briefgen.attribution.quotations.english.words import (
    ADVERBS,
    ARTICLES,
    DAYS,
    DETERMINERS,
    DROPPED,
    GERUNDS,
    GROUP_NAMES,
    GROUPS,
    HONORIFICS,
    MODIFIERS,
    NEW,
    NO_NAME,
    OF_HEADS,
    PAPERS,
    PARTICLES,
    PEOPLE,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SHORT_TITLES,
    SPOKE,
    VERBS_TOO,
)
from briefgen.attribution.quotations.tokens import Token
from briefgen.ground.records import record

# Words that may stand before a name as a title, and words that may start a mention in small
# letters.
TITLES = ROLES | SHORT_TITLES | HONORIFICS.keys()
STARTING = PARTICLES | DETERMINERS | ROLES | MODIFIERS | HONORIFICS.keys()
# Words that end a description: in `officials on Saturday as saying` it ends before Saturday.
LEAVING = DAYS | GERUNDS | {"as", "that", "which", "when", "after", "before", "because"}
# Words that may stand behind `one of`.
PARTED = POSSESSIVES | {"the", "these", "those"}
# The most words of a mention, and the most small ones between its article and its office.
LONGEST = 14
FILLERS = 4


@record
class Mention:
    """Hold one mention of somebody: tokens `first` to `last` of a sentence, inclusive.

    `at` is the offset in the text. `kind` is `pronoun`, `name` or `role`; `title` holds the words
    before the name, `head` the office among them. `is_new` is true where the words show that
    somebody is mentioned for the first time (a spokesman). `owner` is true for a genitive, which is
    no subject (Pompeo’s).
    """

    first: int
    last: int
    at: int
    kind: str
    title: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    head: str = ""
    is_new: bool = False
    owner: bool = False

    @property
    def shown(self) -> str:
        """Write the mention as it is printed."""
        return " ".join((*self.title, *self.name))

    @property
    def key(self) -> str:
        """Get the last name, folded."""
        return self.name[-1].casefold() if self.name else ""

    @property
    def forenames(self) -> tuple[str, ...]:
        """List the names before the last one."""
        return tuple(part for part in self.name[:-1] if part not in PARTICLES)

    @property
    def is_group(self) -> bool:
        """Tell whether the mention is of an organisation or a document, and not of a person."""
        if self.kind == "role":
            return self.head in GROUPS or self.head in PAPERS
        return bool(self.name) and not self.title and self.key in GROUP_NAMES

    @property
    def is_person(self) -> bool:
        """Tell whether the words of the mention show that it is of a person."""
        if self.kind == "role":
            return not self.is_group
        return self.kind == "name" and not self.is_group and bool(self.title or self.forenames)


def mentions(tokens: list[Token]) -> list[Mention]:
    """Find all mentions in a sentence, in order."""
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        after = [one.low for one in tokens[at + 1 : at + 3]]
        is_some = token.low in NEW and after[:1] == ["of"]
        if is_some and after[1:] and after[1] in ("them", "us", "these", "those"):
            title = (token.text, "of", tokens[at + 2].text)
            found.append(Mention(at, at + 2, token.start, "role", title, head="one", is_new=True))
        elif token.is_word and token.low in PRONOUNS:
            found.append(Mention(at, at, token.start, "pronoun", (token.text,)))
        elif mention := _mention_at(tokens, at):
            found.append(mention)
        at = max(at, found[-1].last if found else at) + 1
    return found


def _mention_at(tokens: list[Token], first: int) -> Mention | None:
    """Read the mention that starts at a token, or None."""
    token, start = tokens[first], first
    # The word before may say whose this is: Pompeo’s aide, his aide.
    is_owned = first > 0 and _owner(tokens[first - 1])
    if token.low not in STARTING and not token.is_capital and not (token.is_word and is_owned):
        return None
    if token.low in DETERMINERS:
        after = [token.low for token in tokens[first + 1 : first + 3]]
        # One word says which one is meant (the, another), or three (one of the).
        start += 3 if len(after) == 2 and after[0] == "of" and after[1] in PARTED else 1
    has_determiner = start > first or is_owned
    end = _mention_end(tokens, start, has_determiner=has_determiner)
    if end == start:
        return None
    determiner = " ".join(token.text for token in tokens[first:start])
    return _classified(tokens, first, start, end, determiner)


def _owner(token: Token) -> bool:
    """Tell whether a word is a genitive or a possessive pronoun."""
    return token.low.endswith(("'s", "s'")) or token.low in POSSESSIVES


def _mention_end(tokens: list[Token], start: int, *, has_determiner: bool) -> int:
    """Find where the words that make up a mention end; `start` where none do."""
    end, fillers, at = start, 0, start
    while at < min(start + LONGEST, len(tokens)) and tokens[at].is_word:
        token = tokens[at]
        if token.is_capital:
            # Of the everyday words, `general` alone is a title too: Attorney General.
            is_core = token.low not in NO_NAME or token.low == "general"
        else:
            is_core = token.low in ROLES or token.low in HONORIFICS
        if is_core and not (token.low in PAPERS and not has_determiner):
            end = at + 1
            if _owner(token):
                break
            step = _length_with_of(tokens, at)
            end, at = (at + step, at + step) if step else (end, at + 1)
        elif token.low in PARTICLES and _is_next_capital(tokens, at):
            at += 1
        elif (
            token.text in VERBS_TOO
            and _is_next_capital(tokens, at)
            and at == start
            and not has_determiner
        ):
            break
        elif end > start and _leads_to_office(tokens, at):
            at += 1
        elif token.low in MODIFIERS or (has_determiner and fillers < FILLERS and _fills(token)):
            fillers += token.low not in MODIFIERS
            at += 1
        else:
            break
    return end


def _leads_to_office(tokens: list[Token], at: int) -> bool:
    """Tell whether small words and an office follow a name: Cal Fire operations chief."""
    for token in tokens[at : at + 3]:
        if token.low in PEOPLE:
            return token.is_word and not token.is_capital
        if not token.is_word or token.is_capital or not _fills(token):
            return False
    return False


def _fills(token: Token) -> bool:
    """Tell whether a word may stand between an article and its office."""
    low = token.low
    return not (
        low in NO_NAME or low in SPOKE or low in PREPOSITIONS or low in ADVERBS
    ) and not low.endswith("'s")


def _is_next_capital(tokens: list[Token], at: int) -> bool:
    """Tell whether a name follows a token, directly or behind a particle."""
    if at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    is_name = after.is_capital and after.low not in NO_NAME
    return is_name or (
        after.low in PARTICLES and at + 2 < len(tokens) and tokens[at + 2].is_capital
    )


def _length_with_of(tokens: list[Token], at: int) -> int:
    """Count the words of an office with `of`: 3 for `Secretary of State`, 0 without `of`."""
    if tokens[at].low not in OF_HEADS or at + 2 >= len(tokens) or tokens[at + 1].low != "of":
        return 0
    step = 3 if tokens[at + 2].low == "the" and at + 3 < len(tokens) else 2
    follows = tokens[at + step]
    if not follows.is_capital or follows.low in NO_NAME:
        return 0
    # Minister of Foreign Affairs.
    is_double = follows.low == "foreign" and _is_next_capital(tokens, at + step)
    return step + 1 + is_double


def _classified(
    tokens: list[Token], first: int, start: int, end: int, determiner: str
) -> Mention | None:
    """Make a mention of a run of words, which are parted into a title and a name."""
    owner = _owner(tokens[end - 1])
    parts = [_bare(token.text) for token in tokens[start:end]]
    lows = [part.lower() for part in parts]
    split = _title_end(tokens[start:end], lows)
    title, name = tuple(parts[:split]), tuple(parts[split:])
    head = next((low for low in reversed(lows[:split]) if low in TITLES), "")
    if head in HONORIFICS or head in SHORT_TITLES:
        head = ""
    kind = "name" if name else "role"
    if not title and all(low in PARTICLES or low in ARTICLES for low in lows):
        return None
    # In `the embattled Jane Roe` only the capitals are the name; a single one may be no person.
    if kind == "name" and not title and determiner and not tokens[start].is_capital:
        name = tuple(part for part in name if part[0].isupper())
        if len(name) < 2:
            return None
    # `His spokesman` is a first mention like `a spokesman`.
    is_new = bool(determiner) and determiner.lower().split()[0] in NEW | POSSESSIVES
    if kind == "role":
        end = end if owner else _postmodified(tokens, end)
        kept = () if determiner.lower() in DROPPED else (determiner,) * bool(determiner)
        title = (*kept, *(_bare(token.text) for token in tokens[start:end]))
        is_new = is_new or not determiner
    at = tokens[first].start
    return Mention(first, end - 1, at, kind, title, name, head, is_new, owner)


def _bare(word: str) -> str:
    """Remove the ending of a genitive."""
    for end in ("'s", "’s"):
        word = word.removesuffix(end)
    return word.rstrip("'’")


def _title_end(run: list[Token], lows: list[str]) -> int:
    """Count the words of the title in a run: up to the last office, `of State` included."""
    split = 0
    for at, low in enumerate(lows):
        if low not in TITLES or (at and low in HONORIFICS):
            if at == 0 and low in HONORIFICS:
                split = 1
            continue
        step = _length_with_of(run, at)
        split = max(split, at + (step or 1))
    if split == 0 and lows[-1] in GROUP_NAMES:
        return 0
    is_group = split == len(lows) and lows[-1] in GROUPS and run[-1].is_capital
    return 0 if is_group else split


def _postmodified(tokens: list[Token], end: int) -> int:
    """Find where a description ends: an official familiar with the talks.

    Small words behind the office belong to it only where a verb of speech or a punctuation mark
    follows, because only then is it certain where it ends.
    """
    if end >= len(tokens) or tokens[end].low not in PREPOSITIONS:
        return end
    at, capitals, is_near = end + 1, end, True
    while at < min(end + 9, len(tokens)) and tokens[at].is_word:
        token = tokens[at]
        if token.low in SPOKE or token.low in ADVERBS or token.low == "who":
            return at
        if token.low in LEAVING:
            return capitals
        is_capital = token.is_capital and token.low not in NO_NAME
        is_near = is_near and (is_capital or token.low in ("the", "a", "of"))
        capitals = at + 1 if is_near and is_capital else capitals
        if capitals > end and not is_near and token.low not in PREPOSITIONS:
            return capitals
        at += 1
    is_over = at >= len(tokens) or not tokens[at].is_word
    is_short = at - end <= 6 and tokens[at - 1].low not in PREPOSITIONS
    return at if is_over and is_short and tokens[end].low != "on" else capitals
