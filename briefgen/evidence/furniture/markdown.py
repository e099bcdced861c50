"""The marks of Markdown in a text that is read as it was typed (CommonMark 0.31)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefgen.evidence.folding import Change
from briefgen.evidence.furniture.lines import Line
from briefgen.ground.regexes import regex

ESCAPE = regex(r"\\(?=[!-/:-@\[-`{-~])")
ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
PLAIN_ENTITY = regex(r"&(?:amp|nbsp|quot|lt|gt|#39|#160|#8217|#8220|#8221);")
HEADING = regex(r" {0,3}#{1,6}[ \t]+|(?<=[^#\s])[ \t]+#+[ \t]*\Z")
PICTURE = regex(r"!\[[^\[\]]{0,500}\]\([^()\n]{0,2000}\)")
# A link behind a word that shows a number only leads to a note.
NOTE_LINK = regex(r"(?<=[^\s\d])\[(?:\\?\[)?\^?(?:\d{1,3}|[*†‡])(?:\\?\])?\]\([^()\n]{0,500}\)")
# The end of a link; where it starts is looked for from there: a pattern from the start on would go
# through the rest of its line at each bracket.
LINK_END = regex(r"\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+[\"'(][^\n]{0,300}?)?\)")
WEB_LINK_END = regex(r"\]\((?:https?://|mailto:|#|/)(?:[^()\s]|\([^()\s]{0,200}\)){0,2000}\)")
REFERENCE_END = regex(r"\](?:\[([^\[\]\n]{1,80})\])")
DEFINED = regex(r" {0,3}\[([^\[\]\n^]{1,80})\]:[ \t]")
# Struck out and raised words are left out with their tags; of other elements only the tags are.
TAGS = regex(
    r"<(del|s|strike|sup)\b[^<>]{0,300}>[^<>]{0,300}</\1>|<!--[^\n]{0,500}?-->"
    r"|</?(?:b|i|em|strong|u|mark|small|span|a|sub|font|center)\b[^<>]{0,300}>"
)
BREAKS = regex(r"</?(?:br|p|div)\b[^<>]{0,300}>")
STRUCK = regex(r"~~(?=\S)[^~\n]{1,500}(?<=\S)~~")
RUN = regex(r"\*{1,3}|_{1,3}|`")
# Signs that may stand at the outer side of a mark in a text that isn't Markdown.
OUTER = regex(r"[\s\"'“”‘’«»„()\[\].,;:!?…–—*_~`-]|\Z")
LONGEST = 300


def markdown_marks(lines: list[Line]) -> Iterator[Change]:
    """Find the marks of a file that is Markdown."""
    defined = {found[1].casefold() for line in lines if (found := DEFINED.match(line.text))}
    for line in lines:
        yield from _at(line, _spans(HEADING, line.text))
        yield from _at(line, _spans(ESCAPE, line.text))
        yield from _at(line, _spans(STRUCK, line.text))
        yield from _at(line, _spans(TAGS, line.text))
        yield from _at(line, ((*found.span(), " ") for found in BREAKS.finditer(line.text)))
        yield from _at(line, _entities(ENTITY, line.text))
        yield from _at(line, _links(LINK_END, line.text))
        yield from _at(line, _references(line.text, defined))
    yield from _emphasis(lines, is_plain=False)


def plain_marks(lines: list[Line]) -> Iterator[Change]:
    """Find marks that are Markdown in any text: emphasis, links, a few entities.

    Messages and notes are full of them, though their files are called .txt.
    """
    for line in lines:
        yield from _at(line, _entities(PLAIN_ENTITY, line.text))
        yield from _at(line, _links(WEB_LINK_END, line.text))
    yield from _emphasis(lines, is_plain=True)


def _at(line: Line, changes: Iterable[Change]) -> Iterator[Change]:
    return ((line.start + start, line.start + end, by) for start, end, by in changes)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Change]:
    return ((*found.span(), "") for found in pattern.finditer(text))


def _entities(pattern: re.Pattern[str], text: str) -> Iterator[Change]:
    if "&" not in text:
        return
    from html import unescape

    for found in pattern.finditer(text):
        if (sign := unescape(found[0])) != found[0]:
            yield *found.span(), sign


def _links(end: re.Pattern[str], text: str) -> Iterator[Change]:
    """Find the brackets and addresses of links, but not their words; and pictures as a whole."""
    if "](" not in text:
        return  # as in nearly all lines
    yield from _spans(PICTURE, text)
    yield from _spans(NOTE_LINK, text)
    for found in end.finditer(text):
        start = text.rfind("[", max(0, found.start() - LONGEST), found.start())
        if start >= 0:
            yield start, start + 1, ""
            yield *found.span(), ""


def _references(text: str, defined: set[str]) -> Iterator[Change]:
    """Find the brackets of links by label, `[words][label]`, if `defined` has that label."""
    for found in REFERENCE_END.finditer(text) if defined and "][" in text else ():
        start = text.rfind("[", max(0, found.start() - LONGEST), found.start())
        if start >= 0 and found[1].casefold() in defined:
            yield start, start + 1, ""
            yield *found.span(), ""


def _emphasis(lines: list[Line], *, is_plain: bool) -> Iterator[Change]:
    """The signs around words that are emphasised, in pairs, within a paragraph."""
    waiting: dict[str, Change] = {}
    for line in lines:
        if not line.words:
            waiting.clear()
        for found in RUN.finditer(line.text):
            sign = found[0]
            before = line.text[max(0, found.start() - 1) : found.start()]
            after = line.text[found.end() : found.end() + 1]
            change = line.start + found.start(), line.start + found.end(), ""
            if before == "\\":
                continue
            if sign in waiting and _is_edge(sign, before, after, is_plain=is_plain):
                yield waiting.pop(sign)
                yield change
            elif _is_edge(sign, after, before, is_plain=is_plain):
                waiting[sign] = change


def _is_edge(run: str, inner: str, outer: str, *, is_plain: bool) -> bool:
    """Whether a run of signs can be the edge of emphasis, between a sign inside and one outside.

    Underscores inside a word, as in names of files, are no marks (CommonMark, 6.2). With `is_plain`
    neither are asterisks inside a word. An asterisk between figures multiplies them.
    """
    if not inner or inner.isspace():
        return False
    if is_plain or run[0] == "_":
        return not outer or OUTER.match(outer) is not None
    return not (inner.isdigit() and outer.isdigit())
