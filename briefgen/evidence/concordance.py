"""Where each word of a text stands: made once, when the first quote isn't found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
# Words in more places say little of where a quote comes from.
COMMON = 2000
TELLING = 12


class Concordance:
    """The words of a folded text in lower case, by number, with their places."""

    def __init__(self, text: str) -> None:
        self.words = text.replace("--", "  ").replace("...", "   ").split(" ")
        lengths = map(len, self.words)
        self.starts = [0, *accumulate(length + 1 for length in lengths)]
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            self._numbers[word].append(number)
        self._forms: dict[str, list[str]] = defaultdict(list)
        for word in self._numbers:
            self._forms[core(word)].append(word)

    def numbers(self, word: str) -> list[int]:
        """The numbers of a word, with whatever punctuation clings to it."""
        forms = self._forms.get(word, ())
        return [number for form in forms for number in self._numbers[form]]

    def telling(self, words: Sequence[str]) -> list[tuple[int, list[int]]]:
        """The rarest of these words that the text has: which, and their numbers in the text."""
        counts = {
            word: sum(len(self._numbers[form]) for form in self._forms.get(word, ()))
            for word in set(words)
            if word
        }
        known = [(counts[word], at) for at, word in enumerate(words) if counts.get(word)]
        rarest = sorted(known)[:TELLING]
        return [(at, self.numbers(words[at])[:COMMON]) for _, at in rarest]


def core(word: str) -> str:
    """A word without the punctuation around it."""
    found = CORE.search(word)
    return found[0] if found else ""


def cores(text: str) -> Iterator[str]:
    """The words of a folded text in lower case, as a concordance numbers them."""
    return map(core, text.replace("--", "  ").replace("...", "   ").split(" "))
