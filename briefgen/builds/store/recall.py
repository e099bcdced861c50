"""Recall the outcome of a job that was done before on the same things, and keep those of others.

The first key of a job says the brief, the options and the program. Under it stand the names of the
files that the brief names. The second key adds the hashes of these, and of the user's templates,
styles and settings. Under that stands the outcome, with the hashes of its outputs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.builds.inputs import STDIN, around, is_kind_file
from briefgen.builds.job import Job
from briefgen.builds.manifest import MANIFEST
from briefgen.builds.named import is_hash, state_of
from briefgen.builds.notes import passed_over, turned_off
from briefgen.builds.outcome import Outcome
from briefgen.builds.running import Running
from briefgen.builds.store import plain
from briefgen.builds.store.hashes import Hashes
from briefgen.builds.store.home import home
from briefgen.builds.store.marks import Mark, mark_of
from briefgen.builds.store.program import identity, versions_now
from briefgen.builds.store.shelf import Shelf
from briefgen.ground.errors import BriefgenError
from briefgen.ground.folder import MAX_BYTES, FileFault, inside
from briefgen.ground.pack import Artefact
from briefgen.ground.records import record
from briefgen.settings.files import looked_for, own_folders

if TYPE_CHECKING:
    from briefgen.builds.manifest.entries import Started

# It changes with the form of what is kept.
FORMAT = "briefgen outcome 1"
# Fields of `Resolved` that are said in another way, or that change no outcome that is kept.
SAID_APART = ("look", "settings", "bounds", "off", "on")
# Findings that depend on the machine, and aren't kept.
OF_THE_MACHINE = ("bounds", "internal-error")
# The hash of a brief, and those of the user's templates, styles and settings, by role and name.
Own = tuple[str, dict[str, dict[str, str]]]
# Errors that mean that an outcome can't be recalled or kept. Running the job tells of them.
UNKNOWN = (BriefgenError, FileFault, OSError, RuntimeError, ValueError, KeyError, TypeError)


@record
class Basis:
    """What a job rests on, as far as that is known before its brief is read.

    `key` is the first key, `brief` the hash of the brief, and `around` has those of the user's
    templates, styles and settings, by role and name.
    """

    key: str
    brief: str
    around: dict[str, dict[str, str]]

    def second_key(self, states: dict[str, str]) -> str:
        """Give the key of the outcome; `states` are those of the files that the brief names."""
        return _key([self.key, self.around, states])


class Store:
    """What was kept of former runs. It is asked for each job before the job is run."""

    def __init__(self, running: Running, *, is_lone: bool = False) -> None:
        self.shelf = Shelf(folder_of(running))
        self._hashes = Hashes()
        self._is_lone = is_lone
        self._anew = running.anew
        self._before: dict[Job, Own | None] = {}
        self._around: dict[Any, dict[str, dict[str, Path]]] = {}
        # A thousand briefs have them in common. Not for longer than this run: they are relative to
        # the folder in which it is.
        self._near, self._folders = cache(_near), cache(_folders)
        self._manifests: dict[Path, tuple[Mark | None, dict[str, Any]]] = {}

    def recall(self, job: Job) -> Outcome | None:
        """Give the kept outcome of a job, with its outputs in place; None where it has to be run.

        Never raises an error: what can't be recalled is run, and says then what is wrong.
        """
        try:
            # Without a place to keep anything, nothing needs to be hashed for it.
            if not self.shelf.is_there:
                return None
            self._before[job] = self._own(job)
            # Without a key, which takes as long as the check of a brief where the versions of all
            # that is installed aren't known yet.
            if self._anew or self.shelf.is_empty:
                return None
            basis = self.basis(job)
            kept = self.kept(job, basis)
            return None if kept is None else self._in_place(job, basis, *kept)
        except UNKNOWN:
            self._before.setdefault(job, None)
            return None

    def kept(self, job: Job, basis: Basis) -> tuple[dict[str, Any], dict[str, str]] | None:
        """Give the value kept of a job, and the states of the files that its brief names."""
        names = self.shelf.value("named", basis.key)
        if not isinstance(names, list):
            return None
        states = self.states(job, names)
        value = self.shelf.value("outcomes", basis.second_key(states))
        return None if value is None else (value, states)

    def keep(self, job: Job, outcome: Outcome) -> Outcome:
        """Keep the outcome of a job that was run, and say what it rests on. Never fails.

        What changed while the job ran may have been read before or after: then nothing is kept.
        """
        before = self._before.pop(job, None)
        if before is None or outcome.read is None or not _may_be_kept(job, outcome):
            return outcome
        try:
            states = self.states(job, list(outcome.read))
            # Listed anew: a template may have been added meanwhile.
            self._around.clear()
            if self._own(job) != before or states != outcome.read:
                return outcome
            basis = self.basis(job)
            off = turned_off(job.resolved.settings)
            notes = [note for note in outcome.notes if note != off]
            value = plain.value_of(outcome, job, notes)
            for each, made in zip(value["outputs"], outcome.artefacts, strict=True):
                if not self.shelf.keep_output(each["sha256"], made.data):
                    return outcome
            is_kept = self.shelf.keep_value(
                "named", basis.key, list(states)
            ) and self.shelf.keep_value("outcomes", basis.second_key(states), value)
            return self._with_basis(job, outcome, states) if is_kept else outcome
        except UNKNOWN:
            return outcome

    def close(self) -> None:
        """Write what was learnt of files to the user's cache."""
        self._hashes.save()

    def basis(self, job: Job) -> Basis:
        """Hash what is known of a job. Raises one of UNKNOWN where something can't be read."""
        brief, found = self._own(job)
        is_quick = self._is_lone and job.does == "check"
        resolved, look = job.resolved, job.look
        options = {
            each.name: repr(getattr(resolved, each.name))
            for each in fields(resolved)
            if each.name not in SAID_APART
        }
        if job.does != "check" and resolved.strict and job.has_baseline:
            # Whether a warning stops the build, which is all that a baseline changes here.
            options["known"] = repr((job.known, job.writes_baseline))
        key = _key(
            [
                FORMAT,
                identity(is_quick=is_quick),
                "check" if job.does == "check" else "made",
                [job.path.name, job.name, job.data is None, job.passages, brief],
                [
                    look.style,
                    look.paper,
                    look.size,
                    look.sections,
                    sorted(resolved.silent),
                    options,
                ],
                "" if job.does == "check" else _date_set(),
            ]
        )
        return Basis(key, brief, found)

    def _own(self, job: Job) -> Own:
        """Hash the user's own files that a job rests on: the brief, and those around it."""
        brief = self._sha_of(job.path) if job.data is None else sha256(job.data).hexdigest()
        return brief, {
            role: {name: self._sha_of(path) for name, path in files.items()}
            for role, files in self._files_around(job).items()
        }

    def inputs(self, job: Job, basis: Basis, states: dict[str, str]) -> dict[str, dict[str, str]]:
        """Give the hashes of all inputs of a build, as its manifest has them."""
        name = job.path.name if job.data is None else STDIN
        files = {name: state for name, state in states.items() if is_hash(state)}
        found = {"brief": {name: basis.brief}, "files": files, **basis.around}
        return {role: each for role, each in found.items() if each}

    def outputs_there(self, folder: Path, outputs: dict[str, Any]) -> dict[str, bool]:
        """Tell of each output by its name whether it is in the folder, with its bytes."""
        there = {}
        for name, each in outputs.items():
            there[name] = False
            with suppress(*UNKNOWN):
                path = inside(folder, name)
                there[name] = self._hashes.sha_of(path) == each.sha256
        return there

    def _in_place(
        self, job: Job, basis: Basis, value: dict[str, Any], states: dict[str, str]
    ) -> Outcome | None:
        """Make the outcome of a kept value, and see to it that the outputs are there."""
        made = plain.outcome_of(value, job)
        settings = job.resolved.settings
        made = replace(
            made,
            notes=tuple(filter(None, (*made.notes, turned_off(settings)))),
            passed_over=passed_over(settings),
            read=states,
            recalled="unchanged",
        )
        outputs = plain.outputs_of(value, job)
        if job.does == "check" or not outputs:
            return self._with_basis(job, made, states)
        if job.does == "make":
            kept = self._artefacts(outputs, None)
            started = self._started(job, basis, states)
            if kept is None:
                return None
            return replace(made, artefacts=kept, recalled="restored", started=started)
        placed = self._in_folder(job, basis, states, made, outputs)
        return placed and self._with_basis(job, placed, states)

    def _in_folder(
        self,
        job: Job,
        basis: Basis,
        states: dict[str, str],
        made: Outcome,
        outputs: dict[str, plain.KeptOutput],
    ) -> Outcome | None:
        """See to it that the outputs of a build and its manifest are in the folder."""
        from briefgen.builds.manifest import keeping

        assert job.output is not None  # noqa: S101 - for mypy: only builds have a folder
        there = self.outputs_there(job.output, outputs)
        if all(there.values()) and self.is_listed(job, basis, states, outputs):
            unread = tuple(
                Artefact(each.name, b"", each.pages, each.kind, each.template)
                for each in outputs.values()
            )
            written = tuple(job.output / each for each in outputs)
            return replace(made, artefacts=unread, written=written)
        folder = job.output if any(there.values()) else None
        artefacts = self._artefacts(outputs, folder)
        if artefacts is None:
            return None
        start = self._started(job, basis, states)
        written = tuple(keeping.keep(start, artefacts, job.output))
        return replace(made, artefacts=artefacts, written=written, recalled="restored")

    def _started(self, job: Job, basis: Basis, states: dict[str, str]) -> Started:
        """Give what the outputs of a kept outcome rest on, as a build takes it down."""
        from briefgen.builds.manifest.entries import Started
        from briefgen.builds.manifest.keeping import look_said

        inputs = self.inputs(job, basis, states)
        name = next(iter(inputs["brief"]))
        place = None if name == STDIN else job.folder / name
        return Started(name, place, inputs, look_said(job))

    def _artefacts(
        self, outputs: dict[str, plain.KeptOutput], folder: Path | None
    ) -> tuple[Artefact, ...] | None:
        """Read kept outputs; None where one isn't kept. Those in `folder` may stand for them."""
        found = []
        for each in outputs.values():
            data = self.shelf.output(each.sha256)
            if data is None and folder is not None:
                with suppress(OSError, FileFault):
                    there = inside(folder, each.name).read_bytes()
                    data = there if sha256(there).hexdigest() == each.sha256 else None
            if data is None:
                return None
            found.append(Artefact(each.name, data, each.pages, each.kind, each.template))
        return tuple(found)

    def is_listed(
        self,
        job: Job,
        basis: Basis,
        states: dict[str, str],
        outputs: dict[str, plain.KeptOutput],
    ) -> bool:
        """Tell whether the manifest beside the outputs says of a brief what a build would write."""
        from briefgen.builds.manifest import keeping, listing
        from briefgen.builds.manifest.entries import Entry, Output

        if job.output is None:
            return False
        mark = mark_of(str(job.output / MANIFEST))
        if mark is None:
            return False
        if self._manifests.get(job.output, (None, {}))[0] != mark:
            self._manifests[job.output] = (mark, listing.read(job.output))
        inputs = self.inputs(job, basis, states)
        found = self._manifests[job.output][1].get(next(iter(inputs["brief"])))
        entry = Entry(inputs, keeping.look_said(job), versions_now(), {})
        return bool(
            found
            and found.rests_on_the_same(entry)
            and all(
                found.outputs.get(name) == Output(each.kind, each.template, each.sha256, each.size)
                for name, each in outputs.items()
            )
        )

    def states(self, job: Job, names: Sequence[str]) -> dict[str, str]:
        """Tell in what state each file is that a brief names."""
        return {name: state_of(job.folder, name, self._hashes.sha_of) for name in names}

    def _sha_of(self, path: Path) -> str:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError("too large")
        return self._hashes.sha_of(path)

    def _files_around(self, job: Job) -> dict[str, dict[str, Path]]:
        about = (job.folder, job.resolved.settings.file, job.look)
        if about not in self._around:
            self._around[about] = around(job.folder, job.resolved.settings, job.look)
        found = self._around[about]
        if job.does != "check":
            return found
        # Of templates, a check reads only kinds of paper, and what settings say is in the options.
        templates = found.get("templates", {}).items()
        kinds = {name: path for name, path in templates if is_kind_file(name)}
        return {"templates": kinds, "styles": found.get("styles", {})}

    def _with_basis(self, job: Job, outcome: Outcome, states: dict[str, str]) -> Outcome:
        """Add what an outcome rests on; nothing where that would be the files of whole folders."""
        if job.data is not None or not all(map(is_hash, states.values())):
            return outcome
        # By its name as well as by where that leads: a link can be made to lead elsewhere.
        named = (at for name in states for at in (job.folder / name, inside(job.folder, name)))
        files = [job.path, *named, *outcome.written]
        if job.output is not None:
            files.append(job.output / MANIFEST)
        for each in self._files_around(job).values():
            files += each.values()
        settings = job.resolved.settings
        near = self._near(job.folder, settings.file)
        own = own_folders(settings, job.folder).values()
        below = (
            at for root in (*job.look.templates, *job.look.styles) for at in self._folders(root)
        )
        paths = dict.fromkeys(map(str, (*files, *own)))
        return replace(outcome, rests_on=tuple(dict.fromkeys((*paths, *near, *below))))


