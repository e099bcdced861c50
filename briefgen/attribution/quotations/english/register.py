"""Find to whom a surname, an office or a pronoun in an English text refers.

The nearest mention above that fits is taken; where two fit, the answer says that it isn't certain.
Who speaks doesn't matter here.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import field

from briefgen.attribution.quotations.english.mentions import Mention
from briefgen.attribution.quotations.english.words import (
    GENDERED,
    HONORIFICS,
    PLURAL_PAPERS,
    PLURALS,
    SOMEBODY,
)
from briefgen.attribution.quotations.referents import Referent
from briefgen.ground.records import mutable
from briefgen.naming.forenames import MEN, WOMEN

# The most forms kept for one surname, and the most holders for one office, since a text may list a
# thousand people of one surname or office.
MOST_FORMS = 40
REMEMBERED = 12


@mutable
class _Form:
    """Hold a form in which a person is named, and the offset where it stands first."""

    mention: Mention
    at: int

    @property
    def score(self) -> tuple[int, int]:
        """Rate how fully the form names somebody: forenames count more than words of an office."""
        title = self.mention.title
        is_office = bool(title) and title[0].lower() not in HONORIFICS
        return (bool(self.mention.forenames), is_office * len(title))


@mutable
class Register:
    """Hold everybody whom a text mentions.

    It is filled once with all mentions (`collect`), then asked sentence by sentence from the top.
    `forms` has the forms of each surname; `roles` the holders of each office, the latest last;
    `latest` the last mention of each surname with a forename; `known` the genders that pronouns
    have shown, by name.
    """

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
        """Tell whether a mention is of a person, as its own words or another mention show."""
        return mention.is_person or (
            mention.kind == "name" and not mention.is_group and mention.key in self.forms
        )

    def referent(self, mention: Mention) -> Referent:
        """Find to whom a name or an office refers, by what stands above it.

        Pronouns are left to `speakers`: whom they mean depends on who spoke.
        """
        return self._named(mention) if mention.kind == "name" else self._office(mention)

    def pass_by(self, mention: Mention, meant: Referent) -> None:
        """Remember for later sentences to whom a mention referred."""
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
        """Collect the words that tell a title from others of the same office: Foreign, Russian."""
        words = (word.casefold() for word in mention.title)
        return frozenset(word for word in words if word not in (mention.head, "of", "the"))

    def _named(self, mention: Mention) -> Referent:
        """Find the fullest form of a name in the text above, or else in the text below."""
        forms = self._forms(mention)
        above = [form for form in forms if form.at <= mention.at]
        best = max(above, key=lambda form: form.score, default=None)
        # A headline has the surname alone: then the full name stands further down.
        if best is None or (not best.mention.forenames and not mention.forenames):
            later = [form for form in forms if form.at > mention.at and form.mention.forenames]
            best = later[0] if best is None and later else best
        gender = _gender(mention)
        forenames = {
            form.mention.forenames
            for form in self.forms.get(mention.key, {}).values()
            if form.at <= mention.at and (not gender or _gender(form.mention) in ("", gender))
        }
        # Above stand people of different forenames under this surname.
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
        """List the forms of the person in a mention.

        They have the surname and the forename of the mention, or else the latest forename of that
        surname; or no forename.
        """
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
        """Find the latest holder of an office above, with a doubt where there were several."""
        words = self._words(mention)
        own = Referent(
            mention.shown,
            "?" if mention.head in SOMEBODY else GENDERED.get(mention.head, ""),
            is_group=mention.is_group,
            is_plural=mention.head in PLURALS or mention.head in PLURAL_PAPERS,
        )
        # `A spokesman` refers to nobody who was mentioned before.
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
    """Give the office of a mention in one form: spokesman and spokeswoman are the same."""
    for end in ("woman", "person"):
        stem = mention.head.removesuffix(end)
        if stem in ("spokes", "chair"):
            return f"{stem}man"
    return mention.head


def _gender(mention: Mention) -> str:
    """Tell the gender of a mention by its title or forename; empty where neither tells."""
    for word in mention.title:
        if gender := HONORIFICS.get(word.lower(), "") or GENDERED.get(word.lower(), ""):
            return gender
    first = mention.name[0].casefold() if len(mention.name) > 1 else ""
    return "m" if first in MEN else "f" if first in WOMEN else ""
