"""Keeps sentences that Markdown would make a list, a quotation, a heading or emphasis of.

CommonMark is for those who know it. Writers of briefs type `14. May is the last day` and
`> 50 per cent`, and a packet that drops the number or the sign says something else.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import (
    StateBlock,
    blockquote,
    heading,
    list_block,
    paragraph,
    reference,
)
from markdown_it.rules_inline import StateInline

from briefgen.ground.regexes import regex
from briefgen.markdown import links

LIST_MARKER = regex(r"(?:(?P<number>\d{1,9})[.)]|[-+*])(?=\s|\Z)")
# An amount. A sign before it, as in `- 5 %`, belongs to it, and is no mark of a list. A year isn't
# an amount, unless a `+` stands before it.
AMOUNT = regex(r"\s*[\W_]{0,3}?(?!(?:19|20)\d\d\b)\d")
ADDED = regex(r"\+\s+[\W_]{0,3}?\d")
# A star behind a word, `Price*`, whose note starts with a star in another line.
STARRED = regex(r"^[^*\n]*[^\s*]\*(?![\w*])", re.MULTILINE)
COMPARED = regex(r"=|\s*[-+−±~≈<=$€£¥₽₴₺%]{0,2}\s?\d")
NUMBER_SIGN = regex(links.NUMBER_SIGN)
STARS = regex(r"\*+")
NAMED = regex(r"\[([^\[\]]{1,999})\](?!:)")
LABEL = regex(r"\[(?!\^)([^\[\]]{1,999})\]:")


def keep_sentences(made: MarkdownIt) -> None:
    """Make a parser take fewer signs for lists, quotations, definitions and emphasis."""
    rules = made.block.ruler
    # `alt` names the blocks that a rule may interrupt, as in markdown-it's own list.
    rules.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    rules.at("blockquote", _blockquote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    rules.at("reference", _reference)
    rules.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})
    # An indent is what is left of a list, and never a program. A line of hyphens under a paragraph
    # is a line: the headings that it would make are of a level that no text of a brief may have.
    rules.disable(["code", "lheading"])
    made.inline.ruler.before("emphasis", "joined_stars", _joined_stars)
    made.inline.ruler.before("escape", "path", _path)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Parse a list, unless it is one item that is more likely a sentence: `14. May is late`."""
    found = LIST_MARKER.match(_line(state, start))
    if not found:
        return False
    if not _is_lone_item(state, start, end, found):
        return list_block(state, start, end, silent)
    return list_block(state, start, end, silent=True) and (
        silent or paragraph(state, start, end, silent=False)
    )


def _is_lone_item(state: StateBlock, start: int, end: int, marker: re.Match[str]) -> bool:
    """Tell whether what looks like a list is one item alone, and more likely a sentence."""
    if ADDED.match(marker.string):
        return True
    amount = AMOUNT.match(marker.string, marker.end())
    if "stars" not in state.env:  # looked for once a text, or a text of stars takes for ever
        state.env["stars"] = STARRED.search(state.src) is not None
    is_note = marker[0] == "*" and state.env["stars"]
    # Whether the marker of another list stands before it on the same line: `- * with tax`.
    at = state.bMarks[start] + state.tShift[start]
    before = state.src[state.src.rfind("\n", 0, at) + 1 : at].rstrip()
    is_behind_marker = before[-1:] in ("-", "+", "*", ".", ")")
    is_odd = marker["number"] or amount or is_note or is_behind_marker
    return bool(is_odd) and _is_alone(state, start, end, marker)


def _is_alone(state: StateBlock, start: int, end: int, marker: re.Match[str]) -> bool:
    """Tell whether no second item of its kind follows before the list ends.

    The kind of an item is its sign, `-`, `+` or `*`; or for numbers `.` or `)` (section 5.3).
    """
    inside, after_blank = state.sCount[start] + marker.end() + 1, False
    for at in range(start + 1, end):
        if state.isEmpty(at):
            after_blank = True
        elif state.sCount[at] < state.blkIndent:
            return True
        elif state.sCount[at] < inside:
            if another := LIST_MARKER.match(_line(state, at)):
                return another[0][-1] != marker[0][-1]
            if after_blank:
                return True
    return True


def _blockquote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Parse a quotation, unless its sign compares: `> 50 per cent`, `>= 3`.

    If the next line has a `>` that doesn't compare, both lines are a quotation.
    """
    if _is_compared(state, start):
        follows = start + 1 < end and _line(state, start + 1).startswith(">")
        if not follows or _is_compared(state, start + 1):
            return silent or paragraph(state, start, end, silent=False)
    return blockquote(state, start, end, silent)


def _is_compared(state: StateBlock, line: int) -> bool:
    words = _line(state, line)
    return words.startswith(">") and COMPARED.match(words, 1) is not None


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Parse the address of a link that is named elsewhere in the text: `[annex]: https://…`.

    If nothing in the text uses the label, the line is a sentence, `[Draft]: unreleased`, of which
    CommonMark would print nothing.
    """
    found = LABEL.match(_line(state, start))
    if not found:
        return False
    if "labels" not in state.env:
        state.env["labels"] = {links.folded_label(each[1]) for each in NAMED.finditer(state.src)}
    if links.folded_label(found[1]) not in state.env["labels"]:
        return False
    return reference(state, start, end, silent)


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Parse a heading, unless its sign stands before a number: `# 4 is the gate`."""
    return not NUMBER_SIGN.match(_line(state, start)) and heading(state, start, end, silent)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _path(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a path of Windows, whose backslashes are no marks."""
    end = links.path_end(state.src, state.pos)
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _joined_stars(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read asterisks inside a word or between numbers, `3*4*5`, which are no marks.

    CommonMark takes asterisks for emphasis there, but not underscores (section 6.2). They may end
    what was bold: `**Zorya**s`.
    """
    run = STARS.match(state.src, state.pos)
    if not run or not _is_joined(state.src, run.start(), run.end()) or _ends_emphasis(run):
        return False
    if not silent:
        state.append_pending(run[0])
    state.pos = run.end()
    return True


def _is_joined(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()


def _ends_emphasis(run: re.Match[str]) -> bool:
    """Tell whether a run before a letter ends emphasis that an equally long run has begun."""
    text, start, length = run.string, run.start(), len(run[0])
    if text[start - 1].isdigit() and text[run.end()].isdigit():
        return False
    opener = text.rfind("*", 0, start) + 1
    first = opener - length
    if opener < length or text[first:opener] != run[0] or text[max(0, first - 1) : first] == "*":
        return False
    is_one = length > 1 or not any(char.isspace() for char in text[opener:start])
    return is_one and not _is_joined(text, first, opener)
