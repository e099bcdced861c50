"""The three standard streams, whatever state they are in, and the signals that end a run.

A stream may be closed, full, or end in a pipe that nobody reads any more. Of messages nobody has
to take notice; what was asked for on standard output, and can't be delivered, is a fault of files.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from contextlib import suppress
from typing import Any, TextIO

from briefgen.ground.errors import FilesError

# What a shell gives as the exit code of a process that a signal has ended: 128, and its number.
SIGNALLED = 128
STANDARD_ERROR = 2
ENDING = ("SIGHUP", "SIGTERM")


class LostOutputError(FilesError):
    """Standard output doesn't take what was asked for.

    Nothing is said of a pipe that nobody reads any more: with `| head` that is how it should end.
    """

    def __init__(self, error: OSError) -> None:
        why = {errno.EPIPE: "", errno.EBADF: "it is closed"}
        said = why.get(error.errno or 0, error.strerror or str(error))
        super().__init__(f"Can't write to standard output: {said}." if said else "")


class EndedBySignalError(BaseException):
    """A signal that ends the run, raised so that what is half-written is taken away first."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = SIGNALLED + number


class _Output(io.FileIO):
    """Standard output; the first write that fails says so, and nothing is written from then on."""

    _is_lost = False

    def write(self, data: Any) -> int:
        if self._is_lost:
            return len(data)
        try:
            return super().write(data)
        except OSError as error:
            self._is_lost = True
            raise LostOutputError(error) from error


class _Messages(io.FileIO):
    """Standard error; what it doesn't take is lost, and the run goes on."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError:
            return len(data)


def take_streams() -> None:
    """Make the standard streams usable, whatever state they are in.

    On Windows they stay as they are, and so do those that a test has put in their place.
    """
    if os.name != "posix":
        return
    _fill_gaps()
    if sys.stdout is sys.__stdout__:
        sys.stdout = _text(_Output(1, "wb", closefd=False), sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _text(_Messages(2, "wb", closefd=False), sys.stderr)


def _fill_gaps() -> None:
    """Put something in the place of each stream that is closed.

    Else the next file that is opened has its number, and a message would be written into an output.
    What is put there can't be read, or written, any more than the closed one; messages go nowhere.
    """
    for number, mode in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            # The lowest number that is free is taken, which is this one.
            os.open(os.devnull, mode)
            os.set_inheritable(number, True)  # noqa: FBT003


def _text(raw: io.FileIO, old: TextIO | None) -> TextIO:
    """Put a text stream on top, in the encoding of the one before."""
    is_terminal = raw.isatty()
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=old.encoding if old else "utf-8",
        errors=old.errors if old else "backslashreplace",
        line_buffering=is_terminal or raw.fileno() == STANDARD_ERROR,
    )


def raise_signals() -> None:
    """Let the signals that end a process raise an error, so that what it began is cleared away.

    A signal that is ignored stays ignored, as under `nohup`.
    """
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            with suppress(ValueError):  # not in the main thread, where alone signals arrive
                signal.signal(number, _raised)


def _raised(number: int, _frame: object) -> None:
    # The next one doesn't disturb the clearing.
    for name in ENDING:
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    raise EndedBySignalError(number)
