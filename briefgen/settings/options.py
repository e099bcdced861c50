"""Hold what the caller asks for, before any file of settings is read.

The command line, the Python API and the preview all fill the same class, and only `resolver` reads
it.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.ground.records import record


@record
class Options:
    """The options of a run; None for each that is left to the settings, and then to the defaults.

    `off` names the rules to turn off. `seconds` of processor time and `megabytes` of memory are
    the most that making one page may take.
    """

    style: str | None = None
    paper: str | None = None
    size: str | None = None
    templates: tuple[str, ...] | None = None
    to: tuple[str, ...] | None = None
    output: Path | None = None
    attach: tuple[str, ...] | None = None
    strict: bool | None = None
    off: tuple[str, ...] | None = None
    seconds: int | None = None
    megabytes: int | None = None
