"""Find the sentences of a brief, and the sources that each of them cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.ground.span import Path
from briefgen.markdown.links import CITE
from briefgen.model import Brief, Portion, Quote, is_markdown, texts

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\d)[^.!?\n]*)*(?:[.!?]+|\n|\Z)(?:\[\^[\w-]+\])*")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence: where it stands, its words without markup at the same offsets, its sources."""

    path: Path
    start: int
    end: int
    words: str
    cited: tuple[str, ...]


def statements_of(brief: Brief) -> Iterator[Statement]:
    """List the sentences of a brief's texts in Markdown, in order; quotes are checked elsewhere."""
    for path, text, entry, name in texts(brief):
        if not is_markdown(entry, name) or isinstance(entry, Quote):
            continue
        whole = entry.cited if isinstance(entry, Portion) and name == "text" else ()
        for found in _SENTENCE.finditer(text):
            own = tuple(dict.fromkeys(CITE.findall(found[0])))
            words = CITE.sub(lambda cite: " " * len(cite[0]), found[0])
            yield Statement(path, *found.span(), words, own or whole)
