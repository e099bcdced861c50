"""Makes the view's facts: labels and values for page one."""

from __future__ import annotations

from briefgen.kinds.parts import FACTS
from briefgen.view import data
from briefgen.view.writer import Writer


def fact_name(writer: Writer, label: str) -> str:
    """Write the label of a fact: one that the kind names is printed in the paper's language."""
    named = {each.typed: each.text for each in writer.own_labels}
    return writer.printed(named.get(f"{FACTS}{label}", label))


def facts_of(writer: Writer) -> tuple[data.FactView, ...]:
    """Make the facts: those that the kind of paper names, in its order, then the others."""
    typed = writer.brief.facts
    named = [label for label in writer.kind.facts if label in typed]
    return tuple(
        data.FactView(
            **writer.said_fields(("facts", label), typed[label]), label=fact_name(writer, label)
        )
        for label in dict.fromkeys([*named, *typed])
    )
