"""Repeats the parser events of an anchored node (`&name`) for each of its aliases (`*name`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml


def whole(event: Any, rest: Iterator[Any]) -> Iterator[Any]:
    """Take from `rest` the events that belong to the node that `event` starts, without `event`."""
    depth = int(isinstance(event, yaml.CollectionStartEvent))
    while depth:
        found = next(rest)
        depth += isinstance(found, yaml.CollectionStartEvent)
        depth -= isinstance(found, yaml.CollectionEndEvent)
        yield found


def bare(event: Any) -> Any:
    """Copy an event without its anchor, so that repeating a node doesn't record it again."""
    # An alias event has an anchor, too: the name that it repeats. It has to keep that.
    if getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
        from copy import copy

        event = copy(event)
        event.anchor = None
    return event
