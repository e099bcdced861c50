"""Settings of another user than the one who runs briefgen loosen nothing.

In a folder that several people write to, somebody else's settings above a brief are found as well.
What they ask for is done, but no rule is turned off and no bound lifted for them.
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
    """Tell whether a file belongs to another user than the one who runs this; not root, the system.

    Who became root by sudo still owns their own files. Not on Windows, where nobody is asked.
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
