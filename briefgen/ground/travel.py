"""What of an object goes along to another process, or into a cache.

Apart, because every room has objects that keep beside their fields what was worked out of them.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any


class FieldsAlone:
    """Makes a dataclass travel without what it has worked out and kept (`cached_property`).

    That is made again where it is asked for: the words of a book by their places are many times as
    large as the book, and a pickle of the same fields is to be the same, whatever was asked before.
    """

    def __getstate__(self) -> dict[str, Any]:
        """The fields, by their names."""
        return {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]
