"""Leaves cached properties out of a pickle, for objects that go to another process or a cache."""

from __future__ import annotations

from dataclasses import fields
from typing import Any


class FieldsAlone:
    """A base for dataclasses that are pickled with their fields alone, without `cached_property`.

    A cached value is computed again when it is asked for. It can be large: an index of the words of
    a book is many times the size of the book. And the same fields have to give the same pickle,
    whatever was asked of the object before.
    """

    def __getstate__(self) -> dict[str, Any]:
        """Return the fields by their names; pickle stores what this returns."""
        return {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]
