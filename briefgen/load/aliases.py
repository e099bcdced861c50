"""The events of a part of a file that has a name, `&name`, so that `*name` can repeat it.

Apart from the reader, which knows what a value is; here it is only known where one ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml


def whole(event: Any, rest: Iterator[Any]) -> Iterator[Any]:
    """List the events that still belong to the node that `event` starts."""
    depth = int(isinstance(event, yaml.CollectionStartEvent))
    while depth:
        found = next(rest)
        depth += isinstance(found, yaml.CollectionStartEvent)
        depth -= isinstance(found, yaml.CollectionEndEvent)
        yield found


def bare(event: Any) -> Any:
    """Copy an event without its anchor, so that a repeated node is not recorded again."""
    # The anchor of an alias is the name that it repeats.
    if getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
        from copy import copy

        event = copy(event)
        event.anchor = None
    return event
