"""Write the first paper of a kind: its starter, with the dates and the kind of today."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from briefgen.ground.errors import ConfigError
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.regexes import regex
from briefgen.ground.shipped import folder
from briefgen.kinds.finding import KINDS
from briefgen.kinds.paper_kind import DEFAULT, STARTER, PaperKind

# The day on which all starters are written. What is dated otherwise in them stays as far from it.
WRITTEN = date(2019, 5, 10)
DATE = regex(r"\b2019-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")
# A day as it is printed in a text: 14 May 2019 or May 14, 2019. Starters are in English.
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
WORDED = regex(
    rf"\b(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS)}) (?:(?P<behind>\d{{1,2}}), )?2019\b"
)
# The year in the number of a paper: PP-2019-0001.
NUMBERED = regex(r"(?m)^(number:.*?)\b2019\b")
# The lines that say which kind a paper is, and which version of the format.
KIND = regex(r"(?m)^kind:[ \t]+[\w-]+")
VERSION = regex(r"(?m)^briefgen: 1.*$")
# For editors: where the schema is that `briefgen new` writes beside the brief.
SCHEMA_LINE = "# yaml-language-server: $schema=./brief.schema.json\n"


def first_paper(kind: PaperKind, today: date, *, default: str = DEFAULT) -> str:
    """Write the first paper of a kind, as of today.

    A kind without a starter takes that of the kind which it extends, and else that of a visit.
    `default` is the kind of papers that don't say theirs. Raises ConfigError where the starter
    can't be read.
    """
    text = _of_today(_read(_folder(kind), STARTER), today)
    line = f"kind: {kind.name}"
    if KIND.search(text):
        text = KIND.sub(lambda _: line, text, count=1)
    elif kind.name != default:
        text = VERSION.sub(lambda found: f"{found[0]}\n{line}", text, count=1)
    return text if text.startswith("# yaml-language-server:") else SCHEMA_LINE + text


def second_text(kind: PaperKind, name: str, today: date) -> str:
    """Write the text of a first paper in its second language; empty where the kind has none.

    `name` is that of the file beside the starter. Raises ConfigError where it can't be read.
    """
    at = _folder(kind)
    return _of_today(_read(at, name), today) if (at / name).is_file() else ""


def _folder(kind: PaperKind) -> Path:
    """Find the nearest folder with a starter."""
    for at in (*kind.folders, folder("templates") / KINDS / DEFAULT):
        if (at / STARTER).is_file():
            return at
    raise ConfigError(f"The kind `{kind.name}` has no {STARTER}.")


def _read(at: Path, name: str) -> str:
    try:
        return read_inside(at, name, "starter", FileFault).decode()
    except (FileFault, UnicodeDecodeError) as fault:
        raise ConfigError(f"The starter {at / name} can't be read: {fault}") from fault


def _of_today(text: str, today: date) -> str:
    text = DATE.sub(lambda found: str(_moved(found[0], today) or found[0]), text)
    text = WORDED.sub(lambda found: _moved_words(found, today), text)
    return NUMBERED.sub(lambda found: f"{found[1]}{today.year}", text)


def _moved(typed: str, today: date) -> date | None:
    """Move a day with today; None for 30 February, or where the clock is set to the year 9999."""
    try:
        return today + (date.fromisoformat(typed) - WRITTEN)
    except (ValueError, OverflowError):
        return None


def _moved_words(found: re.Match[str], today: date) -> str:
    day, behind = found["day"], found["behind"]
    typed = f"2019-{MONTHS.index(found['month']) + 1:02}-{int(day or behind or 0):02}"
    moved = _moved(typed, today)
    if moved is None or (day and behind):
        return found[0]
    month = MONTHS[moved.month - 1]
    return f"{moved.day} {month} {moved.year}" if day else f"{month} {moved.day}, {moved.year}"
