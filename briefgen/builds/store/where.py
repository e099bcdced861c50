"""Find the user's own cache. Apart from `home`, because telling a call again loads little more.

It holds what is believed without reading the files that it is about. So nothing counts in it that
another user has written, or could have: `XDG_CACHE_HOME` may name a folder that many can write to.
"""

from __future__ import annotations

import os
import sys


def home_of(name: str) -> str:
    """Give the path of a folder in the user's cache, which the system may empty at any time."""
    if sys.platform == "linux":
        # The XDG Base Directory Specification, as platformdirs follows it. That library takes
        # longer to load than it takes to see that a thousand briefs are unchanged.
        set_by_user = os.environ.get("XDG_CACHE_HOME", "").strip()
        return os.path.expanduser(f"{set_by_user or '~/.cache'}/briefgen/{name}")  # noqa: PTH111
    from platformdirs import user_cache_path

    # With an author, the folder on Windows would be briefgen\\briefgen.
    return str(user_cache_path("briefgen", appauthor=False) / name)


def is_ours(about: os.stat_result) -> bool:
    """Tell whether a file belongs to this user, who alone can write to it. On Windows, always."""
    if os.name != "posix":
        return True
    return about.st_uid == os.geteuid() and not about.st_mode & 0o022
