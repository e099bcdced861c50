"""Makes the view's facts: labels and values for page one."""

from __future__ import annotations

from briefgen.view import data
from briefgen.view.writer import Writer


def facts_of(writer: Writer) -> tuple[data.FactView, ...]:
    """Make the facts: those that the kind of paper names, in its order, then the others."""
    typed = writer.brief.facts
    named = [label for label in writer.kind.facts if label in typed]
    return tuple(
        data.FactView(
            **writer.said_fields(("facts", label), typed[label]), label=writer.printed(label)
        )
        for label in dict.fromkeys([*named, *typed])
    )
