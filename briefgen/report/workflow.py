"""Writes workflow commands of GitHub Actions, and takes their power from all other lines of a log.

GitHub obeys the lines of a log. A brief whose words are printed there could hide words of the log,
forge findings, or switch off those that follow. What is a command stands in `ActionCommand.cs` of
github.com/actions/runner: a line that begins with `::name` after white space, and the older form
`##[name]` anywhere in a line.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.ground.regexes import regex
from briefgen.report.terminal import UNSEEN

# What .NET passes over where it compares texts by culture, as the runner does: control characters,
# and those that Unicode calls default ignorable.
_PASSED_OVER = (
    r"\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# At the start of a line, of which .NET has three kinds of ends. No name begins with a colon.
COMMAND = regex(
    rf"(?<![^\r\n])((?:[^\S\r\n]|[{_PASSED_OVER}])*+:[{_PASSED_OVER}]*+)(:)(?!:)",
)
OLD_COMMAND = regex(rf"(#[{_PASSED_OVER}]*+#[{_PASSED_OVER}]*+)(\[)")
# The escapes of `command.ts` in github.com/actions/toolkit.
DATA = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
PROPERTY = DATA | {ord(":"): "%3A", ord(","): "%2C"}


def disarmed(text: str) -> str:
    """Give a text for a log with a space in each place where GitHub would see a command."""
    return OLD_COMMAND.sub(r"\1 \2", COMMAND.sub(r"\1 \2", text))


def command(name: str, properties: Mapping[str, object], message: str) -> str:
    """Write a workflow command as a line, without the end of the line.

    Properties that are None are left out. Where others hold what can't be written or would change
    what a terminal shows, a sign stands in its place.
    """
    given = ",".join(
        f"{key}={_escaped(str(value), PROPERTY)}"
        for key, value in properties.items()
        if value is not None
    )
    return f"::{name}{f' {given}' if given else ''}::{_escaped(message, DATA)}"


def _escaped(text: str, escapes: dict[int, str]) -> str:
    seen = UNSEEN.sub(lambda char: char[0] if char[0] in "\r\n" else "�", text)
    return seen.translate(escapes)
