"""Read the structure tree of a PDF into nodes, and write it back as a whole.

Content of a page that no element claims is furniture, such as a running head. It is marked as an
artifact in the page itself (ISO 32000-1, 14.8.2.2; PDF/UA-1, 7.8).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from briefgen.ground.regexes import regex
from briefgen.typeset.finish.mend import GROUPS
from briefgen.typeset.finish.node import PIECE, RUN, Node, Origin

# The beginning of marked content, as the engine writes it. It writes texts in hexadecimal, so that
# nothing else in a page looks like this, and the page needn't be parsed, which would take as long
# as typesetting it.
MARKED = regex(rb"/\w+\s+<<\s*/MCID (\d+)\s*>>\s*BDC")
FURNITURE = b"/Artifact <</Type /Pagination>> BDC"
NUMBERING = {"ol": Name.Decimal, "ul": Name.Disc}
# The key of an element that goes on in another section of the page, with its number as the value.
# `typeset/sections` joins such elements by it, and takes it away.
CONTINUED = "/BriefgenContinued"
# The engine lays out in CSS pixels, from the top; a PDF counts points, from the bottom.
POINTS_PER_PIXEL = 0.75


def read(pdf: Pdf, origins: Mapping[int, Origin]) -> Node:
    """Read the structure of a document. `origins` has the HTML elements by object number."""
    pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
    return _read(pdf.Root.StructTreeRoot.K[0], pages, origins)


def _read(entry: Any, pages: dict[Any, int], origins: Mapping[int, Origin]) -> Node:
    """Read a structure element and all below it; `pages` has the page, from 0, by its object."""
    origin = origins.get(entry.objgen[0])
    page = pages[entry.Pg.objgen] if "/Pg" in entry else -1
    node = Node(str(entry.S)[1:], origin, entry=entry, page=page)
    for kid in entry.K:
        # A number is marked content of the element's page; an OBJR is a link's annotation.
        if isinstance(kid, int):
            node.kids.append(Node(PIECE, page=page, number=kid))
        elif kid.get("/Type") == Name.OBJR:
            node.kids.append(Node(PIECE, entry=kid.Obj, page=page))
        else:
            inside = _read(kid, pages, origins)
            if inside.tag == RUN:
                # A run is there only for breaking lines, so what is in it takes its place. In a
                # link, the engine links a run once more; the second annotation is dropped.
                node.kids += [
                    each for each in inside.kids if each.kind != PIECE or each.entry is None
                ]
            elif inside.kind == "Span" and not inside.origin:
                # The engine writes a Span for each line of a text, which means nothing.
                node.kids += inside.kids
            else:
                node.kids.append(inside)
    return node


@dataclass
class _Claims:
    """Which element each piece of a page belongs to.

    `pages` has, for each page, the elements by the numbers of their marked content. `links` has the
    page, from 0, the annotation and the element of each link. `objects` are the pages themselves:
    pikepdf takes longer to find one by its number the more there are.
    """

    pages: list[dict[int, Any]]
    objects: list[Any]
    links: list[tuple[int, Any, Any]] = field(default_factory=list)


def write(pdf: Pdf, document: Node) -> None:
    """Replace the structure of a PDF, and mark what isn't in it as furniture on its pages."""
    root = pdf.Root.StructTreeRoot
    claims = _Claims([{} for _ in pdf.pages], [page.obj for page in pdf.pages])
    root.K = Array([_write_node(pdf, document, root, claims)])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=_parent_tree(pdf, claims)))
    root.ParentTreeNextKey = len(pdf.pages) + len(claims.links)
    kept: dict[int, list[Any]] = {}
    for at, annotation, _ in claims.links:
        kept.setdefault(at, []).append(annotation)
    for at, page in enumerate(pdf.pages):
        _mark_furniture(page.obj, claims.pages[at])
        # Screen readers would read an annotation that belongs to no element at a wrong place.
        if "/Annots" in page.obj:
            page.obj.Annots = Array(kept.get(at, []))


