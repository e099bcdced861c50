"""Tell whether a file of settings belongs to the user who runs briefgen.

In a shared folder, the nearest settings above a brief may be somebody else's. They are followed,
except where they turn off a rule or raise a bound.
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
    """Tell whether a file belongs neither to root nor to the user who runs briefgen.

    A user who became root by sudo is known by SUDO_UID, so that their own settings still hold. On
    Windows no file counts as another user's, because `stat` gives no owner there.
    """
    if not hasattr(os, "geteuid"):
        return False
    before_sudo = os.environ.get("SUDO_UID", "")
    own = {ROOT, os.geteuid()}
    # Only root is believed: any other user could set the variable to trust a stranger's file.
    if os.geteuid() == ROOT and before_sudo.isdecimal():
        own.add(int(before_sudo))
    return file.stat().st_uid not in own


def loosening(values: dict[str, Any]) -> Iterator[str]:
    """List the settings among `values` that turn off a rule, or raise a bound over its default."""
    if values.get("off"):
        yield "off"
    for key in COUNTS:
        if (values.get(key) or 0) > getattr(Bounds(), key):
            yield key
