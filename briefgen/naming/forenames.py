"""Read the lists of forenames, which tell a gender or show that a label is a person's.

Two rooms need them: `attribution`, where `quotations` asks for the gender, so that `she` refers to
a woman, and `transcripts` tells `Anna Berg:` from `Opening hours:`; and `claims`, to tell who has
another forename.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from briefgen.ground.tables import table_at

FILE = Path(__file__).parent / "forenames.toml"


@cache
def forenames() -> dict[str, dict[str, str]]:
    """Read the tables of forenames by their use: `english`, `others`, `labels`.

    Each value is one text with spaces between the names.
    """
    return table_at(FILE)


@cache
def forenames_of_labels() -> tuple[str, ...]:
    """List the forenames by which a label is recognised as a person's name."""
    return tuple(forenames()["labels"]["names"].split())


# In English texts a name in both lists counts as a man's.
MEN = frozenset(forenames()["english"]["men"].split())
WOMEN = frozenset(forenames()["english"]["women"].split()) - MEN
