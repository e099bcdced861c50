"""The classes of the View for where a paper comes from and goes, and for what goes with it."""

from __future__ import annotations

from markupsafe import Markup

from briefgen.ground.records import record
from briefgen.view.label import Label
from briefgen.view.said import Day


@record
class OwnerView:
    """Who answers for the brief."""

    office: str  # the desk that wrote it
    contact: str  # whom to call
    cleared_by: str  # who approved it


@record
class HandlingView:
    """How the paper is to be handled."""

    source: str  # where it stands in the YAML: `handling`
    html: Markup  # the line that stands on every page: marking, draft, embargo
    css: Markup  # the same as a string of CSS, for the heads and feet of a PDF
    is_draft: bool  # whether it is a draft


@record
class ConsideredView:
    """An earlier body that considered the paper."""

    body: str  # what it is called
    on: Day  # when it met
    outcome: Markup  # what it decided


@record
class RoutingView:
    """The way of the paper: to whom it goes, and from whom it comes."""

    to: tuple[str, ...]  # to whom it goes, each with the office
    sender: tuple[str, ...]  # from whom it comes
    through: tuple[str, ...]  # through whom it goes, in order
    copied: tuple[str, ...]  # who gets a copy
    owner: OwnerView | None  # the desk that wrote it
    received: Day  # when it reached the office that it is for
    considered: tuple[ConsideredView, ...]  # who considered it before, in order


@record
class ClearanceView:
    """An office that has to agree to the paper."""

    source: str  # where it stands in the YAML: `clearances[0]`
    office: str  # what it is called
    person: str  # who cleared it there
    state: Label  # whether it has: cleared, asked
    on: Day  # when it was cleared, or was asked
    note: Markup  # what it asked for, or objects to


@record
class AnnexView:
    """A document that goes with the paper."""

    source: str  # where it stands in the YAML: `annexes[0]`
    id: str  # its id on the page
    tab: str  # its tab, such as `A`
    title: str  # what it is
    pages: Label  # how many it has, such as 12 pages; empty where the file doesn't say
    href: str  # a link to the copy that a build puts beside the page; empty without a file
    note: Markup  # why to look at it


@record
class ContactView:
    """Whom to ask, and how to reach them."""

    source: str  # where it stands in the YAML: `contacts[0]`
    name: str  # the name, or the office
    role: str  # what to call about
    phone: str  # the telephone number
    phone_href: str  # what dials it; empty where it is no plain number
    email: str  # the address for mail
    email_href: str  # what writes to it; empty where it is no plain address
    hours: str  # when to call
