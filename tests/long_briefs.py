"""Briefs of many pages, and what a packet says, page numbers and breaks of pages aside."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

import pikepdf
import pypdfium2
from structure import spoken

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))
EVERYTHING = (ROOT / "briefs" / "everything.yaml").read_text("utf-8")
HEADS = ("assistance", "coordination", "responsibility", "transportation", "understanding")
WIDE = (
    "    background: |\n"
    f"      | {' | '.join(f'{head} of the {at}th' for at, head in enumerate(HEADS * 2))} |\n"
    f"      |{'---|' * 10}\n" + f"      | {' | '.join(['representatives'] * 10)} |\n" * 24 + "\n"
)


def of_an_office(folder, items):
    """Write a brief of an invented office, with so many items; give its path."""
    from offices import write_office

    return write_office(folder, 1, items)[0]


def with_everything(folder, times, language="en-GB"):
    """Write the brief that has everything, with its agenda several times; give its path.

    Every second time, an item has a table that needs a turned page.
    """
    for name in ("captures", "pictures", "annexes"):
        shutil.copytree(ROOT / "briefs" / name, folder / name)
    begin = EVERYTHING.index("agenda:\n") + len("agenda:\n")
    end = begin + re.search(r"^\w", EVERYTHING[begin:], re.MULTILINE).start()
    head, agenda, rest = EVERYTHING[:begin], EVERYTHING[begin:end], EVERYTHING[end:]
    ids = re.findall(r"\bid: ([\w-]+)", agenda)
    linked = re.compile(rf"\]\(#({'|'.join(ids)})\)")
    times_over = []
    for at in range(1, times + 1):
        text = re.sub(r"\bid: ([\w-]+)", rf"id: \1-{at}", agenda)
        text = linked.sub(rf"](#\1-{at})", text)
        if at > 1:  # only one can be at a time
            text = re.sub(r"^    (?:start|minutes|meeting): .*\n", "", text, flags=re.MULTILINE)
        if at % 2:
            text = text.replace("    background: |\n      Both", f"{WIDE}      Both")
        times_over.append(text)
    text = head + "".join(times_over) + linked.sub(r"](#\1-1)", rest)
    path = folder / "brief.yaml"
    path.write_text(text.replace("language: en-GB", f"language: {language}"), "utf-8")
    return path


def heard(data):
    """What a screen reader reads out, element by element, as far as page breaks don't change it.

    The numbers of pages are left out. So is what the engine writes anew each time that it lays a
    line out: a second element around a letter, a second annotation where a link is broken.
    """
    text = re.sub(r"^( +Span: )\d+$", r"\1N", spoken(data), flags=re.MULTILINE)
    text = re.sub(r"page \d+$", "page N", text, flags=re.MULTILINE)
    text = re.sub(r"\n +NonStruct(?=\n +NonStruct)", "", text)
    lines = [line if "NonStruct" not in line else line.lstrip() for line in text.splitlines()]
    return [re.sub(r"^( *Link: )\[(.*?)\].*", r"\1\2", line) for line in lines]


def links(data):
    """The links in order, each with what it says and where it leads; a broken one counts once."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [
            (str(each.Contents), str(each.Dest if "/Dest" in each else each.A.URI))
            for page in pdf.pages
            for each in page.obj.get("/Annots", ())
        ]
    return [each for at, each in enumerate(found) if at == 0 or each != found[at - 1]]


def outline(data):
    """The bookmarks in order: level, title, and how many are seen below, negative if closed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return list(_entries(pdf.Root.Outlines, 0))


def _entries(entry, level):
    yield level, str(entry.get("/Title", "")), int(entry.Count)
    kid, before = entry.get("/First"), None
    while kid is not None:
        assert kid.Parent.objgen == entry.objgen
        assert kid.get("/Prev") is None if before is None else kid.Prev.objgen == before.objgen
        yield from _entries(kid, level + 1)
        before, kid = kid, kid.get("/Next")
    if before is not None:
        assert entry.Last.objgen == before.objgen


def places(data):
    """The page, from 1, of each named destination."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages, 1)}
        names = list(pdf.Root.Names.Dests.Names)
        assert [bytes(name) for name in names[::2]] == sorted(map(bytes, names[::2]))
        pairs = zip(names[::2], names[1::2], strict=True)
        return {str(name): pages[to[0].objgen] for name, to in pairs}


def about(data):
    """The metadata, the language and what readers are told, without the identifier."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        said = {key: str(root[key]) for key in ("/Lang", "/ViewerPreferences", "/MarkInfo")}
        named = {key: str(value) for key, value in pdf.docinfo.items()}
        labels = root.PageLabels.unparse(resolved=True)
        return root.Metadata.read_bytes(), said, named, labels, sorted(root.keys())


def texts(data):
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


def words(data):
    """The words of all pages, sorted, without what a page break or a page's number changes."""
    running = re.compile(r"Page \d+ of \d+|\d+$", re.MULTILINE)
    found = " ".join(running.sub(" ", text.replace("\ufffe\r\n", "")) for text in texts(data))
    return sorted(found.split())
