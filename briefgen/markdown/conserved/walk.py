"""A text that is followed along its page: what every tag needs for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from briefgen.markdown.conserved.cursor import Cursor, definition_end, link_end, shows
from briefgen.markdown.conserved.tokens import HtmlToken
from briefgen.markdown.links import folded_label, is_sentence

ONLY_QUOTED = re.compile(r"(?:\n[ \t]*>(?:[ \t>]|&nbsp;)*(?=\n|\Z))*")
HASHES = re.compile(r"#{1,6}(?=\s|\Z)")
LAST_HASHES = re.compile(r"#+[ \t]*(?=\n|\Z)")
MARKERS = re.compile(r"[ \t>*+\-\d.)]*")
NAMED = re.compile(r"\[((?:\\.|[^\[\]\\])+)\](?!:)")
DEFINED = re.compile(r"\[(?!\^)((?:\\.|[^\[\]\\])+)\]:")
LABEL = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]")


@dataclass(frozen=True, slots=True)
class Misprint:
    """Where a text isn't printed as typed; `cell` says that there is no column for it.

    `head` says that rows were to be a table, and can't be one.
    """

    kind: Literal["changed", "cell", "head"]
    start: int
    end: int


class Differs(Exception):  # noqa: N818 - control flow, not an error of ours
    """A text goes another way than its page, from that place on."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self.start = start


class Walk:
    """How far a text was followed, and what was open and defined on the way."""

    def __init__(self, text: str) -> None:
        self.cursor = Cursor(text)
        self.cells: list[Misprint] = []
        self.is_sentence = is_sentence(text)
        self.marks: list[str] = []  # of each tag that is open, what opened it
        self.counts: list[bool] = []  # of each list, whether it had no item yet, or none but with 1
        self.has_head = False  # whether the table that is open has a first row with words
        self.defined: dict[str, int] = {}
        self.used: set[str] = set()
        self.labels = {folded_label(found[1]) for found in NAMED.finditer(text)}

    def words(self, words: str) -> None:
        """Go past the words of a page. Differs where they aren't typed here."""
        for char in words:
            if shows(char):
                self.cursor.skip()
                at = self.cursor.at
                if not self.cursor.prints(char) and not self._is_behind_blank_link(at, char):
                    raise Differs(at)

    def _is_behind_blank_link(self, at: int, char: str) -> bool:
        """Whether a link without words was in the way."""
        self.cursor.at = at
        self.skip_blank_links()
        return self.cursor.at > at and self.cursor.prints(char)

    def skip_blank_links(self) -> None:
        """Go past links without words, which another rule tells of."""
        self.cursor.skip()
        at = self.cursor.at
        while self.cursor.take_sign("["):
            self.cursor.skip()
            if not self.cursor.take_sign("]"):
                self.cursor.at = at
                return
            self.skip_address()
            self.cursor.skip()
            at = self.cursor.at

    def need(self, sign: str) -> None:
        """Go past a sign that makes a tag. Differs where it isn't typed here."""
        self.cursor.skip()
        if not self.cursor.take_sign(sign):
            raise Differs(self.cursor.at)

    def pattern(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Go past the signs that make a tag. Differs where they aren't typed here."""
        self.cursor.skip()
        found = self.cursor.take(pattern)
        if not found:
            raise Differs(self.cursor.at)
        return found

    def skip_address(self, words: str = "") -> None:
        """Go past what stands behind the words of a link: an address, a label, or nothing."""
        text = self.cursor.text
        at = self.cursor.at
        if text[at : at + 1] == "(" and (end := link_end(text, at)) > 0:
            self.cursor.at = end
        elif found := self.cursor.take(LABEL):
            self.used.add(folded_label(found[1] or words))
        else:
            self.used.add(folded_label(words))

    def skip_unprinted(self) -> None:
        """Go past definitions of links and headings without words."""
        self.cursor.skip()
        if self.is_sentence:
            return
        while self._skip_definition() or self._skip_blank_heading():
            self.cursor.skip()

    def _skip_definition(self) -> bool:
        """Whether an address for a label stands here, and the label elsewhere as well."""
        text, at = self.cursor.text, self.cursor.at
        found = DEFINED.match(text, at)
        if (
            not found
            or not self.is_line_start()
            or (label := folded_label(found[1])) not in self.labels
        ):
            return False
        end = definition_end(text, found.end())
        if end > 0:
            self.defined.setdefault(label, at)
            self.cursor.at = end
        return end > 0

    def _skip_blank_heading(self) -> bool:
        """Whether a heading without words stands here, which another rule tells of."""
        at = self.cursor.at
        if self.is_line_start() and self.cursor.take(HASHES):
            self.cursor.skip(in_line=True)
            self.cursor.take(LAST_HASHES)
            if self.cursor.text[self.cursor.at : self.cursor.at + 1] in ("", "\n"):
                return True
        self.cursor.at = at
        return False

    def is_line_start(self) -> bool:
        """Whether nothing stands before in this line but the marks of lists and quotations."""
        at, text = self.cursor.at, self.cursor.text
        return MARKERS.fullmatch(text, text.rfind("\n", 0, at) + 1, at) is not None

    def skip_signs(self) -> None:
        """Go past lines that hold nothing but the signs of a quotation."""
        self.cursor.skip(in_line=True)
        self.cursor.take(ONLY_QUOTED)


Follow = Callable[[Walk, HtmlToken], None]
