"""Tell how the copy of a source was made: by its file if that shows it, else by the brief."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefgen.ground.records import record
from briefgen.model import Source
from briefgen.model.sources import CopyKind

if TYPE_CHECKING:
    from briefgen.evidence.capture import Capture


@record
class Copy:
    """What a quote was compared with. `is_shown` says that the file itself shows its kind.

    `kept_on` is the day on which the file was kept; unknown if its SHA-256 has changed since.
    """

    kind: CopyKind
    is_shown: bool
    kept_on: date | None


def copy_of(source: Source, capture: Capture) -> Copy:
    """Tell what is known of the capture of a source: by its file, else by what the brief says.

    Where neither says anything, it counts as typed by hand.
    """
    shown = kind_shown(capture)
    kind = source.kept_as or shown or "typed"
    # If the file was exchanged later, the day in the brief is that of the earlier file.
    is_same = source.sha256 is not None and source.sha256.lower() == capture.sha256
    return Copy(kind, kind == shown, source.kept_on if is_same else None)


def kind_shown(capture: Capture) -> CopyKind | None:
    """Tell the kind of a capture by what is in its file; None where it can't be told."""
    from briefgen.evidence.kinds import format_named

    return format_named(capture.media_type).copy
