"""Turn an outcome into a value that JSON can hold, and back.

A value says the same wherever it is read: the names of files in it are relative to the brief, its
folder, or the user's folders. What doesn't have the form that is written here raises ValueError,
TypeError or KeyError when it is read, as it may come from others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.builds.job import Job
from briefgen.builds.outcome import Outcome
from briefgen.builds.passages import CitedSentence, NearPassage
from briefgen.builds.store.shelf import KEY
from briefgen.evidence.tally import Tally
from briefgen.ground.copies import ANNEX, is_copy_of
from briefgen.ground.diagnostics import Diagnostic, Edit, Related
from briefgen.ground.records import record
from briefgen.ground.rules import RULE
from briefgen.ground.span import Span

if TYPE_CHECKING:
    from briefgen.checks.allow import AllowedName

Value = dict[str, Any]


def value_of(outcome: Outcome, job: Job, notes: Sequence[str]) -> Value:
    """Describe an outcome without its outputs' bytes. `notes` are those that aren't of settings.

    Raises ValueError where a finding is about a file that has no name on another machine.
    """
    names = _Names(job)
    return {
        "said_as": {role: path for role, path in names.spelt.items() if _says(outcome, path)},
        "findings": [_described(each, names) for each in outcome.diagnostics],
        "lines": {names.kept(file): list(each) for file, each in outcome.lines.items()},
        "starts": {names.kept(file): list(each) for file, each in outcome.starts.items()},
        "stops": outcome.stops,
        "tally": asdict(outcome.tally),
        "allowed": [
            {**asdict(each), "path": list(each.path), "span": _place(each.span, names)}
            for each in outcome.allowed
        ],
        "stages": list(outcome.seconds),
        "notes": list(notes),
        "sentences": [
            {**asdict(each), "file": each.file and names.kept(each.file)}
            for each in outcome.sentences
        ],
        "outputs": [
            {
                "name": each.name,
                "sha256": sha256(each.data).hexdigest(),
                "size": len(each.data),
                "pages": each.pages,
                "kind": each.kind,
                "template": each.template,
            }
            for each in outcome.artefacts
        ],
    }


def outcome_of(value: Value, job: Job) -> Outcome:
    """Make the outcome of a job from its value, with no outputs yet and no notes of settings."""
    names = _Names(job)
    if any(names.spelt.get(role) != path for role, path in _items(value["said_as"])):
        raise ValueError("A message calls a file by another path.")
    return Outcome(
        job.file,
        job.path,
        job.does,
        tuple(_finding(each, names) for each in value["findings"]),
        lines={names.told(file): tuple(map(_text, each)) for file, each in _items(value["lines"])},
        starts={names.told(file): tuple(map(_int, at)) for file, at in _items(value["starts"])},
        stops=_bool(value["stops"]),
        tally=_tally(value["tally"]),
        allowed=tuple(_allowed(each, names) for each in value["allowed"]),
        seconds=dict.fromkeys(map(_text, value["stages"]), 0.0),
        notes=tuple(map(_text, value["notes"])),
        sentences=tuple(_sentence(each, names) for each in value["sentences"]),
    )


def _says(outcome: Outcome, path: str) -> bool:
    """Tell whether words of a finding have a path in them, such as a command to type.

    From another folder, they would be other words.
    """
    found = outcome.diagnostics
    return any(path in text for each in found for text in (each.message, each.hint))


@record
class KeptOutput:
    """An output without its bytes: the name of its file, its SHA-256, and what else is told of it.

    `size` is in bytes.
    """

    name: str
    sha256: str
    size: int
    pages: int
    kind: str
    template: str


def outputs_of(value: Value, job: Job) -> dict[str, KeptOutput]:
    """Give the outputs in a value, by their names.

    Raises ValueError where a job of that kind doesn't write a file of such a name.
    """
    found = {}
    for each in value["outputs"]:
        name, digest, kind, template = (
            _text(each[key]) for key in ("name", "sha256", "kind", "template")
        )
        is_ours = name in job.names or (kind == ANNEX and is_copy_of(name, job.name))
        if not is_ours or not KEY.fullmatch(digest):
            raise ValueError(name)
        size, pages = _int(each["size"]), _int(each["pages"])
        found[name] = KeptOutput(name, digest, size, pages, kind, template)
    return found


class _Names:
    """The names of files in findings, as they are kept, and as they are told of a job."""

    def __init__(self, job: Job) -> None:
        self._file = job.file
        folders = [("folder", job.folder)]
        look = job.look
        for role, roots in (("templates", look.templates), ("styles", look.styles)):
            folders += [(f"{role}{at}", root) for at, root in enumerate(roots)]
        # The paths of the brief and of the user's folders, as they stand in messages.
        self.spelt = {"brief": job.file, **{role: str(root) for role, root in folders[1:]}}
        # The longest first: the folder of the brief may be around the others.
        self._folders = dict(sorted(folders, key=lambda each: -len(each[1].parts)))

    def kept(self, file: str) -> str:
        if file == self._file:
            return "brief:"
        for role, root in self._folders.items():
            if Path(file).is_relative_to(root):
                name = Path(file).relative_to(root)
                if not name.is_absolute() and ".." not in name.parts and str(root / name) == file:
                    return f"{role}:{name.as_posix()}"
        raise ValueError(f"{file} has no name on another machine.")

    def told(self, name: str) -> str:
        role, _, rest = _text(name).partition(":")
        return self._file if role == "brief" else str(self._folders[role] / rest)


def _described(found: Diagnostic, names: _Names) -> Value:
    return {
        "rule": found.rule,
        "message": found.message,
        "place": found.span and _place(found.span, names),
        "hint": found.hint,
        "related": [[each.message, _place(each.span, names)] for each in found.related],
        "severity": found.severity,
        "edit": found.edit and [_place(found.edit.span, names), found.edit.text],
    }


def _finding(value: Value, names: _Names) -> Diagnostic:
    rule, severity, edit = _text(value["rule"]), value["severity"], value["edit"]
    if rule not in RULE or severity not in ("error", "warning"):
        raise ValueError(rule)
    return Diagnostic(
        rule,
        _text(value["message"]),
        value["place"] and _span(value["place"], names),
        _text(value["hint"]),
        tuple(Related(_text(said), _span(at, names)) for said, at in value["related"]),
        severity,
        edit and Edit(_span(edit[0], names), _text(edit[1])),
    )


def _place(span: Span, names: _Names) -> list[Any]:
    return [
        names.kept(span.file),
        *(span.line, span.column, span.end_line, span.end_column),
        span.path,
    ]


def _span(value: Sequence[Any], names: _Names) -> Span:
    file, line, column, end_line, end_column, path = value
    return Span(
        names.told(file), _int(line), _int(column), _int(end_line), _int(end_column), _text(path)
    )


def _tally(value: Value) -> Tally:
    counts: dict[str, Any] = {}
    for field in fields(Tally):
        given = value[field.name]
        is_dict = isinstance(given, dict)
        counts[field.name] = {_text(k): _int(v) for k, v in given.items()} if is_dict else given
        if is_dict != (field.type in ("dict[str, int]", dict[str, int])):
            raise ValueError(field.name)
        if not is_dict:
            _int(given)
    return Tally(**counts)


def _allowed(value: Value, names: _Names) -> AllowedName:
    from briefgen.checks.allow import AllowedName  # slow to load, and seldom needed

    path = tuple(each if type(each) is int else _text(each) for each in value["path"])
    key, words, reason = (_text(value[key]) for key in ("key", "words", "reason"))
    return AllowedName(key, words, path, _span(value["span"], names), reason)


def _sentence(value: Value, names: _Names) -> CitedSentence:
    passages = tuple(_passage(each) for each in value["passages"])
    file = value["file"] and names.told(value["file"])
    return CitedSentence(_int(value["line"]), _text(value["words"]), passages, file)


def _passage(value: Value) -> NearPassage:
    source, where, words = (_text(value[key]) for key in ("source", "where", "words"))
    return NearPassage(source, where, words, _bool(value["is_copied"]), _bool(value["is_shown"]))


def _items(value: Any) -> Iterable[tuple[Any, Any]]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value.items()


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _int(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value
