"""Find names that lead nowhere in a document that isn't a valid brief yet.

The rules need a valid brief. But a writer who also misspelt a field should see these findings in
the same check, and not only in the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.span import Path
from briefgen.ground.suggest import did_you_mean, sure_id
from briefgen.load.document import Document

# For each field: the rule, the groups in which its ids have to be, and how the message starts.
FIELDS = {
    "principal": ("unknown-person", ("people",), "Nobody in `people` is called"),
    "lead": ("unknown-person", ("people",), "Nobody in `people` is called"),
    "speaker": ("unknown-person", ("people",), "Nobody in `people` is called"),
    "with": ("unknown-person", ("people", "parties"), "Nobody in `people` is called"),
    "party": ("unknown-party", ("parties",), "No party in `parties` is called"),
    "source": ("unknown-source", ("sources",), "No source in `sources` is called"),
    "sources": ("unknown-source", ("sources",), "No source in `sources` is called"),
}


def dangling(document: Document) -> Iterator[Diagnostic]:
    """Find the people, parties and sources that a malformed brief names and doesn't have."""
    data = document.data if isinstance(document.data, dict) else {}
    for path in document.marks:
        field = next((step for step in reversed(path) if isinstance(step, str)), "")
        if field not in FIELDS or path == ("sources",):
            continue
        rule, homes, words = FIELDS[field]
        groups = [data.get(home) for home in homes]
        if not isinstance(groups[0], dict):  # another finding says what is wrong with the group
            continue
        known = [name for group in groups if isinstance(group, dict) for name in group]
        name = value_at(document, path)
        if isinstance(name, str) and known and name.strip() not in known:
            hint = did_you_mean(name.strip(), known)
            message = f"{words} `{name.strip()}`."
            span = document.value_span(path)
            edit = document.retyped(span, sure_id(name.strip(), known))
            yield finding(rule, message, span, hint, edit=edit)


def value_at(document: Document, path: Path) -> Any:
    """Get the value at a path; None where nothing is kept there, as for a key given twice."""
    try:
        return document.value(path)
    except (KeyError, IndexError, TypeError):
        return None
