"""Reads out what a page carries: its words, block by block, and attributes, comments and styles.

Addresses are read here too: one can hold a drawing, in which there are addresses again.

It uses the parser of Python's library, which hands over everything that it meets. A parser that
builds a tree as browsers do drops what it takes for an error, and a name could stand in that.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, unquote_to_bytes

from briefgen.ground.regexes import regex
from briefgen.ground.shipped import folder
from briefgen.outputs.leaving.carried import Carried

# Elements inside a line of text. They don't separate words, so that `Pet<b>er</b>` is one word.
INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins"),
        *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u"),
        *("var", "wbr", "tspan", "textpath"),
    )
)
# Attributes with prose, which a browser shows or a screen reader reads.
PROSE = {"alt", "title", "content", "label", "summary", "placeholder", "abbr"}
ADDRESSES = {"href", "src", "xlink:href", "action", "cite", "poster", "formaction", "data"}
# A language tag in one of these attributes isn't searched: `an` and `ha` are languages and names.
LANGUAGE = regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
LANGUAGES = {"lang", "xml:lang", "hreflang"}
# A letter that is written by its number, in a script (`\u0041`) or in a style (`\41 `).
ESCAPED = regex(r"\\(?:u([0-9a-fA-F]{4})|([0-9a-fA-F]{1,6})\s?)")
# The end of one string of CSS and the start of the next: `content: "Pe" "ter"` prints one word.
PARTED = regex(r"\"\s*\"|'\s*'")
# A comment or a string of CSS (CSS Syntax 3, sections 4.3.2 and 4.3.5).
NO_RULE = regex(r"/\*.*?\*/|\"[^\"\n]*\"|'[^'\n]*'", re.DOTALL)
# What messages call these attributes; others are called by their names.
CALLED = {"href": "in the address of a link", "id": "in an id of the page", "alt": "in an `alt`"}
# The start of a text fragment (WICG, URL Fragment Text Directives). What follows is prose; the rest
# of an address isn't, and names in it are searched for as in code.
FRAGMENT = "#:~:text="
# How often an address is decoded. One address inside another has its percent signs encoded again;
# more layers than these have no honest use, and decoding ends.
MOST_LAYERS = 4
# An address with data anywhere in a text.
DATA_URL = regex(r"data:[\w.+/-]*[;,][^\s\"'()<>]+", re.IGNORECASE)
# A label of a host name with other letters than ASCII, as it is encoded (RFC 5890).
IDNA = regex(r"xn--[a-z0-9-]{1,59}", re.IGNORECASE)


def carried_by_page(html: str) -> list[Carried]:
    """Read out everything that a page carries."""
    return _read(html, "in the text", INLINE)


def carried_by_svg(svg: str) -> list[Carried]:
    """Read out everything that an SVG carries, with its words in three ways.

    Drawing programs often split a word into several elements, each with its own position, and the
    file doesn't tell which of them a reader sees as one word. So the words are read by line, by
    element, and all in one.
    """
    place = "in the words of a picture"
    lines = _read(svg, place, INLINE)
    parts = _read(svg, place, frozenset())
    drawn = [each.text for each in lines if each.place == place]
    pieces = [each for each in parts if each.place == place]
    return [*lines, *pieces, Carried(place, "".join(drawn))]


def _read(markup: str, place: str, inline: frozenset[str]) -> list[Carried]:
    """Read HTML or SVG; `place` is what its words are called, `inline` doesn't separate them."""
    reader = _Reader(place, inline)
    reader.feed(markup)
    reader.close()
    reader.end_block()
    reader.end_script()
    return reader.carried


@cache
def own_script() -> str:
    """Read the script that briefgen puts into its pages, as it stands there."""
    template = (folder("templates") / "parts" / "script.html.j2").read_text("utf-8")
    return template.partition('<script type="module">')[2].partition("</script>")[0]


