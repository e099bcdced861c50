"""Tell whether a file belongs to the user who runs briefgen.

In a shared folder, the nearest settings above a brief, or the kinds of paper beside them, may be
somebody else's. They are followed, except where they turn off a rule or raise a bound.
"""

from __future__ import annotations

import os
from pathlib import Path

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
