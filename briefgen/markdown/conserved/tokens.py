"""Reads HTML as a list of words and tags, in order.

With Python's own parser, which knows nothing of Markdown: what is compared is what a browser sees.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Literal

from briefgen.ground.records import record


@record
class HtmlToken:
    """Words, or a tag that opens or closes. `value` is the words, or the tag's name.

    `number` is the number of an item in a numbered list.
    """

    kind: Literal["words", "open", "close"]
    value: str
    number: int | None = None


def html_tokens(html: str) -> list[HtmlToken]:
    """Read the tokens of a piece of HTML. The comma between two notes isn't one of them."""
    reader = _Tokeniser()
    reader.feed(html)
    reader.close()
    return reader.found


class _Tokeniser(HTMLParser):
    """Numbers the items of lists as a browser does, by `start` and `value`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[HtmlToken] = []
        self.numbers: list[int | None] = []
        self.is_comma = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        number = None
        if tag == "sup":
            self.is_comma = True
            return
        if tag in ("ol", "ul"):
            self.numbers.append(int(given.get("start") or 1) - 1 if tag == "ol" else None)
        elif tag == "li" and (last := self.numbers[-1]) is not None:
            number = self.numbers[-1] = int(given.get("value") or last + 1)
        self.found.append(HtmlToken("open", tag, number))

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup":
            self.is_comma = False
            return
        if tag in ("ol", "ul"):
            self.numbers.pop()
        self.found.append(HtmlToken("close", tag))

    def handle_data(self, data: str) -> None:
        if not self.is_comma:
            self.found.append(HtmlToken("words", data))
