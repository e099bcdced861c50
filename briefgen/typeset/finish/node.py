"""The structure of a document apart from its file: what is said, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Origin:
    """The HTML element that a structure element was made from.

    `key` is the same for all pieces of one element. `is_block` is whether it begins a line of its
    own, `language` what the element itself says, `words` what a link is called.
    """

    key: str
    tag: str
    is_block: bool = False
    language: str = ""
    words: str = ""


@dataclass(slots=True)
class Node:
    """A structure element, or with the kind `PIECE` a piece of a page that one claims.

    A piece is marked content by its `number`, or a link's annotation, its `entry`.
    """

    kind: str
    origin: Origin | None = None
    kids: list[Node] = field(default_factory=list)
    entry: Any = None
    page: int = -1
    number: int = -1

    @property
    def tag(self) -> str:
        """Give the name of the HTML element; empty where none is known."""
        return self.origin.tag if self.origin else ""

    @property
    def key(self) -> str:
        """Give what all pieces of one HTML element have in common; empty where none is known."""
        return self.origin.key if self.origin else ""

    def everything(self) -> Iterator[Node]:
        """List the node and all below it, in the order of reading."""
        yield self
        for kid in self.kids:
            yield from kid.everything()


PIECE = "piece"
# The element around an address or a long word: it is there for the typesetter alone. No element of
# HTML: what a style says of `span + span` must not meet it.
RUN = "run"
