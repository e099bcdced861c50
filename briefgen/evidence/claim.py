"""What was found of the figures, dates and names in the sentences of a brief, as plain data.

`claims/` makes it. It stands here because the evidence holds it, beside the quotes.
"""

from __future__ import annotations

from typing import Literal

from briefgen.ground.records import record
from briefgen.ground.span import Path

# Sums of money, shares, measures and ranges are figures, too.
Kind = Literal["figure", "date", "time", "name"]
# `found` as it is typed or in words that mean the same; `rounded` where the source is more exact;
# `missing` where no cited source has it; `uncopied` where it can't be checked, because a cited
# source has no copy; `uncited` where the sentence cites nothing.
Found = Literal["found", "rounded", "missing", "uncopied", "uncited"]


@record
class Place:
    """A stretch of a capture's text, by the id of the source and offsets into `Capture.text`."""

    source: str
    start: int
    end: int


@record
class Looked:
    """One figure, date, time or name of a sentence, and what was found of it.

    `start` and `end` are offsets into the text at the claim's path. `at` is where a source has it.
    For one that is missing, `instead` is what the most similar passage has in its place, if that
    can be told. `elsewhere` says that a source has it, but in a passage about something else.
    `allowed` says that a comment of the writer lets it stand although it is missing.
    """

    kind: Kind
    text: str
    start: int
    end: int
    state: Found
    at: Place | None = None
    instead: Place | None = None
    elsewhere: bool = False
    allowed: bool = False


@record
class Claim:
    """A sentence of a brief, with the sources that it cites, and what was looked for in them.

    `path` leads to the text, `start` and `end` are the sentence's offsets in it. `cited` has the
    ids of its sources; empty where it cites nothing. `passages` has for each cited source with a
    copy the passage that is most like the sentence, if any is like it: what it rests on, without a
    verdict.
    """

    path: Path
    start: int
    end: int
    cited: tuple[str, ...] = ()
    looked: tuple[Looked, ...] = ()
    passages: tuple[Place, ...] = ()
