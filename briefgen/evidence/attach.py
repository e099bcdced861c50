"""A source's capture, written into the YAML of its brief at the source's own place.

An edit at the span rather than a round trip: comments, quotation marks and layout stay as typed.
"""

from __future__ import annotations

import json
import re
from typing import Any

from briefgen.errors import BriefError
from briefgen.load import Document, Mark, load

END_OF_LINE = re.compile(r"\r\n|\n|\r")


def attached(document: Document, source: str, fields: dict[str, str]) -> str:
    """The text of a brief with fields of a source added, or put in the place of those there were.

    BriefError where the source isn't there, or is typed in a way that can't be added to.
    """
    path = ("sources", source)
    known = document.data.get("sources") if isinstance(document.data, dict) else None
    if not isinstance(known, dict) or path not in document.marks or source not in known:
        from briefgen.suggest import did_you_mean

        hint = did_you_mean(source, known if isinstance(known, dict) else ())
        raise BriefError(f"There is no source `{source}` in {document.file}. {hint}".strip())
    mark, value = document.marks[path], known[source]
    text = document.text
    if isinstance(value, str):
        text = _from_short_form(document, mark, source, fields)
    elif isinstance(value, dict):
        text = _with_fields(document, path, mark, fields)
    _compare(document, text, source, fields)
    return text


def _from_short_form(document: Document, mark: Mark, source: str, fields: dict[str, str]) -> str:
    """A title alone becomes a group in braces, on its line."""
    if mark.style in ("|", ">"):
        raise BriefError(f"Give `{source}` its `title:` on a line of its own first.")
    typed = document.text[mark.start : mark.end].rstrip()
    group = "{title: " + (typed if mark.style else _quoted(typed)) + _listed(fields) + "}"
    return document.text[: mark.start] + group + document.text[mark.start + len(typed) :]


def _with_fields(document: Document, path: Any, mark: Mark, fields: dict[str, str]) -> str:
    """New fields behind the last one; values that there were, each in its place, from the end on."""
    text = document.text
    there = [name for name in fields if (*path, name) in document.marks]
    new = {name: value for name, value in fields.items() if name not in there}
    if new:
        text = _added(document, path, mark, new)
    for name in sorted(there, key=lambda n: document.marks[(*path, n)].start, reverse=True):
        at = document.marks[(*path, name)]
        old = document.text[at.start : at.end].rstrip()
        text = (
            text[: at.start]
            + (fields[name] if old else f" {fields[name]}")
            + text[at.start + len(old) :]
        )
    return text


def _added(document: Document, path: Any, mark: Mark, fields: dict[str, str]) -> str:
    last = max(
        (m for p, m in document.marks.items() if p[:2] == path and len(p) > 2), key=lambda m: m.end
    )
    if document.text[mark.start] == "{":
        end = last.start + len(document.text[last.start : last.end].rstrip())
        return document.text[:end] + _listed(fields) + document.text[end:]
    first = min(
        (m for p, m in document.marks.items() if p[:2] == path and len(p) == 3), key=_key_at
    )
    indent = " " * (first.key.column - 1) if first.key else "    "
    at = _line_end(document.text, last)
    newline = (END_OF_LINE.search(document.text) or ["\n"])[0]
    lines = "".join(f"{indent}{name}: {value}{newline}" for name, value in fields.items())
    before = document.text[:at]
    return before + ("" if before.endswith(("\n", "\r")) else newline) + lines + document.text[at:]


def _key_at(mark: Mark) -> int:
    return mark.start


def _line_end(text: str, mark: Mark) -> int:
    """Where the line behind a value's last one starts."""
    end = mark.start + len(text[mark.start : mark.end].rstrip())
    found = END_OF_LINE.search(text, end)
    return found.end() if found else len(text)


def _listed(fields: dict[str, str]) -> str:
    return "".join(f", {name}: {value}" for name, value in fields.items())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _compare(document: Document, text: str, source: str, fields: dict[str, str]) -> None:
    """Refuse an edit that changed anything but the fields."""
    after = load(text.encode(), document.file)
    old = {**document.data}
    before = old["sources"][source]
    group = {"title": before} if isinstance(before, str) else dict(before or {})
    old["sources"] = {
        **old["sources"],
        source: {**group, **{n: v.strip('"') for n, v in fields.items()}},
    }
    if after.data != old or len(after.problems) > len(document.problems):
        message = f"`{source}` is typed in a way that a program should not edit."
        raise BriefError(
            f"{message} Add yourself: {'; '.join(f'{n}: {v}' for n, v in fields.items())}"
        )
