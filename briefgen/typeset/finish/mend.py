"""Correct the structure that screen readers follow: one element, of the right type, for each part.

The types are those of ISO 32000-1, 14.8.4. Each function names the rule of PDF/UA-1 that
WeasyPrint 70 breaks, and that it mends.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.typeset.finish.node import PIECE, Node

# The types of HTML elements for which the engine writes NonStruct, "no structure".
TYPES = {
    **dict.fromkeys(("header", "nav", "footer", "aside"), "Sect"),
    **dict.fromkeys(
        ("em", "strong", "cite", "time", "sup", "sub", "del", "bdi", "a::after", "run"), "Span"
    ),
    "figure": "Div",
    "code": "Code",
    "pre": "P",
}
# Types that hold blocks, such as paragraphs; words directly in them get a paragraph.
GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
# Types that stand within a line.
INLINE = {PIECE, "Span", "Link", "Code", "NonStruct"}
# Types that are kept even if they are empty: without an empty cell, the next would be read in its
# column.
KEPT_EMPTY = {PIECE, "TR", "TH", "TD"}
# The types of a list in a table of contents.
CONTENTS = {"L": "TOC", "LI": "TOCI", "LBody": "Reference"}


def mend(document: Node) -> None:
    """Correct the structure below `document`, in place.

    The order of the steps matters. Pieces of an element are joined before empty elements are
    dropped, as a piece may be empty. Lists, tables and groups are corrected after all elements have
    their types.
    """
    _join(document)
    _drop_empty(document)
    _set_types(document)
    _unnest_links(document)
    for node in document.everything():
        if node.kind == "L":
            _mend_list(node)
        elif node.kind == "Table" and "TBody" not in {kid.kind for kid in node.kids}:
            # A head without a body isn't allowed (PDF/UA-1, 7.2): its rows become the table's own.
            heads = [kid.kids if kid.kind == "THead" else [kid] for kid in node.kids]
            node.kids = [row for rows in heads for row in rows]
    for node in document.everything():
        if node.tag == "nav":
            # A list in a `nav` is a table of contents (ISO 32000-1, Table 333).
            for each in node.everything():
                each.kind = CONTENTS.get(each.kind, each.kind)
        if node.kind in GROUPS:
            _wrap_words(node)


def _join(node: Node) -> None:
    """Join the pieces of each element that was broken over pages, columns or lines.

    The head of a table is printed again on each page. Its repetitions are dropped, as screen
    readers would read them in the middle of the table; on the page they become furniture.
    """
    seen: dict[tuple[str, str], Node] = {}
    kept: list[Node] = []
    for kid in _without_columns(node):
        before = seen.get((kid.key, kid.kind)) if kid.key else None
        # A kid with the key of the node itself is a wrapper that the engine put around some of the
        # node's words. Two of these are joined only if nothing stands between them.
        if before is None or (kid.key == node.key and kept[-1] is not before):
            seen[kid.key, kid.kind] = kid
            kept.append(kid)
        elif kid.kind != "THead":
            before.kids += kid.kids
    node.kids = kept
    for kid in node.kids:
        _join(kid)


def _without_columns(node: Node) -> Iterator[Node]:
    """List the kids of a node, with the kids of each column in the place of the column.

    The engine writes a column as another element of the node's own HTML element.
    """
    for kid in node.kids:
        if kid.key and kid.key == node.key and kid.kind == node.kind:
            yield from _without_columns(kid)
        else:
            yield kid


def _drop_empty(node: Node) -> None:
    for kid in node.kids:
        _drop_empty(kid)
    node.kids = [kid for kid in node.kids if kid.kids or kid.kind in KEPT_EMPTY]


def _set_types(document: Node) -> None:
    """Give each element the right type, by its HTML element.

    A Span belongs to the line before it, and a screen reader reads on without a pause. So an
    element that begins a line of its own becomes a paragraph or a Div.
    """
    for node in document.everything():
        if node.kind == "NonStruct":
            node.kind = TYPES.get(node.tag, node.kind)
        if node.kind in ("Span", "NonStruct") and node.origin and node.origin.is_block:
            node.kind = "P" if all(map(_is_inline, node.kids)) else "Div"


def _unnest_links(node: Node, *, inside: bool = False) -> None:
    """Make links inside of a link plain Spans, and drop their annotations (PDF/UA-1, 7.18.5).

    The engine writes a second link for each element within a link.
    """
    if inside:
        node.kind = "Span" if node.kind == "Link" else node.kind
        node.kids = [kid for kid in node.kids if kid.entry is None or kid.kind != PIECE]
    inside = inside or node.kind == "Link"
    for kid in node.kids:
        _unnest_links(kid, inside=inside)


def _mend_list(node: Node) -> None:
    """Leave only items in a list, and in each item only labels and one body (PDF/UA-1, 7.2).

    In a list of terms (`dl`), the term becomes the label, and what follows the body, of one item.
    """
    items: list[Node] = []
    for kid in _ungrouped(node):
        if kid.tag == "dd" and items:
            items[-1].kids += kid.kids
            continue
        if kid.tag == "dt":
            for term in kid.kids:
                term.kind = "Lbl"
        items.append(kid)
    node.kids = items
    for item in (each for each in items if each.kind == "LI"):
        labels = [kid for kid in item.kids if kid.kind == "Lbl"]
        bodies = [kid for kid in item.kids if kid.kind != "Lbl"]
        if [kid.kind for kid in bodies] != ["LBody"] and bodies:
            inside = [
                part for kid in bodies for part in (kid.kids if kid.kind == "LBody" else [kid])
            ]
            bodies = [Node("LBody", kids=inside)]
        item.kids = labels + bodies


def _ungrouped(node: Node) -> Iterator[Node]:
    """List the kids of a list, with what is in each Div in the place of the Div."""
    for kid in node.kids:
        if kid.kind == "Div":
            yield from _ungrouped(kid)
        else:
            yield kid


def _wrap_words(node: Node) -> None:
    """Put a paragraph around words that stand directly in a group, beside blocks.

    A Div that has nothing but words becomes a paragraph itself.
    """
    if node.kind == "Div" and all(map(_is_inline, node.kids)):
        node.kind = "P"
        return
    kids: list[Node] = []
    for kid in node.kids:
        if not _is_inline(kid):
            kids.append(kid)
        elif kids and kids[-1].kind == "P" and not kids[-1].key:
            kids[-1].kids.append(kid)
        else:
            kids.append(Node("P", kids=[kid]))
    node.kids = kids


def _is_inline(node: Node) -> bool:
    return node.kind in INLINE and all(_is_inline(kid) for kid in node.kids)
