"""What whoever runs briefgen asks for, before any file of settings is read.

One type for all doors: the command line, the Python API and the preview fill it, and only the
resolver reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for; None where that is left to the settings, and then to the defaults.

    `off` names the rules that aren't asked. `seconds` and `megabytes` are what making one page may
    take, of the processor and of memory.
    """

    style: str | None = None
    paper: str | None = None
    templates: tuple[str, ...] | None = None
    to: tuple[str, ...] | None = None
    output: Path | None = None
    attach: tuple[str, ...] | None = None
    strict: bool | None = None
    off: tuple[str, ...] | None = None
    seconds: int | None = None
    megabytes: int | None = None
