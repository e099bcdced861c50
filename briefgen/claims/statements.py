"""Find the sentences of a brief, and the sources that each of them cites.

A sentence cites the sources in it and directly behind its full stop, all of them together. A
sentence that cites none rests on the `sources` of its portion, or of its picture; those of a note
or of `why`, which are other texts than the portion's own, cite nothing then. A row of a table is
one sentence. What a line that ends with a colon cites, or a heading, holds for the list, table or
quotation directly below it, in the sentences that cite nothing themselves. Nothing else reaches
further than its own sentence: not the citation at the end of a paragraph, nor that of the last
item of a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from briefgen.claims.blanked import blanked
from briefgen.claims.sentences import sentences
from briefgen.ground.records import record
from briefgen.ground.span import Path
from briefgen.markdown.blocks import Block, blocks
from briefgen.markdown.links import CITE
from briefgen.model import Brief, Figure, Portion, Quote, is_markdown, texts


@record
class Statement:
    """A sentence: where it stands, its words without markup at the same offsets, its sources."""

    path: Path
    start: int
    end: int
    words: str
    cited: tuple[str, ...]


@record
class _Sentence:
    """A sentence of one text, with what it cites itself, or the line that leads to it."""

    start: int
    end: int
    words: str
    cited: tuple[str, ...]


def statements_of(brief: Brief) -> Iterator[Statement]:
    """List the sentences of a brief's texts in Markdown, in order; quotes are checked elsewhere."""
    for path, text, entry, name in texts(brief):
        if not is_markdown(entry, name) or isinstance(entry, Quote):
            continue
        is_own = (isinstance(entry, Portion) and name == "text") or isinstance(entry, Figure)
        whole = entry.cited if is_own else ()  # type: ignore[attr-defined]
        for each in _sentences_of(text, brief.language):
            yield Statement(path, each.start, each.end, each.words, each.cited or whole)


# In a preview few texts of a brief change between two builds.
@lru_cache(maxsize=2048)
def _sentences_of(text: str, language: str) -> tuple[_Sentence, ...]:
    words = blanked(text)
    found: list[_Sentence] = []
    group = 0
    leading: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    for block in blocks(text):
        if block.group != group:
            group, leading = block.group, before if block.group else ()
        own = list(_in_block(text, words, block, language, leading))
        found += own
        is_lead = block.kind == "heading" or words[block.start : block.end].rstrip().endswith(":")
        before = own[-1].cited if own and is_lead else ()
    return tuple(found)


def _in_block(
    text: str, words: str, block: Block, language: str, leading: tuple[str, ...]
) -> Iterator[_Sentence]:
    whole = [(block.start, block.end)]
    is_cut = block.kind == "paragraph"
    for start, end in sentences(text, *whole[0], language) if is_cut else whole:
        cited = tuple(dict.fromkeys(CITE.findall(text, start, end))) or leading
        yield _Sentence(start, end, words[start:end], cited)
