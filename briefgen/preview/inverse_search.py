"""Finds where in the brief the words that were clicked were typed.

Inverse search is what editors of TeX call the way from the PDF back to the source. There the
typesetter writes down a line for each box (SyncTeX). A brief's page is the very file that a build
writes, so here the words themselves are looked for: in the portion around the click first, and
further out only for what is typed once and printed in many places, as names are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from briefgen.ground.span import Path, Span
from briefgen.model import Position, Quote
from briefgen.preview.origins import SECTIONS, Origin, Origins, folded

# Words that are shorter stand in others by chance.
LEAST = 4
# A browser may ask for anything: of more texts around a click, and of more places with the same
# words, none is compared.
MOST = 20
# What is found inside other words has to be such a share of them: half of words around those that
# were clicked, where it could else be another part of them, and a quarter if it is anywhere below
# the portion.
SHARE_AROUND, SHARE_BELOW = 0.5, 0.25


class InverseSearch:
    """The way from what is read of one brief to where it was typed."""

    def __init__(self, origins: Origins) -> None:
        self.origins = origins
        self.document = origins.document

    def find(
        self, ids: Iterable[str], read: Iterable[str] = (), around: Iterable[str] = ()
    ) -> Span | None:
        """Find the place of what was read on a page; None where nothing is known of it.

        `ids` are those around it, `read` its words, the fewest first, and `around` the words of
        what it stands in, from the inside out. Where the words are nowhere, it is the portion.
        """
        known = [self.origins.ids[each] for each in ids if each in self.origins.ids]
        scopes = list(dict.fromkeys(each for scope in known for each in self._scopes(scope)))
        own = _unlike(map(folded, islice(read, MOST)))
        words = _unlike([*own, *map(folded, islice(around, MOST))])
        found = self._whole(words, scopes or [()]) or self._part(own, words, scopes or [()])
        if found:
            return self._span(found)
        if not scopes:
            return None
        scope = scopes[0] or ("title",)
        # Of a section its key, of a portion its text.
        is_key = not scopes[0] or scope in SECTIONS.values()
        return self.document.key_span(scope) if is_key else self.document.value_span(scope)

    def find_on_paper(self, read: Iterable[str], page: str) -> Span | None:
        """Find the place of a line of a sheet, on which no id says what portion it is of.

        `read` is what stands at the point and on its line, `page` all that is on the sheet: of
        several places the one is meant whose neighbours are there as well.
        """
        words = _unlike(map(folded, read))
        # The number of a note or of an item is read with the words behind it.
        words = _unlike([*words, *(text.lstrip("0123456789") for text in words)])
        same = (self.origins.by_words.get(text) or [] for text in words)
        found = next(filter(None, same), None)
        found = found and ([each for each in found if each.at is not None] or found)
        found = found or next(filter(None, map(self._inside_or_around, words)), None)
        return self._span(self._nearest(found, (folded(page),))) if found else None

    def _inside_or_around(self, text: str) -> list[Origin]:
        """Find the shortest that have a text inside, else the longest that are inside it.

        A line of paper is a part of a paragraph, or several cells of a row.
        """
        if len(text) < LEAST:
            return []
        if around := [each for each in self.origins.all if text in each.words]:
            least = min(len(each.words) for each in around)
            return [each for each in around if len(each.words) == least]
        inside = [
            each for each in self.origins.all if each.words in text and len(each.words) >= LEAST
        ]
        most = max((len(each.words) for each in inside), default=0)
        return [each for each in inside if len(each.words) == most and 3 * most > len(text)]

    def _scopes(self, scope: Path) -> tuple[Path, ...]:
        """A portion, and the person or the party whose name is printed with it."""
        entry = self.origins.entries.get(scope)
        if isinstance(entry, Quote):
            return scope, ("people", entry.speaker)
        return (scope, ("parties", scope[-1])) if isinstance(entry, Position) else (scope,)

    def _span(self, found: Origin) -> Span:
        if found.at is None:
            return self.document.key_span(found.path)
        return self.document.part_span(found.path, found.at, found.at + 1)

    def _whole(self, words: Sequence[str], scopes: Sequence[Path]) -> Origin | None:
        """Find what is read as a whole: a text, or a paragraph or cell of it, a date, a name."""
        ranked = [
            (rank, at, each)
            for at, text in enumerate(words)
            for each in self.origins.by_words.get(text, ())
            if (rank := _rank(each, scopes))
        ]
        if not ranked:
            return None
        best = min(found[:2] for found in ranked)
        return self._nearest([found[2] for found in ranked if found[:2] == best], words)

    def _part(
        self, read: Sequence[str], words: Sequence[str], scopes: Sequence[Path]
    ) -> Origin | None:
        """Find what is read as a part of something longer, or has it as a part."""
        own = [self.origins.by_owner[scope] for scope in scopes]
        # A click beside all portions has the whole brief as its scope, and all is below that.
        inside = [each for each in self.origins.all if scopes[0] and _starts(each.path, scopes[0])]
        for text in read:
            least = 0.0 if text == read[0] else SHARE_AROUND
            searched = (*((each, least) for each in own), (inside, max(least, SHARE_BELOW)))
            for origins, share in searched:
                if found := self._part_of(origins, text, share, words):
                    return found
            if found := self._first_name(text, scopes[0]):
                return found
        return None

    def _part_of(
        self, origins: list[Origin], text: str, share: float, words: Sequence[str]
    ) -> Origin | None:
        """Find the first thing inside a text that is at least a share of it; else what has it."""
        held = [
            each
            for each in origins
            if each.words in text and not each.is_heading and len(each.words) >= share * len(text)
            if len(each.words) >= LEAST or 2 * len(each.words) > len(text)
        ]
        if held:
            first = min(_from(each, text) for each in held)
            return self._nearest([each for each in held if _from(each, text) == first], words)
        if len(text) < LEAST:
            return None
        around = [each for each in origins if each.at is not None and text in each.words]
        return min(around, key=lambda each: len(each.words), default=None)

    def _first_name(self, text: str, scope: Path) -> Origin | None:
        """Find the first name in other words, which the cover and the heads of lists print."""
        if scope not in SECTIONS.values():
            return None
        names = [each for each in self.origins.all if each.is_name and len(each.words) >= LEAST]
        found = [each for each in names if each.words in text]
        return min(found, key=lambda each: _from(each, text), default=None)

    def _nearest(self, origins: Sequence[Origin], words: Sequence[str]) -> Origin:
        """Choose of several with the same words the one whose neighbours are read around it."""
        if len(origins) == 1:
            return origins[0]
        # Of cells with the same words the row decides.
        rows = [each for each in origins if each.row]
        found = [each for each in rows if each.row in words] or [
            each for each in rows if any(each.row in text for text in words)
        ]

        def neighbours_read(origin: Origin) -> int:
            own = self.origins.by_owner[origin.owner]
            beside = {each.words for each in own if each.path[:-1] == origin.path[:-1]}
            return sum(1 for each in beside if any(each in text for text in words))

        return max((found or origins)[:MOST], key=neighbours_read)


def _rank(origin: Origin, scopes: Sequence[Path]) -> tuple[int, int] | None:
    """Say how likely an origin is meant; the lowest is. What is typed goes before what is made."""
    is_made = origin.at is None
    if origin.owner in scopes:
        return 3 if is_made else 1, scopes.index(origin.owner)
    if origin.is_name:
        return 2, 0
    if _starts(origin.path, scopes[0]):
        return 4, int(is_made)
    return None


def _unlike(words: Iterable[str]) -> list[str]:
    """Leave out the empty ones, and those that were there before."""
    return list(dict.fromkeys(filter(None, words)))


def _from(origin: Origin, text: str) -> tuple[int, int]:
    """Say from where in a text an origin is read; of two from there, the longer is first."""
    return text.find(origin.words), -len(origin.words)


def _starts(path: Path, scope: Path) -> bool:
    return path[: len(scope)] == scope
