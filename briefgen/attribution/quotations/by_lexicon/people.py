"""Remember the people whom a text names in full, and the offices that they hold.

It is filled once from the whole text, before the first speaker is looked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from briefgen.attribution.quotations.by_lexicon.lexicon import Lexicon
from briefgen.attribution.quotations.by_lexicon.mentions import LexiconMention
from briefgen.attribution.quotations.by_lexicon.phrases import Phrase, apposed_pairs
from briefgen.attribution.quotations.referents import Referent
from briefgen.ground.records import record

# The most people kept for one surname or one office, since a text may list a thousand of them.
MOST_FORMS = 40


@record
class _Person:
    """Hold somebody who is named in full, and the number of the first paragraph that does it."""

    name: tuple[str, ...]
    role: str
    gender: str
    paragraph: int

    @property
    def shown(self) -> str:
        """Get the name as it is written."""
        return " ".join(self.name)


@dataclass(slots=True)
class NamedPeople:
    """Hold everybody whom a text names in full, and the offices that they hold.

    The keys of `people` are the stem of the surname, then the whole name; those of `holders` are
    the office, then the stem. A stem is a surname without the endings of cases.
    """

    lexicon: Lexicon
    people: dict[str, dict[str, _Person]] = field(default_factory=lambda: defaultdict(dict))
    holders: dict[str, dict[str, _Person]] = field(default_factory=lambda: defaultdict(dict))
    genders: dict[str, str] = field(default_factory=dict)
    surnames: set[str] = field(default_factory=set)

    def collect(self, paragraph: int, phrase: Phrase) -> None:
        """Keep each full name of a sentence, and each office beside a name."""
        for mention in phrase.found:
            if mention.kind != "name" or mention.is_group:
                continue
            # In German two words with capitals may be two nouns: Montag Morgen.
            is_sure = bool(mention.role or mention.gender) or not self.lexicon.has_capitals
            if len(mention.name) > 1 and is_sure:
                stem, shown = self._stem(mention.key), " ".join(mention.name)
                self.surnames.add(stem)
                forms = self.people[stem]
                if shown not in forms and len(forms) < MOST_FORMS:
                    forms[shown] = _Person(mention.name, mention.role, mention.gender, paragraph)
            if mention.role:
                self._hold(mention.head, mention, mention.role, paragraph)
        for office, name in apposed_pairs(phrase):
            self._hold(office.head, name, office.role, paragraph)

    def knows(self, mention: LexiconMention) -> bool:
        """Tell whether the text names somebody of that surname in full."""
        return self._stem(mention.key) in self.surnames

    def _hold(self, head: str, name: LexiconMention, role: str, paragraph: int) -> None:
        """Keep that somebody holds an office, with the name where it stands first."""
        self.surnames.add(self._stem(name.key))
        people = self.holders[head]
        if len(people) < MOST_FORMS:
            person = _Person(name.name, role, name.gender, paragraph)
            people.setdefault(self._stem(name.key), person)

    def _stem(self, key: str) -> str:
        """Give a surname without the endings of cases, where the language has them."""
        return bare(key, self.lexicon)

    def referent(self, mention: LexiconMention, paragraph: int) -> Referent:
        """Find to whom a name or an office in a paragraph refers."""
        return self._named(mention) if mention.kind == "name" else self._office(mention, paragraph)

    def _named(self, mention: LexiconMention) -> Referent:
        """Find the full form of a name; a surname of several people stays open."""
        own = " ".join(mention.name)
        forms = list(self.people.get(self._stem(mention.key), {}).values())
        forms = [form for form in forms if form.name[-1].casefold() == mention.key]
        if len(mention.name) > 1:
            return Referent(own, mention.gender or self.genders.get(own, ""), role=mention.role)
        fitting = [one for one in forms if not (
            one.gender and mention.gender and one.gender != mention.gender
        )]  # fmt: skip
        names = {form.shown for form in fitting}
        if len(names) > 1:
            return Referent(own, mention.gender, "more than one person of that name")
        if not fitting:
            return Referent(own, mention.gender, role=mention.role)
        one = fitting[0]
        return Referent(one.shown, one.gender or mention.gender, role=mention.role or one.role)

    def _office(self, mention: LexiconMention, paragraph: int) -> Referent:
        """Find the latest holder of an office above, with a doubt where there were several."""
        shown = f"{mention.determiner} {mention.role}" if mention.determiner else mention.role
        shown = shown.replace("' ", "'").replace("’ ", "’")
        own = Referent(
            shown,
            mention.gender,
            is_group=mention.is_group,
            is_plural=mention.is_plural,
            is_described=not mention.is_group,
        )
        is_new = self.lexicon.has("new", mention.determiner) if mention.determiner else False
        if mention.is_group or mention.is_plural or is_new:
            return own
        # An office may repeat a longer one in fewer words: the Minister is the Finanzminister
        # above.
        parts = mention.role.casefold().split()
        above = []
        for one in self.holders.get(mention.head, {}).values():
            words = one.role.casefold().split()
            is_part = all(any(word.endswith(part) for word in words) for part in parts)
            if one.paragraph <= paragraph and is_part:
                above.append(one)
        if not above:
            return own
        last = above[-1]
        why = "" if len(above) == 1 else f"more than one {mention.head} before"
        whole = self._named(LexiconMention(0, 0, "name", last.role, last.name, gender=last.gender))
        return replace(whole, why=why or whole.why)


def bare(word: str, lexicon: Lexicon) -> str:
    """Remove the ending of a case from a word, by the lexicon's table: Ивана becomes Иван."""
    for ending, alone in lexicon.genitive:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + alone
    return word
