"""The bytes of a file become a `Document`: its values, and the place of each. No meaning yet.

Built on libyaml's events, because PyYAML's own construction reads YAML 1.1 (`12:30` is 750, `no`
is false), lets the last of two equal keys win, and follows aliases without a bound.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import yaml

from briefgen.ground.decode import LINE_END, MAX_BYTES, composed, decoded, line_starts
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.ground.scalars import Mark
from briefgen.ground.span import Path, Span, dotted
from briefgen.load.aliases import bare, whole
from briefgen.load.document import Document
from briefgen.load.plain_scalars import NULL, Plain
from briefgen.load.runtogether import HARD_SPACE, lost_entries

MAX_DEPTH = 24
# A packet of 400 pages has 16,000 values, a brief of 5,000 quotes 30,000. Checking so many takes
# seconds, and 300 MB at most.
MAX_NODES = 100_000
# Fifty pages in one field. Markdown's own time grows with the square of some texts.
MAX_TEXT = 100_000
# As far is looked back from a text for what YAML made of it: a file can be one line.
WIDEST = 1_000
# Spaces that look like an indent and are none: pasted from a word processor.
HARD_INDENT = re.compile(rf"^[ ]*([{HARD_SPACE}])[\s\u200b]*(?:- |[\w-]+:)", re.MULTILINE)
WORD = re.compile(r"[\w-]+")
# A field's name in brackets; a tag that nobody meant: `!Important`.
HEADING = re.compile(r"[\[{][a-z_]+[\]}]:")
LOCAL_TAG = re.compile(r"!(?!!)")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(data: bytes, file: str) -> Document:
    """The document in the bytes of a file; `file` is its name in messages. Never raises."""
    text, problem = decoded(data, file)
    if problem:
        return Document(file, text, problems=(problem,))
    reader = _Reader(file, text)
    try:
        value = reader.document()
    except _StopReading as stop:
        return Document(file, text, problems=(*reader.problems, stop.problem))
    return Document(file, text, value, reader.marks, tuple(reader.problems))


class _StopReading(Exception):  # noqa: N818 - control flow, not an error of ours
    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Reader:
    """One pass over the events of a text. Aliases are read anew each time, within the bounds."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.marks: dict[Path, Mark] = {}
        self.problems: list[Diagnostic] = []
        self.anchors: dict[str, list[Any]] = {}
        self.open_anchors: list[str] = []
        self.nodes = 0
        self.characters = 0
        self.starts = line_starts(text)

    def document(self) -> Any:
        self._refuse_hard_indents()
        events = list(self._events())
        starts = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
        if not starts:
            return None
        if len(starts) > 1:
            message = "A second document starts here; a brief is one document."
            hint = "Delete the line `---`, or put what follows into a file of its own."
            raise _StopReading(finding("yaml-syntax", message, self._span(starts[1]), hint))
        self.repeated = {each.anchor for each in events if isinstance(each, yaml.AliasEvent)}
        inside = iter(events[2:])
        return self._node(next(inside), inside, (), None)

    def _refuse_hard_indents(self) -> None:
        for found in HARD_INDENT.finditer(self.text):
            hint = "Put ordinary spaces in its place."
            span = self._place(found.start(1), 1)
            self._problem("tab-indent", "This line is indented with a hard space.", span, hint)
        if self.problems:
            raise _StopReading(self.problems.pop())

    def _events(self) -> Iterator[Any]:
        """The events of the text, as deep as a brief may be: the parser itself has no bound."""
        depth = 0
        try:
            for event in yaml.parse(self.text, Loader=LOADER):
                depth += isinstance(event, yaml.CollectionStartEvent)
                depth -= isinstance(event, yaml.CollectionEndEvent)
                if depth > MAX_DEPTH:
                    raise self._too_deep(self._span(event))
                yield event
        except yaml.MarkedYAMLError as error:
            from briefgen.load.yamlfault import explain

            raise _StopReading(explain(error, self.text, self.file)) from None

    def _node(self, event: Any, rest: Iterator[Any], path: Path, key: Span | None) -> Any:
        self._count(event, path)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path, key)
        self._mark(event, path, key)
        if event.anchor:
            events = [event, *whole(event, rest)]
            self.anchors[event.anchor] = events
            rest = iter(events[1:])
            self.open_anchors.append(event.anchor)
        value = self._value(event, rest, path)
        if event.anchor:
            self.open_anchors.pop()
        return value

    def _value(self, event: Any, rest: Iterator[Any], path: Path) -> Any:
        if event.tag and event.tag != "tag:yaml.org,2002:str":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = self._in_marks(event) if LOCAL_TAG.match(event.tag) else "Delete the tag."
            self._problem("yaml-tag", f"`{tag}` is a YAML tag.", self._span(event), hint)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(rest, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(rest, path)
        if event.anchor and event.anchor not in self.repeated:
            message = f"In YAML `&{event.anchor}` is a name, and is not printed."
            self._problem("yaml-syntax", message, self._span(event), self._in_marks(event))
        if event.style or event.tag:
            return str(event.value)
        self._look_at_plain(event)
        return None if NULL.match(event.value) else Plain(event.value)

    def _in_marks(self, event: Any) -> str:
        """The hint to put the text in whose place YAML found something into quotation marks."""
        from briefgen.load.yamltext import advice

        mark = event.start_mark
        line = self.lines[mark.line].lstrip(" -")
        if HEADING.match(line):
            return "Delete the brackets."
        is_inside = mark.column and self.lines[mark.line][mark.column - 1] in "[{"
        return advice(self.lines, mark.line + 1, None if is_inside else mark.column)

    @cached_property
    def lines(self) -> list[str]:
        return LINE_END.split(self.text)

    def _look_at_plain(self, event: Any) -> None:
        """What YAML makes of an unquoted text in silence: lists run together."""
        start, end = self._offset(event.start_mark), self._offset(event.end_mark)
        before = self.text[max(self.starts[self._line(start)], start - WIDEST) : start].strip()
        for found in lost_entries(self.text, start, end, before):
            message = "An entry of a list is a dash and a space."
            span = self._place(found.start, found.width)
            self._problem("yaml-syntax", message, span, found.hint)

    def _mapping(self, rest: Iterator[Any], path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        keys: dict[str, Span] = {}
        while not isinstance(event := next(rest), yaml.MappingEndEvent):
            span = self._span(event)
            if not isinstance(event, yaml.ScalarEvent):
                message = "A key has to be one word, not a list or a group."
                raise _StopReading(finding("yaml-syntax", message, span, self._in_marks(event)))
            key = composed(str(event.value))
            if key == "<<":
                hint = "Repeat the fields that are meant."
                self._problem("yaml-tag", "`<<` does not merge in a brief.", span, hint)
            elif key in values:
                self._twice(key, span, keys[key])
            step = key if key not in values else f"{key} (again)"
            value = self._node(next(rest), rest, (*path, step), span)
            if key != "<<":
                values.setdefault(key, value)
            keys.setdefault(key, span)
        self._close(event, path)
        return values

    def _twice(self, key: str, span: Span, first: Span) -> None:
        related = [Related("first given here", first)]
        hint = "Keep one of the two."
        self._problem("duplicate-key", f"`{key}` is given twice here.", span, hint, related)

    def _sequence(self, rest: Iterator[Any], path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(rest), yaml.SequenceEndEvent):
            values.append(self._node(event, rest, (*path, len(values)), None))
        self._close(event, path)
        return values

    def _close(self, event: Any, path: Path) -> None:
        self.marks[path] = replace(self.marks[path], close=self._offset(event.end_mark))

    def _alias(self, event: Any, path: Path, key: Span | None) -> Any:
        span = self._span(event)
        if event.anchor in self.open_anchors:
            message = f"`*{event.anchor}` stands inside what it repeats."
            raise _StopReading(finding("yaml-bounds", message, span))
        if event.anchor not in self.anchors:
            message = f"`*{event.anchor}` repeats something that isn't there."
            raise _StopReading(finding("yaml-syntax", message, span, self._in_marks(event)))
        events = [bare(found) for found in self.anchors[event.anchor]]
        inside = iter(events)
        return self._node(next(inside), inside, path, key)

    def _count(self, event: Any, path: Path) -> None:
        self.nodes += 1
        length = len(getattr(event, "value", ""))
        self.characters += length
        if len(path) > MAX_DEPTH:
            raise self._too_deep(self._span(event))
        if self.nodes > MAX_NODES or self.characters > MAX_BYTES:
            message = f"The brief holds more than {MAX_NODES:,} values."
            if self.nodes <= MAX_NODES:
                message = f"The brief holds more than {MAX_BYTES:,} characters."
            hint = "Aliases (*name) count each time they repeat something."
            raise _StopReading(finding("yaml-bounds", message, self._span(event), hint))

        if length > MAX_TEXT:
            message = f"This text has more than {MAX_TEXT:,} characters."
            raise _StopReading(finding("yaml-bounds", message, self._span(event)))

    def _too_deep(self, span: Span) -> _StopReading:
        message = f"Values are nested more than {MAX_DEPTH} deep."
        return _StopReading(finding("yaml-bounds", message, span))

    def _problem(
        self, rule: str, message: str, span: Span, hint: str = "", related: Any = ()
    ) -> None:
        self.problems.append(finding(rule, message, span, hint, related))

    def _mark(self, event: Any, path: Path, key: Span | None) -> None:
        start, end = self._offset(event.start_mark), self._offset(event.end_mark)
        style = getattr(event, "style", None) or None
        self.marks[path] = Mark(key, self._span(event, path), start, end, style)

    def _line(self, offset: int) -> int:
        """The number of its line, from 0. An event's own can be behind the last (of a lone `?`)."""
        return bisect_right(self.starts, offset) - 1

    def _place(self, start: int, width: int) -> Span:
        """The place of some characters, by their offset in the text."""
        line = bisect_right(self.starts, start)
        column = start - self.starts[line - 1] + 1
        return Span(self.file, line, column, line, column + width)

    def _offset(self, mark: Any) -> int:
        return (
            self.starts[mark.line] + mark.column if mark.line < len(self.starts) else len(self.text)
        )

    def _span(self, event: Any, path: Path = ()) -> Span:
        """What to underline: a scalar whole; of a list or a group of fields, its first word."""
        start, end = event.start_mark, event.end_mark
        line, column = min(start.line, len(self.starts) - 1) + 1, start.column + 1
        if not isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
            found = WORD.match(self.text, self._offset(start))
            width = len(found[0]) if found else 1
            return Span(self.file, line, column, line, column + width, dotted(path))
        end_column = max(end.column + 1, column + 1) if end.line == start.line else end.column + 1
        return Span(self.file, line, column, end.line + 1, end_column, dotted(path))
