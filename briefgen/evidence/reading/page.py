"""The visible text of a page: what a reader of it saw, without what was never shown.

Resiliparse parses as browsers do (the HTML standard's algorithm, by Lexbor) and keeps words whole:
inline elements join, blocks part. Stylesheets aren't read: what they hide counts as seen.

This isn't in `formats/html.py`, because mails and e-books hold web pages, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import Any

from briefgen.evidence.folding import Change, Place
from briefgen.evidence.reading.apart import read_apart
from briefgen.evidence.reading.file_text import FileText
from briefgen.ground.bounds import Bounds
from briefgen.ground.folder import FileFault
from briefgen.ground.regexes import regex

# The parser's time grows with the square of the depth: a second for 10,000 tags that stay open.
# Browsers cut at 512 (Blink) or 8,192 (Gecko); a page of 150,000 tags is a book.
DEEPEST = 1_000
# A page of 20 MB takes 3 s. What is written in C hears no signal, and takes the square of the time
# for a tag with many attributes, or for lists that are open inside each other.
BOUNDS = Bounds(seconds=10, megabytes=2048)
MOST_TAGS = 150_000
TAG = regex(r"<(/?)([a-z][^\s/>]*)", re.IGNORECASE)
# What holds no tags of the page, up to its end where it isn't closed.
OPAQUE = regex(
    r"<!--(?>.*?(?:-->|\Z))|<(script|style|textarea|title|svg|math)\b(?>.*?(?:</\1\b|\Z))",
    re.IGNORECASE | re.DOTALL,
)
# Tags without an end, and those that end where the next one of them starts: a page of 40,000
# paragraphs that nobody closed isn't deep.
SHORT = """
    area base br col embed hr img input link meta param source track wbr a button nobr p li dt dd
    option optgroup tr td th thead tbody tfoot colgroup rt rp html head body
""".split()  # noqa: SIM905 - it reads as a list
# Selectors of what is never shown. Attributes are compared as they were typed, with spaces or not.
HIDDEN = [
    # React sends parts of a page hidden, with such ids, and a script that puts them in place.
    '[hidden]:not([id^="S:"])',
    "dialog:not([open])",
    "noscript",
    "rp",
    *(f'[style*="display{colon}none" i]' for colon in (":", ": ", " :", " : ")),
    *(f'[style*="visibility{colon}hidden" i]' for colon in (":", ": ")),
]
# Struck out: its writer took it back.
STRUCK = ["del", "s", "strike", '[style*="line-through" i]']
# What shows no words of the page: the text inside is for those who can't see the thing.
REPLACED = "img area embed input select textarea svg audio video object iframe canvas".split()  # noqa: SIM905
# What the extractor leaves out (the words of buttons and labels, the marks of a quotation), or
# doesn't part from its neighbours as browsers do.
MENDED = {"q", "label", "button", "legend", "summary"}
MENDABLE = regex(rf"<(?:{'|'.join(sorted(MENDED))})\b", re.IGNORECASE)
# What stands in an article, or in a sentence, and is no part of it: by tag, class or role.
BESIDE = {"figcaption", "figure", "aside", "rt", "nav", "sup", "button"}
BESIDE_CLASSES = frozenset(
    """
    ad ads advert advertisement advertisment adslot ad-slot ad-container ad-wrapper ad-label
    adsbygoogle sponsored promo promoted newsletter newsletter-signup related related-articles
    related-links read-more share sharing social-share sr-only visually-hidden visuallyhidden
    screen-reader-text screen-reader-only u-visually-hidden mw-editsection noprint pagenum
    page-number hidden d-none hide invisible lineno line-number linenumber timestamp
    """.split()  # noqa: SIM905 - it reads as a list
)
# Roles of DPUB-ARIA and of ARIA: the number of a printed page, a box at the side, a note's number.
BESIDE_ROLES = ("doc-pagebreak", "complementary", "doc-noteref")
# Whether any such element can be in a page at all: going through all of them takes as long again as
# parsing it.
MAYBE_BESIDE = regex(
    r"<(?:figcaption|figure|aside|rt|nav|sup|button)\b|\b(?:class|role|aria-hidden)\s*=",
    re.IGNORECASE,
)
# Put around it while the text is taken out of the page. They are noncharacters, which the Unicode
# standard keeps for such a use (section 23.7); a page that has them all the same loses them first.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
# Put around what is in bold, or named so, at the start of a block: it may be who speaks.
BOLD_OPEN, BOLD_CLOSE = "\ufdd2", "\ufdd3"
BOLD_EDGE = regex(f"[{BOLD_OPEN}{BOLD_CLOSE}]")
BOLD = ("b", "strong")
SPEAKER_CLASSES = frozenset(("speaker", "speaker-name", "speaker_name", "speakername"))
MAYBE_BOLD = regex(r"<(?:b|strong)\b|\bspeaker[_-]?(?:name)?\b", re.IGNORECASE)
BLOCKS = ("p", "div", "li", "td", "dd", "blockquote", "section", "article", "body")
LONGEST_LABEL = 80
ANY_COLON = regex("[:：]")
# A sign, with a line or one of the spaces around it where it stands alone between them.
EDGE = regex(rf"(?:(?<=\n)|\A)([{OPEN}{CLOSE}])\n|(?<= )([{OPEN}{CLOSE}]) |([{OPEN}{CLOSE}])")
# A raised number or sign behind a word leads to a note; behind a figure it is a power, and behind
# one or two letters it may belong to a unit or a formula.
NOTE = regex(r"\[[^\[\]]{1,30}\]|[\d*†‡§¶,\s]{1,8}")
LONGEST_NOTE = 40
ELEMENT = 1  # the type of a node that is one (DOM, section 4.4)
AFTER_WORD = regex(r"(?:[^\W\d_]{3}|[^\W\d_][’'”\".,;:!?)»]{1,2}|[.,;:!?]\s?)\Z")


def visible_text(html: str) -> FileText:
    """Read the text of a page, blocks on lines of their own. FileFault where it can't be read."""
    import resiliparse.extract.html2text  # noqa: F401 - once, and not in the child of each page

    return read_apart(lambda: read_here(html), BOUNDS)


