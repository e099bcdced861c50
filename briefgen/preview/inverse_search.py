"""Finds the place in the brief where the words that somebody clicked were typed.

Inverse search is what editors of TeX call the way from the PDF back to the source. There the
typesetter writes down a line for each box (SyncTeX). The preview shows the very file that a
build writes, which has no such lines. So the words themselves are looked for: in the portion (such
as a point or a quote) around the click first, and elsewhere only for texts that are printed in many
places, such as names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from briefgen.ground.span import Path, Span
from briefgen.model import Item, Meeting, Position, Quote
from briefgen.preview.origins import SECTIONS, Origin, Origins, folded

# The fewest letters of a text that is looked for inside others: shorter ones are there by chance.
LEAST = 4
# The most texts of a request, and the most places with the same words, that are compared, because a
# browser may send any number.
MOST = 20
# The least share that an origin has to be of the text in which it is found: half of a text around
# the clicked one, as it might be another part of it; a quarter if the origin is deeper in the
# portion.
SHARE_AROUND, SHARE_BELOW = 0.5, 0.25


class InverseSearch:
    """The search in one brief for the place where printed words were typed."""

    def __init__(self, origins: Origins) -> None:
        self.origins = origins
        self.document = origins.document

    def find(
        self, ids: Iterable[str], read: Iterable[str] = (), around: Iterable[str] = ()
    ) -> Span | None:
        """Find the place of what was read on a page; None where nothing is known of it.

        `ids` are the ids of the HTML elements around the click. `read` are the words there, the
        shortest text first, and `around` those of the elements around it, from the inside out.
        Where the words are found nowhere, the place is that of the portion.
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
        # For a section, the place of its key; for a portion, that of its text.
        is_key = not scopes[0] or scope in SECTIONS.values()
        return self.document.key_span(scope) if is_key else self.document.value_span(scope)

    def find_on_paper(self, read: Iterable[str], page: str) -> Span | None:
        """Find the place of a line on paper, where no id says to which portion it belongs.

        `read` are the words at the point and those of its whole line. `page` is the text of the
        page: of several places with these words, that one is taken whose neighbours are on it.
        """
        words = _unlike(map(folded, read))
        # On paper, the number of a note or an item is part of its line.
        words = _unlike([*words, *(text.lstrip("0123456789") for text in words)])
        same = (self.origins.by_words.get(text) or [] for text in words)
        found = next(filter(None, same), None)
        found = found and ([each for each in found if each.at is not None] or found)
        found = found or next(filter(None, map(self._inside_or_around, words)), None)
        return self._span(self._nearest(found, (folded(page),))) if found else None

    def _inside_or_around(self, text: str) -> list[Origin]:
        """Find the shortest origins that contain a text, else the longest that it contains.

        A line on paper may be part of a paragraph, or hold several cells of a row.
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
        """List a portion, and the people or the party of whom something is printed with it."""
        entry = self.origins.entries.get(scope)
        if isinstance(entry, Item | Meeting):
            return scope, *(("people", key) for key in entry.with_)
        if isinstance(entry, Quote):
            return scope, ("people", entry.speaker)
        return (scope, ("parties", scope[-1])) if isinstance(entry, Position) else (scope,)

    def _span(self, found: Origin) -> Span:
        if found.at is None:
            return self.document.key_span(found.path)
        return self.document.part_span(found.path, found.at, found.at + 1)

    def _whole(self, words: Sequence[str], scopes: Sequence[Path]) -> Origin | None:
        """Find the origin whose words are exactly one of the texts: a paragraph, a cell, a name."""
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
        """Find an origin that is a part of one of the texts, or that contains one of them."""
        own = [self.origins.by_owner[scope] for scope in scopes]
        # A click outside all portions has the whole brief, `()`, as its scope.
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
        """Find the first origin in a text, at least `share` of it, else one that contains it."""
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
        """Find the first name in a text of the cover or of a section's head."""
        if scope not in SECTIONS.values():
            return None
        names = [each for each in self.origins.all if each.is_name and len(each.words) >= LEAST]
        found = [each for each in names if each.words in text]
        return min(found, key=lambda each: _from(each, text), default=None)

    def _nearest(self, origins: Sequence[Origin], words: Sequence[str]) -> Origin:
        """Choose among origins with the same words: the one whose neighbours are in `words`."""
        if len(origins) == 1:
            return origins[0]
        # Among cells with the same words, the row decides.
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
    """Rank an origin by how likely it is meant, lowest first; None if it can't be.

    Texts that were typed go before those that the view makes of fields.
    """
    is_made = origin.at is None
    if origin.owner in scopes:
        return 3 if is_made else 1, scopes.index(origin.owner)
    if origin.is_name:
        return 2, 0
    if _starts(origin.path, scopes[0]):
        return 4, int(is_made)
    return None


def _unlike(words: Iterable[str]) -> list[str]:
    """Leave out empty texts and repeated ones."""
    return list(dict.fromkeys(filter(None, words)))


def _from(origin: Origin, text: str) -> tuple[int, int]:
    """Make a key that sorts origins by their place in a text, and at one place the longer first."""
    return text.find(origin.words), -len(origin.words)


def _starts(path: Path, scope: Path) -> bool:
    return path[: len(scope)] == scope
