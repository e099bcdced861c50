"""A state with a number, so that a tab that has one state can wait for the next.

Numbers rather than a list of changes: a tab that slept for an hour gets the newest state and
nothing of what it missed.
"""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import Any


class Followed(ABC):
    """A state that can be followed. Made in the running loop, and used in no other thread."""

    def __init__(self) -> None:
        # Greater than all that a server or a session before this one has given: a tab that comes
        # back says which state it knows.
        self.serial = time.time_ns() // 1000
        self._news = asyncio.Event()

    @abstractmethod
    def state(self) -> dict[str, Any]:
        """Give the state as plain data; `serial` is its number."""

    async def news(self, seen: int, seconds: float) -> bool:
        """Wait until there is another state than `seen`; False if there is none in time."""
        if self.serial == seen:
            with suppress(TimeoutError):
                # `wait_for` of Python 3.11 can swallow that the task is cancelled meanwhile
                # (python/cpython#86296).
                async with asyncio.timeout(seconds):
                    await self._news.wait()
        return self.serial != seen

    def _tell(self) -> None:
        """Wake all who wait. They share an event, so the next ones wait for a new one."""
        self.serial += 1
        news, self._news = self._news, asyncio.Event()
        news.set()
