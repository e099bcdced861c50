"""The errors that end a run, one class a stage; the exit code is an attribute of the class.

Every stage raises them. The command line only reads their exit codes; `exits` says what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.ground.diagnostics import Diagnostic, finding


class BriefgenError(Exception):
    """A run that can't go on, with the findings that say why and where; there may be none."""

    exit_code = 1
    # The rule under which the error is reported if it has no findings of its own.
    rule = "run-stopped"

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The findings that say why; if there are none, one that is made of the message."""
        return self.diagnostics or (finding(self.rule, str(self)),)


class BriefError(BriefgenError):
    """A brief with faults that its writer has to mend."""

    exit_code = 1


class ConfigError(BriefgenError):
    """A wrong option, variable or configuration file."""

    exit_code = 2


class TemplateError(BriefgenError):
    """A template or style that can't be read or run, or that asks for a value that isn't there."""

    exit_code = 3


class EngineError(BriefgenError):
    """A typesetting engine that isn't installed, or that couldn't set the page."""

    exit_code = 4


class FilesError(BriefgenError):
    """A file that can't be read or written."""

    exit_code = 5


class UnforeseenError(BriefgenError):
    """A fault of briefgen itself."""

    exit_code = 70  # EX_SOFTWARE, an internal error, in sysexits.h
    rule = "internal-error"
