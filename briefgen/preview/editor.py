"""Opens a line in the user's editor: by a command, or by a URL that the browser opens.

The default is a URL, such as `vscode://file/…`: it opens the editor on the machine of the browser,
which may be another one than the server's.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path, PurePath
from urllib.parse import quote

from briefgen.ground.errors import ConfigError
from briefgen.ground.records import record

VS_CODE = "vscode://file{file}:{line}:{column}"
GO_TO = "--goto {file}:{line}:{column}"
COLON = "{file}:{line}:{column}"
PLUS = "+{line} {file}"
# How each command is told a line. What isn't here gets `+41 FILE`, as POSIX editors take it.
ARGUMENTS = {
    **dict.fromkeys(("code", "codium", "code-insiders", "cursor", "windsurf"), GO_TO),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor", "hx", "helix", "atom"), COLON),
    **dict.fromkeys(("idea", "pycharm", "webstorm"), "--line {line} --column {column} {file}"),
    **dict.fromkeys(("emacs", "emacsclient"), "+{line}:{column} {file}"),
    "kate": "--line {line} --column {column} {file}",
    "mate": "--line {line}:{column} {file}",
    "notepad++": "-n{line} -c{column} {file}",
}
# Editors that need a terminal. The server uses its own; inside tmux they get a window.
IN_TERMINAL = {"vi", "vim", "nvim", "nano", "pico", "emacs", "hx", "helix", "micro", "joe", "ed"}
# Seconds. An editor that can't open anything has ended by then, with a code; `code` and its kin
# end as well, but with 0, when they have told the window that is open.
FAILS_WITHIN = 0.7


@record
class Editor:
    """How to open an editor: a URL, or a command as a list, with {file}, {line} and {column}."""

    url: str = ""
    command: tuple[str, ...] = ()

    def address(self, file: Path, line: int, column: int) -> str:
        """Make the URL that opens a place in a file; empty if a command opens it.

        Line and column count from 1.
        """
        # A path of Windows begins with its drive, and needs a slash before that (RFC 8089, E.2).
        at = quote(file.as_posix() if file.as_posix().startswith("/") else f"/{file.as_posix()}")
        return self.url.replace("{file}", at).format(line=line, column=column) if self.url else ""

    def fault_in_opening(self, file: Path, line: int, column: int) -> str:
        """Open a place by the command, and say what went wrong; empty if nothing did at once."""
        name = self.command[0]
        try:
            process = self.open(file, line, column)
            code = process.wait(FAILS_WITHIN)
        except OSError as error:
            return f"The editor {name} can't be started: {error.strerror}."
        except subprocess.TimeoutExpired:  # it is open
            # Somebody has to wait for it, or it stays a zombie when it has ended.
            threading.Thread(target=process.wait, daemon=True).start()
            return ""
        return f"Nothing opened: the editor {name} ended with code {code}." if code else ""

    def open(self, file: Path, line: int, column: int) -> subprocess.Popen[bytes]:
        """Open a place by the command, and don't wait for it. OSError where it can't be run."""
        places = {"{file}": str(file), "{line}": str(line), "{column}": str(column)}
        arguments = list(self.command)
        # Not by `format`: a command may have other braces in it, as one for Lisp or a shell has.
        for name, value in places.items():
            arguments = [part.replace(name, value) for part in arguments]
        return subprocess.Popen(  # noqa: S603 - the user's own command
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # else Ctrl-C in the server's terminal ends the editor as well
        )


def editor_of(asked: str | None, environment: Mapping[str, str]) -> Editor:
    """Choose the editor asked for, else that of $VISUAL, else VS Code. ConfigError if malformed.

    An editor of $VISUAL that needs a terminal is taken only inside tmux, where it gets a window.
    """
    named = asked or environment.get("VISUAL", "").strip()
    if not named:
        return Editor(url=VS_CODE)
    if "://" in named:
        return _by_address(named)
    try:
        words = shlex.split(named, posix=os.name != "nt")
    except ValueError as error:
        raise ConfigError(f"The editor `{named}` can't be understood: {error}.") from error
    if not words:
        return Editor(url=VS_CODE)
    command = tuple(words)
    if not any(name in word for word in words for name in ("{file}", "{line}", "{column}")):
        program = PurePath(words[0]).name.lower().removesuffix(".exe")
        command += tuple(ARGUMENTS.get(program, PLUS).split())
    if PurePath(words[0]).name in IN_TERMINAL:
        if environment.get("TMUX"):
            return Editor(command=("tmux", "new-window", "--", *command))
        if not asked:
            return Editor(url=VS_CODE)
    return Editor(command=command)


def _by_address(named: str) -> Editor:
    template = named if "{file}" in named else f"{named.rstrip('/')}{{file}}:{{line}}:{{column}}"
    try:
        template.replace("{file}", "").format(line=1, column=1)
    except (ValueError, KeyError, IndexError) as error:
        message = f"The editor `{named}` may hold {{file}}, {{line}} and {{column}}, and no other."
        raise ConfigError(message) from error
    return Editor(url=template)
