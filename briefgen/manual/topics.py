"""Finds the pages that come with briefgen, each by the name of its file, which no other has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.shipped import folder

# The folders of the documentation, in the order in which they are listed.
KINDS = {
    "tutorial": "Tutorial",
    "how-to": "How to",
    "reference": "Reference",
    "explanation": "Explanation",
}
# The page of a folder that lists the others, each with what it is about: `- [X](x.md): about x.`
INDEX = "index"
ENTRY = regex(r"^- \[([^\]]+)\]\(([\w-]+)\.md\)(: .+)$", re.MULTILINE)


@record
class Topic:
    """A page: the name of its file, what it is about, its folder, and where it is."""

    name: str
    about: str
    kind: str
    path: Path

    def markdown(self) -> str:
        """Read the page."""
        return self.path.read_text("utf-8")


@cache
def topics() -> Mapping[str, Topic]:
    """List the pages by name, in the order in which they are listed on the site."""
    return {topic.name: topic for kind in KINDS for topic in _topics(folder("docs") / kind, kind)}


def speaking_of(word: str) -> list[str]:
    """List the pages in which a word stands, by name, those first that are about it.

    Capitals make no difference. Behind those come the pages that have it more often, and the
    explanations last.
    """
    stands = regex(rf"(?<!\w){re.escape(word.casefold())}(?!\w)")
    found = [
        (not stands.search(topic.about.casefold()), topic.kind == "explanation", -times, name)
        for name, topic in topics().items()
        if (times := len(stands.findall(topic.markdown().casefold())))
    ]
    return [name for *_, name in sorted(found)]


def _topics(at: Path, kind: str) -> Iterator[Topic]:
    index = at / f"{INDEX}.md"
    entries = ENTRY.findall(index.read_text("utf-8") if index.is_file() else "")
    listed = {name: f"{title}{about}" for title, name, about in entries}
    unlisted = (path.stem for path in sorted(at.glob("*.md")) if path.stem != INDEX)
    for name in dict.fromkeys((*listed, *unlisted)):
        path = at / f"{name}.md"
        yield Topic(name, listed.get(name) or _title(path), kind, path)


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline().removeprefix("# ").strip()
