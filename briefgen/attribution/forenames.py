"""Forenames: whose gender they tell, and by which a label is known to be a person's.

Apart, because both halves ask: the finding of quotations for the gender, so that `she` means a
woman; the reading of transcripts to tell `Anna Berg:` from `Opening hours:`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "forenames.toml"


@cache
def forenames() -> dict[str, dict[str, str]]:
    """Read the lists of forenames, each with spaces between the names, by who asks for them."""
    return tomllib.loads(FILE.read_text("utf-8"))


@cache
def forenames_of_labels() -> tuple[str, ...]:
    """List the forenames by which a label is known to be somebody's name."""
    return tuple(forenames()["labels"]["names"].split())


# In English texts a name in both lists counts as a man's.
MEN = frozenset(forenames()["english"]["men"].split())
WOMEN = frozenset(forenames()["english"]["women"].split()) - MEN
