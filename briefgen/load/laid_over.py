"""A document whose texts in another language are laid over those of the brief."""

from __future__ import annotations

from dataclasses import field

from briefgen.ground.records import record
from briefgen.ground.span import Path, Span
from briefgen.load.document import Document


@record
class LaidOver(Document):
    """The second text of a brief, with all that isn't said in it taken from the brief, `base`.

    `data` holds both. `text` and `marks` are those of the second file alone, so that no rule takes
    an offset of one file for one of the other; what stands only in the brief has its place there.
    """

    base: Document = field(default_factory=lambda: Document("", ""))

    def is_typed(self, path: Path) -> bool:
        """Tell whether something was typed at a path, in this file or in the brief."""
        return super().is_typed(path) or self.base.is_typed(path)

    def value_span(self, path: Path) -> Span:
        """Find the span of the value at `path`, in the file in which it was typed."""
        return super().value_span(path) if self._is_own(path) else self.base.value_span(path)

    def key_span(self, path: Path) -> Span:
        """Find the span of the key at `path`, in the file in which it was typed."""
        return super().key_span(path) if self._is_own(path) else self.base.key_span(path)

    def part_span(self, path: Path, start: int, end: int) -> Span:
        """Find the span of a part of the text at `path`, in the file in which it was typed."""
        if self._is_own(path):
            return super().part_span(path, start, end)
        return self.base.part_span(path, start, end)

    def _is_own(self, path: Path) -> bool:
        # What is typed nowhere is missing here: the brief has been told of its own gaps.
        return super().is_typed(path) or not self.base.is_typed(path)
