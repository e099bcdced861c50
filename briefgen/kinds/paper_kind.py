"""Hold a kind of paper, as it is used by checks, view and render: plain data."""

from __future__ import annotations

from pathlib import Path

from briefgen.ground.records import record
from briefgen.kinds.parts import PARTS, SECTIONS

# What stands in the folder of a kind: its file, and the paper that `briefgen new` writes.
FILE = "kind.yaml"
STARTER = "starter.yaml"
# The kind of a paper of which neither brief nor settings say it.
DEFAULT = "visit"


@record
class Limit:
    """The most that a part may have of something: `pages`, `words`, `lines` or things of it.

    `part` is empty for the whole paper, and `unit` for a number of things: of points, decisions.
    """

    part: str
    most: int
    unit: str = ""


@record
class OwnLabel:
    """What a house calls a part or a field."""

    typed: str  # the name of it: `bottom_line`
    text: str  # what it is called: Summary
    language: str = "en-GB"  # the tag of the language of that; empty for the brief's own
    forms: tuple[tuple[str, str], ...] = ()  # the same by plural form, where it has a number


@record
class Column:
    """A column of the table that a paper of the kind is a row of. See `columns.ColumnFile`."""

    name: str
    of: str
    language: str = ""
    is_needed: bool = False
    without: str = ""
    values: tuple[tuple[str, str], ...] = ()


@record
class PaperKind:
    """A kind of paper. See `file.KindFile` for what each field means.

    `folders` are its own folder and those of the kinds that it extends, nearest first: in these its
    templates and style sheets are looked for. `is_own` is true for a kind of the user's.
    """

    name: str = DEFAULT
    title: str = ""
    about: str = ""
    extends: str = ""
    language: str = "en-GB"
    parts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    labels: tuple[OwnLabel, ...] = ()
    limits: tuple[Limit, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    outputs: tuple[str, ...] = ()
    is_numbered: bool = False
    has_boxes: bool = True
    has_lines: bool = False
    is_beside: bool = False
    columns: tuple[Column, ...] = ()
    clock: int = 0
    dates: str = ""
    weak: str = ""
    folders: tuple[Path, ...] = ()
    is_own: bool = False

    @property
    def sections(self) -> tuple[str, ...]:
        """List the sections that the kind names: what it lists as a part, and is none."""
        return tuple(name.removeprefix(SECTIONS) for name in self.parts if name not in PARTS)

    @property
    def off(self) -> tuple[str, ...]:
        """List the rules of which the kind tells no finding."""
        return tuple(rule for rule, severity in self.rules if severity == "off")
