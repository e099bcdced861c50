"""Reads the bytes of a YAML file into a `Document`: its values, and the place of each.

It is built on libyaml's events. PyYAML's own loaders read YAML 1.1 (`12:30` is 750, `no` is false),
silently take the last of two equal keys, follow aliases without a bound, and keep no places.
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
from briefgen.ground.diagnostics import Diagnostic, Edit, Related, finding
from briefgen.ground.positions import line_and_column, offsets_of, span_of
from briefgen.ground.regexes import regex
from briefgen.ground.scalars import Mark
from briefgen.ground.span import Path, Span, dotted
from briefgen.load.aliases import bare, whole
from briefgen.load.document import Document
from briefgen.load.plain_scalars import NULL, Plain
from briefgen.load.runtogether import HARD_SPACE, LISTS, glued_fields, lost_entries

# The deepest field of the format stands far above this.
MAX_DEPTH = 24
# A packet of 400 pages has 16,000 values, and a brief with 5,000 quotes 30,000. Checking as many as
# this takes seconds and at most 300 MB.
MAX_NODES = 100_000
# Characters in one field; about fifty pages. For some texts, the time that the Markdown parser
# takes grows with the square of the length.
MAX_TEXT = 100_000
# The most slips of one line that are looked at together.
MOST_IN_LINE = 6
# The most characters before a text that are looked at: a hostile file can be a single line.
WIDEST = 1_000
# A line that is indented with hard spaces, as pasted from a word processor or a web page. YAML
# takes those for text, and then fails somewhere below.
HARD_INDENT = regex(rf"(?:^|(?<=\r))[ ]*([{HARD_SPACE}])[\s\u200b]*(?:- |[\w-]+:)", re.MULTILINE)
INDENT = regex(rf"[{HARD_SPACE} ]+")
# What an ordinary line has in the place of hard spaces: a wide one is two columns wide, and one
# without width none.
ORDINARY = {ord(each): " " for each in "\u00a0\u202f"} | dict.fromkeys(range(8192, 8203), " ")
ORDINARY |= {0x200B: "", 0xFEFF: "", 0x3000: "  "}
WORD = regex(r"[\w-]+")
# A field's name in brackets, as in an INI or TOML file: `[agenda]:`.
HEADING = regex(r"[\[{][a-z_]+[\]}]:")
# A tag with one exclamation mark. Writers don't mean a tag by it: `!Important` is an emphasis.
LOCAL_TAG = regex(r"!(?!!)")
# The C parser is many times as fast as PyYAML's own, but some builds of PyYAML lack it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(data: bytes, file: str) -> Document:
    """Read the bytes of a file; `file` is its name in messages.

    Never raises: what is wrong with the file is in the document's `problems`.
    """
    text, problem = decoded(data, file)
    if problem:
        return Document(file, text, problems=(problem,))
    reader = _Reader(file, text)
    try:
        value = reader.document()
    except _StopReading as stop:
        problem = stop.problem
        if not stop.is_sure:
            problem = _with_sure_edit(problem, text)
        return Document(file, text, problems=(*reader.problems, problem))
    return Document(file, text, value, reader.marks, tuple(reader.problems))


def _with_sure_edit(problem: Diagnostic, text: str, most: int = MOST_IN_LINE) -> Diagnostic:
    """Drop the edit of the problem that ended reading, if the file couldn't be read with it either.

    libyaml's errors look the same for several slips, so that an edit may be wrong. It is applied to
    a copy of the text, and only kept if reading then gets beyond it: below its lines, or to the
    next slip of the same line, if that has an edit with which reading gets on.
    """
    edit = problem.edit
    place = offsets_of(edit.span, line_starts(text)) if edit else None
    if edit is None or place is None:
        return problem
    edited = text[: place[0]] + edit.text + text[place[1] :]
    last = edit.span.line + len(LINE_END.findall(edit.text)) - edit.text.endswith(("\n", "\r"))
    try:
        _Reader(edit.span.file, edited).document()
    except _StopReading as again:
        span = again.problem.span
        if span is not None and span.line > last:
            return problem
        is_further = span is not None and (span.line, span.column) > (
            edit.span.line,
            edit.span.column,
        )
        if is_further and most and _with_sure_edit(again.problem, edited, most - 1).edit:
            return problem
        return replace(problem, edit=None)
    return problem


class _StopReading(Exception):  # noqa: N818 - control flow, not an error of ours
    """Raised where reading can't go on; `problem` says why. What was read before it is kept.

    With `is_sure`, its edit needs no trial.
    """

    def __init__(self, problem: Diagnostic, *, is_sure: bool = False) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.is_sure = is_sure


class _Reader:
    """One pass over the events of a text.

    The node that an alias repeats is read again each time, and its values are counted again. So
    aliases of aliases can't unfold a few lines into millions of values (the "billion laughs"), and
    each repeated value has a path of its own.
    """

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
        """Read the whole text; None if it is empty. Raises _StopReading where it can't go on."""
        self._refuse_hard_indents()
        events = list(self._events())
        starts = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
        if not starts:
            return None
        if len(starts) > 1:
            message = "A second document starts here; a brief is one document."
            hint = "Delete the line `---`, or put what follows into a file of its own."
            raise _StopReading(finding("yaml-syntax", message, self._span(starts[1]), hint))
        # An anchor without an alias is no anchor: the writer meant the sign `&` as text.
        self.repeated = {each.anchor for each in events if isinstance(each, yaml.AliasEvent)}
        # The first two events start the stream and the document.
        inside = iter(events[2:])
        return self._node(next(inside), inside, (), None)

    def _refuse_hard_indents(self) -> None:
        """Stop reading if lines are indented with hard spaces."""
        for found in HARD_INDENT.finditer(self.text):
            hint = "Put ordinary spaces in its place."
            span, run = self._place(found.start(1), 1), INDENT.match(self.text, found.start(1))
            white = run[0] if run else found[1]
            message = "This line is indented with a hard space."
            edit = Edit(self._place(found.start(1), len(white)), white.translate(ORDINARY))
            self.problems.append(finding("tab-indent", message, span, hint, edit=edit))
        # All such lines are reported, and nothing is read: YAML's errors would be confusing.
        if self.problems:
            raise _StopReading(self.problems.pop(), is_sure=True)

    def _events(self) -> Iterator[Any]:
        """Yield the parser's events. Stops reading beyond `MAX_DEPTH`; libyaml has no bound."""
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
        """Read the node that `event` starts, whose other events are next in `rest`."""
        self._count(event, path)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path, key)
        start, end = self._offset(event.start_mark), self._offset(event.end_mark)
        style = getattr(event, "style", None) or None
        self.marks[path] = Mark(key, self._span(event, path), start, end, style)
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
        """Read the value of a node that is no alias, and report tags and unused anchors."""
        if event.tag and event.tag != "tag:yaml.org,2002:str":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            span, message = self._span(event), f"`{tag}` is a YAML tag."
            # `!Important` was meant to be read by people, `!!python/…` to be run by a loader.
            is_text = LOCAL_TAG.match(event.tag)
            self.problems.append(
                self._to_quote("yaml-tag", message, span, event)
                if is_text
                else finding("yaml-tag", message, span, "Delete the tag.")
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(rest, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(rest, path)
        if event.anchor and event.anchor not in self.repeated:
            message = f"In YAML `&{event.anchor}` is a name, and is not printed."
            found = self._to_quote("yaml-syntax", message, self._span(event), event)
            # Of a date or an id, the name is what is too much.
            has_words = " " in event.value and not event.value[0].isdigit()
            self.problems.append(found if has_words else replace(found, edit=None))
        if event.style or event.tag:
            return str(event.value)
        self._look_at_plain(event, path)
        return None if NULL.match(event.value) else Plain(event.value)

    def _to_quote(self, rule: str, message: str, span: Span, event: Any) -> Diagnostic:
        """Make the finding that a text has to be quoted, because YAML takes it for something else.

        Its hint and edit show the text in quotation marks.
        """
        from briefgen.load.yamltext import quoting

        mark = event.start_mark
        line = self.lines[mark.line]
        if heading := HEADING.search(line) if HEADING.match(line.lstrip(" -")) else None:
            place = Span(
                self.file, mark.line + 1, heading.start() + 1, mark.line + 1, heading.end()
            )
            bare = Edit(place, heading[0][1:-2])
            return finding(rule, message, span, "Delete the brackets.", edit=bare)
        is_inside = mark.column and line[mark.column - 1] in "[{"
        advised = quoting(self.lines, mark.line + 1, None if is_inside else mark.column)
        edit = advised.edit(self.file, mark.line + 1)
        return finding(rule, message, span, advised.hint, edit=edit)

    @cached_property
    def lines(self) -> list[str]:
        return LINE_END.split(self.text)

    def _look_at_plain(self, event: Any, path: Path) -> None:
        """Report entries of lists that YAML silently takes for parts of one unquoted text."""
        start, end = self._offset(event.start_mark), self._offset(event.end_mark)
        # Not the event's own line: for a lone `?`, libyaml names a line behind the file's last.
        line = bisect_right(self.starts, start) - 1
        before = self.text[max(self.starts[line], start - WIDEST) : start].strip()
        if glued := glued_fields(self.text, start, end, before):
            message = "A field's colon is followed by a space."
            hint = "Put a space after the colon. If it is text, put it in quotation marks."
            span = self._place(start, self.text.index(":", start) + 1 - start)
            typed = Edit(span_of(self.file, self.starts, *glued[:2]), glued[2])
            self.problems.append(finding("yaml-syntax", message, span, hint, edit=typed))
            return
        is_list = bool(path) and path[-1] in LISTS and path != ("sources",)
        for found in lost_entries(self.text, start, end, before, is_list=is_list):
            message = "An entry of a list is a dash and a space."
            span, mended = self._place(found.start, found.width), found.mended
            edit = mended and Edit(span_of(self.file, self.starts, *mended[:2]), mended[2])
            self.problems.append(finding("yaml-syntax", message, span, found.hint, edit=edit))

    def _mapping(self, rest: Iterator[Any], path: Path) -> dict[str, Any]:
        """Read a group up to its end. Of a key that is given twice, the first value counts."""
        values: dict[str, Any] = {}
        keys: dict[str, Span] = {}
        again: list[int] = []
        while not isinstance(event := next(rest), yaml.MappingEndEvent):
            span = self._span(event)
            if not isinstance(event, yaml.ScalarEvent):
                message = "A key has to be one word, not a list or a group."
                raise _StopReading(self._to_quote("yaml-syntax", message, span, event))
            key = composed(str(event.value))
            if key == "<<":  # YAML 1.1's merge key: it isn't part of YAML 1.2
                message = "`<<` does not merge in a brief."
                hint = "Repeat the fields that are meant."
                self.problems.append(finding("yaml-tag", message, span, hint))
            elif key in values:
                related = [Related("first given here", keys[key])]
                message, hint = f"`{key}` is given twice here.", "Keep one of the two."
                number = len(self.problems)
                self.problems.append(finding("duplicate-key", message, span, hint, related))
            # The second value isn't used, but read for faults of its own, under a path that no
            # field has.
            step = key if key not in values else f"{key} (again)"
            value = self._node(next(rest), rest, (*path, step), span)
            if step != key:
                repeated = self._without_again(path, key, str(step))
                self.problems[number] = replace(self.problems[number], edit=repeated)
                again.append(number)
            if key != "<<":
                values.setdefault(key, value)
            keys.setdefault(key, span)
        # Where others are given twice with another text, a dash is missing, not a line too many.
        if any(self.problems[number].edit is None for number in again):
            for number in again:
                self.problems[number] = replace(self.problems[number], edit=None)
        self._close(event, path)
        return values

    def _without_again(self, path: Path, key: str, again: str) -> Edit | None:
        """Make the edit that deletes a field's line which repeats another word for word."""
        first, second = self.marks[*path, key], self.marks[*path, again]
        if first.key is None or second.key is None or second.close is not None:
            return None
        lines = [self.lines[mark.key.line - 1].strip() for mark in (first, second) if mark.key]
        number = second.key.line
        is_field = self.lines[number - 1][: second.key.column - 1].strip() == ""
        is_alone = LINE_END.split(self.text[second.end : second.end + WIDEST])[0].strip() == ""
        if lines[0] != lines[1] or not (is_field and is_alone) or second.value.end_line != number:
            return None
        if number == len(self.lines):
            return None
        return Edit(Span(self.file, number, 1, number + 1, 1), "")

    def _sequence(self, rest: Iterator[Any], path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(rest), yaml.SequenceEndEvent):
            values.append(self._node(event, rest, (*path, len(values)), None))
        self._close(event, path)
        return values

    def _close(self, event: Any, path: Path) -> None:
        """Record where a list or group ends. Its mark was made when it began."""
        self.marks[path] = replace(self.marks[path], close=self._offset(event.end_mark))

    def _alias(self, event: Any, path: Path, key: Span | None) -> Any:
        """Read the node that an alias repeats once more, under the alias's own path."""
        span = self._span(event)
        if event.anchor in self.open_anchors:
            message = f"`*{event.anchor}` stands inside what it repeats."
            raise _StopReading(finding("yaml-bounds", message, span))
        if event.anchor not in self.anchors:
            message = f"`*{event.anchor}` repeats something that isn't there."
            raise _StopReading(self._to_quote("yaml-syntax", message, span, event))
        inside = map(bare, self.anchors[event.anchor])
        return self._node(next(inside), inside, path, key)

    def _count(self, event: Any, path: Path) -> None:
        """Count a node, and stop reading if the brief is beyond a bound."""
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
        # Checked twice: for the file, and for what aliases unfold it to.
        message = f"Values are nested more than {MAX_DEPTH} deep."
        return _StopReading(finding("yaml-bounds", message, span))

    def _place(self, start: int, width: int) -> Span:
        """Make the span of some characters on one line, by the offset of the first."""
        line, column = line_and_column(start, self.starts)
        return Span(self.file, line, column, line, column + width)

    def _offset(self, mark: Any) -> int:
        """Find the offset of one of PyYAML's marks, whose line and column count from 0."""
        line, column = int(mark.line), int(mark.column)
        return self.starts[line] + column if line < len(self.starts) else len(self.text)

    def _span(self, event: Any, path: Path = ()) -> Span:
        """Find what to underline: a whole scalar or alias, or the first word of a list or group."""
        start, end = event.start_mark, event.end_mark
        line, column = min(start.line, len(self.starts) - 1) + 1, start.column + 1
        if not isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
            found = WORD.match(self.text, self._offset(start))
            width = len(found[0]) if found else 1
            return Span(self.file, line, column, line, column + width, dotted(path))
        end_column = max(end.column + 1, column + 1) if end.line == start.line else end.column + 1
        return Span(self.file, line, column, end.line + 1, end_column, dotted(path))
