"""The briefs of a folder, each with what a private office asks of it first."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import anyio

from briefgen.builds.briefs import briefs_in as first_briefs_in
from briefgen.builds.pages import checked_of
from briefgen.builds.pipeline import Checked
from briefgen.builds.plan import job_of
from briefgen.ground.rules import RULE
from briefgen.model import Brief, Meeting
from briefgen.model.permitted import may_have_terms, name_shown
from briefgen.preview.news import Followed
from briefgen.preview.watch import (
    Snapshot,
    Watched,
    settings_there,
    snapshot,
    stirrings,
    watched_of,
)
from briefgen.settings.options import Options

MOST_BRIEFS = 2000
# Seconds for which a file that lacks its end is waited for.
HALF = 2.2

Row = dict[str, Any]
ASKS_NOTHING = Options()


def briefs_in(folder: Path, known: Collection[Path] = ()) -> list[Path]:
    """The briefs that the index shows. Those known to be briefs are, whatever is in them."""
    return first_briefs_in(folder, MOST_BRIEFS, known)


def row_of(
    brief: Path, folder: Path, today: date, options: Options = ASKS_NOTHING
) -> tuple[Row, Watched]:
    """Read what the index says of a brief, and what that rests on. Findings are counted.

    Those that stop a build are counted as errors, warnings among them where it is strict.
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
        "fault": "",
    }


def _row(name: str, case: Checked, today: date) -> Row:
    errors = len(case.errors)
    row = {
        **_nothing(name),
        "errors": errors,
        "warnings": len(case.diagnostics) - errors,
        "quotes": case.tally.states,
    }
    if any(RULE[found.rule].is_guard for found in case.errors):
        return row  # with what is typed it would name somebody, and others can look at it, too
    if case.brief is None:
        data = case.document.data if isinstance(case.document.data, dict) else {}
        title = data.get("title")
        is_shown = isinstance(title, str) and title and not may_have_terms(data.get("people", {}))
        return {**row, "title": str(title) if is_shown else name}
    return {**row, **_of_brief(case.brief, today)}


def _of_brief(brief: Brief, today: date) -> Row:
    person = brief.people.get(brief.principal)
    return {
        "title": brief.title,
        "principal": name_shown(person) if person else "",
        "as_of": brief.as_of.isoformat(),
        "meeting": _meeting(next_meeting(brief.programme, today), today),
    }


def next_meeting(programme: Sequence[Meeting], today: date) -> Meeting | None:
    """The first meeting from today on; where all are past, the last."""
    in_order = sorted(programme, key=lambda met: (met.date, met.starts_at or 0))
    ahead = (met for met in in_order if met.date >= today)
    return next(ahead, in_order[-1] if in_order else None)


def _meeting(meeting: Meeting | None, today: date) -> Row | None:
    if meeting is None:
        return None
    return {
        "date": meeting.date.isoformat(),
        "time": meeting.start.strftime("%H:%M") if meeting.start else "",
        "title": meeting.title,
        "place": meeting.place or "",
        "past": meeting.date < today,
    }


def keys_of(briefs: Sequence[Path], folder: Path) -> dict[str, Path]:
    """Of each brief the name under which it is reached: its path, without the ending if it can."""
    keys: dict[str, Path] = {}
    for brief in briefs:
        relative = brief.relative_to(folder)
        key = relative.with_suffix("").as_posix()
        keys[relative.as_posix() if key in keys else key] = brief
    return keys


@dataclass(frozen=True, slots=True)
class _Known:
    row: Row
    inputs: Watched
    seen: Snapshot


class Shelf(Followed):
    """The index of a folder, kept true: `rows` by key, and a `serial` that grows with each news."""

    def __init__(self, folder: Path, options: Options) -> None:
        super().__init__()
        self.folder = folder
        self._options = options
        self.briefs: dict[str, Path] = {}
        self.rows: dict[str, Row] = {}
        self.is_whole = False
        self._known: dict[Path, _Known] = {}
        self._cut: dict[Path, float] = {}
        self._stop = anyio.Event()
        self._loop = asyncio.get_running_loop()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to read the folder, in the running loop."""
        self._task = asyncio.create_task(self._keep_true())

    async def stop(self) -> None:
        """End it."""
        self._stop.set()
        self._tell()
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def brief(self, key: str) -> Path | None:
        """The brief of that key. One that was just written may not have been seen yet."""
        if key not in self.briefs:
            self.briefs = keys_of(briefs_in(self.folder), self.folder)
        return self.briefs.get(key)

    def state(self) -> Row:
        """What the index shows, as plain data."""
        rows = [{**self.rows[key], "key": key} for key in self.briefs if key in self.rows]
        left = 0 if self.is_whole else len(self.briefs) - len(rows)
        return {"serial": self.serial, "folder": self.folder.name, "briefs": rows, "left": left}

    async def _keep_true(self) -> None:
        while not self._stop.is_set():
            try:
                folders, took = await asyncio.to_thread(self._refresh)
            except OSError:  # the folder went while it was looked through
                folders, took = {self.folder.parent}, 0.2
            # A folder that takes long to look through is looked at less often.
            await asyncio.sleep(min(30.0, 5 * took))
            async for _ in stirrings(folders, self._stop):
                break

    def _refresh(self) -> tuple[set[Path], float]:
        """Read what has changed, in a thread.

        The folders in which something may change, and the seconds it took to look through them.
        """
        start = time.monotonic()
        found = briefs_in(self.folder)
        took = time.monotonic() - start
        if emptied := {brief for brief in self._known.keys() - found if self._is_cut(brief)}:
            found = briefs_in(self.folder, emptied)
        briefs = keys_of(found, self.folder)
        if briefs != self.briefs:
            self.briefs = briefs
            self._tell_from_thread()
        for key, brief in briefs.items():
            self._read(brief)
            if self.rows.get(key) != self._known[brief].row:
                self.rows[key] = self._known[brief].row
                self._tell_from_thread()
        self._known = {brief: self._known[brief] for brief in briefs.values()}
        self.rows = {key: self.rows[key] for key in briefs}
        if not self.is_whole:
            self.is_whole = True
            self._tell_from_thread()
        return {brief.parent for brief in briefs.values()} | {self.folder}, took

    def _read(self, brief: Path) -> None:
        """Read a brief, if it or what it rests on is new or has changed."""
        known = self._known.get(brief)
        if known:
            now = snapshot(known.inputs, known.seen)
            if not known.seen.differs(now):
                self._known[brief] = _Known(known.row, known.inputs, now)
                self._cut.pop(brief, None)
                return
            if self._is_cut(brief):
                return
        self._cut.pop(brief, None)
        row, inputs = row_of(brief, self.folder, date.today(), self._options)
        files = Watched(inputs.files)
        self._known[brief] = _Known(row, files, snapshot(files))

    def _is_cut(self, brief: Path) -> bool:
        """Whether a brief is being written, and that for not too long."""
        known = self._known[brief]
        if not (brief.is_file() and known.seen.is_cut_in(snapshot(known.inputs, known.seen))):
            return False
        return time.monotonic() - self._cut.setdefault(brief, time.monotonic()) < HALF

    def _tell_from_thread(self) -> None:
        self._loop.call_soon_threadsafe(self._tell)
