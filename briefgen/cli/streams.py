"""Make the standard streams usable, and let signals end a run in order.

A stream may be closed, may lead to a full disk, or to a pipe whose reader has ended. A message that
can't be written is lost without an error. Output that can't be written to standard output was
asked for, so it is an error.
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

# A shell's exit code for a process that a signal has ended is this and the signal's number.
SIGNALLED = 128
STANDARD_ERROR = 2
ENDING = ("SIGHUP", "SIGTERM")


class LostOutputError(FilesError):
    """Raised where standard output can't be written.

    If the reader of a pipe has ended, as `| head` does every time, the message is empty, and
    nothing is printed.
    """

    def __init__(self, error: OSError) -> None:
        why = {errno.EPIPE: "", errno.EBADF: "it is closed"}
        said = why.get(error.errno or 0, error.strerror or str(error))
        super().__init__(f"Can't write to standard output: {said}." if said else "")


class EndedBySignalError(BaseException):
    """Raised when a signal is to end the run, so that half-written files are deleted first.

    It derives from BaseException, like KeyboardInterrupt, so that no `except Exception` keeps the
    run going.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = SIGNALLED + number


class _Output(io.FileIO):
    """Standard output. The first write that fails raises LostOutputError; later ones do nothing.

    Python flushes the stream once more when it ends, which must not raise a second time.
    """

    _is_lost = False

    def write(self, data: Any) -> int:
        if self._is_lost:
            return len(data)  # as if written: a smaller number would have Python try again
        try:
            return super().write(data)
        except OSError as error:
            self._is_lost = True
            raise LostOutputError(error) from error


class _Messages(io.FileIO):
    """Standard error. What can't be written is lost, and the run goes on."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError:
            return len(data)


class _Log(io.TextIOWrapper):
    """Standard error in the log of GitHub Actions, which would obey some lines as commands."""

    def write(self, text: str) -> int:
        from briefgen.report.workflow import disarmed

        super().write(disarmed(text))
        return len(text)

    def command(self, text: str) -> None:
        """Write lines that are to be obeyed."""
        super().write(text)


def is_in_actions() -> bool:
    """Tell whether this process runs in GitHub Actions."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def for_log(text: str) -> str:
    """Give a text for standard output that people read; in GitHub Actions, none of it is obeyed."""
    if not is_in_actions():
        return text
    from briefgen.report.workflow import disarmed

    return disarmed(text)


class Commands(io.StringIO):
    """Takes workflow commands, and writes them to standard error when it is flushed."""

    def flush(self) -> None:
        """Write all that was taken since the last time."""
        said = self.getvalue()
        self.seek(0)
        self.truncate()
        (sys.stderr.command if isinstance(sys.stderr, _Log) else sys.stderr.write)(said)
        sys.stderr.flush()


def take_streams() -> None:
    """Replace the standard streams by ones that behave as this module says, open or closed.

    On Windows they stay as they are. So does a stream that a test has put in place.
    """
    if os.name != "posix":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        return
    _open_closed_streams()
    # `closefd=False`: closing these objects must not close the process's streams.
    if sys.stdout is sys.__stdout__:
        sys.stdout = _text_stream(_Output(1, "wb", closefd=False), sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _text_stream(_Messages(2, "wb", closefd=False), sys.stderr)


def _open_closed_streams() -> None:
    """Open /dev/null in the place of each standard stream that is closed.

    Otherwise the next file that is opened would get its number, and a message to standard error
    would end up in an output. Standard input and output are opened in the wrong mode on purpose:
    using them fails as with the closed stream. Messages to standard error are dropped.
    """
    for number, mode in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            # POSIX gives a new file the lowest free number, which is this one: the loop goes up.
            os.open(os.devnull, mode)
            # The processes that typeset need their streams, too.
            os.set_inheritable(number, True)  # noqa: FBT003


def _text_stream(raw: io.FileIO, old: TextIO | None) -> TextIO:
    """Wrap a stream of bytes into one of text, with the encoding of the old one if there is one."""
    is_terminal = raw.isatty()
    is_log = raw.fileno() == STANDARD_ERROR and is_in_actions()
    # Buffered by lines as Python does: on a terminal, and always for messages, so that they come
    # at once.
    return (_Log if is_log else io.TextIOWrapper)(
        io.BufferedWriter(raw),
        encoding=old.encoding if old else "utf-8",
        # What an encoding lacks is written as its number. Otherwise a message would end the run.
        errors="backslashreplace",
        line_buffering=is_terminal or raw.fileno() == STANDARD_ERROR,
    )


def raise_signals() -> None:
    """Have SIGHUP and SIGTERM raise EndedBySignalError, so that half-written files are deleted.

    A signal that is ignored stays ignored: `nohup` has SIGHUP ignored on purpose.
    """
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            with suppress(ValueError):  # Python sets handlers in the main thread only
                signal.signal(number, _raise_ended)


def _raise_ended(number: int, _frame: object) -> None:
    # A second signal must not interrupt the deleting of half-written files.
    for name in ENDING:
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    raise EndedBySignalError(number)
