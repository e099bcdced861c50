"""Follows the marks inside a paragraph: emphasis, code, links, citations, the end of a line."""

from __future__ import annotations

from briefgen.ground.regexes import regex
from briefgen.markdown.conserved.tokens import HtmlToken
from briefgen.markdown.conserved.walk import Differs, Follow, Walk

TICKS = regex(r"`+")
# The most asterisks or underscores of a run that are looked at, so that a text of nothing else
# takes time linear in its length.
MOST_STARS = 8


def _open_emphasis(walk: Walk, token: HtmlToken) -> None:
    walk.cursor.skip()
    at, text = walk.cursor.at, walk.cursor.text
    sign = text[at : at + 1]
    length = 1 if token.value == "em" else 2
    if sign not in ("*", "_") or not walk.cursor.take_sign(sign * length):
        raise Differs(at)
    # Inside a word or a number a star was meant as itself: `3*4*5`.
    if all(char.isalnum() for char in _around(text, at)):
        raise Differs(at)
    walk.marks.append(sign * length)


def _close_emphasis(walk: Walk, _token: HtmlToken) -> None:
    walk.cursor.skip()
    at = walk.cursor.at
    walk.need(walk.marks.pop())
    # Letters may follow the end of emphasis: `**Zorya**s`.
    if all(char.isdigit() for char in _around(walk.cursor.text, at)):
        raise Differs(at)


def _open_code(walk: Walk, _token: HtmlToken) -> None:
    if walk.cursor.is_code:  # the `<code>` inside of the `<pre>` of a fence has no mark
        walk.marks.append("")
        return
    walk.marks.append(walk.pattern(TICKS)[0])
    walk.cursor.is_code = True


def _close_code(walk: Walk, _token: HtmlToken) -> None:
    mark = walk.marks.pop()
    if mark:
        if walk.pattern(TICKS)[0] != mark:
            raise Differs(walk.cursor.at - 1)
        walk.cursor.is_code = False


def _open_link(walk: Walk, _token: HtmlToken) -> None:
    walk.cursor.skip()
    sign = walk.cursor.text[walk.cursor.at : walk.cursor.at + 1]
    walk.need("<" if sign == "<" else "[")
    walk.marks.append(sign if sign == "<" else str(walk.cursor.at))


def _close_link(walk: Walk, _token: HtmlToken) -> None:
    mark = walk.marks.pop()
    if mark == "<":
        walk.need(">")
        return
    walk.cursor.skip()
    words = walk.cursor.text[int(mark) : walk.cursor.at]
    walk.need("]")
    walk.skip_address(words)


def _open_citation(walk: Walk, _token: HtmlToken) -> None:
    walk.need("[^")


def _close_citation(walk: Walk, _token: HtmlToken) -> None:
    walk.need("]")


def _new_line(walk: Walk, _token: HtmlToken) -> None:
    """Follow `<br>`: by a backslash, by two spaces, or between the paragraphs of a list's item.

    Only a backslash is a mark that is seen: where two spaces make the line, one is a character.
    """
    walk.cursor.skip(in_line=True)
    at, text = walk.cursor.at, walk.cursor.text
    is_empty = walk.is_line_start()  # an item that begins in the line below
    walk.cursor.skip()
    is_by_spaces = text.startswith("  \n", at - 2) and not text.startswith("\\", at - 3)
    is_by_spaces = is_by_spaces and not is_empty
    if not is_by_spaces and text.startswith("\\\n", walk.cursor.at):
        walk.cursor.at += 1


def _around(text: str, at: int) -> tuple[str, str]:
    """Find the characters on both sides of a run of asterisks or underscores.

    Of a long run only MOST_STARS in each direction are looked at.
    """
    start = end = at
    while end < at + MOST_STARS and text[end : end + 1] == text[at]:
        end += 1
    while at - MOST_STARS < start > 0 and text[start - 1] == text[at]:
        start -= 1
    return text[max(0, start - 1) : start], text[end : end + 1]


TAGS: dict[tuple[str, str], Follow] = {
    ("open", "em"): _open_emphasis,
    ("close", "em"): _close_emphasis,
    ("open", "strong"): _open_emphasis,
    ("close", "strong"): _close_emphasis,
    ("open", "code"): _open_code,
    ("close", "code"): _close_code,
    ("open", "a"): _open_link,
    ("close", "a"): _close_link,
    ("open", "cite"): _open_citation,
    ("close", "cite"): _close_citation,
    ("open", "br"): _new_line,
}
