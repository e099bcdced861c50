"""Hold the structure of a document, in reading order, as objects without pikepdf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from briefgen.ground.records import record


@record
class Origin:
    """The HTML element that a structure element was made from.

    `key` is the same for all pieces of one element, and differs between elements. `is_block` tells
    whether it begins a line of its own. `language` is its own `lang`, empty if it has none. `words`
    are the words of a link, empty for other elements. `continued` is the number of an element that
    goes on in another section of the page (`typeset/sections`), -1 for others.
    """

    key: str
    tag: str
    is_block: bool = False
    language: str = ""
    words: str = ""
    continued: int = -1


@dataclass(slots=True)
class Node:
    """A structure element; or, if its kind is `PIECE`, a piece of a page that belongs to one.

    A piece is either marked content, with its `number` on the page, or the annotation of a link,
    which is its `entry`. `page` counts from 0; -1 stands for none. The `entry` of an element is its
    object in the PDF, None if it is new.
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
        """Give the key of the HTML element; empty where none is known."""
        return self.origin.key if self.origin else ""

    def everything(self) -> Iterator[Node]:
        """List the node and all below it, in the order of reading."""
        # A stack, as generators within generators take time by the depth of each node. A node's
        # kids are asked for after the caller had the node, and may have changed it.
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.kids)


PIECE = "piece"
# The tag of the element that `typeset/runs.py` puts around an address or a long word. HTML has no
# such element: a `span` would be matched by styles such as `span + span`.
RUN = "run"