class _Reader(HTMLParser):
    """Collects what a page carries, and the words of the block that is being read."""

    def __init__(self, place: str, inline: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.carried: list[Carried] = []
        self._place = place
        self._inline = inline
        self._words: list[str] = []
        self._script: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._inline:
            self.end_block()
        # Only custom elements have a hyphen, and their names can be anything.
        if "-" in tag:
            self.carried.append(Carried("in the name of an element", tag, "code"))
        for name, value in attrs:
            self.carried += _of_attribute(name, value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._inline:
            self.end_block()
        if tag == "script":
            self.end_script()

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.carried += _of_sheet(data)
        elif self.cdata_elem == "script":
            self._script.append(data)
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

    def end_script(self) -> None:
        """End a script: it becomes one text, unless it is briefgen's own, which names nobody."""
        script = "".join(self._script)
        self._script.clear()
        if script and script != own_script():
            self.carried.append(Carried("in a script", ESCAPED.sub(_letter, script), "code"))

    def end_block(self) -> None:
        """End a block: its words become one text."""
        if text := "".join(self._words).strip():
            self.carried.append(Carried(self._place, text))
        self._words.clear()


def asides(sheet: str) -> Iterator[str]:
    """Yield the comments and strings of a sheet, without their signs."""
    for words in NO_RULE.findall(sheet):
        # `/*` and `*/`, or quotation marks.
        yield words[2:-2] if words[0] == "/" else words[1:-1]


def _of_sheet(typed: str) -> Iterator[Carried]:
    """Read a sheet or a `style` attribute: each comment and string by itself, then the rules."""
    sheet = PARTED.sub("", ESCAPED.sub(_letter, typed))
    yield from of_data_in(sheet)
    for words in asides(sheet):
        yield Carried("in a style", words)
    yield Carried("in a style", NO_RULE.sub(" ", sheet), "code", is_syntax=True)


def _letter(found: re.Match[str]) -> str:
    """Return the letter that an escape stands for (CSS Syntax 3, 4.3.7; RFC 8259, section 7)."""
    number = int(found[1] or found[2], 16)
    # Control characters, surrogates and numbers beyond Unicode become a space.
    return chr(number) if 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else " "


def _of_attribute(name: str, value: str) -> Iterator[Carried]:
    """Read an attribute: its value by its kind, and its name, which can be anything in `data-…`."""
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


def of_address(url: str, place: str) -> Iterator[Carried]:
    """Read an address as it is, with its percent signs decoded, and with its host name decoded."""
    if url[:5].lower() == "data:":
        yield from of_data(url)
        return
    address, _, passage = url.partition(FRAGMENT)
    for _ in range(MOST_LAYERS):
        yield Carried(place, address, "code")
        plain = unquote(address)
        if plain == address:
            break
        address = plain
    if "xn--" in address.lower():
        yield Carried(place, IDNA.sub(_host, address), "code")
    # A comma separates the first and the last words of a passage.
    if passage:
        yield Carried(place, unquote(passage).replace(",", "\n"))


def _host(found: re.Match[str]) -> str:
    """Decode a label of a host name from Punycode (RFC 3492); return it as it is if that fails."""
    try:
        return found[0].lower().encode().decode("idna")
    except UnicodeError:
        return found[0]


def of_data(url: str) -> Iterator[Carried]:
    """Read what a data URL holds: a text, a drawing, or the bytes of a picture or font."""
    about, _, packed = url.partition(",")
    data = unquote_to_bytes(packed)
    if about.rstrip().lower().endswith(";base64"):
        try:
            data = b64decode(data)
        except (NotBase64, ValueError):  # no browser can read it either
            return
    media_type = about[5:].partition(";")[0].strip().lower()
    if media_type == "image/svg+xml":
        yield from carried_by_svg(data.decode(errors="replace"))
    elif media_type.startswith(("image/", "font/", "application/")):
        yield Carried("in the bytes of a picture", "", "code", data)
    else:
        yield Carried("in a data URL", data.decode(errors="replace"))


def of_data_in(text: str) -> Iterator[Carried]:
    """Read all data URLs in a text, such as a style sheet."""
    for found in DATA_URL.findall(text):
        yield from of_data(found)
