"""Write what is known of a source's capture into the YAML of the brief, at that source.

Only that place of the text is edited, and the YAML isn't written anew: comments, quotation marks
and layout stay as typed.
"""

from __future__ import annotations

from typing import Any

from briefgen.ground.errors import BriefError
from briefgen.ground.regexes import regex
from briefgen.ground.scalars import Mark
from briefgen.ground.suggest import did_you_mean
from briefgen.load.document import Document
from briefgen.load.reader import load

END_OF_LINE = regex(r"\r\n|\n|\r")
# Values that YAML reads as text: no numbers, and nothing with a colon, a `#` or a sign that starts
# something else. A date is one for briefgen either way.
NEEDS_NO_QUOTES = regex(
    r"[\w./-]*[A-Za-z/][\w./-]*\Z|saved page\Z|\d{4}-\d\d-\d\d\Z|[0-9a-f]{64}\Z"
)


def pinned(document: Document, source: str, fields: dict[str, str]) -> str:
    """Write fields into a source of a brief, in place of older ones; give the brief's new text.

    BriefError where the source isn't there, or is typed in a way that a program should not edit.
    """
    known = document.data.get("sources") if isinstance(document.data, dict) else None
    if not isinstance(known, dict) or source not in known:
        hint = did_you_mean(source, known if isinstance(known, dict) else ())
        raise BriefError(f"There is no source `{source}` in {document.file}. {hint}".strip())
    typed = {name: _typed(value) for name, value in fields.items()}
    text = _edited(document, source, known[source], typed)
    if text is None or not _is_only_that(document, text, source, fields):
        lines = "; ".join(f"{name}: {value}" for name, value in typed.items())
        message = f"`{source}` is typed in a way that a program should not edit."
        raise BriefError(f"{message} Add yourself: {lines}")
    return text


def _edited(document: Document, source: str, value: Any, fields: dict[str, str]) -> str | None:
    """Edit the text in the style in which the source is typed; None for a style that it can't."""
    mark = document.marks[("sources", source)]
    # A source that is a title alone gets its fields in braces; a title over several lines can't.
    if isinstance(value, str) and mark.style not in ("|", ">"):
        typed = document.text[mark.start : mark.end].rstrip()
        group = f"{{title: {typed if mark.style else _typed(value)}{_listed(fields)}}}"
        return _replaced(document.text, mark, group)
    if isinstance(value, dict) and value:
        return _with_fields(document, source, fields)
    return None


def _with_fields(document: Document, source: str, fields: dict[str, str]) -> str:
    """Replace the values of the fields that are there, and add the others behind them."""
    path = ("sources", source)
    there = {
        name: document.marks[(*path, name)] for name in fields if (*path, name) in document.marks
    }
    new = {name: value for name, value in fields.items() if name not in there}
    text = _added(document, source, new) if new else document.text
    # From the last one on, so that the places of those before it stay right.
    for name, mark in sorted(there.items(), key=lambda pair: pair[1].start, reverse=True):
        is_empty = not document.text[mark.start : mark.end].strip()
        text = _replaced(text, mark, f" {fields[name]}" if is_empty else fields[name])
    return text


def _added(document: Document, source: str, fields: dict[str, str]) -> str:
    """Add fields behind the last one of a source, on lines or in braces as the others are."""
    path = ("sources", source)
    inside = [mark for at, mark in document.marks.items() if at[:2] == path and len(at) > 2]
    last = max(inside, key=lambda mark: mark.end)
    text = document.text
    end = last.start + len(text[last.start : last.end].rstrip())
    if text[document.marks[path].start] == "{":
        return text[:end] + _listed(fields) + text[end:]
    first = next(mark for at, mark in document.marks.items() if at[:2] == path and len(at) == 3)
    indent = " " * (first.key.column - 1) if first.key else ""
    newline = (END_OF_LINE.search(text) or ["\n"])[0]
    lines = newline.join(f"{indent}{name}: {value}" for name, value in fields.items())
    line_end = END_OF_LINE.search(text, end)
    if line_end is None:
        return text + newline + lines
    return text[: line_end.end()] + lines + newline + text[line_end.end() :]


def _replaced(text: str, mark: Mark, value: str) -> str:
    end = mark.start + len(text[mark.start : mark.end].rstrip())
    return text[: mark.start] + value + text[end:]


def _listed(fields: dict[str, str]) -> str:
    return "".join(f", {name}: {value}" for name, value in fields.items())


def _typed(value: str) -> str:
    """Write a value for YAML, in quotation marks unless it is letters, digits and hyphens."""
    return value if NEEDS_NO_QUOTES.match(value) else "'" + value.replace("'", "''") + "'"


def _is_only_that(document: Document, text: str, source: str, fields: dict[str, str]) -> bool:
    """Whether the edited text, when it is read, differs from the old one in the fields only.

    An anchor, a tag or a merge key can make of an edit something else than it seems.
    """
    after = load(text.encode(), document.file)
    old = document.data["sources"][source]
    group = {"title": old} if isinstance(old, str) else old
    sources = {**document.data["sources"], source: {**group, **fields}}
    return bool(after.data == {**document.data, "sources": sources}) and not (
        len(after.problems) > len(document.problems)
    )
