"""Find the words that say that something fell: a fall by 3 may stand as -3 in a table."""

from __future__ import annotations

from bisect import bisect_left

from briefgen.claims.figures.joined import Draft
from briefgen.claims.figures.lexicon import Lexicon

# How far before and behind a figure such a word may stand.
_LEAD, _TAIL = 40, 24


class Falls:
    """The places of a text, in small letters, at which words say that something fell."""

    def __init__(self, low: str, lexicon: Lexicon) -> None:
        found = lexicon.falling.finditer(low) if lexicon.falling else ()
        self.starts = [each.start() for each in found]

    def beside(self, draft: Draft) -> bool:
        """Tell whether such a word stands near a figure."""
        if not self.starts:
            return False
        index = bisect_left(self.starts, draft.start - _LEAD)
        return self.starts[index : index + 1] != [] and (self.starts[index] < draft.end + _TAIL)
