"""Sets straight quotation marks and apostrophes as a printer of their language does.

Every text is set in this way, Markdown or not. Each character keeps its place in the outcome, so
that it can be put back between the tags of HTML. This isn't done by markdown-it's `smartquotes`,
which leaves the marks of `'90s` and `'tis` straight, takes `'n'` for a quotation, and sets no text
but Markdown.
"""

from __future__ import annotations

import re

from briefgen.ground.regexes import regex
from briefgen.markdown.marks import CURLY, NO_APOSTROPHE, UNSPACED, marks_of
from briefgen.markdown.spacing import spaced
from briefgen.model.languages import primary

# What a mark is: the first four are the places of a language's quotation marks in `marks_of`.
OPENING, CLOSING, OPENING_SINGLE, CLOSING_SINGLE, APOSTROPHE = range(5)
INNER = {OPENING: 2, CLOSING: 3, OPENING_SINGLE: 0, CLOSING_SINGLE: 1}
MARK = regex(r"[\"']")
# What can be set in a text that isn't English.
SIGN = regex(r"[\"'«»:;!?]|\d |\b\w ")
# Behind these a quotation starts, unless what follows closes something: "But I—", he said.
BEFORE_QUOTATION = frozenset("([{<“‘«—–-/=")
NOT_QUOTED = frozenset(",.;:!?)]}»”’")
# Feet and inches, as in 12' or 2". They stay straight.
MEASURE = regex(r"(?<!\d)\d{1,2}'\s?\d{1,2}(?:\.\d+)?\"")
MARKS = regex(r"[\"']+")
# Words that start with an apostrophe: 'tis, rock 'n' roll; and a decade, the '90s.
SHORTENED = {
    "en": regex(r"(?:n(?='?\b)|(?:tis|twas|twere|twill|em|til)\b(?!'))", re.IGNORECASE),
    "de": regex(r"(?:s|n|ne|nem|nen|ner|nes|rein|raus|runter|rüber)\b(?!')", re.IGNORECASE),
    "nl": regex(r"(?:[stnkmr]|ns|ie)\b(?!')", re.IGNORECASE),
}
NEVER = regex(r"(?!)")
DECADE = regex(r"\d\ds\b")
YEAR = regex(r"\d\d\b")
WORD = regex(r"\w")


def curled(text: str, language: str = "en", *, inside: bool = False) -> str:
    """Curl the straight quotation marks and apostrophes of a text, and set the spaces at its signs.

    `inside` says that the text is printed in quotation marks. What may be a measure (12' or 2") is
    left as it was typed, and so is a mark that stands alone. In a language whose marks aren't
    known, all are.
    """
    return "".join(set_signs(text, language, inside=inside))


def set_signs(text: str, language: str, *, inside: bool = False) -> list[str]:
    """Do the same as `curled`, and give what each character of the text becomes."""
    first, out = primary(language), list(text)
    if MARK.search(text) and first not in UNSPACED and (marks := marks_of(language)):
        for at, role in _Curling(text, first).roles().items():
            if role == APOSTROPHE:
                out[at] = "'" if first in NO_APOSTROPHE else "’"
            else:
                out[at] = marks[INNER[role] if inside else role]
    return out if is_english(language) else spaced(out, language)


def is_english(language: str) -> bool:
    """Tell whether a language tag is one of English."""
    return primary(language) == "en"


class _Curling:
    """The state of curling one text, from left to right."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        # What is before a mark counts with its curls, English ones in every language.
        self.out = list(text)
        self.is_open = False
        self.open_singles = 0
        self.quoting = _quoting(text, SHORTENED.get(language, NEVER))

    def roles(self) -> dict[int, int]:
        """Tell what each mark of the text is; those of a measure are nothing, and stay straight."""
        kept = {
            found.start() + at
            for found in MEASURE.finditer(self.text)
            for at, char in enumerate(found[0])
            if char in "\"'"
        }
        roles = {}
        for found in MARK.finditer(self.text):
            at = found.start()
            if at in kept:
                continue
            before = self.out[at - 1] if at else " "
            after = self.text[at + 1 : at + 2] or " "
            set_mark = self._double if found[0] == '"' else self._single
            role = set_mark(at, before, after)
            if role is not None:
                roles[at] = role
                self.out[at] = (*CURLY, "’")[role]
        return roles

    def _double(self, at: int, before: str, after: str) -> int | None:
        # In Hebrew the last two letters of an abbreviation have a mark between them: gershayim.
        if self.language == "he" and before.isalpha() and after.isalpha():
            return None
        is_first = _opens(before, after) and (before.isspace() or after not in NOT_QUOTED)
        # A quotation starts behind a French article, too: l'"accord".
        letter, mark = self.text[max(0, at - 2) : at - 1], self.text[max(0, at - 1) : at]
        is_behind_article = mark == "'" and letter.isalpha() and after.isalpha()
        if is_first or (is_behind_article and not self.is_open):
            self.is_open = True
            return OPENING
        in_word = after.isalnum() or before.isdigit()
        if before.isspace() or (in_word and not self.is_open):
            return None
        self.is_open = False
        return CLOSING

    def _single(self, at: int, before: str, after: str) -> int | None:
        if before.isalnum() and after.isalnum():
            # Between digits it separates thousands, as in Switzerland: 1'000.
            return None if before.isdigit() and after.isdigit() else APOSTROPHE
        if _opens(before, after):
            if at not in self.quoting:
                return APOSTROPHE
            self.open_singles += 1
            return OPENING_SINGLE
        if before.isspace() or (before.isdigit() and not self.open_singles):
            return None
        role = CLOSING_SINGLE if self.open_singles else APOSTROPHE
        self.open_singles = max(0, self.open_singles - 1)
        return role


def _quoting(text: str, shortened: re.Pattern[str]) -> frozenset[int]:
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
            if text[at] != "'" or shortened.match(text, at + 1) or DECADE.match(text, at + 1):
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
