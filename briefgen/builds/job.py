"""What is to be done with one brief: plain data, that another process or machine can do as well.

Apart from the stages, which are slow to load: a brief that is known to be clean needs none of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from briefgen.ground.bounds import Bounds
from briefgen.look import Look
from briefgen.outputs import registry
from briefgen.settings.resolver import Resolved

# check: only say what is wrong; make: keep the outputs in memory; build: write them as well.
Does = Literal["check", "make", "build"]


@dataclass(frozen=True, slots=True)
class Job:
    """One brief, and what holds for it.

    `path` is the brief as it was named, `file` what messages call it, `folder` where the files are
    that it names, and `name` what its outputs are called after. `data` holds its bytes where they
    came from standard input; a file is read when it is the job's turn. `output` is the folder that
    the outputs are written to.
    """

    path: Path
    file: str
    folder: Path
    name: str
    does: Does = "build"
    resolved: Resolved = field(default_factory=Resolved)
    output: Path | None = None
    data: bytes | None = None

    @property
    def templates(self) -> tuple[str, ...]:
        """The templates that are filled, each once."""
        return self.resolved.templates

    @property
    def kinds(self) -> tuple[str, ...]:
        """The outputs that are made; none by a check."""
        return () if self.does == "check" else self.resolved.to

    @property
    def look(self) -> Look:
        """How its pages are to look."""
        return self.resolved.look

    @property
    def attach(self) -> tuple[str, ...]:
        """What each PDF carries."""
        return self.resolved.attach

    @property
    def bounds(self) -> Bounds:
        """What making one page may take."""
        return self.resolved.bounds

    @property
    def names(self) -> list[str]:
        """The names of the files that it makes: those of each template, then those of the brief."""
        return registry.files(self.name, self.templates, self.kinds)