def _write_node(
    pdf: Pdf, node: Node, parent: Any, claims: _Claims, above: Node | None = None
) -> Any:
    """Write a node and all below it, and give its object. `above` is the node that it is in."""
    entry = node.entry
    if entry is None:
        entry = node.entry = pdf.make_indirect(Dictionary(Type=Name.StructElem))
    entry.S, entry.P = Name(f"/{node.kind}"), parent
    # An element has one page, that of its first piece. Pieces on other pages name theirs.
    home = next((kid.page for kid in node.kids if kid.kind == PIECE), -1)
    if home >= 0:
        entry.Pg = claims.objects[home]
    elif "/Pg" in entry:
        del entry.Pg
    _describe(pdf, node, above)
    entry.K = Array([_write_kid(pdf, kid, node, home, claims) for kid in node.kids])
    return entry


def _write_kid(pdf: Pdf, kid: Node, node: Node, home: int, claims: _Claims) -> Any:
    """Write a kid of a node, and give its entry in the node's `K` (ISO 32000-1, 14.7.4)."""
    if kid.kind != PIECE:
        return _write_node(pdf, kid, node.entry, claims, node)
    page = claims.objects[kid.page]
    if kid.entry is not None:
        if node.origin and node.origin.words:
            kid.entry.Contents = String(node.origin.words)
        claims.links.append((kid.page, kid.entry, node.entry))
        return pdf.make_indirect(Dictionary(Type=Name.OBJR, Obj=kid.entry, Pg=page))
    claims.pages[kid.page][kid.number] = node.entry
    if kid.page == home:
        return kid.number
    return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.number)


def _describe(pdf: Pdf, node: Node, above: Node | None) -> None:
    """Write the language of an element, and the attributes that its type needs."""
    entry, origin = node.entry, node.origin
    if origin and origin.language and (above is None or above.key != node.key):
        entry.Lang = String(origin.language)
    if origin and origin.continued >= 0 and node.kind in GROUPS:
        entry[CONTINUED] = origin.continued
    if node.kind == "L" and node.tag in NUMBERING:
        entry.A = Dictionary(O=Name.List, ListNumbering=NUMBERING[node.tag])
    elif node.kind in ("TH", "TD"):
        _describe_cell(node, above)
    elif node.kind == "Figure" and "/A" in entry and "/BBox" in entry.A:
        height = float(pdf.pages[node.page].obj.MediaBox[3])
        left, top, right, bottom = (float(side) * POINTS_PER_PIXEL for side in entry.A.BBox)
        sides = (left, height - bottom, right, height - top)
        # pikepdf writes all digits of a float, which may differ between machines.
        entry.A.BBox = Array([Decimal(f"{side:.3f}") for side in sides])


def _describe_cell(node: Node, row: Node | None) -> None:
    """Write the scope of a header cell (PDF/UA-1, 7.5), in the place of the engine's lists.

    The engine lists in each cell the ids of its headers, which says no more than the scopes.
    """
    entry = node.entry
    for place, name in ((entry, "/ID"), (entry.A, "/Headers")):
        if name in place:
            del place[name]
    if node.kind == "TH":
        # A row directly in a table was in a head without a body (see `mend`).
        in_head = row is not None and row.entry.P.S in ("/THead", "/Table")
        entry.A.Scope = Name.Column if in_head else Name.Row


def _parent_tree(pdf: Pdf, claims: _Claims) -> Array:
    """Write the parent tree: for each piece and annotation its element (ISO 32000-1, 14.7.4.4)."""
    numbers: list[Any] = []
    for at, (page, claimed) in enumerate(zip(pdf.pages, claims.pages, strict=True)):
        page.obj.StructParents = at
        # A list by number, with null for marked content that belongs to no element.
        upto = max(claimed, default=-1) + 1
        numbers += [at, pdf.make_indirect(Array([claimed.get(n) for n in range(upto)]))]
    for at, (_, annotation, entry) in enumerate(claims.links, len(claims.pages)):
        annotation.StructParent = at
        numbers += [at, entry]
    return Array(numbers)


def _mark_furniture(page: Any, claimed: Mapping[int, Any]) -> None:
    """Mark content that no element claims as an artifact, which screen readers skip."""

    def marked(found: re.Match[bytes]) -> bytes:
        return found[0] if int(found[1]) in claimed else FURNITURE

    page.Contents.write(MARKED.sub(marked, page.Contents.read_bytes()))
