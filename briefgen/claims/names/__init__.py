"""Read proper names out of a sentence, and find them in a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.claims.mention import Mention, Name
from briefgen.model import Brief, Source


def names_in(
    text: str, language: str, brief: Brief, taken: Sequence[tuple[int, int]] = ()
) -> list[Mention]:
    """List the proper names of a sentence, in order; those that can't be told are left out."""
    return []


@dataclass(frozen=True)
class NameIndex:
    """The words of a capture, made ready for looking up names."""

    text: str

    def place(self, name: Name, brief: Brief, source: Source) -> tuple[int, int] | None:
        """Find where the capture, or what the brief says of the source, has a name.

        An empty stretch, (0, 0), where it is in the source's title, author or publisher alone.
        """
        at = self.text.find(" ".join(name.words))
        return None if at < 0 else (at, at + len(" ".join(name.words)))

    def can_tell(self, name: Name, brief: Brief) -> bool:
        """Tell whether a name that isn't found is missing.

        False where the capture is in another language, in which the name may look otherwise.
        """
        return True

    def similar(self, name: Name) -> tuple[int, int] | None:
        """Find what the capture has that is most like a name that is missing."""
        return None
