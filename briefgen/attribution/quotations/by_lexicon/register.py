"""Whom a text in a language with a lexicon names in full, and the offices that they hold.

Apart from who speaks, because it is filled once from the whole text, and then only asked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from briefgen.attribution.quotations.by_lexicon.lexicon import Lexicon
from briefgen.attribution.quotations.by_lexicon.mentions import Figure
from briefgen.attribution.quotations.by_lexicon.phrases import Phrase, apposed_pairs
from briefgen.attribution.quotations.english.register import Meant

MOST_FORMS = 40


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody named in full, and where first."""

    name: tuple[str, ...]
    role: str
    gender: str
    paragraph: int

    @property
    def shown(self) -> str:
        """The name as it is written."""
        return " ".join(self.name)


@dataclass(slots=True)
class Register:
    """Everybody whom a text names in full, and the offices that they are said to hold."""

    lexicon: Lexicon
    people: dict[str, dict[str, _Person]] = field(default_factory=lambda: defaultdict(dict))
    holders: dict[str, dict[str, _Person]] = field(default_factory=lambda: defaultdict(dict))
    genders: dict[str, str] = field(default_factory=dict)
    surnames: set[str] = field(default_factory=set)

    def collect(self, paragraph: int, phrase: Phrase) -> None:
        """Keep each full name, and each office beside one."""
        for figure in phrase.found:
            if figure.kind != "name" or figure.is_group:
                continue
            is_sure = bool(figure.role or figure.gender) or not self.lexicon.has_capitals
            if len(figure.name) > 1 and is_sure:
                self._keep(figure, paragraph)
            if figure.role:
                self._hold(figure.head, figure, figure.role, paragraph)
        for office, name in apposed_pairs(phrase):
            self._hold(office.head, name, office.role, paragraph)

    def knows(self, figure: Figure) -> bool:
        """Whether somebody of that surname is named in full."""
        return self._stem(figure.key) in self.surnames

    def _keep(self, figure: Figure, paragraph: int) -> None:
        self.surnames.add(self._stem(figure.key))
        forms = self.people[self._stem(figure.key)]
        shown = " ".join(figure.name)
        if shown not in forms and len(forms) < MOST_FORMS:
            forms[shown] = _Person(figure.name, figure.role, figure.gender, paragraph)

    def _hold(self, head: str, name: Figure, role: str, paragraph: int) -> None:
        self.surnames.add(self._stem(name.key))
        people = self.holders[head]
        if len(people) < MOST_FORMS:
            person = _Person(name.name, role, name.gender, paragraph)
            people.setdefault(self._stem(name.key), person)

    def _stem(self, key: str) -> str:
        """A surname without the endings that cases give it, where the language has them."""
        return bare(key, self.lexicon)

    def meant(self, figure: Figure, paragraph: int) -> Meant:
        """Whom a name or an office means."""
        return self._named(figure) if figure.kind == "name" else self._office(figure, paragraph)

    def _named(self, figure: Figure) -> Meant:
        own = " ".join(figure.name)
        forms = list(self.people.get(self._stem(figure.key), {}).values())
        forms = [form for form in forms if form.name[-1].casefold() == figure.key]
        if len(figure.name) > 1:
            return Meant(own, figure.gender or self.genders.get(own, ""), role=figure.role)
        fitting = [one for one in forms if not (
            one.gender and figure.gender and one.gender != figure.gender
        )]  # fmt: skip
        names = {form.shown for form in fitting}
        if len(names) > 1:
            return Meant(own, figure.gender, "more than one person of that name")
        if not fitting:
            return Meant(own, figure.gender, role=figure.role)
        one = fitting[0]
        return Meant(one.shown, one.gender or figure.gender, role=figure.role or one.role)

    def _office(self, figure: Figure, paragraph: int) -> Meant:
        shown = f"{figure.determiner} {figure.role}" if figure.determiner else figure.role
        shown = shown.replace("' ", "'").replace("’ ", "’")
        own = Meant(
            shown,
            figure.gender,
            is_group=figure.is_group,
            is_plural=figure.is_plural,
            is_described=not figure.is_group,
        )
        is_new = self.lexicon.has("new", figure.determiner) if figure.determiner else False
        if figure.is_group or figure.is_plural or is_new:
            return own
        holders = self.holders.get(figure.head, {}).values()
        above = [
            one for one in holders if one.paragraph <= paragraph and _is_part(figure.role, one.role)
        ]
        if not above:
            return own
        last = above[-1]
        why = "" if len(above) == 1 else f"more than one {figure.head} before"
        whole = self._named(Figure(0, 0, "name", last.role, last.name, gender=last.gender))
        return replace(whole, why=why or whole.why)


def _is_part(office: str, whole: str) -> bool:
    """Whether an office is another in fewer words: minister, of Finanzminister."""
    words = whole.casefold().split()
    return all(any(word.endswith(part) for word in words) for part in office.casefold().split())


def bare(word: str, lexicon: Lexicon) -> str:
    """A word as it is without a case's ending, by the lexicon's table."""
    for ending, alone in lexicon.genitive:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + alone
    return word
