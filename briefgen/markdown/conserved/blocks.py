"""Follows the marks of blocks: lists, quotations, headings, fences and tables."""

from __future__ import annotations

from briefgen.ground.regexes import regex
from briefgen.markdown.conserved.tokens import HtmlToken
from briefgen.markdown.conserved.walk import Differs, Follow, Misprint, Walk

NUMBER = regex(r"(\d{1,9})[.)](?=\s|\Z)")
BULLET = regex(r"[-*+](?=\s|\Z)")
# `+ 3` in a first line adds three to something, and is no item.
FIRST_BULLET = regex(r"(?:[-*]|\+(?![ \t]+\d))(?=\s|\Z)")
# A `>` that compares (`>= 3`) starts a quotation only if the next line starts with `>`, too.
COMPARED = regex(r">(?:=|[ \t]?\d)")
NEXT_IS_QUOTED = regex(r"[^\n]*\n[ \t>]*>")
RULE = regex(r"([-*_])(?:[ \t]*\1){2,}[ \t]*(?=\n|\Z)")
HASHES = regex(r"#{1,6}(?=\s|\Z)")
CLOSING_HASHES = regex(r"[ \t]+(#+)[ \t]*(?=\n|\Z)")
FENCE = regex(r"`{3,}|~{3,}")
# The language of code, as in ```yaml. It has to be the only word in its line.
LANGUAGE = regex(r"[a-z][a-z0-9+#._-]*[ \t]*(?=\n)")
COLUMNS = regex(r"[|:\- \t]+(?=\n|\Z)")
# A first row without words. Lazy (`+?`), so that it takes one row only.
BLANK_HEAD = regex(r"(?:[|\s]|&nbsp;)+?(?=\n)")
REST = regex(r"[^\n]*")
# The most cells without a column that are reported: all are mended in the same way.
MOST_CELLS = 20


def _open_list(walk: Walk, _token: HtmlToken) -> None:
    walk.counts.append(True)


def _close_list(walk: Walk, _token: HtmlToken) -> None:
    walk.counts.pop()


def _open_item(walk: Walk, token: HtmlToken) -> None:
    if token.number is None:
        walk.pattern(FIRST_BULLET if walk.counts[-1] else BULLET)
        walk.counts[-1] = False
    else:
        at = walk.cursor.at
        number = int(walk.pattern(NUMBER)[1])
        # If `1.` stands before every item, they are counted.
        if number != token.number and not (number == 1 and walk.counts[-1]):
            raise Differs(at)
        walk.counts[-1] = walk.counts[-1] and number == 1
    walk.cursor.skip(in_line=True)
    # If an item has no words in this line, the next line belongs to another block.
    if not walk.cursor.text.startswith("\n", walk.cursor.at):
        walk.skip_unprinted()


def _open_quotation(walk: Walk, _token: HtmlToken) -> None:
    walk.cursor.skip()
    at, text = walk.cursor.at, walk.cursor.text
    if COMPARED.match(text, at) and not NEXT_IS_QUOTED.match(text, at):
        raise Differs(at)
    walk.need(">")
    walk.cursor.quotes += 1


def _close_quotation(walk: Walk, _token: HtmlToken) -> None:
    walk.skip_signs()
    walk.cursor.quotes -= 1


def _open_heading(walk: Walk, token: HtmlToken) -> None:
    found = walk.pattern(HASHES)
    if token.value != f"h{len(found[0])}":
        raise Differs(found.start())


def _close_heading(walk: Walk, token: HtmlToken) -> None:
    """Follow the `#` behind a heading, which are marks if there are as many as before it.

    To CommonMark any number are marks (section 4.2). But in `## C #` the last one is a word.
    """
    found = CLOSING_HASHES.match(walk.cursor.text, walk.cursor.at)
    if found and token.value == f"h{len(found[1])}":
        walk.cursor.at = found.end()


def _open_rule(walk: Walk, _token: HtmlToken) -> None:
    walk.pattern(RULE)


def _open_fence(walk: Walk, _token: HtmlToken) -> None:
    fence = walk.pattern(FENCE)
    walk.cursor.skip(in_line=True)
    language = walk.cursor.take(LANGUAGE)
    if walk.cursor.text[walk.cursor.at : walk.cursor.at + 1] not in ("", "\n"):
        raise Differs(fence.start())
    walk.marks += [fence[0], str(fence.start()) if language else ""]
    walk.cursor.is_code = True


def _close_fence(walk: Walk, _token: HtmlToken) -> None:
    walk.cursor.is_code = False
    # A fence that nothing ends goes to the end of the text (CommonMark, section 4.5). What stands
    # behind it may then be no language but a word, and it isn't printed.
    language_at, mark = walk.marks.pop(), walk.marks.pop()
    walk.cursor.skip()
    found = FENCE.match(walk.cursor.text, walk.cursor.at)
    if found and found[0].startswith(mark):
        walk.cursor.at = found.end()
    elif language_at:
        raise Differs(int(language_at))


def _open_row(walk: Walk, _token: HtmlToken) -> None:
    walk.cursor.skip(to_row=True)
    walk.cursor.is_table = True


def _open_cell(walk: Walk, _token: HtmlToken) -> None:
    walk.cursor.skip(in_line=True)
    walk.cursor.take_sign("|")


def _close_row(walk: Walk, _token: HtmlToken) -> None:
    walk.cursor.skip(in_line=True)
    walk.cursor.take_sign("|")
    walk.cursor.skip(in_line=True)
    walk.cursor.is_table = False
    # GFM leaves out what has no column (section 4.10).
    start, rest = walk.cursor.at, walk.cursor.take(REST)
    if rest and rest[0].replace("|", "").strip() and len(walk.cells) < MOST_CELLS:
        walk.cells.append(Misprint("cell", start, start + len(rest[0].rstrip())))


def _open_table(walk: Walk, _token: HtmlToken) -> None:
    walk.has_head = False


def _close_head(walk: Walk, _token: HtmlToken) -> None:
    walk.has_head = True
    walk.pattern(COLUMNS)


def _open_body(walk: Walk, _token: HtmlToken) -> None:
    """Follow the start of a body. A head without words isn't printed, nor is the line below it."""
    if not walk.has_head:
        walk.cursor.skip(to_row=True)
        walk.pattern(BLANK_HEAD)
        walk.pattern(COLUMNS)


TAGS: dict[tuple[str, str], Follow] = {
    ("open", "ol"): _open_list,
    ("close", "ol"): _close_list,
    ("open", "ul"): _open_list,
    ("close", "ul"): _close_list,
    ("open", "li"): _open_item,
    ("open", "blockquote"): _open_quotation,
    ("close", "blockquote"): _close_quotation,
    ("open", "hr"): _open_rule,
    ("open", "pre"): _open_fence,
    ("close", "pre"): _close_fence,
    ("open", "table"): _open_table,
    ("close", "thead"): _close_head,
    ("open", "tbody"): _open_body,
    ("open", "tr"): _open_row,
    ("close", "tr"): _close_row,
    ("open", "td"): _open_cell,
    ("open", "th"): _open_cell,
    **{("open", f"h{level}"): _open_heading for level in range(1, 7)},
    **{("close", f"h{level}"): _close_heading for level in range(1, 7)},
}
