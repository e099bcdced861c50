"""Put elements around parts of a line, where other elements may begin or end inside of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefgen.ground.regexes import regex
from briefgen.render.runs import TAG

ONE_TAG = regex(r"""<!--.*?-->|<(/?)([a-zA-Z][\w-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""")
TAGS = regex(f"{TAG}+")
END = "</bdi>"


@dataclass(slots=True)
class _Tag:
    """A tag in a line, and the one that it closes or by which it is closed, if that is there."""

    start: int
    end: int
    text: str
    name: str
    closes: bool
    other: _Tag | None = None


def wrapped(html: str, words: str, parts: Iterable[tuple[int, int, str]]) -> str:
    """Put elements around parts of a line, given in order by start, end and the tag that opens it.

    `words` have the sign TAG in the place of each letter of a tag of the line's HTML.
    """
    tags = _tags(html, words)
    starts = [each.start for each in tags]
    out, done = [], 0
    for start, end, tag in parts:
        part = _widened(tags, starts, start, end)
        inside = tags[slice(*(bisect_left(starts, at) for at in part))]
        for at, text in _put(words, inside, part, tag):
            out += [html[done:at], text]
            done = at
    return "".join([*out, html[done:]])


def _put(
    words: str, inside: list[_Tag], part: tuple[int, int], tag: str
) -> Iterator[tuple[int, str]]:
    """Yield what is put in to have an element around a part, in order, each with its place.

    `inside` are the tags in the part.
    """
    closed = [each for each in inside if each.closes and not _is_within(each.other, *part)]
    opened = [each for each in inside if not each.closes and not _is_within(each.other, *part)]
    cut = sorted((*closed, *opened), key=lambda each: each.start)
    if any(each.name == "a" or each.other is None for each in cut):
        # A link in two would be two links: the pieces are wrapped each by itself.
        bounds = [part[0], *(at for each in cut for at in (each.start, each.end)), part[1]]
        for piece in zip(bounds[::2], bounds[1::2], strict=True):
            first, last = _bare(words, *piece)
            if first < last:
                yield first, tag
                yield last, END
        return
    # Emphasis that begins before the part or goes on behind it is divided there.
    begin = "".join(each.text for each in closed) + tag
    begin += "".join(each.other.text for each in reversed(closed) if each.other)
    finish = "".join(each.other.text for each in reversed(opened) if each.other) + END
    finish += "".join(each.text for each in opened)
    yield part[0], begin
    yield part[1], finish


def _bare(words: str, start: int, end: int) -> tuple[int, int]:
    """Give start and end of a piece without the spaces around it."""
    piece = words[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _tags(html: str, words: str) -> list[_Tag]:
    """List the tags of a line, each that has one with its other."""
    tags: list[_Tag] = []
    still_open: list[_Tag] = []
    for place in TAGS.finditer(words):
        for found in ONE_TAG.finditer(html, *place.span()):
            name = (found[2] or "").lower()
            if name in ("", "wbr"):
                continue
            tag = _Tag(*found.span(), found[0], name, bool(found[1]))
            tags.append(tag)
            if not tag.closes:
                still_open.append(tag)
            elif still_open and still_open[-1].name == name:
                tag.other = still_open.pop()
                tag.other.other = tag
    return tags


def _is_within(tag: _Tag | None, start: int, end: int) -> bool:
    return tag is not None and start <= tag.start < end


def _widened(tags: list[_Tag], starts: list[int], start: int, end: int) -> tuple[int, int]:
    """Widen a part by tags beside it whose others are in it; `starts` are the tags' places."""
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    while first and tags[first - 1].end == start and not tags[first - 1].closes:
        if not _is_within(tags[first - 1].other, start, end):
            break
        first -= 1
        start = tags[first].start
    while last < len(tags) and tags[last].start == end and tags[last].closes:
        if not _is_within(tags[last].other, start, end):
            break
        end = tags[last].end
        last += 1
    return start, end
