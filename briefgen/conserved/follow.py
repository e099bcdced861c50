"""Along the page and the text at once: each tag asks for its marks, each letter for itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from briefgen.conserved.page import Part, parts
from briefgen.conserved.typed import WORD, Typed, definition_end, link_end, shows
from briefgen.links import is_sentence

NUMBER = re.compile(r"(\d{1,9})[.)](?=\s|\Z)")
BULLET = re.compile(r"[-*+](?=\s|\Z)")
FIRST_BULLET = re.compile(r"(?:[-*]|\+(?![ \t]+\d))(?=\s|\Z)")
COMPARED = re.compile(r">(?:=|[ \t]?\d)")
NEXT_IS_QUOTED = re.compile(r"[^\n]*\n[ \t>]*>")
ONLY_QUOTED = re.compile(r"(?:\n[ \t]*>(?:[ \t>]|&nbsp;)*(?=\n|\Z))*")
RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*(?=\n|\Z)")
UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*(?=\n|\Z)")
HASHES = re.compile(r"#{1,6}(?=\s|\Z)")
CLOSING_HASHES = re.compile(r"[ \t]+(#+)[ \t]*(?=\n|\Z)")
LAST_HASHES = re.compile(r"#+[ \t]*(?=\n|\Z)")
TICKS = re.compile(r"`+")
FENCE = re.compile(r"`{3,}|~{3,}")
COLUMNS = re.compile(r"[|:\- \t]+(?=\n|\Z)")
REST = re.compile(r"[^\n]*")
MARKERS = re.compile(r"[ \t>*+\-\d.)]*")
NAMED = re.compile(r"\[((?:\\.|[^\[\]\\])+)\](?!:)")
DEFINED = re.compile(r"\[((?:\\.|[^\[\]\\])+)\]:")
LABEL = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]")
MOST_STARS = 8
MOST_CELLS = 20
# Before these a definition may stand, or a heading without words, of which nothing is printed.
BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr"}
BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a text isn't printed as typed; `cell` says that there is no column for it."""

    kind: Literal["changed", "cell"]
    start: int
    end: int


class _Differs(Exception):  # noqa: N818 - control flow, not an error of ours
    def __init__(self, start: int) -> None:
        super().__init__()
        self.start = start


def differences(text: str, html: str) -> list[Difference]:
    """Where the HTML of a text differs from it. Behind the first change nothing is looked for.

    In the HTML each citation is `<cite>id</cite>`. Pictures and unsafe links, which are printed
    as something else, have rules of their own: a text with one is not looked at here.
    """
    following = _Following(text)
    try:
        following.along(parts(html))
    except _Differs as found:
        word = WORD.match(text, found.start)
        end = word.end() if word else len(text)
        return [*following.cells, Difference("changed", found.start, end)]
    return following.cells


