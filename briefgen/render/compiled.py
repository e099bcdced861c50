"""Keep the compiled form of briefgen's templates between runs.

Compiling them takes ten times as long as filling them in. The user's own are compiled each time, in
the process that fills them in within bounds: they may be hostile, and are few.
"""

from __future__ import annotations

import marshal
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from briefgen.ground.compiled import keep, kept
from briefgen.ground.files import bytes_of
from briefgen.ground.shipped import folder

KIND = "templates"


class Compiled(BytecodeCache):
    """The compiled forms of templates, in one file that only this user can write.

    What Jinja makes of a template also depends on its own version and on the options of the
    environment: these stand in `module`, the file of the module that makes it.
    """

    def __init__(self, module: str) -> None:
        options = bytes_of(Path(module))
        self._key = f"{jinja2.__version__}\0{folder('templates')}\0".encode() + options
        self._has_more = False

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Give the compiled form of a template, or an empty bucket for it."""
        is_ours = filename is not None and Path(filename).is_relative_to(folder("templates"))
        bucket = Bucket(environment, name if is_ours else "", sha256(source.encode()).hexdigest())
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with the compiled form of its template, if that was kept."""
        source, code = self._codes.get(bucket.key, ("", None))
        if source == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take the compiled form of a template out of a bucket, for `save`."""
        if bucket.key:
            self._codes[bucket.key] = bucket.checksum, bucket.code
            self._has_more = True

    def save(self) -> None:
        """Keep the compiled forms, if there are new ones. Never fails."""
        if self._has_more:
            keep(KIND, self._key, marshal.dumps(self._codes))
        self._has_more = False

    @cached_property
    def _codes(self) -> dict[str, tuple[str, Any]]:
        """The hashes of sources and the compiled forms, by the names of templates."""
        data = kept(KIND, self._key)  # is whole, and was written by this user
        with suppress(EOFError, ValueError, TypeError):
            found: dict[str, tuple[str, Any]] = marshal.loads(data or b"")  # noqa: S302
            return found
        return {}
