"""Say where what was found of the sentences of a long brief is kept between runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol


class Store(Protocol):
    """Where sentences are kept between runs, by a key, a SHA-256. Neither function raises."""

    def get(self, key: str) -> Any:
        """Give what `keep` was given; None where there is nothing, or it is damaged."""

    def keep(self, key: str, value: list[Any]) -> None:
        """Keep a value that JSON can hold, now or at the end of the run."""


_STORE: ContextVar[Store | None] = ContextVar("store", default=None)


@contextmanager
def kept_in(store: Store | None) -> Iterator[None]:
    """Keep the sentences of long briefs that are checked in the block, and recall them."""
    token = _STORE.set(store)
    try:
        yield
    finally:
        _STORE.reset(token)


def store_in_use() -> Store | None:
    """Give the store of the block that runs; None where nothing is kept."""
    return _STORE.get()
