"""Finds the passages of sources that the sentences of a brief rest on, as links and as words.

No passage leaves a brief with anybody in it who must not be named: words that nothing quotes may
name them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Iterable

from briefgen.evidence.claim import Claim, Place
from briefgen.evidence.gather import Evidence
from briefgen.ground.records import record
from briefgen.ground.span import Path
from briefgen.markdown.links import encoded
from briefgen.markdown.reading import contents
from briefgen.model import Brief
from briefgen.model.permitted import may_show_passages
from briefgen.view.proof import fragment

# The most characters of a passage that are shown.
SHOWN = 160
# A text of many sentences may rest on a source as a whole. Its link leads to the first few
# passages: each makes the address longer, and nobody looks at twenty marked places.
MOST_PASSAGES = 3


@record
class Rest:
    """What a place of the brief rests on: a link to it in the source, and its words."""

    href: str
    words: str


# What a citation of a source rests on; None where that isn't known.
RestOf = Callable[[str], Rest | None]


class Passages:
    """The passages that the citations of one brief rest on."""

    def __init__(self, brief: Brief, evidence: Evidence) -> None:
        self._sources = brief.sources
        self._captures = evidence.captures
        self._may_show = may_show_passages(brief)
        self._claims: dict[Path, list[Claim]] = defaultdict(list)
        for claim in evidence.claims if self._may_show else ():
            self._claims[claim.path].append(claim)

    def words(self, place: Place | None) -> str:
        """Give the words at a place in a source, on one line; empty where they mustn't be shown."""
        read = self._captures.get(place.source) if place else None
        if place is None or read is None or not self._may_show:
            return ""
        # The rest of a long passage isn't read, as it may be as long as the source.
        text = read.text.words(place.start, min(place.end, place.start + 2 * SHOWN))
        words = " ".join(text.split())
        return words if len(words) <= SHOWN else f"{words[:SHOWN].rsplit(' ', 1)[0]} …"

    def cited_in(self, path: Path, text: str) -> RestOf:
        """Make a function that tells what each citation in a text rests on, called in their order.

        `path` leads to the text.
        """
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._claims.get(path, ()):
            for name in claim.cited:
                claims[name].append(claim)
        waiting: dict[str, deque[int]] = defaultdict(deque)
        for each in contents(text) if claims else ():
            if each.kind == "cite":
                waiting[each.value].append(each.start)

        def rest(name: str) -> Rest | None:
            at = waiting[name].popleft() if waiting[name] else -1
            # The sentence around the citation, or, if that stands behind its full stop, before it.
            behind = bisect_right(claims[name], at, key=lambda claim: claim.start)
            return self._rest(name, claims[name][max(0, behind - 1) : behind])

        return rest

    def cited_by(self, path: Path) -> RestOf:
        """Make a function that tells what a text rests on as a whole, by the id of a source."""

        def rest(name: str) -> Rest | None:
            return self._rest(
                name, (each for each in self._claims.get(path, ()) if name in each.cited)
            )

        return rest

    def _rest(self, name: str, claims: Iterable[Claim]) -> Rest | None:
        """Link to the passages of a source that are like sentences; None without address or any."""
        url, read = self._sources[name].url, self._captures.get(name)
        places = [each for claim in claims for each in claim.passages if each.source == name]
        if not (url and read and places):
            return None
        shown = list(dict.fromkeys(places))[:MOST_PASSAGES]
        texts = (read.capture.text[each.start : each.end] for each in shown)
        # Several passages are several directives of one fragment (WICG, Text Fragments, 3.2).
        first, *more = [fragment(parts) for text in texts if (parts := _ends(text))] or [""]
        behind = "".join(each.replace("#:~:", "&", 1) for each in more)
        return Rest(f"{encoded(url)}{first}{behind}", self.words(shown[0]))


def _ends(text: str) -> list[str]:
    """Give the first and the last line of a passage, or its only line; nothing if it has no words.

    A browser finds words only inside of one paragraph or cell, and each of these is a line here.
    Lines of a word or two are passed over: a browser would find them at another place.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    lines = [line for line in lines if len(line.split()) > 2] or lines[:1]
    return [lines[0], lines[-1]] if len(lines) > 1 else lines
