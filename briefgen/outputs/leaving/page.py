"""What a page carries: its words block by block, and what nobody sees: attributes, comments.

Read by the parser of Python's library, which gives everything that it comes across. One that builds
a tree, as a browser does, drops what it takes for a fault, and a name could be in that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from briefgen.outputs.leaving.carried import Carried, of_address, of_data_in

# Elements inside a line: words on both sides of one's edge are read together.
INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins"),
        *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u"),
        *("var", "wbr", "tspan", "textpath"),
    )
)
# Attributes with words that are read, or read out.
PROSE = {"alt", "title", "content", "label", "summary", "placeholder", "abbr"}
ADDRESSES = {"href", "src", "xlink:href", "action", "cite", "poster", "formaction", "data"}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
LANGUAGES = {"lang", "xml:lang", "hreflang"}
ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([0-9a-fA-F]{1,6})\s?)")
# Two texts in a style, one behind the other, are printed as one.
PARTED = re.compile(r"\"\s*\"|'\s*'")
# A comment or a text in a style (CSS Syntax, sections 4.3.2 and 4.3.5).
NO_RULE = re.compile(r"/\*.*?\*/|\"[^\"\n]*\"|'[^'\n]*'", re.DOTALL)
CALLED = {"href": "in the address of a link", "id": "in an id of the page", "alt": "in an `alt`"}


def carried_by_page(html: str) -> list[Carried]:
    """Read all that a page carries."""
    return _read(html, "in the text", INLINE)


def carried_by_svg(svg: str) -> list[Carried]:
    """Read all that a drawing carries: its words text by text, part by part, letter by letter.

    Programs that draw set a word in parts, each at its own place, and nothing tells which of them
    a reader sees as one.
    """
    place = "in the words of a picture"
    lines = _read(svg, place, INLINE)
    parts = _read(svg, place, frozenset())
    drawn = [each.text for each in lines if each.place == place]
    pieces = [each for each in parts if each.place == place]
    return [*lines, *pieces, Carried(place, "".join(drawn))]


def _read(markup: str, place: str, inline: frozenset[str]) -> list[Carried]:
    reader = _Reader(place, inline)
    reader.feed(markup)
    reader.close()
    reader.end_block()
    return reader.carried


class _Reader(HTMLParser):
    """What was read so far, and the words of the block that is open."""

    def __init__(self, place: str, inline: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.carried: list[Carried] = []
        self._place = place
        self._inline = inline
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._inline:
            self.end_block()
        if "-" in tag:
            self.carried.append(Carried("in the name of an element", tag, "code"))
        for name, value in attrs:
            self.carried += _of_attribute(name, value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._inline:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.carried += _of_sheet(data)
        elif self.cdata_elem == "script":
            self.carried.append(Carried("in a script", ESCAPED.sub(_letter, data), "code"))
        else:
            self._words.append(data)

    def handle_comment(self, data: str) -> None:
        self.carried.append(Carried("in a comment", data))

    def handle_decl(self, decl: str) -> None:
        self.carried.append(Carried("in a comment", decl))

    def unknown_decl(self, data: str) -> None:
        self.carried.append(Carried("in a comment", data))

    def handle_pi(self, data: str) -> None:
        self.carried.append(Carried("in a comment", data))

    def end_block(self) -> None:
        """Keep the words of the block that ends here, as one text."""
        if text := "".join(self._words).strip():
            self.carried.append(Carried(self._place, text))
        self._words.clear()


def asides(sheet: str) -> Iterator[str]:
    """List the comments and the texts of a style, which are no rules."""
    for words in NO_RULE.findall(sheet):
        yield words[2:-2] if words[0] == "/" else words[1:-1]


def _of_sheet(typed: str) -> Iterator[Carried]:
    """Read the comments and the texts of a style, each by itself, and the rest of it."""
    sheet = PARTED.sub("", ESCAPED.sub(_letter, typed))
    yield from of_data_in(sheet)
    for words in asides(sheet):
        yield Carried("in a style", words)
    yield Carried("in a style", NO_RULE.sub(" ", sheet), "code", is_syntax=True)


def _letter(found: re.Match[str]) -> str:
    """Give a letter that is spelled by its number (CSS Syntax, section 4.3.7; RFC 8259, 7)."""
    number = int(found[1] or found[2], 16)
    return chr(number) if 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else " "


def _of_attribute(name: str, value: str) -> Iterator[Carried]:
    place = CALLED.get(name, f"in an attribute `{name}`")
    if name in PROSE or name.startswith("aria-"):
        yield Carried(place, value)
    elif name in ADDRESSES:
        yield from of_address(value, place)
    elif name == "style":
        yield from _of_sheet(value)
    elif name == "srcdoc":
        yield from carried_by_page(value)
    elif name not in LANGUAGES or not LANGUAGE.fullmatch(value):
        is_name = name == "id" or name.startswith("data-")
        yield Carried(place, value, "code", is_syntax=not is_name)
        yield from of_data_in(value)
    yield Carried("in the name of an attribute", name, "code", is_syntax=True)
