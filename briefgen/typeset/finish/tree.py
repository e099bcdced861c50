"""The structure tree of a PDF: read into nodes, and written back whole.

What no element claims is furniture of the page, such as a running head, and is marked as such in
the page itself (ISO 32000-1, 14.8.2.2; PDF/UA-1, 7.8).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from briefgen.typeset.finish.node import PIECE, RUN, Node, Origin

# Marked content as the engine writes it. Text is hexadecimal there, so that nothing else looks like
# this, and a page needn't be parsed: that would take as long as typesetting it.
MARKED = re.compile(rb"/\w+\s+<<\s*/MCID (\d+)\s*>>\s*BDC")
FURNITURE = b"/Artifact <</Type /Pagination>> BDC"
NUMBERING = {"ol": Name.Decimal, "ul": Name.Disc}
# The engine lays out in CSS pixels, from the top; a PDF counts points, from the bottom.
POINTS_PER_PIXEL = 0.75


def read(pdf: Pdf, origins: Mapping[int, Origin]) -> Node:
    """Read the document's structure. `origins` has the HTML elements by object number."""
    pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
    return _read(pdf.Root.StructTreeRoot.K[0], pages, origins)


def _read(entry: Any, pages: dict[Any, int], origins: Mapping[int, Origin]) -> Node:
    origin = origins.get(entry.objgen[0])
    page = pages[entry.Pg.objgen] if "/Pg" in entry else -1
    node = Node(str(entry.S)[1:], origin, entry=entry, page=page)
    for kid in entry.K:
        if isinstance(kid, int):
            node.kids.append(Node(PIECE, page=page, number=kid))
        elif kid.get("/Type") == Name.OBJR:
            node.kids.append(Node(PIECE, entry=kid.Obj, page=page))
        else:
            node.kids += _said(_read(kid, pages, origins))
    return node


def _said(node: Node) -> list[Node]:
    """A node, or what is in it where it says nothing itself.

    WeasyPrint has an element for each line of a text, and a run is there for its breaks alone. A
    run inside a link it links once more, and the second annotation is let go here.
    """
    if node.tag == RUN:
        return [kid for kid in node.kids if kid.kind != PIECE or kid.entry is None]
    return [node] if node.origin or node.kind != "Span" else node.kids


@dataclass
class _Claims:
    """Which element claims which piece: of each page by number, and the annotations."""

    pages: list[dict[int, Any]]
    links: list[tuple[int, Any, Any]] = field(default_factory=list)


def write(pdf: Pdf, document: Node) -> None:
    """Replace the structure of a PDF, and mark in its pages what has no part in it."""
    root = pdf.Root.StructTreeRoot
    claims = _Claims([{} for _ in pdf.pages])
    root.K = Array([_written(pdf, document, root, claims)])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=_parents(pdf, claims)))
    root.ParentTreeNextKey = len(pdf.pages) + len(claims.links)
    for at, page in enumerate(pdf.pages):
        _set_furniture_apart(page.obj, claims.pages[at])
        # An annotation in no element would be read out of place.
        kept = [annotation for where, annotation, _ in claims.links if where == at]
        if "/Annots" in page.obj:
            page.obj.Annots = Array(kept)


def _written(pdf: Pdf, node: Node, parent: Any, claims: _Claims, above: Node | None = None) -> Any:
    entry = node.entry
    if entry is None:
        entry = node.entry = pdf.make_indirect(Dictionary(Type=Name.StructElem))
    entry.S, entry.P = Name(f"/{node.kind}"), parent
    home = next((kid.page for kid in node.kids if kid.kind == PIECE), -1)
    if home >= 0:
        entry.Pg = pdf.pages[home].obj
    elif "/Pg" in entry:
        del entry.Pg
    _describe(pdf, node, above)
    entry.K = Array([_written_kid(pdf, kid, node, home, claims) for kid in node.kids])
    return entry


def _written_kid(pdf: Pdf, kid: Node, node: Node, home: int, claims: _Claims) -> Any:
    if kid.kind != PIECE:
        return _written(pdf, kid, node.entry, claims, node)
    page = pdf.pages[kid.page].obj
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
    """The language of an element, and the attributes that its type calls for."""
    entry, origin = node.entry, node.origin
    if origin and origin.language and (above is None or above.key != node.key):
        entry.Lang = String(origin.language)
    if node.kind == "L" and node.tag in NUMBERING:
        entry.A = Dictionary(O=Name.List, ListNumbering=NUMBERING[node.tag])
    elif node.kind in ("TH", "TD"):
        _describe_cell(node, above)
    elif node.kind == "Figure" and "/A" in entry and "/BBox" in entry.A:
        height = float(pdf.pages[node.page].obj.MediaBox[3])
        left, top, right, bottom = (float(side) * POINTS_PER_PIXEL for side in entry.A.BBox)
        sides = (left, height - bottom, right, height - top)
        # As decimals: of floats, pikepdf writes as many digits as the machine has.
        entry.A.BBox = Array([Decimal(f"{side:.3f}") for side in sides])


def _describe_cell(node: Node, row: Node | None) -> None:
    """The scope of a header (PDF/UA-1, 7.5). It says all that the engine's lists of headers do."""
    entry = node.entry
    for place, name in ((entry, "/ID"), (entry.A, "/Headers")):
        if name in place:
            del place[name]
    if node.kind == "TH":
        # A row that is in no group is of a head without a body.
        in_head = row is not None and row.entry.P.S in ("/THead", "/Table")
        entry.A.Scope = Name.Column if in_head else Name.Row


def _parents(pdf: Pdf, claims: _Claims) -> Array:
    """The way back from each page's pieces, and from each annotation, to their element."""
    numbers: list[Any] = []
    for at, (page, claimed) in enumerate(zip(pdf.pages, claims.pages, strict=True)):
        page.obj.StructParents = at
        upto = max(claimed, default=-1) + 1
        numbers += [at, pdf.make_indirect(Array([claimed.get(n) for n in range(upto)]))]
    for at, (_, annotation, entry) in enumerate(claims.links, len(claims.pages)):
        annotation.StructParent = at
        numbers += [at, entry]
    return Array(numbers)


def _set_furniture_apart(page: Any, claimed: Mapping[int, Any]) -> None:
    """Mark what no element claims as an artifact: screen readers pass over it."""

    def marked(found: re.Match[bytes]) -> bytes:
        return found[0] if int(found[1]) in claimed else FURNITURE

    page.Contents.write(MARKED.sub(marked, page.Contents.read_bytes()))
