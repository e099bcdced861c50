"""Hold the parts of a name that stand together, and look at the text around them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.naming.fold import Folded
from briefgen.naming.index import Meant
from briefgen.naming.unnamed import UnnamedPerson, Written
from briefgen.naming.words import words

# Signs that may stand between the end of a sentence and the first word of the next.
OPENING = " \t\"'“”„«»‹›‘‚([{_#>\u00a0\u202f-–—•|\\"
# Signs that may end a sentence; the bracket is the end of a citation such as [^id].
ENDS = ".!?:…]"
# The gap to the next word of the same phrase: spaces, or one line end.
NEXT = regex(r"[ \u00a0\u202f]+|[ \t]*\r?\n[ \t]*")
# How many code points back the start of an address or a sentence is searched, since a text may have
# megabytes.
FARTHEST = 300


@record
class Run:
    """Hold parts of one name that stand together in a text.

    `start` and `end` are offsets; `first` and `last` are the numbers of its tokens, inclusive.
    """

    parts: tuple[Meant, ...]
    start: int
    end: int
    first: int
    last: int

    def takes(self, part: Meant) -> bool:
        """Tell whether a part can be added to the run.

        A run holds each part of a name only once, and adds nothing to a whole name.
        """
        words = {each.part.word for each in self.parts}
        roles = {part.part.role, *(each.part.role for each in self.parts)}
        return part.part.word not in words and "whole" not in roles

    def with_part(self, part: Meant, end: int, last: int) -> Run:
        """Make a run with one more part at its end."""
        return replace(self, parts=(*self.parts, part), end=end, last=last)


@record
class Around:
    """Hold a run and the text around it."""

    run: Run
    page: Folded
    tokens: list[tuple[int, int]]
    person: UnnamedPerson
    written: Written

    @property
    def meant(self) -> Meant:
        """Get what the first part of the run can be."""
        return self.run.parts[0]

    @cached_property
    def before(self) -> str:
        """Get the word before the run, as it was typed; empty where there is none."""
        return self.token(self.run.first - 1)

    @cached_property
    def behind(self) -> str:
        """Get the word behind the run, if only white space stands between; else empty."""
        word = self.token(self.run.last + 1)
        if not word:
            return ""
        gap = self.page.shown[self.run.end : self.tokens[self.run.last + 1][0]]
        return word if NEXT.fullmatch(gap) else ""

    def token(self, at: int) -> str:
        """Get the word at a token, as it was typed; empty where there is none."""
        if not 0 <= at < len(self.tokens):
            return ""
        start, end = self.tokens[at]
        return self.page.shown[start:end]

    @cached_property
    def gap(self) -> str:
        """Get the text between the run and the word before it."""
        if self.run.first == 0:
            return self.page.shown[: self.run.start][-FARTHEST:]
        return self.page.shown[self.tokens[self.run.first - 1][1] : self.run.start]

    @cached_property
    def has_capital(self) -> bool:
        """Tell whether the run starts with a capital, or its script has none."""
        letter = self.page.shown[self.run.start]
        return letter.isupper() or letter.lower() == letter.upper()

    @cached_property
    def is_shouted(self) -> bool:
        """Tell whether all letters of the run are capitals, and it has more than one."""
        typed = self.page.shown[self.run.start : self.run.end]
        return len(typed) > 1 and typed.isupper()

    @cached_property
    def is_first(self) -> bool:
        """Tell whether the run starts a sentence, a line of a list, a cell, or the text."""
        gap = self.gap.rstrip(OPENING + "\r\n")
        if "|" in self.gap:  # a cell of a table
            return True
        if "\n" in self.gap and re.search(r"\n\s*(?:\n|[-*•#>|]|\d+[.)])", self.gap):
            return True
        return self.run.first == 0 or gap.endswith(tuple(ENDS))

    @cached_property
    def is_possessive(self) -> bool:
        """Tell whether an apostrophe shows a genitive: Ha's, Jones'."""
        text, end = self.page.text, self.run.end
        if text[self.run.start : end].endswith("'s"):
            return True
        return re.match(r"'(?:s(?!\w)|(?!\w))", text[end : end + 3]) is not None

    @cached_property
    def is_in_heading(self) -> bool:
        """Tell whether all longer words near the run have capitals.

        If so, a capital of the run itself tells nothing.
        """
        known = words()
        small = known.joining | known.articles | known.particles
        near = [self.token(at) for at in range(self.run.first - 6, self.run.last + 7)]
        longer = [word for word in near if word and word.lower() not in small]
        return len(longer) > 2 and all(word[0].isupper() for word in longer)

    @cached_property
    def is_in_address(self) -> bool:
        """Tell whether the run stands in a web address."""
        typed = self.page.text[max(0, self.run.start - FARTHEST) : self.run.start]
        last = re.split(r"[\s()<>\"]", typed)[-1]
        return "://" in last or last.startswith("www.")
