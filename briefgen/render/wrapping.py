"""Put an element around a part of a line, where other elements may begin or end inside of it."""

from __future__ import annotations

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


def wrapped(html: str, words: str, start: int, end: int, tag: str) -> tuple[str, str]:
    """Put an element, opened by a tag, around a part of a line; give its HTML and words anew.

    `words` have the sign TAG in the place of each letter of a tag.
    """
    tags = _tags(html, words)
    start, end = _widened(tags, start, end)
    inside = [each for each in tags if start <= each.start < end]
    closed = [each for each in inside if each.closes and not _is_within(each.other, start, end)]
    opened = [each for each in inside if not each.closes and not _is_within(each.other, start, end)]
    cut = sorted((*closed, *opened), key=lambda each: each.start)
    if any(each.name == "a" or each.other is None for each in cut):
        # A link in two would be two links: the pieces are wrapped each by itself.
        bounds = [start, *(at for each in cut for at in (each.start, each.end)), end]
        for piece in reversed(list(zip(bounds[::2], bounds[1::2], strict=True))):
            first, last = _bare(words, *piece)
            if first < last:
                html, words = _put((html, words), first, last, tag, END)
        return html, words
    # Emphasis that begins before the part or goes on behind it is divided there.
    begin = "".join(each.text for each in closed) + tag
    begin += "".join(each.other.text for each in reversed(closed) if each.other)
    finish = "".join(each.other.text for each in reversed(opened) if each.other) + END
    finish += "".join(each.text for each in opened)
    return _put((html, words), start, end, begin, finish)


def _bare(words: str, start: int, end: int) -> tuple[int, int]:
    """Give start and end of a piece without the spaces around it."""
    piece = words[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _put(line: tuple[str, str], start: int, end: int, begin: str, finish: str) -> tuple[str, str]:
    """Put tags before and behind a part of a line, given as its HTML and its words."""
    html, words = line
    return (
        html[:start] + begin + html[start:end] + finish + html[end:],
        words[:start] + TAG * len(begin) + words[start:end] + TAG * len(finish) + words[end:],
    )


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


def _widened(tags: list[_Tag], start: int, end: int) -> tuple[int, int]:
    """Widen a part by tags beside it whose others are in it."""
    for each in reversed(tags):
        if each.end == start and not each.closes and _is_within(each.other, start, end):
            start = each.start
    for each in tags:
        if each.start == end and each.closes and _is_within(each.other, start, end):
            end = each.end
    return start, end
