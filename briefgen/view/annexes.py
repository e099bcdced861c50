"""Makes the view's annexes, each with its tab, its pages and a link to its copy."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from briefgen.evidence.annexes import AnnexFile, copies_of, tabs_of
from briefgen.evidence.gather import Evidence
from briefgen.ground.span import Path, dotted
from briefgen.view import data
from briefgen.view.writer import Writer

# What the outputs of a brief from standard input are called after.
TYPED = "brief"


def annexes_of(writer: Writer, evidence: Evidence, file: str) -> tuple[data.AnnexView, ...]:
    """Make the view of the annexes, in the brief's order; `file` is the name of the brief's."""
    annexes = writer.brief.annexes
    stem = TYPED if file == "<stdin>" else PurePath(file).stem
    copies = copies_of(annexes, stem)
    found = []
    for at, (annex, tab) in enumerate(zip(annexes, tabs_of(annexes), strict=True)):
        path: Path = ("annexes", at)
        opened = evidence.annexes.get(annex.file or "")
        pages = opened.pages if isinstance(opened, AnnexFile) else 0
        view = data.AnnexView(
            source=dotted(path),
            id=writer.places[path].id,
            tab=writer.printed(tab),
            title=writer.printed(annex.title),
            pages=writer.labels.counted("annexes.pages", pages),
            # A colon would make of the first part of the name the scheme of an address.
            href=f"./{quote(copies[at])}" if copies[at] else "",
            note=writer.inline((*path, "note"), annex.note),
        )
        found.append(view)
    return tuple(found)
