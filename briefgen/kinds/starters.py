"""Write the first paper of a kind: its starter, with the dates and the kind of today."""

from __future__ import annotations

from datetime import date

from briefgen.ground.errors import ConfigError
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.regexes import regex
from briefgen.ground.shipped import folder
from briefgen.kinds.finding import KINDS
from briefgen.kinds.paper_kind import DEFAULT, STARTER, PaperKind

# The day on which all starters are written. What is dated otherwise in them stays as far from it.
WRITTEN = date(2019, 5, 10)
DATE = regex(r"\b2019-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
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
    text = DATE.sub(lambda found: _moved(found[0], today), _starter(kind))
    line = f"kind: {kind.name}"
    if KIND.search(text):
        text = KIND.sub(lambda _: line, text, count=1)
    elif kind.name != default:
        text = VERSION.sub(lambda found: f"{found[0]}\n{line}", text, count=1)
    return text if text.startswith("# yaml-language-server:") else SCHEMA_LINE + text


def _starter(kind: PaperKind) -> str:
    for at in (*kind.folders, folder("templates") / KINDS / DEFAULT):
        if (at / STARTER).is_file():
            try:
                return read_inside(at, STARTER, "starter", FileFault).decode()
            except (FileFault, UnicodeDecodeError) as fault:
                raise ConfigError(f"The starter {at / STARTER} can't be read: {fault}") from fault
    raise ConfigError(f"The kind `{kind.name}` has no {STARTER}.")


def _moved(typed: str, today: date) -> str:
    try:
        return (today + (date.fromisoformat(typed) - WRITTEN)).isoformat()
    except (ValueError, OverflowError):  # 30 February, or a clock set to the year 9999
        return typed
