"""Sets straight quotation marks and apostrophes as a printer sets English ones.

Every text is set in this way, Markdown or not. It keeps its length, so that the marks can be put
back to their places between the tags of HTML. This isn't done by markdown-it's `smartquotes`, which
leaves the marks of `'90s` and `'tis` straight, takes `'n'` for a quotation, and sets no text but
Markdown.
"""

from __future__ import annotations

import re

from briefgen.ground.regexes import regex

OPENING, CLOSING, OPENING_SINGLE, APOSTROPHE = "“”‘’"
MARK = regex(r"[\"']")
# Behind these a quotation starts, unless what follows closes something: "But I—", he said.
BEFORE_QUOTATION = frozenset("([{<“‘«—–-/=")
NOT_QUOTED = frozenset(",.;:!?)]}»”’")
# Feet and inches, as in 12' or 2". They stay straight.
MEASURE = regex(r"(?<!\d)\d{1,2}'\s?\d{1,2}(?:\.\d+)?\"")
MARKS = regex(r"[\"']+")
# Words that start with an apostrophe: 'tis, rock 'n' roll; and a decade, the '90s.
SHORTENED = regex(r"(?:n(?='?\b)|(?:tis|twas|twere|twill|em|til)\b(?!'))", re.IGNORECASE)
DECADE = regex(r"\d\ds\b")
YEAR = regex(r"\d\d\b")
WORD = regex(r"\w")


def curled(text: str) -> str:
    """Curl the straight quotation marks and apostrophes of a text, which keeps its length.

    What may be a measure (12' or 2") is left as it was typed, and so is a mark that stands alone.
    """
    return _Curling(text).done() if MARK.search(text) else text


class _Curling:
    """The state of curling one text, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out = list(text)
        self.is_open = False
        self.open_singles = 0
        self.quoting = _quoting(text)

    def done(self) -> str:
        """Set the marks of the text; those of a measure stay straight."""
        kept = {
            found.start() + at
            for found in MEASURE.finditer(self.text)
            for at, char in enumerate(found[0])
            if char in "\"'"
        }
        for found in MARK.finditer(self.text):
            at = found.start()
            if at not in kept:
                before = self.out[at - 1] if at else " "
                after = self.text[at + 1 : at + 2] or " "
                set_mark = self._double if found[0] == '"' else self._single
                self.out[at] = set_mark(at, before, after)
        return "".join(self.out)

    def _double(self, at: int, before: str, after: str) -> str:
        is_first = _opens(before, after) and (before.isspace() or after not in NOT_QUOTED)
        # A quotation starts behind a French article, too: l'"accord".
        letter, mark = self.text[max(0, at - 2) : at - 1], self.text[max(0, at - 1) : at]
        is_behind_article = mark == "'" and letter.isalpha() and after.isalpha()
        if is_first or (is_behind_article and not self.is_open):
            self.is_open = True
            return OPENING
        in_word = after.isalnum() or before.isdigit()
        if before.isspace() or (in_word and not self.is_open):
            return '"'
        self.is_open = False
        return CLOSING

    def _single(self, at: int, before: str, after: str) -> str:
        if before.isalnum() and after.isalnum():
            # Between digits it separates thousands, as in Switzerland: 1'000.
            return "'" if before.isdigit() and after.isdigit() else APOSTROPHE
        if _opens(before, after):
            if at not in self.quoting:
                return APOSTROPHE
            self.open_singles += 1
            return OPENING_SINGLE
        if before.isspace() or (before.isdigit() and not self.open_singles):
            return "'"
        self.open_singles = max(0, self.open_singles - 1)
        return APOSTROPHE


def _quoting(text: str) -> frozenset[int]:
    """Find the single marks that open a quotation, because a mark that closes it follows.

    All other single marks stand for letters left out, or for a genitive. A quotation in single
    marks doesn't hold another one.
    """
    waiting: list[int] = []
    found = set()
    for run in MARKS.finditer(text):
        before = text[run.start() - 1] if run.start() else " "
        for at in range(run.start(), run.end()):
            after = text[at + 1 : at + 2] or " "
            if text[at] != "'" or SHORTENED.match(text, at + 1) or DECADE.match(text, at + 1):
                continue
            if _opens(before, after):
                if not (waiting and YEAR.match(text, at + 1)):
                    waiting.append(at)
                continue
            closes = waiting and not text[at - 1 : at].isspace() and not WORD.match(text, at + 1)
            # `the '97 ministers' meeting`: behind an s a mark may be a genitive, so it closes
            # nothing that starts with what may be a year.
            if closes and (text[at - 1] not in "sS" or not YEAR.match(text, waiting[-1] + 1)):
                found.add(waiting.pop())
    return frozenset(found)


def _opens(before: str, after: str) -> bool:
    return not after.isspace() and (before.isspace() or before in BEFORE_QUOTATION)
