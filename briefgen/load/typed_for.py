"""List what is typed for some fields of a YAML file, wherever these stand, without loading it.

A document with its places takes many times as long. Who has a thousand briefs and asks only which
files they name gets that here, with a few names too many: what a text calls so isn't told apart.
"""

from __future__ import annotations

from collections.abc import Collection

import yaml

from briefgen.ground.decode import composed, decoded
from briefgen.load.reader import LOADER


def typed_for(data: bytes, fields: Collection[str]) -> set[str] | None:
    """List the texts behind fields of those names; None for what is no YAML in UTF-8."""
    text, problem = decoded(data, "")
    if problem:
        return None
    found: set[str] = set()
    anchors: dict[str, str] = {}
    is_behind = False
    try:
        for event in yaml.parse(text, Loader=LOADER):
            value = None
            if isinstance(event, yaml.ScalarEvent):
                value = composed(str(event.value))
                if event.anchor:
                    anchors[event.anchor] = value
            elif isinstance(event, yaml.AliasEvent):
                value = anchors.get(str(event.anchor))
            if is_behind and value:
                found.add(value)
            is_behind = value in fields
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return found
