"""Make the edits of what the model refuses: a value typed in another form, a name for an id.

Apart from `meant`, which words the hints: a hint may name what was probably meant, and an edit only
what can be nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefgen.ground.diagnostics import Edit, edit_to
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path, Span
from briefgen.ground.suggest import sure_id
from briefgen.load.document import Document
from briefgen.load.yamltext import quoting
from briefgen.model import zones
from briefgen.model.brief import FORMAT
from briefgen.model.fields import field_at, is_words
from briefgen.model.meant import REFERS, SEVERAL, field_of, has_lists, names_in
from briefgen.model.scalars import ID, MARKS, span_meant, zone_names
from briefgen.model.typed_dates import dotted_date

# What may stand around several ids that were typed as one text: `(lund, clerk)`, `lund, clerk]`.
AROUND = " ()[],;\"'"
# A list of one id in brackets on one line, or behind a dash.
LONE_IN_BRACKETS = regex(r"\[\s*(?P<value>[^\s\[\],]+)\s*\]")
LONE_BEHIND_DASH = regex(r"-[ ]+(?=\S)")
# An entry of words, which are a text of Markdown as they stand: no quotation marks, no brackets.
PLAIN_ENTRY = regex(r"[ ]*-[ ]+[^\s\"'|>\[\]{}&*!%@`?#,-]")
LONE_COMMENT = regex(r"(?<=\s)#\w.*")


def retyped(document: Document, path: Path, meant: str) -> Edit | None:
    """Make the edit that types one value in place of another; none for a list or a group."""
    mark = document.marks.get(document.typed(path))
    return document.retyped(mark.value, meant) if mark and mark.close is None else None


def edit_of(document: Document, path: Path, fault: Any, span: Span) -> Edit | None:
    """Make the edit of a value that a ValueFault is about; None if none is certain.

    `fault` is pydantic's error, and `span` the place of the value, or of the key that is wrong.
    """
    rule, given, meant = fault["type"], fault["input"], fault["ctx"]["meant"]
    is_key = fault["loc"][-1:] == ("[key]",)
    if rule == "bad-id":
        return _edit_of_id(document, path[:-1] if is_key else path, str(given), span)
    if is_key or not path:
        return None
    if isinstance(given, (list, dict)):
        return _edit_of_list(document, path)
    return _edit_of_value(document, path, rule, str(given), meant)


def _edit_of_value(
    document: Document, path: Path, rule: str, typed: str, meant: str
) -> Edit | None:
    """Make the edit of a single value that is typed in another form than the format's."""
    if rule == "bad-zone":
        return retyped(document, path, _zone_meant(document, path, typed))
    if rule == "bad-date" and not meant:
        language = document.data.get("language") or ""
        first = language[0] if isinstance(language, list) and language else language
        return retyped(document, path, dotted_date(typed.strip(MARKS), str(first)))
    if rule == "bad-time" and not meant:
        return _edit_of_stretch(document, path, typed)
    if rule != "wrong-type" or path[-1] == "sha256":
        return retyped(document, path, meant)
    # `true` and numbers are no texts, so that their quotation marks are left out.
    mark = document.marks.get(document.typed(path))
    if mark is None or mark.close is not None:
        return None
    return edit_to(meant, document.without_name(mark.value))


def first_line(document: Document) -> Edit | None:
    """Make the edit that puts the version of the format before the first field of a brief."""
    keys = [mark.key for path, mark in document.marks.items() if len(path) == 1 and mark.key]
    first = min(keys, key=lambda key: (key.line, key.column), default=None)
    if first is None or document.lines[first.line - 1][: first.column - 1]:
        return None
    at = Span(document.file, first.line, 1, first.line, 1)
    return Edit(at, f"briefgen: {FORMAT}{document.line_end}")


def quoted_comment(document: Document, path: Path) -> Edit | None:
    """Make the edit that puts a text into quotation marks which YAML took for a comment: `#4 …`.

    Only where the text has to be there, and the # has no space behind it, as no comment has.
    """
    field, line = field_at(path), document.key_span(path).line
    cut = LONE_COMMENT.search(document.lines[line - 1])
    if field is None or not is_words(*field) or cut is None:
        return None
    if document.lines[line - 1][: cut.start()].rstrip()[-1:] not in {":", "-"}:
        return None
    return quoting(document.lines, line, cut.start()).edit(document.file, line)


def _edit_of_id(document: Document, path: Path, typed: str, span: Span) -> Edit | None:
    """Make the edit that types the id that is meant, or several, where no id was typed."""
    field = field_of(path)
    if field not in REFERS or (len(path) == 1 and field != "principal"):
        return None
    known, names = _known(document, field)
    if found := sure_id(typed, known, names):
        return document.retyped(span, found)
    several = [each for each in SEVERAL.split(typed.strip(AROUND)) if each.strip()]
    if len(several) == 1 and set(several[0].split()) <= set(known):
        several = several[0].split()
    ids = [sure_id(each.strip(AROUND), known, names) for each in several]
    if field not in {"with", "sources"} or len(ids) < 2 or not all(ids):
        return None
    if len(set(ids)) < len(ids) or span.line != span.end_line:
        return None
    where = document.typed(path)
    if not isinstance(where[-1], int):
        return Edit(span, f"[{', '.join(ids)}]")
    start = document.marks[where[:-1]].start
    return Edit(span, ", ".join(ids)) if document.text[start] == "[" else None


