"""Makes the view's routing and clearances: to whom a paper goes, and who has agreed to it."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.ground.span import Path, dotted
from briefgen.markdown.marks import between_of
from briefgen.model import Clearance, Considered, Recipient
from briefgen.view import data
from briefgen.view.writer import Writer


def routing_of(writer: Writer, owner: data.OwnerView | None) -> data.RoutingView | None:
    """Make the view of the routing; None where nobody typed any and the kind doesn't list it.

    Without `to` it goes to the principal, and without `from` it comes from the owner's office.
    """
    brief = writer.brief
    typed = (brief.to, brief.from_, brief.through, brief.copy_, brief.received, brief.considered)
    if not any(typed) and "routing" not in writer.kind.parts:
        return None
    sender = _names(writer, brief.from_)
    if not sender and owner:
        # The office stands there with its contact, so that nothing is said of it a second time.
        comma = between_of(writer.language).comma
        sender = (comma.join(filter(None, (owner.office, owner.contact))),)
        owner = data.OwnerView("", "", owner.cleared_by) if owner.cleared_by else None
    return data.RoutingView(
        to=_names(writer, brief.to) or (writer.with_office(brief.principal),),
        sender=sender,
        through=_names(writer, brief.through),
        copied=_names(writer, brief.copy_),
        owner=owner,
        received=writer.day(brief.received),
        considered=writer.each(("considered",), brief.considered, _considered),
    )


def clearances_of(writer: Writer) -> tuple[data.ClearanceView, ...]:
    """Make the view of the clearances, in the brief's order."""
    return writer.each(("clearances",), writer.brief.clearances, _clearance)


def _names(writer: Writer, recipients: Iterable[Recipient]) -> tuple[str, ...]:
    return tuple(
        writer.with_office(each.name) if each.name in writer.brief.people else writer.who(each.name)
        for each in recipients
    )


def _considered(writer: Writer, path: Path, entry: Considered) -> data.ConsideredView:
    return data.ConsideredView(
        writer.printed(entry.body),
        writer.day(entry.on),
        writer.inline((*path, "outcome"), entry.outcome),
    )


def _clearance(writer: Writer, path: Path, entry: Clearance) -> data.ClearanceView:
    return data.ClearanceView(
        source=dotted(path),
        office=writer.printed(entry.office),
        person=writer.who(entry.person),
        state=writer.labels.of("clearances", entry.stands),
        on=writer.day(entry.on),
        note=writer.inline((*path, "note"), entry.note),
    )
