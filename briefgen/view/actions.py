"""Makes the view of what is to be done: who does it, until when, and how far it is."""

from __future__ import annotations

from briefgen.ground.span import Path
from briefgen.model import Action
from briefgen.view import data
from briefgen.view.writer import Writer


def actions_of(writer: Writer) -> tuple[data.ActionView, ...]:
    """Make the view of each action, in the brief's order."""
    return writer.each(("actions",), writer.brief.actions, _action)


def _action(writer: Writer, path: Path, action: Action) -> data.ActionView:
    is_overdue = action.is_overdue(writer.brief.as_of)
    return data.ActionView(
        **writer.said_fields(path, action),
        number=writer.printed(action.number),
        owner=writer.who(action.owner),
        due=writer.day(action.due),
        state=writer.labels.of("actions", "overdue" if is_overdue else action.stands),
        is_open=action.is_open,
        is_overdue=is_overdue,
        agreed_on=writer.day(action.agreed_on),
        closed_on=writer.day(action.closed_on),
        note=writer.inline((*path, "note"), action.note),
    )
