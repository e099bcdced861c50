"""Straight quotation marks and apostrophes, set as a printer sets English ones.

One way for every text, Markdown or not. A text keeps its length, so that a mark can be put back
where it stood: between the tags of Markdown, behind the words that a note follows.
"""

from __future__ import annotations

import re

OPENING, CLOSING, OPENING_SINGLE, APOSTROPHE = "“”‘’"
MARK = re.compile(r"[\"']")
# Behind these a quotation starts, unless what follows closes something: "But I—", he said.
BEFORE_QUOTATION = frozenset("([{<“‘«—–-/=")
NOT_QUOTED = frozenset(",.;:!?)]}»”’")
# Feet and inches: a printer has other signs for them, and these are what was typed.
MEASURE = re.compile(r"(?<!\d)\d{1,2}'\s?\d{1,2}(?:\.\d+)?\"")
MARKS = re.compile(r"[\"']+")
# Words that start with an apostrophe: 'tis, rock 'n' roll; and a decade, the '90s.
SHORTENED = re.compile(r"(?:n(?='?\b)|(?:tis|twas|twere|twill|em|til)\b(?!'))", re.IGNORECASE)
DECADE = re.compile(r"\d\ds\b")
YEAR = re.compile(r"\d\d\b")


def curled(text: str) -> str:
    """The text with its straight quotation marks and apostrophes curled; it keeps its length.

    What may be a measure (12' or 2") is left as it was typed, and so is a mark that stands alone.
    """
    return _Curling(text).done() if MARK.search(text) else text


class _Curling:
    """One way through a text, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out = list(text)
        self.is_open = False
        self.open_singles = 0
        self.quoting = _quoting(text)

    def done(self) -> str:
        """The text with its marks set; those of a measure stay straight."""
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
        if is_first or (not self.is_open and self._is_behind_elision(at, after)):
            self.is_open = True
            return OPENING
        in_word = after.isalnum() or before.isdigit()
        if before.isspace() or (in_word and not self.is_open):
            return '"'
        self.is_open = False
        return CLOSING

    def _is_behind_elision(self, at: int, after: str) -> bool:
        """Whether a quotation starts behind a French article: l'"accord"."""
        letter, mark = self.text[max(0, at - 2) : at - 1], self.text[max(0, at - 1) : at]
        return mark == "'" and letter.isalpha() and after.isalpha()

    def _single(self, at: int, before: str, after: str) -> str:
        if before.isalnum() and after.isalnum():
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
    """Where the single marks stand that open a quotation, because one follows that closes it.

    Behind an s, a mark may be the ships' turn as well: it closes no quotation that starts with what
    may be a year. Quotations in single marks don't hold others.
    """
    waiting: list[int] = []
    found = set()
    for run in MARKS.finditer(text):
        before = text[run.start() - 1] if run.start() else " "
        for at in range(run.start(), run.end()):
            after = text[at + 1 : at + 2] or " "
            if text[at] != "'" or _stands_for_letters(text, at + 1):
                continue
            if _opens(before, after):
                if not (waiting and YEAR.match(text, at + 1)):
                    waiting.append(at)
            elif waiting and _closes(text, at) and not _may_be_of_ships(text, at, waiting[-1]):
                found.add(waiting.pop())
    return frozenset(found)


def _stands_for_letters(text: str, at: int) -> bool:
    """Whether a mark before a word stands for letters left out, and quotes nothing."""
    return bool(SHORTENED.match(text, at) or DECADE.match(text, at))


def _closes(text: str, at: int) -> bool:
    return not (text[at - 1 : at].isspace() or re.match(r"\w", text[at + 1 : at + 2]))


def _may_be_of_ships(text: str, at: int, opening: int) -> bool:
    return text[at - 1] in "sS" and YEAR.match(text, opening + 1) is not None


def _opens(before: str, after: str) -> bool:
    return not after.isspace() and (before.isspace() or before in BEFORE_QUOTATION)
