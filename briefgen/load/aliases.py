"""The events of a part of a file that has a name, `&name`, so that `*name` repeats it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml


def whole(event: Any, rest: Iterator[Any]) -> Iterator[Any]:
    """The events that still belong to the node that `event` starts."""
    depth = int(isinstance(event, (yaml.CollectionStartEvent)))
    while depth:
        found = next(rest)
        depth += isinstance(found, yaml.CollectionStartEvent)
        depth -= isinstance(found, yaml.CollectionEndEvent)
        yield found


def bare(event: Any) -> Any:
    """The same event without its anchor, so that a repeated node is not recorded again."""
    if getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
        from copy import copy

        event = copy(event)
        event.anchor = None
    return event
