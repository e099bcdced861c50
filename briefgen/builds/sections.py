"""Keep the sections of big packets beside the outcomes of briefs."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from briefgen.builds.running import Running
from briefgen.builds.store.program import versions_now
from briefgen.builds.store.recall import folder_of
from briefgen.builds.store.shelf import SECTIONS, Shelf

if TYPE_CHECKING:
    from briefgen.typeset.kept import Kept


def kept_sections(running: Running | None = None) -> Kept | None:
    """Give the sections that were kept with the same versions of everything.

    None where nothing that was kept is to be used.
    """
    running = running or Running()
    if running.anew:
        return None
    from briefgen.typeset.kept import Kept

    # The versions are looked for only where a page is divided: it takes a while.
    return Kept(_OnShelf(Shelf(folder_of(running))), _versions)


def _versions() -> str:
    return sha256(json.dumps(versions_now(), sort_keys=True).encode()).hexdigest()


class _OnShelf:
    """Sections on a shelf: what was found on the pages of each under its key, and its PDF."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def get(self, key: str) -> tuple[dict[str, Any], bytes] | None:
        """Give what was found on the pages of a section, and its PDF; None if it isn't there."""
        value = self._shelf.value(SECTIONS, key)
        if not isinstance(value, dict) or not isinstance(digest := value.get("pdf"), str):
            return None
        data = self._shelf.output(digest)
        return None if data is None else (value, data)

    def keep(self, key: str, about: dict[str, Any], data: bytes) -> None:
        """Keep a section, if there is room."""
        digest = sha256(data).hexdigest()
        if self._shelf.keep_output(digest, data):
            self._shelf.keep_value(SECTIONS, key, {**about, "pdf": digest})
