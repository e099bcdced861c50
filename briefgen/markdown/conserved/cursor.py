"""A cursor in the text as it was typed, which goes from its first character to its last."""

from __future__ import annotations

import re

from briefgen.markdown.conserved.addresses import PUNCTUATION
from briefgen.markdown.conserved.characters import ENTITY, shows, value_of
from briefgen.markdown.links import path_end

# In every language the page is compared as an English one, whose marks are the plainest.
CURLED = {'"': "“”", "'": "‘’"}


class Cursor:
    """A text, and the place in it that was reached.

    `quotes` is the number of `>` at the start of each line. `is_code` says that the place is in
    code, where no sign is a mark; `is_table` that it is in a table, where `|` is one even in code.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.quotes = 0
        self.is_code = False
        self.is_table = False
        # The signs of a quotation that may still come in this line before its words.
        self._signs = 0
        # The rest of an entity that stands for two characters, as `&nGt;` does.
        self._owed = ""
        self._path_end = 0

    def skip(self, *, in_line: bool = False, to_row: bool = False) -> None:
        """Go past invisible characters, and at a line's start past the `>` of a quotation.

        With `in_line`, no farther than the line's end. With `to_row`, only past white space: a row
        of a table may hold nothing but other invisible characters.
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
        """Match a pattern here, and go past it."""
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
            self._signs = 0
        return found

    def take_sign(self, sign: str) -> bool:
        """Tell whether a sign stands here; if so, go past it."""
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        self._signs = 0
        return True

    def prints(self, char: str) -> bool:
        """Go past the character that is typed here; tell whether it is printed as `char`."""
        if self._owed:
            is_next, self._owed = self._owed[0] == char, self._owed[1:]
            return is_next
        self.skip()
        typed, may_be_curled = self._next()
        return typed == char or (may_be_curled and char in CURLED.get(typed, ""))

    def _next(self) -> tuple[str, bool]:
        """Go past a character, and give it without its escape; tell whether it may be curled."""
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
        """Tell whether the backslash here is an escape for the character behind it."""
        if self.at >= self._path_end and not self.is_code:
            self._path_end = path_end(self.text, self.at)
        if self.is_code or self.at < self._path_end:
            # Cells are parted before anything else is read (GFM, section 4.10).
            return follows == "|" and self.is_table
        return follows in PUNCTUATION

    def _entity(self) -> tuple[str, int] | None:
        """Read an entity here: what it stands for, and where it ends."""
        if self.is_code or not self.text.startswith("&", self.at):
            return None
        found = ENTITY.match(self.text, self.at)
        value = value_of(found) if found else ""
        return (value, found.end()) if found and value else None
