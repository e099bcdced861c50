"""To whom a surname, an office or a pronoun in an English text refers.

Apart from the speakers, because who is meant doesn't depend on who speaks. The nearest fitting
mention above is taken; where two fit, the answer says that it isn't certain.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefgen.attribution.forenames import MEN, WOMEN
from briefgen.attribution.quotations.english.mentions import Mention
from briefgen.attribution.quotations.english.words import (
    GENDERED,
    HONORIFICS,
    PLURAL_PAPERS,
    PLURALS,
    SOMEBODY,
)
from briefgen.attribution.quotations.referents import Referent

# Bounds: a text may be a list of a thousand people of one surname, or of one office.
MOST_FORMS = 40
REMEMBERED = 12


@dataclass(slots=True)
class _Form:
    """A form in which a person is named, and the offset where it stands first."""

    mention: Mention
    at: int

    @property
    def score(self) -> tuple[int, int]:
        """Tell how fully the mention names somebody; forenames count before words of an office."""
        title = self.mention.title
        is_office = bool(title) and title[0].lower() not in HONORIFICS
        return (bool(self.mention.forenames), is_office * len(title))


@dataclass(slots=True)
class Register:
    """Everybody that a text mentions. Filled once with all mentions, then read from the top."""

    forms: dict[str, dict[str, _Form]] = field(default_factory=lambda: defaultdict(dict))
    roles: dict[str, deque[tuple[frozenset[str], Referent]]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=REMEMBERED))
    )
    latest: dict[str, Mention] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    def collect(self, found: Iterable[Mention]) -> None:
        """Keep each form in which a person is named, and where it was first."""
        for mention in found:
            if mention.kind == "name" and mention.is_person:
                forms = self.forms[mention.key]
                if len(forms) < MOST_FORMS:
                    forms.setdefault(mention.shown.casefold(), _Form(mention, mention.at))

    def is_person(self, mention: Mention) -> bool:
        """Tell whether a mention is of a person, by its own words or by another mention."""
        return mention.is_person or (
            mention.kind == "name" and not mention.is_group and mention.key in self.forms
        )

    def referent(self, mention: Mention) -> Referent:
        """Tell to whom a name or an office refers, by what stands above it.

        A pronoun can't be asked: who is meant depends on who spoke, which `speakers` knows.
        """
        return self._named(mention) if mention.kind == "name" else self._office(mention)

    def pass_by(self, mention: Mention, meant: Referent) -> None:
        """Remember for what follows to whom a mention referred."""
        if mention.kind == "role" and (mention.is_new or self._words(mention)):
            self.remember(mention, meant)
        elif mention.kind == "name" and self.is_person(mention):
            if mention.forenames:
                self.latest[mention.key] = mention
            if mention.head:
                self.remember(mention, meant)

    def remember(self, mention: Mention, meant: Referent) -> None:
        """Remember to whom an office referred."""
        entry = (self._words(mention), meant)
        entries = self.roles[_head(mention)]
        if not entries or entries[-1] != entry:
            entries.append(entry)

    def _words(self, mention: Mention) -> frozenset[str]:
        """The words of a title that tell it from others of the same office."""
        words = (word.casefold() for word in mention.title)
        return frozenset(word for word in words if word not in (mention.head, "of", "the"))

    def _named(self, mention: Mention) -> Referent:
        forms = self._forms(mention)
        above = [form for form in forms if form.at <= mention.at]
        best = max(above, key=lambda form: form.score, default=None)
        # The full name may stand only further down: a headline has the surname alone.
        if best is None or (not best.mention.forenames and not mention.forenames):
            later = [form for form in forms if form.at > mention.at and form.mention.forenames]
            best = later[0] if best is None and later else best
        gender = _gender(mention)
        forenames = {
            form.mention.forenames
            for form in self.forms.get(mention.key, {}).values()
            if form.at <= mention.at and (not gender or _gender(form.mention) in ("", gender))
        }
        # People of different forenames stand above under one surname.
        is_shared = len(forenames - {()}) > 1
        why = "more than one person of that name" if is_shared else ""
        chosen = best.mention if best and best.score >= _Form(mention, 0).score else mention
        known = next((sex for form in [chosen, mention] if (sex := _gender(form))), "")
        return Referent(
            chosen.shown,
            known or self.known.get(chosen.shown, ""),
            "" if mention.forenames else why,
            is_group=mention.is_group,
        )

    def _forms(self, mention: Mention) -> list[_Form]:
        """The forms of the same person: those with the same forename, or with the latest one."""
        forms = list(self.forms.get(mention.key, {}).values())
        own = mention.forenames
        gender = _gender(mention)
        if not own and mention.key in self.latest:
            last = self.latest[mention.key].forenames
            if not gender or _gender(self.latest[mention.key]) in ("", gender):
                own = last
        if own:
            return [form for form in forms if form.mention.forenames in ((), own)]
        return [form for form in forms if not gender or _gender(form.mention) in ("", gender)]

    def _office(self, mention: Mention) -> Referent:
        words = self._words(mention)
        own = Referent(
            mention.shown,
            "?" if mention.head in SOMEBODY else GENDERED.get(mention.head, ""),
            is_group=mention.is_group,
            is_plural=mention.head in PLURALS or mention.head in PLURAL_PAPERS,
        )
        # A spokesman is nobody who was told of before.
        if mention.is_new:
            return own
        fitting = [
            meant
            for having, meant in reversed(self.roles[_head(mention)])
            if words <= having and {meant.gender, own.gender} != {"m", "f"}
        ]
        if not fitting:
            return own
        several = len({meant.who for meant in fitting}) > 1
        first = fitting[0]
        why = f"more than one {mention.head} before" if several else first.why
        return Referent(first.who, first.gender or own.gender, why, first.is_group, first.is_plural)


def _head(mention: Mention) -> str:
    """The office of a mention, the same for a spokeswoman and a spokesman."""
    for end in ("woman", "person"):
        stem = mention.head.removesuffix(end)
        if stem in ("spokes", "chair"):
            return f"{stem}man"
    return mention.head


def _gender(mention: Mention) -> str:
    for word in mention.title:
        if gender := HONORIFICS.get(word.lower(), "") or GENDERED.get(word.lower(), ""):
            return gender
    first = mention.name[0].casefold() if len(mention.name) > 1 else ""
    return "m" if first in MEN else "f" if first in WOMEN else ""
