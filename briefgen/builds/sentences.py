"""Keep what was found of the sentences of long briefs beside the outcomes of briefs.

The store is imported inside of functions: the check of a short brief needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.builds.running import Running

if TYPE_CHECKING:
    from briefgen.builds.store.shelf import Shelf


class KeptSentences:
    """Sentences on a shelf: what is kept is written by `write`, at the end of a job."""

    def __init__(self, running: Running | None = None) -> None:
        self._running = running or Running()
        self._waiting: dict[str, list[Any]] = {}

    def get(self, key: str) -> Any:
        """Give the sentences under a key; None where there are none, or they are damaged."""
        from briefgen.builds.store.program import known_versions
        from briefgen.builds.store.shelf import SENTENCES

        versions = known_versions()
        if self._running.anew or versions is None:
            return None
        value = self._shelf.value(SENTENCES, _key(key, versions))
        return value if isinstance(value, list) else None

    def keep(self, key: str, value: list[Any]) -> None:
        """Have the sentences of a brief written at the end."""
        self._waiting[key] = value

    def write(self, *, is_quick: bool) -> None:
        """Write what waits; with `is_quick` only where the program needn't be hashed for that."""
        if not self._waiting:
            return
        from briefgen.builds.store.program import known_versions, versions_now
        from briefgen.builds.store.shelf import SENTENCES

        if versions := known_versions() if is_quick else versions_now():
            for key, value in self._waiting.items():
                self._shelf.keep_value(SENTENCES, _key(key, versions), value)
        self._waiting.clear()

    @property
    def _shelf(self) -> Shelf:
        from briefgen.builds.store.recall import folder_of
        from briefgen.builds.store.shelf import Shelf

        return Shelf(folder_of(self._running))


def _key(key: str, versions: dict[str, str]) -> str:
    import json
    from hashlib import sha256

    return sha256(json.dumps([key, versions], sort_keys=True).encode()).hexdigest()
