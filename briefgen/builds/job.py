"""Describe what is to be done with one brief, as plain data that can be sent to another process.

This module imports no stage: the stages are slow to load, and a brief whose outcome was kept (see
`store`) needs none of them.
"""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefgen.ground.bounds import Bounds
from briefgen.ground.records import record
from briefgen.look import Look
from briefgen.outputs import registry
from briefgen.settings.resolver import Resolved

if TYPE_CHECKING:
    from briefgen.builds.baseline.finding import Known

# `check` only reports findings, `make` keeps the outputs in memory, `build` also writes them.
Does = Literal["check", "make", "build"]


@record
class Job:
    """One brief, what to do with it, and the options and settings for it.

    `path` is the brief as the user named it, and `file` its name in messages. `folder` holds the
    captures and pictures that it names. The names of the outputs begin with `name`. `data` holds
    the bytes of a brief from standard input; it is None for a file, which is read only when the
    job runs. `output` is the folder to write to, None unless `does` is `build`. With `passages`,
    the outcome also tells what each cited sentence rests on. `known` are the findings of it that a
    baseline knows, with how often; with `writes_baseline`, one of what is found is being written.
    """

    path: Path
    file: str
    folder: Path
    name: str
    does: Does = "build"
    resolved: Resolved = field(default_factory=Resolved)
    output: Path | None = None
    data: bytes | None = None
    passages: bool = False
    known: tuple[tuple[Known, int], ...] = ()
    writes_baseline: bool = False

    @property
    def has_baseline(self) -> bool:
        """Tell whether a baseline knows anything of the brief, or is being written."""
        return bool(self.known or self.writes_baseline)

    @property
    def templates(self) -> tuple[str, ...]:
        """Give the names of the templates to fill, each once."""
        return self.resolved.templates

    @property
    def kinds(self) -> tuple[str, ...]:
        """Give the kinds of outputs to make, such as `html`; empty for a check."""
        return () if self.does == "check" else self.resolved.to

    @property
    def look(self) -> Look:
        """Give the style, the paper and the user's folders."""
        return self.resolved.look

    @property
    def attach(self) -> tuple[str, ...]:
        """Give the names of what each PDF carries inside, such as `source`."""
        return self.resolved.attach

    @property
    def bounds(self) -> Bounds:
        """Give the most seconds and megabytes that making one page may take."""
        return self.resolved.bounds

    @property
    def names(self) -> list[str]:
        """List the names of the files to make: those of each template, then those of the brief."""
        return registry.files(self.name, self.templates, self.kinds)
