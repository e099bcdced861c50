"""Keep the sections of big packets in the user's cache."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds.store.home import home
from briefgen.builds.versions import versions
from briefgen.ground.records import record

if TYPE_CHECKING:
    from briefgen.typeset.kept import Kept


@record
class Folder:
    path: Path

    def get(self, key: str) -> bytes | None:
        with suppress(OSError):
            return (self.path / key).read_bytes()
        return None

    def keep(self, key: str, data: bytes) -> None:
        with suppress(OSError):
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self.path / key).write_bytes(data)


def kept_sections() -> Kept:
    """Give the sections that were kept by earlier runs with the same versions of everything."""
    from briefgen.typeset.kept import Kept

    made_by = sha256(json.dumps(versions(), sort_keys=True).encode()).hexdigest()
    return Kept(Folder(home("sections")), made_by)
