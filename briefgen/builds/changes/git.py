"""Ask git for objects of a repository; no other module starts it.

A repository may come from a stranger, and so may its `.git/config`, where many keys name a command
that git runs: core.fsmonitor and hooks when it looks at the working tree, filters and textconv when
it shows or compares files, a remote's when it fetches an object that is missing. So it is asked for
what is read from refs and objects alone, never for the state of files, and it may fetch nothing.
Whether it may open a repository that belongs to another user is for git to say (safe.directory).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from shlex import quote
from tempfile import TemporaryFile
from threading import Timer

from briefgen.ground.errors import ConfigError
from briefgen.ground.records import record

# Seconds. The files of the Linux kernel, 90,000, are listed in less than one.
SECONDS = 120
# Bytes, of a list of more than a million files.
MOST_BYTES = 128 * 1024 * 1024
MOST_SAID = 4_000
# What Python gives of a process that it has killed.
ENDED = -9
# Variables that say how git finds its own settings. The others are left out: in a hook, GIT_DIR and
# GIT_INDEX_FILE would lead all questions to one repository.
KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_TEST_ASSUME_DIFFERENT_OWNER")
SET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # Both, because git before 2.45 doesn't know the first. With the second it may use no protocol.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
}
# What no question here needs. They are turned off in case a later git looks at files all the same.
OFF = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}")


@record
class Answer:
    """What git answered: its exit code, and what it wrote to standard output and error."""

    code: int
    out: bytes
    said: str

    @property
    def line(self) -> str:
        """Give the one line that was asked for."""
        return os.fsdecode(self.out).strip()


def ask(folder: str, *arguments: str) -> Answer:
    """Ask git a question about the repository in a folder.

    Raises ConfigError where there is no git, where it doesn't answer, or where it refuses the
    repository because another user owns it.
    """
    options = (option for value in OFF for option in ("-c", value))
    command = [_program(), "--no-pager", *options, "-C", folder, *arguments]
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(KEPT)
    }
    try:
        code, out, said = _run(command, environment | SET)
    except OSError as error:
        raise ConfigError(f"git can't be started: {error.strerror or error}.") from error
    if code and "safe.directory" in said:
        message = (
            f"git refuses the repository {folder}: it belongs to another user. If you trust it: "
            f"git config --global --add safe.directory {quote(folder)}"
        )
        raise ConfigError(message)
    if len(out) > MOST_BYTES:
        raise ConfigError(f"git lists too many files of a commit in {folder}.")
    if code == ENDED:
        raise ConfigError(f"git has not answered for {SECONDS} seconds in {folder}.")
    return Answer(code, out, said)


def _run(command: list[str], environment: dict[str, str]) -> tuple[int, bytes, str]:
    """Run git, and give its exit code, what it wrote, and what it said.

    It is ended when it has written more than MOST_BYTES, or after SECONDS: a commit of a few
    kilobytes can hold trees that hold each other, with more files than any disk.
    """
    with (
        TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 - the arguments are checked where they are made
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said
        ) as process,
    ):
        ending = Timer(SECONDS, process.kill)
        ending.start()
        try:
            out = process.stdout.read(MOST_BYTES + 1) if process.stdout else b""
            if len(out) > MOST_BYTES:
                process.kill()
            code = process.wait()
        finally:
            ending.cancel()
            process.kill()
        said.seek(0)
        return code, out, said.read(MOST_SAID).decode(errors="replace").strip()


def _program() -> str:
    found = shutil.which("git")
    # On Windows and with a `.` in PATH, one in the current folder is found, which may have come
    # with the briefs.
    if found is None or not Path(found).is_absolute():
        message = "There is no git here, which knows what has changed. Install it, or leave out "
        raise ConfigError(f"{message}--changed-since.")
    return found
