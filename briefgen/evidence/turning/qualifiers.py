"""The words of a sentence that turn its sense, found with the lexicons of its language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from briefgen.evidence.folding import Folded
from briefgen.evidence.turning.lexicon import Key, TurningWords, said
from briefgen.evidence.words import words
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

Kind = Literal["negation", "condition", "number", "unit"]
ORDER: tuple[Kind, ...] = ("negation", "condition", "unit", "number")
COMMAS = frozenset(",、،:()")
FIGURE = regex(r"-?\d")
# How many signs count as a word, in a script without spaces.
SIGNS = 2


@record
class Qualifier:
    """Words that turn the sense: the number of the first, how many, and of what kind.

    A restriction (`only`, `few`) turns what is next to it.
    """

    at: int
    length: int
    kind: Kind
    is_restriction: bool = False

    @property
    def end(self) -> int:
        """The number of the word behind the last."""
        return self.at + self.length


class SourceSentence:
    """A stretch of a folded text in words, with the lexicons of its language."""

    def __init__(
        self,
        source: Folded,
        stretch: tuple[int, int],
        languages: Sequence[TurningWords],
        most: int | None = None,
    ) -> None:
        self._source, self._shift, self._languages = source, stretch[0], languages
        self.text = source.text[slice(*stretch)]
        self.places = words(self.text)[:most]
        self.spoken = said(self.text, self.places)
        before = source.text[max(0, stretch[0] - 2) : stretch[0]].rstrip()
        self._starts_clause = not before[-1:].isalnum()

    def words(self, first: int, end: int) -> str:
        """Copy the words from one number to another, as the source has them."""
        if first >= end:
            return ""
        start, stop = self.places[first][0], self.places[min(end, len(self.places)) - 1][1]
        source = self._source
        return source.original[source.start(self._shift + start) : source.end(self._shift + stop)]

    def longest(self, key: Key, at: int) -> int:
        """Count the words of the longest phrase of a list that starts at a word."""
        is_start = self.spoken[at - 1] in COMMAS if at else self._starts_clause
        lists = (each.phrases(key) for each in self._languages)
        return max((each.longest(self.spoken, at, is_start=is_start) for each in lists), default=0)

    def qualifiers(self) -> Iterator[Qualifier]:
        """Find what turns the sense, in order; harmless phrases are passed over."""
        at = 0
        while at < len(self.spoken):
            # `not only` is no negation, though `not` is one: the longer phrase decides.
            harmless, qualifier = self.longest("harmless", at), self._qualifier(at)
            if qualifier.length > harmless:
                yield qualifier
            at += max(1, harmless, qualifier.length)

    def _qualifier(self, at: int) -> Qualifier:
        """Find the longest phrase of any kind that starts at a word; of no length if none does."""
        found = (
            Qualifier(at, self.longest("negations", at), "negation"),
            Qualifier(at, self.longest("conditions", at), "condition"),
            Qualifier(at, self.longest("restrictions", at), "negation", is_restriction=True),
            Qualifier(at, self.longest("numbers", at), "number"),
            Qualifier(at, 1 if FIGURE.match(self.spoken[at]) else 0, "number"),
        )
        return max(found, key=lambda each: each.length)

    def is_harmless_over(self, offset: int) -> bool:
        """Tell whether an offset is inside a harmless phrase, such as `asked if` or `not only`."""
        for at, (start, _) in enumerate(self.places):
            length = self.longest("harmless", at)
            if length and start < offset - self._shift < self.places[at + length - 1][1]:
                return True
        return False

    def is_another_clause(self, end: int) -> bool:
        """Tell whether another clause starts among the words before the number `end`."""
        return any(self.spoken[at] in COMMAS or self.longest("joins", at) for at in range(end))