class _Following:
    def __init__(self, text: str) -> None:
        self.typed = Typed(text)
        self.cells: list[Difference] = []
        self.is_sentence = is_sentence(text)
        self.marks: list[str] = []  # of each tag that is open, what opened it
        self.counts: list[bool] = []  # of each list, whether it had no item yet, or none but with 1
        self.defined: dict[str, int] = {}
        self.used: set[str] = set()
        self.labels = {_label(found[1]) for found in NAMED.finditer(text)}

    def along(self, page: Iterable[Part]) -> None:
        """Follow a page from its start to its end. _Differs where the text goes another way."""
        for part in page:
            if part.kind == "words":
                self._words(part.value)
                continue
            if part.kind == "open" and part.value in BLOCKS:
                self._skip_unprinted()
            if follow := TAGS.get((part.kind, part.value)):
                follow(self, part)
        self._skip_signs()
        self._skip_unprinted()
        if self.typed.at < len(self.typed.text):
            raise _Differs(self.typed.at)
        for label, at in self.defined.items():
            if label not in self.used:
                raise _Differs(at)

    def _words(self, words: str) -> None:
        for char in words:
            if shows(char):
                self.typed.skip()
                at = self.typed.at
                if not self.typed.prints(char) and not self._is_behind_blank_link(at, char):
                    raise _Differs(at)

    def _is_behind_blank_link(self, at: int, char: str) -> bool:
        """Whether a link without words was in the way, which another rule tells of."""
        self.typed.at = at
        while self.typed.take_sign("["):
            self.typed.skip()
            if not self.typed.take_sign("]"):
                return False
            self._skip_address()
            self.typed.skip()
        return self.typed.at > at and self.typed.prints(char)

    def _need(self, sign: str) -> None:
        self.typed.skip()
        if not self.typed.take_sign(sign):
            raise _Differs(self.typed.at)

    def _pattern(self, pattern: re.Pattern[str]) -> re.Match[str]:
        self.typed.skip()
        found = self.typed.take(pattern)
        if not found:
            raise _Differs(self.typed.at)
        return found

    def _skip_unprinted(self) -> None:
        """Go past definitions of links and headings without words."""
        self.typed.skip()
        if self.is_sentence:
            return
        while self._skip_definition() or self._skip_blank_heading():
            self.typed.skip()

    def _skip_definition(self) -> bool:
        """Whether an address for a label stands here, and the label elsewhere as well."""
        text, at = self.typed.text, self.typed.at
        found = DEFINED.match(text, at)
        if not found or not self._is_line_start() or (label := _label(found[1])) not in self.labels:
            return False
        end = definition_end(text, found.end())
        if end > 0:
            self.defined.setdefault(label, at)
            self.typed.at = end
        return end > 0

    def _skip_blank_heading(self) -> bool:
        """Whether a heading without words stands here, which another rule tells of."""
        at = self.typed.at
        if self._is_line_start() and self.typed.take(HASHES):
            self.typed.skip(in_line=True)
            self.typed.take(LAST_HASHES)
            if self.typed.text[self.typed.at : self.typed.at + 1] in ("", "\n"):
                return True
        self.typed.at = at
        return False

    def _is_line_start(self) -> bool:
        at, text = self.typed.at, self.typed.text
        return MARKERS.fullmatch(text, text.rfind("\n", 0, at) + 1, at) is not None

    def _skip_signs(self) -> None:
        """Go past lines that hold nothing but the signs of a quotation."""
        self.typed.skip(in_line=True)
        self.typed.take(ONLY_QUOTED)

    # Emphasis, code, links

    def open_emphasis(self, part: Part) -> None:
        self.typed.skip()
        at, text = self.typed.at, self.typed.text
        sign = text[at : at + 1]
        length = 1 if part.value == "em" else 2
        if sign not in ("*", "_") or not self.typed.take_sign(sign * length):
            raise _Differs(at)
        if all(char.isalnum() for char in _around(text, at)):
            raise _Differs(at)
        self.marks.append(sign * length)

    def close_emphasis(self, part: Part) -> None:
        self.typed.skip()
        at = self.typed.at
        self._need(self.marks.pop())
        if all(char.isdigit() for char in _around(self.typed.text, at)):
            raise _Differs(at)

    def open_code(self, part: Part) -> None:
        if self.typed.is_code:  # inside a fence
            self.marks.append("")
            return
        self.marks.append(self._pattern(TICKS)[0])
        self.typed.is_code = True

    def close_code(self, part: Part) -> None:
        mark = self.marks.pop()
        if mark:
            if self._pattern(TICKS)[0] != mark:
                raise _Differs(self.typed.at - 1)
            self.typed.is_code = False

    def open_link(self, part: Part) -> None:
        self.typed.skip()
        sign = self.typed.text[self.typed.at : self.typed.at + 1]
        self._need("<" if sign == "<" else "[")
        self.marks.append(sign if sign == "<" else str(self.typed.at))

    def close_link(self, part: Part) -> None:
        mark = self.marks.pop()
        if mark == "<":
            self._need(">")
            return
        self.typed.skip()
        words = self.typed.text[int(mark) : self.typed.at]
        self._need("]")
        self._skip_address(words)

    def _skip_address(self, words: str = "") -> None:
        """Go past what stands behind the words of a link: an address, a label, or nothing."""
        text = self.typed.text
        at = self.typed.at
        if text[at : at + 1] == "(" and (end := link_end(text, at)) > 0:
            self.typed.at = end
        elif found := self.typed.take(LABEL):
            self.used.add(_label(found[1] or words))
        else:
            self.used.add(_label(words))

    def new_line(self, part: Part) -> None:
        """A new line by a backslash, by two spaces, or between paragraphs without tags."""
        self.typed.skip(in_line=True)
        at, text = self.typed.at, self.typed.text
        self.typed.skip()
        is_by_spaces = text.startswith("  \n", at - 2) and not text.startswith("\\", at - 3)
        if not is_by_spaces and text.startswith("\\\n", self.typed.at):
            self.typed.at += 1

    # Blocks

    def open_item(self, part: Part) -> None:
        if part.number is None:
            self._pattern(FIRST_BULLET if self.counts[-1] else BULLET)
            self.counts[-1] = False
        else:
            at = self.typed.at
            number = int(self._pattern(NUMBER)[1])
            if number != part.number and not (number == 1 and self.counts[-1]):
                raise _Differs(at)
            self.counts[-1] = self.counts[-1] and number == 1
        self.typed.skip(in_line=True)
        if not self.typed.text.startswith("\n", self.typed.at):
            self._skip_unprinted()

    def open_citation(self, part: Part) -> None:
        self._need("[^")

    def close_citation(self, part: Part) -> None:
        self._need("]")

    def open_list(self, part: Part) -> None:
        self.counts.append(True)

    def close_list(self, part: Part) -> None:
        self.counts.pop()

    def open_rule(self, part: Part) -> None:
        self._pattern(RULE)

    def close_head(self, part: Part) -> None:
        self._pattern(COLUMNS)

    def open_quotation(self, part: Part) -> None:
        self.typed.skip()
        at, text = self.typed.at, self.typed.text
        if COMPARED.match(text, at) and not NEXT_IS_QUOTED.match(text, at):
            raise _Differs(at)
        self._need(">")
        self.typed.quotes += 1

    def close_quotation(self, part: Part) -> None:
        self._skip_signs()
        self.typed.quotes -= 1

    def open_heading(self, part: Part) -> None:
        found = self.typed.take(HASHES)
        if found and part.value != f"h{len(found[0])}":
            raise _Differs(found.start())
        self.marks.append("#" if found else "")

    def close_heading(self, part: Part) -> None:
        if not self.marks.pop():
            self._pattern(UNDERLINE)
            return
        found = CLOSING_HASHES.match(self.typed.text, self.typed.at)
        if found and part.value == f"h{len(found[1])}":
            self.typed.at = found.end()

    def open_fence(self, part: Part) -> None:
        fence = self._pattern(FENCE)
        self.typed.skip(in_line=True)
        if self.typed.text[self.typed.at : self.typed.at + 1] not in ("", "\n"):
            raise _Differs(fence.start())
        self.marks.append(fence[0])
        self.typed.is_code = True

    def close_fence(self, part: Part) -> None:
        self.typed.is_code = False
        mark = self.marks.pop()
        self.typed.skip()
        found = FENCE.match(self.typed.text, self.typed.at)
        if found and found[0].startswith(mark):
            self.typed.at = found.end()

    def open_row(self, part: Part) -> None:
        self.typed.skip(to_row=True)
        self.typed.is_table = True

    def open_cell(self, part: Part) -> None:
        self.typed.skip(in_line=True)
        self.typed.take_sign("|")

    def close_row(self, part: Part) -> None:
        self.typed.skip(in_line=True)
        self.typed.take_sign("|")
        self.typed.skip(in_line=True)
        self.typed.is_table = False
        start, rest = self.typed.at, self.typed.take(REST)
        if rest and rest[0].replace("|", "").strip() and len(self.cells) < MOST_CELLS:
            self.cells.append(Difference("cell", start, start + len(rest[0].rstrip())))