def _known(document: Document, field: str) -> tuple[list[str], list[tuple[str, str]]]:
    """List the ids that a field can refer to, and the names and surnames of each with its id."""
    known: list[str] = []
    names: list[tuple[str, str]] = []
    for group in REFERS[field]:
        pairs = [pair for pair in names_in(document.data.get(group)) if ID.match(pair[1])]
        known += [key for _, key in pairs]
        names += pairs
        if group == "people":
            names += [(name.split()[-1], key) for name, key in pairs if name.strip()]
            names += [(each, key) for key, each in _also_called(document.data.get(group))]
    return known, names


def _also_called(people: object) -> Iterator[tuple[str, str]]:
    """Yield what sources call people beside their names, each with the person's id before it."""
    for key, person in people.items() if isinstance(people, dict) else ():
        called = person.get("also_called") if isinstance(person, dict) else None
        for each in called if isinstance(called, list) else [called]:
            if isinstance(each, str) and ID.match(str(key)):
                yield str(key), each


def _edit_of_list(document: Document, path: Path) -> Edit | None:
    """Make the edit that takes the brackets or the dash from a list of one id or entry.

    Of a list in the place of a text that may have one, it makes a part of that text.
    """
    path = document.typed(path)
    if edit := _edit_of_listed(document, path):
        return edit
    mark, inside = document.marks.get(path), document.marks.get((*path, 0))
    value = document.value(path)
    if mark is None or inside is None or not isinstance(value, list) or len(value) != 1:
        return None
    if LONE_BEHIND_DASH.match(document.text, mark.start):
        # `- - text`: one of the two dashes; and `lead:` with `- lund` below it.
        return Edit(document.span(mark.start, inside.start), "") if inside.start else None
    found = LONE_IN_BRACKETS.match(document.text, mark.start)
    is_id = field_of(path) in REFERS and isinstance(value[0], str)
    return (
        Edit(document.span(found.start(), found.end()), found["value"]) if found and is_id else None
    )


def _edit_of_listed(document: Document, path: Path) -> Edit | None:
    """Make the edit that puts a | before a list whose entries are words, and nothing of YAML."""
    mark, value = document.marks.get(path), document.value(path)
    if mark is None or mark.key is None or not isinstance(value, list) or len(value) < 2:
        return None
    entries = [document.marks.get((*path, at)) for at in range(len(value))]
    if not has_lists(path) or not all(isinstance(each, str) for each in value):
        return None
    key = mark.key
    name = document.lines[key.line - 1]
    last = entries[-1].value.end_line if entries[-1] else 0
    below = document.lines[key.line : last]
    if name[key.end_column - 1 :].rstrip() != ":" or any(" #" in line for line in below):
        return None
    starts = [document.lines[each.value.line - 1] for each in entries if each]
    if len(starts) < len(value) or not all(PLAIN_ENTRY.match(line) for line in starts):
        return None
    # A text of several lines stands further in than its field; a list needn't.
    if any(line.strip() and not line.startswith(" " * key.column) for line in below):
        return None
    at = Span(document.file, key.line, key.end_column + 1, key.line, key.end_column + 1)
    return Edit(at, " |")


def _edit_of_stretch(document: Document, path: Path, typed: str) -> Edit | None:
    """Make the edit that divides `19:00-21:30` into the start and the end of a meeting.

    Only of a meeting that has neither an end nor a length of its own.
    """
    path = document.typed(path)
    times, owner = span_meant(typed), document.value(path[:-1])
    mark = document.marks.get(path)
    if not times or path[-1] != "start" or mark is None or not isinstance(owner, dict):
        return None
    if str(owner.get("minutes", "")).isdigit() and _passed(*times) == int(owner["minutes"]):
        return document.retyped(mark.value, times[0])
    if (
        path[0] != "programme"
        or "end" in owner
        or "minutes" in owner
        or mark.key is None
        or mark.value.line != mark.key.line
    ):
        return None
    start, end = times
    line = document.lines[mark.key.line - 1]
    if re.match(r"[ -]*\Z", line[: mark.key.column - 1]):
        below = f"{document.line_end}{' ' * (mark.key.column - 1)}end: {end}"
        return (
            Edit(mark.value, f"{start}{below}")
            if not line[mark.value.end_column - 1 :].strip()
            else None
        )
    return Edit(mark.value, f"{start}, end: {end}")


def _passed(start: str, end: str) -> int:
    """Count the minutes from one time to another, both as 09:30."""
    first, last = (int(each[:2]) * 60 + int(each[3:]) for each in (start, end))
    return last - first


def _zone_meant(document: Document, path: Path, typed: str) -> str:
    """Find the only zone that was meant, by its name, by its city, or by letters; else empty."""
    beside = document.value(document.typed(path[:-1]))
    place = zones.of_place(str(beside.get("place") or "")) if isinstance(beside, dict) else ""
    lettered = zones.of_letters(typed)
    if lettered:
        return place if place in lettered else "" if place else _single(lettered)
    name = re.sub(r"\s*[/\\]\s*", "/", typed.strip(MARKS))
    cities = [(zone.rsplit("/", 1)[-1], zone) for zone in zone_names() if "/" in zone]
    found = sure_id(name, zone_names()) or sure_id(name.rsplit("/", 1)[-1], (), cities)
    return found if not place or place == found else ""


def _single(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else ""
