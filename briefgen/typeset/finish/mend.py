"""The structure is put right: what a screen reader says is one element for each, named as it is.

ISO 32000-1, 14.8.4, names the types. The rules of PDF/UA-1 that WeasyPrint 70 breaks are named
where they are mended.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.typeset.finish.node import PIECE, Node

# HTML elements that the engine calls NonStruct, and the type that says what they are.
TYPES = {
    **dict.fromkeys(("header", "nav", "footer", "aside"), "Sect"),
    **dict.fromkeys(
        ("em", "strong", "cite", "time", "sup", "sub", "del", "a::after", "run"), "Span"
    ),
    "figure": "Div",
    "code": "Code",
    "pre": "P",
}
GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
INLINE = {PIECE, "Span", "Link", "Code", "NonStruct"}
# These stand for something even without words: an empty cell keeps its column.
KEPT_EMPTY = {PIECE, "TR", "TH", "TD"}
CONTENTS = {"L": "TOC", "LI": "TOCI", "LBody": "Reference"}


def mend(document: Node) -> None:
    """Put the structure right, in place.

    The order matters: only what was joined is known to be empty, and only what has its name is
    known to be a list, a table or a group.
    """
    _join(document)
    _drop_empty(document)
    _name(document)
    _unnest_links(document)
    for node in document.everything():
        if node.kind == "L":
            _mend_list(node)
        elif node.kind == "Table":
            _ungroup_head(node)
    for node in document.everything():
        if node.tag == "nav":
            # A list in it is a table of contents (ISO 32000-1, Table 333).
            for each in node.everything():
                each.kind = CONTENTS.get(each.kind, each.kind)
        if node.kind in GROUPS:
            _wrap_words(node)


def _join(node: Node) -> None:
    """One element for each that was broken over pages, columns or lines.

    The head of a table is repeated on each page for the eye alone: what it claimed is let go.
    """
    seen: dict[tuple[str, str], Node] = {}
    kept: list[Node] = []
    for kid in _without_columns(node):
        before = seen.get((kid.key, kid.kind)) if kid.key else None
        # What the engine put around words of the node itself: only what follows at once goes on.
        if before is None or (kid.key == node.key and kept[-1] is not before):
            seen[kid.key, kid.kind] = kid
            kept.append(kid)
        elif kid.kind != "THead":
            before.kids += kid.kids
    node.kids = kept
    for kid in node.kids:
        _join(kid)


def _without_columns(node: Node) -> Iterator[Node]:
    """The kids of a node; a column is the node once more, and gives way to its own kids."""
    for kid in node.kids:
        if kid.key and kid.key == node.key and kid.kind == node.kind:
            yield from _without_columns(kid)
        else:
            yield kid


def _drop_empty(node: Node) -> None:
    for kid in node.kids:
        _drop_empty(kid)
    node.kids = [kid for kid in node.kids if kid.kids or kid.kind in KEPT_EMPTY]


def _name(document: Node) -> None:
    """Give each element the type that says what it is.

    An element that begins a line of its own is no part of the words before it: a Span is, so that a
    screen reader would read on without a pause.
    """
    for node in document.everything():
        if node.kind == "NonStruct":
            node.kind = TYPES.get(node.tag, node.kind)
        if node.kind in ("Span", "NonStruct") and node.origin and node.origin.is_block:
            node.kind = "P" if all(map(_is_inline, node.kids)) else "Div"


def _unnest_links(node: Node, *, inside: bool = False) -> None:
    """One link for each: the engine links what is inside one once more (PDF/UA-1, 7.18.5)."""
    if inside:
        node.kind = "Span" if node.kind == "Link" else node.kind
        node.kids = [kid for kid in node.kids if kid.entry is None or kid.kind != PIECE]
    inside = inside or node.kind == "Link"
    for kid in node.kids:
        _unnest_links(kid, inside=inside)


def _mend_list(node: Node) -> None:
    """Items alone in a list, and in an item a label and one body (PDF/UA-1, 7.2).

    Of a list of terms (`dl`), each term is the label of what follows it.
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
    for item in items:
        if item.kind == "LI":
            _gather_body(item)


def _ungroup_head(table: Node) -> None:
    """A head goes with a body (PDF/UA-1, 7.2): alone, its rows are those of the table."""
    if "TBody" not in {kid.kind for kid in table.kids}:
        heads = [kid.kids if kid.kind == "THead" else [kid] for kid in table.kids]
        table.kids = [row for rows in heads for row in rows]


def _ungrouped(node: Node) -> Iterator[Node]:
    for kid in node.kids:
        if kid.kind == "Div":
            yield from _ungrouped(kid)
        else:
            yield kid


def _gather_body(item: Node) -> None:
    labels = [kid for kid in item.kids if kid.kind == "Lbl"]
    bodies = [kid for kid in item.kids if kid.kind != "Lbl"]
    if [kid.kind for kid in bodies] != ["LBody"] and bodies:
        inside = [part for kid in bodies for part in (kid.kids if kid.kind == "LBody" else [kid])]
        bodies = [Node("LBody", kids=inside)]
    item.kids = labels + bodies


def _wrap_words(node: Node) -> None:
    """A paragraph around words that stand in a group by themselves; of words alone, a paragraph."""
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
