"""Makes the row of a brief in the index of a folder: what a private office asks of it first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefgen.builds.pages import checked_of
from briefgen.builds.pipeline import Checked
from briefgen.builds.plan import job_of
from briefgen.ground.rules import RULE
from briefgen.model import Brief, Meeting
from briefgen.model.permitted import may_have_terms, name_shown
from briefgen.preview.watch import Watched, settings_there, watched_of
from briefgen.settings.options import Options

# As JSON has it: the browser makes a row of the table of it.
Row = dict[str, Any]
ASKS_NOTHING = Options()


def row_of(
    brief: Path, folder: Path, today: date, options: Options = ASKS_NOTHING
) -> tuple[Row, Watched]:
    """Read the row of a brief, with its number of findings; also list the files that it rests on.

    Findings that stop a build count as errors; in a strict build, so do warnings.
    """
    name = brief.relative_to(folder).as_posix()
    job = None
    try:
        job = job_of(brief, options, "check", name)
        case = checked_of(job)
    except Exception as error:  # of whatever kind: the other rows are to be seen
        said = str(error) or type(error).__name__
        settings = job.resolved.settings if job else settings_there(brief.parent)
        return {**_nothing(name), "fault": said}, watched_of(brief, settings, None)
    return _row(name, case, today), watched_of(brief, job.resolved.settings, case)


def _nothing(name: str) -> Row:
    return {
        "name": name,
        "title": name,
        "principal": "",
        "as_of": "",
        "meeting": None,
        "errors": 0,
        "warnings": 0,
        "quotes": {},
        "figures": {},
        "names": {},
        "fault": "",
    }


def _row(name: str, case: Checked, today: date) -> Row:
    errors = len(case.errors)
    row = {
        **_nothing(name),
        "errors": errors,
        "warnings": len(case.diagnostics) - errors,
        "quotes": case.tally.states,
        "figures": case.tally.figures,
        "names": case.tally.names,
    }
    # With what is typed the row could name somebody who must not be named, and the index is seen
    # by whoever can open the preview.
    if any(RULE[found.rule].is_guard for found in case.errors):
        return row
    if case.brief is None:
        # No rule has looked at this one: where anybody may have terms, not even its title is shown.
        data = case.document.data if isinstance(case.document.data, dict) else {}
        title = data.get("title")
        is_shown = isinstance(title, str) and title and not may_have_terms(data.get("people", {}))
        return {**row, "title": str(title) if is_shown else name}
    return {**row, **_said_by(case.brief, today)}


def _said_by(brief: Brief, today: date) -> Row:
    person = brief.people.get(brief.principal)
    meeting = next_meeting(brief.programme, today)
    return {
        "title": brief.title,
        "principal": name_shown(person) if person else "",
        "as_of": brief.as_of.isoformat(),
        "meeting": meeting
        and {
            "date": meeting.date.isoformat(),
            "time": meeting.start.strftime("%H:%M") if meeting.start else "",
            "title": meeting.title,
            "place": meeting.place or "",
            "past": meeting.date < today,
        },
    }


def next_meeting(programme: Sequence[Meeting], today: date) -> Meeting | None:
    """Find the first meeting from today on; where all are past, the last."""
    in_order = sorted(programme, key=lambda met: (met.date, met.starts_at or 0))
    ahead = (met for met in in_order if met.date >= today)
    return next(ahead, in_order[-1] if in_order else None)
