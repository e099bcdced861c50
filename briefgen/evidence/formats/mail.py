"""The text of a mail, or of a page that a browser saved as one file (MIME, RFC 2045 and 2557).

Headers are left out: who wrote it, and when, stands in the brief. Attachments are captures of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import cast

from briefgen.evidence.reading.file_text import Reading, within_bounds
from briefgen.ground.folder import FileFault

# A mail that has been forwarded for years has fewer parts inside each other.
DEEPEST = 30
BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)


def text_of_mail(data: bytes) -> Reading:
    """The text that the mail program or browser showed. FileFault where it can't be read."""
    import resiliparse.extract.html2text  # noqa: F401 - once, and not in the child of each mail

    return within_bounds(lambda: _text(data))


def _text(data: bytes) -> Reading:
    if len(BOUNDARY.findall(data)) > 1_000:
        raise FileFault("has more than 1,000 parts.", "Save the text alone, as .txt.")
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
    """The messages that were attached to one."""
    for part in message.walk():
        if part is not message and part.get_content_type() == "message/rfc822":
            yield from cast("list[EmailMessage]", part.get_payload())


def _body(message: EmailMessage) -> Reading:
    """What is shown of a message: its page where it has one, or else its text."""
    from briefgen.evidence.reading.page import read_here

    for kind in ("html", "plain"):
        part = message.get_body(preferencelist=(kind,))
        if part is not None:
            words = _words(cast("EmailMessage", part))
            found = read_here(words) if kind == "html" else Reading(words)
            if found.text.strip():
                return found
    return Reading("")


def _words(part: EmailMessage) -> str:
    """The text of a part: as its encoding says, or in the likeliest one where that is not so."""
    from briefgen.evidence.capture import decoded

    payload = part.get_payload(decode=True)
    named = part.get_content_charset("") or ""
    return decoded(payload if isinstance(payload, bytes) else b"", named)
