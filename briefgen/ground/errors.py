"""What ends a run, one class a stage; the exit code is an attribute of the class.

Apart, because every stage raises these, and the command line only looks up their exit codes.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.ground.diagnostics import Diagnostic, finding


class BriefgenError(Exception):
    """A run that can't go on, with the findings that say why and where, if there are any."""

    exit_code = 1
    # Of the finding that an error is told as which has none of its own.
    rule = "run-stopped"

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The findings that say why; where there are none, the message as one."""
        return self.diagnostics or (finding(self.rule, str(self)),)


class BriefError(BriefgenError):
    """The brief has faults that its writer has to mend."""

    exit_code = 1


class ConfigError(BriefgenError):
    """A wrong option, variable or configuration file."""

    exit_code = 2


class TemplateError(BriefgenError):
    """A template that can't be read, or that asks for what isn't there."""

    exit_code = 3


class EngineError(BriefgenError):
    """The typesetting engine is missing, or refused the page."""

    exit_code = 4


class FilesError(BriefgenError):
    """A file that can't be read or written."""

    exit_code = 5


class UnforeseenError(BriefgenError):
    """A fault of briefgen itself, met while a brief was made."""

    exit_code = 70
    rule = "internal-error"
