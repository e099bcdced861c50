"""What GitHub's runner makes of a log, for tests that look at what it would obey.

After `ActionCommand.cs` of github.com/actions/runner: the new form counts at the start of a line,
after white space; the old form anywhere in it. Both pass over characters that are ignorable.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

KNOWN = {
    *("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group"),
    *("notice", "remove-matcher", "save-state", "set-env", "set-output", "stop-commands"),
    "warning",
}


@dataclass
class Command:
    """A workflow command: its name, its properties, its message."""

    name: str
    properties: dict[str, str] = field(default_factory=dict)
    message: str = ""


def obeyed(log: str) -> list[Command]:
    """List the commands that a runner finds in a log, in their order."""
    lines = re.split(r"\r\n|\r|\n", log)
    return [found for line in lines if (found := _new(line) or _old(line))]


def _new(line: str) -> Command | None:
    line = _heard(line).lstrip()
    name, between, message = line[2:].partition("::")
    name, _, given = name.partition(" ")
    if not line.startswith("::") or not between or name.lower() not in KNOWN:
        return None
    pairs = [each.split("=", 1) for each in given.strip().split(",") if "=" in each]
    escapes = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
    properties = {key: _unescaped(value, escapes) for key, value in pairs}
    return Command(name, properties, _unescaped(message, {"%0D": "\r", "%0A": "\n", "%25": "%"}))


def _old(line: str) -> Command | None:
    found = re.search(r"##\[([^ \]]*)[^\]]*\](.*)", _heard(line))
    known = found and found[1].lower() in KNOWN
    return Command(found[1], {}, found[2]) if known else None


def _heard(line: str) -> str:
    passed_over = ("Cc", "Cf", "Cn", "Cs")
    ignorable = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
    return "".join(
        char
        for char in line
        if char.isspace()
        or not (unicodedata.category(char) in passed_over or char in ignorable or _varies(char))
    )


def _varies(char: str) -> bool:
    """Tell whether a character is a variation selector."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    for written, meant in escapes.items():
        text = text.replace(written, meant)
    return text
