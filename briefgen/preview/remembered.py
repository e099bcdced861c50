"""Keeps typeset sections in memory, for the next save, and takes over those that builds have kept.

Not in the user's cache: each save while somebody types would leave a section there that nobody
needs again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from briefgen.typeset.kept import Store

# Of 100 pages, the sections and the whole PDF are about 5 MB.
MEGABYTES = 100


class Remembered:
    """A store in memory, of a bounded size, before a store that is only read.

    What was used longest ago goes first. May be used by several threads.
    """

    def __init__(self, behind: Store, megabytes: float = MEGABYTES) -> None:
        self._behind = behind
        self._most = int(megabytes * 1024 * 1024)
        self._held: OrderedDict[str, tuple[dict[str, Any], bytes]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> tuple[dict[str, Any], bytes] | None:
        """Give what was found on the pages of a section, and its PDF; None if it isn't there."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        found = self._behind.get(key)
        if found is not None:
            self.keep(key, *found)
        return found

    def keep(self, key: str, about: dict[str, Any], data: bytes) -> None:
        """Keep a section, and drop what was used longest ago where they are too many."""
        with self._lock:
            _, before = self._held.pop(key, ({}, b""))
            self._size += len(data) - len(before)
            self._held[key] = about, data
            while self._size > self._most:
                _, (_, gone) = self._held.popitem(last=False)
                self._size -= len(gone)
