"""The typed text, gone through from its first character to its last."""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import html5
from unicodedata import category

from briefgen.markdown.links import path_end

CURLED = {'"': "“”", "'": "‘’"}
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{0,30}));")
WORD = re.compile(r"\S{1,40}")
# White space in a link's address and title, over several lines of a quotation if need be.
GAP = re.compile(r"(?:[ \t]|\n[ \t>]*)*")
POINTED = re.compile(r"<(?:\\.|[^<>\n\\])*>")
BLANK = re.compile(r"[ \t]*(?=\n|\Z)")
TITLE = re.compile(r"\"(?:\\.|[^\"\\])*+\"|'(?:\\.|[^'\\])*+'|\((?:\\.|[^()\\])*+\)", re.DOTALL)


@lru_cache(maxsize=4096)
def shows(char: str) -> bool:
    """Whether a character is seen: no white space, and no mark of no width."""
    return category(char)[0] not in "ZC"


class Cursor:
    """A text, and the place in it that was reached.

    `quotes` is how many signs of a quotation each line starts with, `is_code` whether what is
    reached is code, in which no sign has a meaning, `is_table` whether it is inside a table.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.quotes = 0
        self.is_code = False
        self.is_table = False
        self._signs = 0
        self._owed = ""
        self._path_end = 0

    def skip(self, *, in_line: bool = False, to_row: bool = False) -> None:
        """Go past what isn't seen, and at a line's start past the signs of a quotation.

        `to_row` only past white space: a row may hold nothing but what isn't seen.
        """
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "\n":
                if in_line:
                    return
                self._signs = self.quotes
            elif char == ">" and self._signs:
                self._signs -= 1
            elif found := self._entity():
                if any(map(shows, found[0])):
                    return
                self.at, self._signs = found[1] - 1, 0
            elif shows(char) or (to_row and not char.isspace()):
                return
            elif not char.isspace():
                self._signs = 0
            self.at += 1

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What matches here, gone past."""
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
            self._signs = 0
        return found

    def take_sign(self, sign: str) -> bool:
        """Whether a sign stands here; then it is gone past."""
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        self._signs = 0
        return True

    def prints(self, char: str) -> bool:
        """Whether what is typed here is printed as that character; then it is gone past."""
        if self._owed:
            is_next, self._owed = self._owed[0] == char, self._owed[1:]
            return is_next
        self.skip()
        typed, is_curled = self._next()
        return typed == char or (is_curled and char in CURLED.get(typed, ""))

    def _next(self) -> tuple[str, bool]:
        """The character that is meant here, and whether it may be curled. Goes past it."""
        self._signs = 0
        typed, follows = self.text[self.at : self.at + 1], self.text[self.at + 1 : self.at + 2]
        if typed == "\\" and follows and self._is_escape(follows):
            self.at += 2
            return follows, False
        if found := self._entity():
            seen = "".join(filter(shows, found[0]))
            self.at, self._owed = found[1], seen[1:]
            return seen[:1], False
        self.at += 1
        return typed, not self.is_code

    def _is_escape(self, follows: str) -> bool:
        """Whether the backslash here says that what follows is meant as itself."""
        if self.is_code:
            return follows == "|" and self.is_table
        if self.at >= self._path_end:
            self._path_end = path_end(self.text, self.at)
        if self.at < self._path_end:
            return follows == "|" and self.is_table
        return follows in PUNCTUATION

    def _entity(self) -> tuple[str, int] | None:
        """What an entity here stands for, and where it ends."""
        if self.is_code or not self.text.startswith("&", self.at):
            return None
        found = ENTITY.match(self.text, self.at)
        value = value_of(found) if found else ""
        return (value, found.end()) if found and value else None


def value_of(entity: re.Match[str]) -> str:
    """What an entity stands for (CommonMark, section 2.5); nothing where there is none by the name.

    U+FFFD stands for a number that is no character.
    """
    if entity[3]:
        return html5.get(f"{entity[3]};", "")
    number = int(entity[1]) if entity[1] else int(entity[2], 16)
    is_none = number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF
    return "\ufffd" if is_none else chr(number)


def link_end(text: str, at: int) -> int:
    """Where the brackets end in which the address and the title of a link stand; -1: nowhere."""
    at = _gap(text, at + 1)
    found = POINTED.match(text, at)
    at = found.end() if found else _address_end(text, at)
    behind = _gap(text, at)
    if behind > at and (found := TITLE.match(text, behind)):
        behind = _gap(text, found.end())
    return behind + 1 if text[behind : behind + 1] == ")" else -1


def definition_end(text: str, at: int) -> int:
    """Where the address and the title of a label end that start here; -1: nowhere."""
    start = _gap(text, at)
    found = POINTED.match(text, start)
    end = found.end() if found else _address_end(text, start)
    if end == start:
        return -1
    behind = _gap(text, end)
    titled = TITLE.match(text, behind) if behind > end else None
    ends = (_line_end(text, titled.end()) if titled else -1, _line_end(text, end))
    return next((each for each in ends if each >= 0), -1)


def _line_end(text: str, at: int) -> int:
    found = BLANK.match(text, at)
    return found.end() if found else -1


def _gap(text: str, at: int) -> int:
    found = GAP.match(text, at)
    return found.end() if found else at


def _address_end(text: str, at: int) -> int:
    start, depth = at, 0
    while at < len(text):
        char = text[at]
        if char.isspace() or (char == ")" and not depth):
            break
        depth += (char == "(") - (char == ")")
        at += 2 if char == "\\" and text[at + 1 : at + 2] in PUNCTUATION else 1
    return start if depth else at
