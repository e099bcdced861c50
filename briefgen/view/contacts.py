"""Makes the view's contacts: whom to ask, and how to reach them."""

from __future__ import annotations

from briefgen.ground.regexes import regex
from briefgen.model import permitted
from briefgen.view import data
from briefgen.view.writer import Writer

# What a telephone can dial (RFC 3966), with the signs that people set between the digits.
PHONE = regex(r"\+?[\d\s()/.\u2011\u00a0-]{3,40}\Z")
# A plain address; any other is printed, and leads nowhere.
EMAIL = regex(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+\Z")


def contacts_of(writer: Writer) -> tuple[data.ContactView, ...]:
    """Make the contacts, in the order typed."""
    return tuple(
        data.ContactView(
            source=f"contacts[{at}]",
            name=writer.who(contact.name),
            role=writer.printed(contact.role or _office(writer, contact.name)),
            phone=writer.printed(contact.phone),
            phone_href=_phone_href(contact.phone),
            email=writer.printed(contact.email),
            email_href=_email_href(contact.email),
            hours=writer.printed(contact.hours),
        )
        for at, contact in enumerate(writer.brief.contacts)
    )


def _office(writer: Writer, name: str) -> str:
    """Find the office of a person who is a contact, where it isn't said what to call about."""
    person = writer.brief.people.get(name)
    return permitted.role_shown(person) if person else ""


def _phone_href(phone: str | None) -> str:
    if not phone or not PHONE.match(phone):
        return ""
    # The 0 in `+44 (0)20` is dialled only inside the country.
    return "tel:" + "".join(char for char in phone.replace("(0)", "") if char in "+0123456789")


def _email_href(email: str | None) -> str:
    return f"mailto:{email}" if email and EMAIL.match(email) else ""