def read_here(html: str) -> FileText:
    """Read a page like `visible_text`, but in this process; the caller has to set bounds for it."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLParserException, HTMLTree

    _refuse_deep(html)
    html = re.sub(f"[{OPEN}{CLOSE}{BOLD_OPEN}{BOLD_CLOSE}]", "\ufffd", html)
    try:
        tree = HTMLTree.parse(html)
        if MAYBE_BESIDE.search(html):
            _mark_beside(tree)
        if MAYBE_BOLD.search(html):
            _mark_bold(tree)
        if MENDABLE.search(html):
            _mend(tree)
        # Captions are taken for alternative texts, so that these are asked for, and images skipped.
        text = extract_plain_text(
            tree, list_bullets=False, alt_texts=True, skip_elements=[*HIDDEN, *STRUCK, *REPLACED]
        )
    except HTMLParserException:
        raise FileFault("is damaged.", "Save the page again.") from None
    return _with_labels(_without_edges(text))


def _mark_bold(tree: Any) -> None:
    """Put signs around what is in bold at the start of a block that goes on behind it."""
    # All of them before any is changed, as in `_mend`.
    for node in [node for node in tree.body or () if _may_name_speaker(node)]:
        if _starts_block(node) and _first_words(node, LONGEST_LABEL).strip():
            node.insert_before(tree.create_text_node(BOLD_OPEN), node.first_child)
            node.append(tree.create_text_node(BOLD_CLOSE))


def _may_name_speaker(node: Any) -> bool:
    """Whether a node is in bold, or has a class such as `speaker`."""
    if node.tag in BOLD:
        return True
    if node.tag != "span" or "class" not in node.attribute_names:
        return False
    return not SPEAKER_CLASSES.isdisjoint((node.get_attribute("class") or "").lower().split())


def _starts_block(node: Any) -> bool:
    """Whether a node is the first visible one of a block, or follows a line break."""
    before = node.prev
    # The white space between two tags is a node of text too.
    while before is not None and before.tag == "#text" and not before.text.strip():
        before = before.prev
    if before is not None:
        return bool(before.tag == "br")
    return node.parent is not None and node.parent.tag in BLOCKS


def _with_labels(read: FileText) -> FileText:
    """The text without the signs around what is in bold, and with the places of labels.

    Bold words that end with a colon aren't among these: they are found as labels in any text.
    """

    def moved(at: int) -> int:
        """Where an offset is once the signs before it are gone."""
        return at - bisect_left(signs, at)

    signs = [sign.start() for sign in BOLD_EDGE.finditer(read.text)]
    if not signs:
        return read
    labels: list[Place] = []
    start = -1
    for sign in signs:
        if read.text[sign] == BOLD_OPEN:
            start = sign
        elif start >= 0:
            if not ANY_COLON.search(read.text[start : sign + 3]):
                labels.append((moved(start), moved(sign)))
            start = -1
    left_out = [(moved(first), moved(end), by) for first, end, by in read.left_out]
    return FileText(BOLD_EDGE.sub("", read.text), tuple(left_out), labels=tuple(labels))


def _mark_beside(tree: Any) -> None:
    """Put signs around elements that are no part of the sentences around them, such as notes."""
    # All of them before any is changed, as in `_mend`. Asking the tree for them with a selector
    # takes time that grows with the square of their number.
    for node in [node for node in tree.body or () if _may_be_beside(node)]:
        # A raised `nd` belongs to its word.
        if node.tag == "sup" and not NOTE.fullmatch(_first_words(node).strip()):
            continue
        if node.first_child is not None:
            node.insert_before(tree.create_text_node(OPEN), node.first_child)
            node.append(tree.create_text_node(CLOSE))


def _first_words(element: Any, most: int = LONGEST_NOTE) -> str:
    """Give the start of an element's text, a little longer than any note's number."""
    words = ""
    for node in element:
        words += node.text if node.tag == "#text" else ""
        if len(words) > most:
            break
    return words


def _may_be_beside(node: Any) -> bool:
    """Whether an element is no part of the text around it: by tag, class, role or `aria-hidden`."""
    if node.tag in BESIDE:
        return True
    names = node.attribute_names if node.type == ELEMENT else ()
    return (
        (
            "class" in names
            and not BESIDE_CLASSES.isdisjoint((node.get_attribute("class") or "").split())
        )
        or ("role" in names and node.get_attribute("role") in BESIDE_ROLES)
        or ("aria-hidden" in names and node.get_attribute("aria-hidden") == "true")
    )


def _without_edges(text: str) -> FileText:
    """Take those signs out of the text, and list the stretches between them as `left_out`."""
    parts: list[str] = []
    left_out: list[Change] = []
    length = at = depth = start = 0
    for edge in EDGE.finditer(text):
        parts.append(text[at : edge.start()])
        length += edge.start() - at
        at = edge.end()
        depth += 1 if OPEN in edge[0] else -1
        if OPEN in edge[0] and depth == 1:
            start = length
        elif depth == 0 and length > start:
            left_out.append((start, length, ""))
    if not parts:
        return FileText(text)
    parts.append(text[at:])
    whole = "".join(parts)
    return FileText(whole, tuple(each for each in left_out if _is_beside(whole, each)))


def _is_beside(text: str, place: Change) -> bool:
    """Whether a stretch may be left out: it is no label of a speaker, and no power or formula."""
    start, end, _ = place
    words = text[start:end].strip()
    if words.endswith((":", "：")):
        return False
    if NOTE.fullmatch(words) and not words.startswith("["):
        return AFTER_WORD.search(text[max(0, start - 4) : start]) is not None
    return True


def _refuse_deep(html: str) -> None:
    """Refuse a page with so many tags, or so many open at once, that parsing it takes long."""
    still_open: Counter[str] = Counter()
    depth = 0
    for count, found in enumerate(TAG.finditer(OPAQUE.sub(" ", html))):
        name = found[2].lower()
        # An end without its start closes nothing, and must not make room for more.
        if name not in SHORT and (not found[1] or still_open[name]):
            step = -1 if found[1] else 1
            still_open[name] += step
            depth += step
        if depth > DEEPEST or count > MOST_TAGS:
            what = "tags inside each other" if depth > DEEPEST else "tags"
            most = DEEPEST if depth > DEEPEST else MOST_TAGS
            raise FileFault(f"has more than {most:,} {what}.", "Save the text alone, as .txt.")


def _mend(tree: Any) -> None:
    """Change the tree so that the extractor gives the text that a browser would show."""
    # All of them before any is changed: a list that the tree keeps is counted anew after each.
    for node in [node for node in tree.body or () if node.tag in MENDED]:
        if node.tag == "q":
            node.prepend(tree.create_text_node("“"))
            node.append(tree.create_text_node("”"))
        elif node.tag in ("legend", "summary"):
            node.after(tree.create_text_node(" "))
        else:
            # In a plain element, as hidden as it was, the extractor doesn't skip its words.
            plain = tree.create_element("span")
            for name in ("hidden", "style"):
                if name in node.attribute_names:
                    plain.set_attribute(name, node.get_attribute(name) or "")
            while child := node.first_child:
                plain.append_child(child)
            node.replace_with(plain)