def _near(folder: Path, settings: Path | None) -> tuple[str, ...]:
    return tuple(map(str, looked_for(folder, settings)))


def _folders(root: Path) -> tuple[str, ...]:
    """List a folder and all below it: a file that is added there changes the folder's time.

    Links to folders are followed, as they are when sheets and fonts are looked for.
    """
    found: dict[str, str] = {}
    for at, inner, _ in os.walk(root, followlinks=True):
        if found.setdefault(os.path.realpath(at), at) != at:
            inner.clear()  # a link that leads in a circle
    return tuple(found.values())


def _may_be_kept(job: Job, outcome: Outcome) -> bool:
    """Tell whether an outcome rests on nothing but what is in its key.

    That of a brief in a folder of templates may not: a template can include any file there, of
    which `inputs.around` then lists only those that are named as templates.
    """
    if outcome.fault or any(found.rule in OF_THE_MACHINE for found in outcome.diagnostics):
        return False
    folder = job.folder.resolve()
    return job.does == "check" or not any(
        folder.is_relative_to(at.resolve()) for at in job.look.templates
    )


def _date_set() -> str:
    """Give the date that a page without one takes."""
    from briefgen.ground.clock import VARIABLE  # a check needs none of it

    return os.environ.get(VARIABLE, "")


def folder_of(running: Running) -> Path:
    """Give the folder in which outcomes are kept."""
    named = running.cache or os.environ.get("BRIEFGEN_CACHE")
    return Path(named) if named else home("store")


def _key(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
