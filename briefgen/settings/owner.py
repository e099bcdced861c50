"""Tells whether settings are those of whoever runs briefgen.

In a folder that several people write to, somebody else's settings above a brief are found as well.
What they ask for is done, unless it turns off a rule or lifts a bound.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefgen.ground.bounds import Bounds
from briefgen.settings.keys import COUNTS

ROOT = 0


def is_foreign(file: Path) -> bool:
    """Tell whether a file belongs to another user than the one who runs this, or root.

    Whoever became root by sudo is known by SUDO_UID, so that their own settings hold. On Windows no
    file counts as another user's: there `stat` tells no owner.
    """
    if not hasattr(os, "geteuid"):
        return False
    before = os.environ.get("SUDO_UID", "")
    own = {ROOT, os.geteuid()}
    if os.geteuid() == ROOT and before.isdecimal():
        own.add(int(before))
    return file.stat().st_uid not in own


def loosening(values: dict[str, Any]) -> Iterator[str]:
    """List the settings among these that turn off a rule, or lift a bound."""
    if values.get("off"):
        yield "off"
    for key in COUNTS:
        if (values.get(key) or 0) > getattr(Bounds(), key):
            yield key
