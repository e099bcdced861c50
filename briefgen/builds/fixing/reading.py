"""What is found in one text, whether that of a brief or of a file of settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.positions import offsets_of
from briefgen.ground.records import record
from briefgen.ground.rules import RULES
from briefgen.ground.span import Path

# The stages in the order in which they are gone through.
STAGES = tuple(dict.fromkeys(rule.stage for rule in RULES))


@record
class Reading:
    """A text with its findings, in order, and the offsets at which its lines start.

    `is_read` is false where reading ended at a fault, so that nothing is known of what stands below
    it. With `stops`, the findings stop a build. `path_at` gives the place in the brief for an
    offset; of settings that is always empty.
    """

    file: str
    text: str
    findings: tuple[Diagnostic, ...]
    starts: Sequence[int]
    is_read: bool
    stops: bool
    path_at: Callable[[int], Path] = lambda _: ()

    def offset_of(self, found: Diagnostic) -> int | None:
        """Give the offset of a finding; None if it isn't about a place in this text."""
        if found.span is None or found.span.file != self.file:
            return None
        place = offsets_of(found.span, self.starts)
        return place and place[0]


# Reads a text, and finds what is wrong with it. Raises BriefgenError where that can't be told.
Read = Callable[[str], Reading]
