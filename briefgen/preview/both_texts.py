"""Finds the place of clicked words in a brief of one language, or in one of the two texts of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.builds.pipeline import Checked
from briefgen.ground.span import Span
from briefgen.model.languages import prefix_of
from briefgen.preview.inverse_search import InverseSearch
from briefgen.preview.origins import Origins, folded
from briefgen.preview.references import Reference, references_of
from briefgen.view.data import View

# The text that a page shows: the brief as it was checked, and the view of it.
Shown = tuple[Checked, View]


def texts_of(case: Checked, view: View) -> tuple[Shown, ...]:
    """List the texts of a page: that of each language, with the notes that both have."""
    first = (case, replace(view, second=None))
    if case.second is None or view.second is None:
        return (first,)
    return (first, (case.second, replace(view.second, notes=view.notes)))


def search_of(case: Checked, view: View | None) -> InverseSearch | BothTexts | None:
    """Make the search for where words of the pages were typed; None where the brief isn't valid."""
    if case.brief is None:
        return None
    first = InverseSearch(Origins(case.document, case.brief, view and replace(view, second=None)))
    over = case.second
    if over is None or over.brief is None:
        return first
    second = InverseSearch(Origins(over.document, over.brief, view.second if view else None))
    return BothTexts(first, second, prefix_of(over.brief.language))


def references_in(texts: Iterable[Shown]) -> dict[str, tuple[Shown, Reference]]:
    """Map the ids of all numbers of notes to what they stand behind, each with its text."""
    return {
        number: (text, reference)
        for text in texts
        if text[0].brief
        for number, reference in references_of(text[0].brief, text[1]).items()
    }


class BothTexts:
    """The search in both texts of a brief; `prefix` begins the ids of the second on a page."""

    def __init__(self, first: InverseSearch, second: InverseSearch, prefix: str) -> None:
        self.first = first
        self.second = second
        self.prefix = prefix

    def find(
        self, ids: Iterable[str], read: Iterable[str] = (), around: Iterable[str] = ()
    ) -> Span | None:
        """Find the place of what was read on a page, as `InverseSearch.find` does."""
        ids, read, around = [*ids], [*read], [*around]
        own = [each.removeprefix(self.prefix) for each in ids if each.startswith(self.prefix)]
        if own or self._is_of_second([*read, *around]):
            return self.second.find(own or ids, read, around)
        return self.first.find(ids, read, around)

    def find_on_paper(self, read: Iterable[str], page: str) -> Span | None:
        """Find the place of a line on paper, as `InverseSearch.find_on_paper` does."""
        read = [*read]
        searches = [self.first, self.second]
        if self._is_of_second(read):
            searches.reverse()
        return next(filter(None, (each.find_on_paper(read, page) for each in searches)), None)

    def _is_of_second(self, read: Sequence[str]) -> bool:
        """Tell whether only the second text has the nearest of these words that either has."""
        for text in map(folded, read):
            if text in self.first.origins.by_words:
                return False
            if text in self.second.origins.by_words:
                return True
        return False
