"""Describes the cache for `briefgen cache`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from briefgen.builds.store.shelf import MOST_BYTES, Kept

MEGABYTE = 1024 * 1024


def described(folder: Path, kept: Sequence[Kept]) -> str:
    """Write the folder, the size, the number of entries and the last use, a line each."""
    size = sum(each.size for each in kept) / MEGABYTE
    lines = [
        f"folder:   {folder}",
        f"size:     {size:,.1f} MB of at most {MOST_BYTES // MEGABYTE:,}",
        f"entries:  {len(kept):,}",
    ]
    if kept:
        used = datetime.fromtimestamp(max(each.used for each in kept)).astimezone()
        lines.append(f"last use: {used:%Y-%m-%d %H:%M}")
    return "\n".join(lines)
