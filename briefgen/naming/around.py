"""Parts of a name that stand together, and the text around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from briefgen.naming.fold import Folded
from briefgen.naming.index import Meant
from briefgen.naming.unnamed import UnnamedPerson, Written
from briefgen.naming.words import words

# What stands before the first word of a sentence, behind the mark that ends the last one.
OPENING = " \t\"'“”„«»‹›‘‚([{_#>\u00a0\u202f-–—•|\\"
ENDS = ".!?:…]"
NEXT = re.compile(r"[ \u00a0\u202f]+|[ \t]*\r?\n[ \t]*")
# As far is looked back for the start of an address.
FARTHEST = 300


@dataclass(frozen=True)
class Run:
    """Parts of one name that stand together: where, and from which token to which."""

    parts: tuple[Meant, ...]
    start: int
    end: int
    first: int
    last: int

    def takes(self, part: Meant) -> bool:
        """Whether a part can go on with it: each stands in a name once."""
        words = {each.part.word for each in self.parts}
        roles = {part.part.role, *(each.part.role for each in self.parts)}
        return part.part.word not in words and "whole" not in roles

    def with_part(self, part: Meant, end: int, last: int) -> Run:
        """The run with one part more behind it."""
        return replace(self, parts=(*self.parts, part), end=end, last=last)


@dataclass(frozen=True)
class Around:
    """A run with the text around it."""

    run: Run
    page: Folded
    tokens: list[tuple[int, int]]
    person: UnnamedPerson
    written: Written

    @property
    def meant(self) -> Meant:
        """What its first part is."""
        return self.run.parts[0]

    @cached_property
    def before(self) -> str:
        """The word before it, as it was typed; empty where there is none."""
        return self.token(self.run.first - 1)

    @cached_property
    def behind(self) -> str:
        """The word behind it on which it may rest: with nothing but a space between."""
        word = self.token(self.run.last + 1)
        if not word:
            return ""
        gap = self.page.shown[self.run.end : self.tokens[self.run.last + 1][0]]
        return word if NEXT.fullmatch(gap) else ""

    def token(self, at: int) -> str:
        """The word at a place, as it was typed; empty where there is none."""
        if not 0 <= at < len(self.tokens):
            return ""
        start, end = self.tokens[at]
        return self.page.shown[start:end]

    @cached_property
    def gap(self) -> str:
        """What stands between it and the word before it."""
        if self.run.first == 0:
            return self.page.shown[: self.run.start][-FARTHEST:]
        return self.page.shown[self.tokens[self.run.first - 1][1] : self.run.start]

    @cached_property
    def has_capital(self) -> bool:
        """Whether it starts with a capital, or its script has none."""
        return self.page.shown[self.run.start].isupper() or not self._has_case

    @cached_property
    def _has_case(self) -> bool:
        letter = self.page.shown[self.run.start]
        return letter.lower() != letter.upper()

    @cached_property
    def is_shouted(self) -> bool:
        """Whether all its letters are capitals, and it has more than one."""
        typed = self.page.shown[self.run.start : self.run.end]
        return len(typed) > 1 and typed.isupper()

    @cached_property
    def is_first(self) -> bool:
        """Whether it starts a sentence, a line of a list, or the text."""
        gap = self.gap.rstrip(OPENING + "\r\n")
        if "|" in self.gap:  # a cell of a table
            return True
        if "\n" in self.gap and re.search(r"\n\s*(?:\n|[-*•#>|]|\d+[.)])", self.gap):
            return True
        return self.run.first == 0 or gap.endswith(tuple(ENDS))

    @cached_property
    def is_possessive(self) -> bool:
        """Whether an apostrophe shows a genitive: Ha's, Jones'."""
        text, end = self.page.text, self.run.end
        if text[self.run.start : end].endswith("'s"):
            return True
        return re.match(r"'(?:s(?!\w)|(?!\w))", text[end : end + 3]) is not None

    @cached_property
    def is_in_heading(self) -> bool:
        """Whether all longer words around it have capitals, so that one tells nothing."""
        known = words()
        small = known.joining | known.articles | known.particles
        near = [self.token(at) for at in range(self.run.first - 6, self.run.last + 7)]
        longer = [word for word in near if word and word.lower() not in small]
        return len(longer) > 2 and all(word[0].isupper() for word in longer)

    @cached_property
    def is_in_address(self) -> bool:
        """Whether an address has it."""
        typed = self.page.text[max(0, self.run.start - FARTHEST) : self.run.start]
        last = re.split(r"[\s()<>\"]", typed)[-1]
        return "://" in last or last.startswith("www.")
