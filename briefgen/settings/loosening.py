"""List what settings of another user may not do: turn off a rule, or raise a bound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.ground.bounds import Bounds
from briefgen.settings.keys import COUNTS


def loosening(values: dict[str, Any]) -> Iterator[str]:
    """List the settings among `values` that turn off a rule, or raise a bound over its default."""
    if values.get("off"):
        yield "off"
    for key in COUNTS:
        if (values.get(key) or 0) > getattr(Bounds(), key):
            yield key
