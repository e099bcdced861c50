"""Holds how far a text was followed along its HTML, and the steps that all tags share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.markdown.conserved.addresses import definition_end, link_end
from briefgen.markdown.conserved.characters import shows
from briefgen.markdown.conserved.cursor import Cursor
from briefgen.markdown.conserved.tokens import HtmlToken
from briefgen.markdown.links import folded_label, is_sentence

# Lines with nothing but the signs of a quotation, as they stand between its paragraphs.
ONLY_QUOTED = regex(r"(?:\n[ \t]*>(?:[ \t>]|&nbsp;)*(?=\n|\Z))*")
HASHES = regex(r"#{1,6}(?=\s|\Z)")
LAST_HASHES = regex(r"#+[ \t]*(?=\n|\Z)")
MARKERS = regex(r"[ \t>*+\-\d.)]*")
# A use of a label, as in `[annex]` or `[the annex][annex]`, and its definition `[annex]:`.
NAMED = regex(r"\[((?:\\.|[^\[\]\\])+)\](?!:)")
DEFINED = regex(r"\[(?!\^)((?:\\.|[^\[\]\\])+)\]:")
LABEL = regex(r"\[((?:\\.|[^\[\]\\])*)\]")


@record
class Misprint:
    """Where a text isn't printed as it was typed, by offsets into the text.

    `cell`: a cell for which the table has no column. `head`: the line of dashes of a table whose
    first row has more or fewer columns. `changed`: anything else.
    """

    kind: Literal["changed", "cell", "head"]
    start: int
    end: int


class Differs(Exception):  # noqa: N818 - control flow, not an error of ours
    """Raised where a text has other words or marks than its HTML, from `start` on."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self.start = start


class Walk:
    """The state of following a text: the place reached, the open tags, the labels defined so far.

    `words`, `need` and `pattern` raise Differs where the text has something else.
    """

    def __init__(self, text: str) -> None:
        self.cursor = Cursor(text)
        self.cells: list[Misprint] = []
        self.is_sentence = is_sentence(text)
        self.marks: list[str] = []  # for each open tag, the mark that opened it
        # For each open list: whether all its items so far, if any, have the number 1.
        self.counts: list[bool] = []
        self.has_head = False  # whether the table that is open has a first row with words
        self.defined: dict[str, int] = {}
        self.used: set[str] = set()
        self.labels = {folded_label(found[1]) for found in NAMED.finditer(text)}

    def words(self, words: str) -> None:
        """Go past words that the HTML has."""
        for char in words:
            if shows(char):
                self.cursor.skip()
                at = self.cursor.at
                if self.cursor.prints(char):
                    continue
                # A link without words may be in the way.
                self.cursor.at = at
                self.skip_blank_links()
                if self.cursor.at == at or not self.cursor.prints(char):
                    raise Differs(at)

    def skip_blank_links(self) -> None:
        """Go past links without words. They aren't printed, and another rule tells of them."""
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
        """Go past a sign that makes a tag."""
        self.cursor.skip()
        if not self.cursor.take_sign(sign):
            raise Differs(self.cursor.at)

    def pattern(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Go past the signs that make a tag, and match them."""
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
        """Go past `[label]: address`, if a link elsewhere in the text uses the label.

        If none does, the line is printed as it is typed (see `sentences`).
        """
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
            # Of two addresses for a label the first counts (CommonMark, section 4.7).
            self.defined.setdefault(label, at)
            self.cursor.at = end
        return end > 0

    def _skip_blank_heading(self) -> bool:
        """Go past a heading without words. It isn't printed, and another rule tells of it."""
        at = self.cursor.at
        if self.is_line_start() and self.cursor.take(HASHES):
            self.cursor.skip(in_line=True)
            self.cursor.take(LAST_HASHES)
            if self.cursor.text[self.cursor.at : self.cursor.at + 1] in ("", "\n"):
                return True
        self.cursor.at = at
        return False

    def is_line_start(self) -> bool:
        """Tell whether only marks of lists and quotations stand before the cursor in its line."""
        at, text = self.cursor.at, self.cursor.text
        return MARKERS.fullmatch(text, text.rfind("\n", 0, at) + 1, at) is not None

    def skip_signs(self) -> None:
        """Go past lines that hold nothing but the signs of a quotation."""
        self.cursor.skip(in_line=True)
        self.cursor.take(ONLY_QUOTED)


# A function that goes past the marks of one tag.
Follow = Callable[[Walk, HtmlToken], None]
