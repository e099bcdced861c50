"""The text of a mail, or of a page that a browser saved as one file (MIME, RFC 2045 and 2557).

Headers are left out: who wrote it, and when, stands in the brief. Attachments are captures of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from briefgen.evidence.reading.apart import parse_apart
from briefgen.evidence.reading.decoding import decoded
from briefgen.evidence.reading.file_text import FileText
from briefgen.evidence.reading.format import ANYWHERE, START, Format, Start
from briefgen.ground.folder import FileFault
from briefgen.ground.regexes import regex

if TYPE_CHECKING:
    from email.message import EmailMessage

# A mail that has been forwarded for years has fewer parts inside each other.
DEEPEST = 30
# The parser goes through its text once for each boundary that it is inside of.
MOST_BOUNDARIES = 1_000
BOUNDARY = regex(rb"boundary\s*=", re.IGNORECASE)
# Header lines up to an empty one (RFC 5322, section 2.2), behind the line that parts the mails of a
# mailbox (RFC 4155). Minutes and poems have lines like them, but never the version of MIME.
HEADERS = regex(rb"\A(?:From [^\n]*\n)?(?>[!-9;-~]+:[^\n]*\n(?>[ \t][^\n]*\n)*)+(?=\r?\n|\Z)")
MOST_OF_HEADERS = 16 * START
PAGE_ENDINGS = (".mhtml", ".mht")


def _headers(file: Start) -> bytes:
    """The headers of a mail, in small letters; empty where a file isn't one."""
    found = HEADERS.match(file.data[:MOST_OF_HEADERS])
    headers = b"\n" + found[0].lower() if found else b""
    return headers if b"\nmime-version:" in headers else b""


def _is_page(file: Start) -> bool:
    headers = _headers(file)
    return bool(headers) and (file.ending in PAGE_ENDINGS or b"multipart/related" in headers)


def _read(data: bytes) -> FileText:
    import email.parser
    import email.policy  # noqa: F401 - loaded here once, and not in the child of each mail

    import resiliparse.extract.html2text  # noqa: F401

    return parse_apart(lambda: _text(data))


def _text(data: bytes) -> FileText:
    """Read the text that a mail program shows; if there is none, that of the mails attached."""
    from email import policy
    from email.parser import BytesParser

    if len(BOUNDARY.findall(data)) > MOST_BOUNDARIES:
        many = f"has more than {MOST_BOUNDARIES:,} parts."
        raise FileFault(many, "Save the text alone, as .txt.")
    message = BytesParser(policy=policy.default).parsebytes(data)
    found = _body(message)
    for _ in range(DEEPEST):
        if found.text.strip():
            break
        inner = next(_forwarded(message), None)
        if inner is None:
            break
        message, found = inner, _body(inner)
    return found


def _forwarded(message: EmailMessage) -> Iterator[EmailMessage]:
    """Find the messages that are attached to a message."""
    for part in message.walk():
        if part is not message and part.get_content_type() == "message/rfc822":
            yield from cast("list[EmailMessage]", part.get_payload())


def _body(message: EmailMessage) -> FileText:
    """Read what is shown of a message: its HTML if it has any, or else its plain text."""
    from briefgen.evidence.reading.page import read_here

    for kind in ("html", "plain"):
        part = message.get_body(preferencelist=(kind,))
        if part is not None:
            words = _words(cast("EmailMessage", part))
            found = read_here(words) if kind == "html" else FileText(words)
            if found.text.strip():
                return found
    return FileText("")


def _words(part: EmailMessage) -> str:
    """Decode a part by the encoding that it names; if that doesn't fit, by the likeliest one."""
    # Not `get_content`, which puts a sign for each byte that the named encoding doesn't have.
    payload = part.get_payload(decode=True)
    named = part.get_content_charset("") or ""
    return decoded(payload if isinstance(payload, bytes) else b"", named)


FORMATS = (
    Format(
        media_type="multipart/related",
        name="page in one file",
        order=54,
        read=_read,
        is_inside=_is_page,
        endings=PAGE_ENDINGS,
        is_text=True,
        copy="saved page",
    ),
    Format(
        media_type="message/rfc822",
        name="mail",
        order=56,
        read=_read,
        is_inside=lambda file: bool(_headers(file)),
        endings=(".eml",),
        is_text=True,
        furniture=("quoting marks", "plain marks", *ANYWHERE),
    ),
)
