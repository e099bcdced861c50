"""The source of a Typst document with the text of a packet, so that Typst can be a peer.

It is made from briefgen's own page, element by element, and so has the same headings, paragraphs,
tables, lists, notes and links, contents with page numbers, and "page x of y". It has none of the
design: no columns, boxes, colours or markings in the margins, and of pictures the description.
`python tests/benchmarks/typst_source.py PAGE.html OUT.typ` writes it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from lxml import html

HEAD = """\
#set document(title: {title})
#set text(font: "Noto Serif", size: 10pt, lang: {language}, hyphenate: true)
#set par(justify: true)
#set page(
  paper: "a4", margin: 2cm,
  header: align(right, {title}),
  footer: context align(center, counter(page).display("1 of 1", both: true)),
)
"""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LEFT_OUT = {"style", "script", "head", "colgroup"}
LISTS = {"ul": "list", "ol": "enum"}
STYLES = {"strong": "strong", "em": "emph", "sup": "super", "sub": "sub", "code": "raw"}
INLINE = {"a", "span", "abbr", "cite", "time", "bdi", "br", "q", "mark", "img", "svg", *STYLES}


def typst_source(page: str) -> str:
    """Make the Typst source that says what an HTML page says."""
    document = html.document_fromstring(page)
    body, title = document.find("body"), document.findtext("head/title") or "Brief"
    language = (document.get("lang") or "en").split("-")[0]
    head = HEAD.format(title=quoted(title), language=quoted(language))
    ids = {each.get("id") for each in body.iter() if each.get("id")}
    return head + inside(body, ids) + "\n"


def quoted(text: str) -> str:
    """Write a text as a string of Typst, white space folded as in HTML."""
    return json.dumps(re.sub(r"\s+", " ", text), ensure_ascii=False)


def inside(element: html.HtmlElement, ids: set[str]) -> str:
    """Write what an element holds, its own texts among it."""
    made = words(element.text)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            made += written(child, ids)
        made += words(child.tail)
    return made


def words(text: str | None) -> str:
    """Write a text as it is, whatever signs of Typst are in it; a blank is one that may go away."""
    return f"#{quoted(text)};" if (text or "").strip() else " " * bool(text)


def written(element: html.HtmlElement, ids: set[str]) -> str:
    """Write an element, with the label that links lead to."""
    kind, label = element.get("class") or "", element.get("id")
    if "skip" in kind or "unseen" in kind:
        return ""
    name = element.tag.rpartition("}")[2]
    if name == "nav" and "contents" in kind:
        return "#outline(depth: 2)\n"
    before = anchor(label) if label else ""
    if name in {"img", "svg"}:
        said = element.get("alt") or element.get("aria-label") or ""
        return f"{before}#{quoted(said)};"
    return before + (inline if name in INLINE else block)(element, name, ids)


def anchor(label: str) -> str:
    """Write where links to a label lead."""
    return f"#metadata(none)#label({quoted(label)})"


def inline(element: html.HtmlElement, name: str, ids: set[str]) -> str:
    """Write what stands in a line."""
    if name == "br":
        return "#linebreak();"
    if name == "code":
        return f"#raw({quoted(element.text_content())});"
    text = inside(element, ids)
    if name in STYLES:
        return f"#{STYLES[name]}[{text}];"
    address = element.get("href") or ""
    if name != "a" or not (to := address.removeprefix("#")):
        return text
    if not address.startswith("#"):
        return f"#link({quoted(address)})[{text}];"
    return f"#link(label({quoted(to)}))[{text}];" if to in ids else text


def block(element: html.HtmlElement, name: str, ids: set[str]) -> str:
    """Write what stands on its own."""
    if name in HEADINGS:
        return f"\n#heading(level: {HEADINGS[name]})[{inside(element, ids)}]\n"
    if name in LISTS:
        entries = ",".join(f"[{written_entry(entry, ids)}]" for entry in element.findall("li"))
        return f"\n#{LISTS[name]}({entries})\n" if entries else ""
    if name == "table":
        return table(element, ids)
    if name == "blockquote":
        return f"\n#quote(block: true)[{inside(element, ids)}]\n"
    return f"\n\n{inside(element, ids)}\n\n"


def written_entry(element: html.HtmlElement, ids: set[str]) -> str:
    """Write what a cell or an entry of a list holds, with its label."""
    row = element.getparent()
    labels = [element.get("id"), row.get("id") if row.tag == "tr" and row[0] is element else None]
    return "".join(map(anchor, filter(None, labels))) + inside(element, ids)


def table(element: html.HtmlElement, ids: set[str]) -> str:
    """Write a table, the rows of its head as such, so that they return on each page."""
    rows = [row for row in element.iter("tr") if len(row)]
    width = max((sum(int(cell.get("colspan") or 1) for cell in row) for row in rows), default=0)
    if not width:
        return ""
    heads = [cell for row in rows if row.getparent().tag == "thead" for cell in row]
    rest = [cell for row in rows if row.getparent().tag != "thead" for cell in row]
    header = f"table.header({''.join(cell_of(each, ids) for each in heads)})," if heads else ""
    cells = header + "".join(cell_of(each, ids) for each in rest)
    caption = element.find("caption")
    said = "" if caption is None else f"\n\n{inside(caption, ids)}\n\n"
    return f"{said}\n#table(columns: ({'1fr,' * width}), {cells})\n"


def cell_of(element: html.HtmlElement, ids: set[str]) -> str:
    """Write a cell, which may be as wide or as high as several."""
    spans = [f"{name}: {value}" for name in ("colspan", "rowspan") if (value := element.get(name))]
    return f"table.cell({', '.join(spans)})[{written_entry(element, ids)}],"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(typst_source(Path(sys.argv[1]).read_text("utf-8")), "utf-8")
