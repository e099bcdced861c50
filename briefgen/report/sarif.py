"""Describes places, texts, edits and rules as SARIF 2.1.0 has them.

Apart from `formats/sarif`, which writes a whole run. Numbers of sections are those of the standard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, Edit
from briefgen.ground.positions import offsets_of
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.rules import RULE
from briefgen.ground.span import Span
from briefgen.report.pages import address, markdown, page, reason
from briefgen.report.plain import said
from briefgen.report.repository import Repository
from briefgen.report.terminal import visible

# The name for the root of a repository that services know. It is for them to say where that is, so
# that a report names no folder of the machine that made it (section 3.14.14).
ROOT = "%SRCROOT%"
# The most characters of a rule's description that GitHub takes.
MOST_DESCRIBED = 1024
# `[words](where)` in a message is a link (section 3.11.6). Words of a brief must not be one.
LINK = regex(r"\[(?=[^\]]*\]\()")
BRACKET = regex(r"[\[\]\\]")


def text_of(found: Diagnostic) -> str:
    """Write a finding as the text of a message: what is wrong, the way out, the related places.

    Each related place is a link to the one of that number, as GitHub shows it.
    """
    text = LINK.sub(r"\\[", said(found))
    links = [
        f"[{BRACKET.sub(_escaped, visible(each.message))}]({number})"
        for number, each in enumerate(found.related, 1)
    ]
    return f"{text} See: {', '.join(links)}." if links else text


def _escaped(bracket: Any) -> str:
    return f"\\{bracket[0]}"


@record
class Places:
    """Describes places in files, whose lines start at the offsets in `starts`."""

    repository: Repository
    starts: Mapping[str, Sequence[int]]

    def file(self, file: str) -> dict[str, str]:
        """Describe a file: by its path from the root of the repository, if it is in it."""
        uri = self.repository.address_of(file)
        is_inside = self.repository.path_of(file) is not None
        return {"uri": uri, "uriBaseId": ROOT} if is_inside else {"uri": uri}

    def region(self, span: Span) -> dict[str, int]:
        """Describe a stretch. Its end is exclusive, and its line that of the last character.

        Columns and offsets count code points, which `columnKind` says (section 3.14.17).
        """
        region = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
        offsets = offsets_of(span, self.starts.get(span.file, ()))
        if offsets is None:
            return region
        start, end = offsets
        return {**region, "charOffset": start, "charLength": end - start}

    def location(self, span: Span) -> dict[str, Any]:
        """Describe a place, with the path of its value in the brief."""
        physical = {"artifactLocation": self.file(span.file), "region": self.region(span)}
        location: dict[str, Any] = {"physicalLocation": physical}
        if span.path:
            named = {"fullyQualifiedName": visible(span.path), "kind": "value"}
            location["logicalLocations"] = [named]
        return location

    def fix(self, edit: Edit, hint: str) -> dict[str, Any]:
        """Describe an edit: the stretch to take out, and the text to put there."""
        change = {
            "artifactLocation": self.file(edit.span.file),
            "replacements": [
                {
                    "deletedRegion": self.region(edit.span),
                    "insertedContent": {"text": edit.text},
                }
            ],
        }
        text = LINK.sub(r"\\[", visible(hint)) or "Put the text there that is meant."
        return {"description": {"text": text}, "artifactChanges": [change]}


def descriptor(name: str) -> dict[str, Any]:
    """Describe a rule: its summary, the reason for it, its page and its severity."""
    rule = RULE[name]
    words = name.split("-")
    # A name differs from the id, or is left out (section 3.49.7); validators ignore capitals.
    named = {"name": "".join(map(str.capitalize, words))} if len(words) > 1 else {}
    return {
        "id": name,
        **named,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": reason(name)[:MOST_DESCRIBED]},
        "help": {"text": page(name), "markdown": markdown(name)},
        "helpUri": address(name),
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": ["briefing", rule.stage], "problem.severity": rule.severity},
    }