TAGS: dict[tuple[str, str], Callable[[_Following, Part], None]] = {
    ("open", "em"): _Following.open_emphasis,
    ("close", "em"): _Following.close_emphasis,
    ("open", "strong"): _Following.open_emphasis,
    ("close", "strong"): _Following.close_emphasis,
    ("open", "code"): _Following.open_code,
    ("close", "code"): _Following.close_code,
    ("open", "a"): _Following.open_link,
    ("close", "a"): _Following.close_link,
    ("open", "cite"): _Following.open_citation,
    ("close", "cite"): _Following.close_citation,
    ("open", "br"): _Following.new_line,
    ("open", "hr"): _Following.open_rule,
    ("open", "ol"): _Following.open_list,
    ("close", "ol"): _Following.close_list,
    ("open", "ul"): _Following.open_list,
    ("close", "ul"): _Following.close_list,
    ("open", "li"): _Following.open_item,
    ("open", "blockquote"): _Following.open_quotation,
    ("close", "blockquote"): _Following.close_quotation,
    ("open", "pre"): _Following.open_fence,
    ("close", "pre"): _Following.close_fence,
    ("close", "thead"): _Following.close_head,
    ("open", "tr"): _Following.open_row,
    ("close", "tr"): _Following.close_row,
    ("open", "td"): _Following.open_cell,
    ("open", "th"): _Following.open_cell,
    **{("open", f"h{level}"): _Following.open_heading for level in range(1, 7)},
    **{("close", f"h{level}"): _Following.close_heading for level in range(1, 7)},
}


def _around(text: str, at: int) -> tuple[str, str]:
    """What stands on both sides of a run of asterisks or underscores, if it isn't a long one."""
    start = end = at
    while end < at + MOST_STARS and text[end : end + 1] == text[at]:
        end += 1
    while at - MOST_STARS < start > 0 and text[start - 1] == text[at]:
        start -= 1
    return text[max(0, start - 1) : start], text[end : end + 1]


def _label(words: str) -> str:
    """A label as it is compared with others (CommonMark, section 4.7)."""
    return " ".join(words.split()).casefold()
